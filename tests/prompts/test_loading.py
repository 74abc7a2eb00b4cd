"""Prompt files: messages from roles and variables, a folder of one's own, and errors that name the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.prompts import Prompt, check_folder, load
from sitbrief.schemas import PromptError

OWN = "--- system\nYou read.\n\nTwo paragraphs.\n--- user\nRead $text, $$5, by ${name}.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one prompt file, `own.v1.md`."""
    (tmp_path / "own.v1.md").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_a_file_becomes_messages(folder: Path) -> None:
    """Each role line begins a message; white space around it is cut, blank lines inside stay."""
    assert load("own.v1", folder).messages(text="this", name="noon") == [
        {"role": "system", "content": "You read.\n\nTwo paragraphs."},
        {"role": "user", "content": "Read this, $5, by noon."},
    ]


def test_a_missing_variable_is_named(folder: Path) -> None:
    """The error names the file, the variable, and what there is."""
    with pytest.raises(PromptError, match=r"'own\.v1' uses the variable 'name'.*it gives other, text\."):
        load("own.v1", folder).messages(text="this", other="that")


def test_a_variable_too_many_is_no_fault(folder: Path) -> None:
    """A user's own prompt need not use all that a task gives."""
    assert load("own.v1", folder).messages(text="this", name="noon", area="Orlo")


@given(st.text())
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    """Whatever an article holds stands in the message as it is."""
    prompt = Prompt("own.v1", (("user", "<$text|$name>"),))
    assert prompt.messages(text=value, name="$text")[0]["content"] == f"<{value}|$text>"


@pytest.mark.parametrize("value", ["$name", "${name}", "$$", "$", "{{ name }}", "{% raw %}", "%(name)s", "{name}"])
def test_a_dollar_sign_in_a_value_stays(value: str) -> None:
    """Values that look like variables of this or another template language are text."""
    prompt = Prompt("own.v1", (("user", "$text and $name"),))
    assert prompt.messages(text=value, name="noon")[0]["content"] == f"{value} and noon"


@pytest.mark.parametrize("text", ["costs $5", "a single $", "${unclosed"])
def test_a_dollar_sign_in_a_prompt_is_written_twice(text: str) -> None:
    """One that begins no variable is an error that says so."""
    with pytest.raises(PromptError, match=r"'own\.v1'.*Write \$\$ for a dollar sign"):
        Prompt("own.v1", (("user", text),)).messages()


def test_a_folder_of_ones_own_comes_first(tmp_path: Path) -> None:
    """A file in it takes the place of the one that is shipped."""
    (tmp_path / "extract.v2.md").write_text("--- user\nOnly $sentences\n", encoding="utf-8")
    assert load("extract.v2", tmp_path).parts == (("user", "Only $sentences"),)
    assert load("extract.v2", tmp_path).hash != load("extract.v2").hash


def test_what_a_folder_lacks_is_taken_from_the_package(tmp_path: Path) -> None:
    """A user may change one prompt alone."""
    assert load("brief.v2", tmp_path) == load("brief.v2")


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A misspelt folder does not quietly give the shipped words."""
    with pytest.raises(PromptError, match=r"the folder of prompts '.*promts' is not there"):
        load("brief.v2", tmp_path / "promts")


@pytest.mark.parametrize(
    "text",
    ["", "No role line.", "Words first.\n--- user\nThen a role.", "--- machine\nUnknown role.", "---user\nNo blank."],
)
def test_a_file_without_roles_is_an_error(text: str, tmp_path: Path) -> None:
    """A broken file is named, with what it must begin with."""
    (tmp_path / "own.v1.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=r"'own\.v1' must begin with a line '--- system' or '--- user'"):
        load("own.v1", tmp_path)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Neither in the folder nor in the package: the name is said."""
    with pytest.raises(PromptError, match=r"'nothing\.v1' cannot be read"):
        load("nothing.v1", tmp_path)


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    """Prompt files are UTF-8."""
    (tmp_path / "own.v1.md").write_bytes("--- user\nLärm".encode("latin-1"))
    with pytest.raises(PromptError, match=r"'own\.v1' cannot be read: 'utf-8' codec"):
        load("own.v1", tmp_path)


def test_a_folder_in_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    """What cannot be opened is named too."""
    (tmp_path / "own.v1.md").mkdir()
    with pytest.raises(PromptError, match=r"'own\.v1' cannot be read"):
        load("own.v1", tmp_path)


def test_a_hash_changes_with_any_word() -> None:
    """Words, roles and their order count; the name does not."""
    prompt = Prompt("own.v1", (("system", "You read."), ("user", "$text")))
    others = [
        (("system", "You read!"), ("user", "$text")),
        (("user", "You read."), ("user", "$text")),
        (("user", "$text"), ("system", "You read.")),
        (("system", "You read."),),
    ]
    assert prompt.hash == Prompt("other.v2", prompt.parts).hash
    assert len({prompt.hash, *(Prompt("own.v1", parts).hash for parts in others)}) == 5
    assert len(prompt.hash) == 16


# A folder of one's own, looked through before anything is asked.


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("extract.v2.md", "--- user\nRead $sentences"),
        ("extract-own.v1.md", "--- system\n$kinds\n--- user\nRead $title and $sentences for $$5"),
        ("brief-correct.v1.md", "--- user\nAgain: ${failures}"),
    ],
)
def test_a_folder_with_some_prompts_may_be_used(name: str, text: str, tmp_path: Path) -> None:
    """Not every prompt, and not every variable, need be there; notes beside the prompts are no prompts."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("why", encoding="utf-8")
    check_folder(tmp_path)
    assert load(name.removesuffix(".md"), tmp_path) != load(name.removesuffix(".md"))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "extract.v9.md",
            "--- user\n$sentences",
            r"extract\.v9\.md' is the name of no prompt; there are actor-verb",
        ),
        ("Extract.v2.md", "--- user\n$sentences", r"Extract\.v2\.md' is the name of no prompt; .* extract\.v2\.md"),
        ("notes.txt", "why", r"holds none; name its files actor-verb\.v1\.md, .*extract\.v2\.md"),
        ("extract.v2.md", "--- user\n$sentence", r"extract\.v2\.md' uses the variable 'sentence', .* sentences, title"),
        ("brief.v2.md", "--- user\n$sentences", r"brief\.v2\.md' uses the variable 'sentences', .* records, sections"),
        (
            "extract.v2.md",
            "--- user\nRead $title",
            r"extract\.v2\.md' lacks the variable 'sentences'; write \$sentences",
        ),
        ("extract-correct.v1.md", "--- user\nAgain", r"extract-correct\.v1\.md' lacks the variable 'failures'"),
        ("brief.v2.md", "--- user\n$area", r"brief\.v2\.md' lacks the variable 'records'"),
        ("brief.v2.md", "--- user\n$records for $5", r"'brief\.v2'.*Write \$\$ for a dollar sign"),
        ("brief.v2.md", "$records", r"'brief\.v2' must begin with a line"),
    ],
)
def test_a_folder_that_would_not_do_is_named_with_its_fault(name: str, text: str, words: str, tmp_path: Path) -> None:
    """The file, the variable and what there is to choose from."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=words):
        check_folder(tmp_path)


def test_a_folder_to_look_through_must_be_there(tmp_path: Path) -> None:
    """A misspelt folder, and a file in its place."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name in ("promts", "file"):
        with pytest.raises(PromptError, match=rf"the folder of prompts '.*{name}' is not there"):
            check_folder(tmp_path / name)
