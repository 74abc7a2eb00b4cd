"""A used version of a prompt is never edited: new words are a new file, `<task>.v<N+1>.md`.

Answers are kept by the hash of the whole request, and a brief names the versions that it was written with.
An edited file would buy every answer again, and would make one name stand for two texts.
"""

from importlib import resources
from string import Template

import pytest
from sitbrief.agents import BRIEF_PROMPTS, EXTRACT_PROMPTS, JUDGE_PROMPTS, MERGE_PROMPT, READER_PROMPT, SPLIT_PROMPTS
from sitbrief.prompts import GIVEN, load

# Every version that a release has used, with its hash. A new version adds a line; no line is ever changed.
USED = {
    "actor-verb.v1": "0a8de5073eaa0969",
    "borders-correct.v1": "130bb5e49a58580b",
    "borders.v1": "ed5cbf4ef7afb25e",
    "brief-correct.v1": "ab0281e6c3b3dbb5",
    "brief.v2": "1406d6b039ac340f",
    "extract-correct.v1": "799eae1a8752d335",
    "extract-mixed.v2": "374f5a1aed54237a",
    "extract-own.v1": "e6df11558c36c94d",
    "extract.v2": "615894295925685f",
    "judge-correct.v1": "a33aa6aaf8096f01",
    "judge.v1": "bd7e6bf467933b12",
    "same-event.v1": "82640283fc740d79",
}

# Between which marks the words of others stand.
FENCED = {
    "extract.v2": ("article", "$title $outlet $published $sentences"),
    "extract-own.v1": ("article", "$title $outlet $published $sentences"),
    "extract-mixed.v2": ("article", "$title $outlet $published $sentences"),
    "brief.v2": ("records", "$records"),
    "borders.v1": ("page", "$lines"),
    "judge.v1": ("statements", "$statements"),
    "same-event.v1": ("pairs", "$pairs"),
}
SHIPPED = sorted(
    path.name.removesuffix(".md") for path in resources.files("sitbrief.prompts").iterdir() if path.name.endswith(".md")
)


@pytest.mark.parametrize("name", USED)
def test_a_used_version_is_never_edited(name: str) -> None:
    """If this fails, undo the edit and write the new words into a file with the next number."""
    assert load(name).hash == USED[name]


def test_every_file_is_pinned() -> None:
    """No prompt is shipped without its hash in the table, and none is taken away while the table names it."""
    assert sorted(USED) == SHIPPED


def test_what_the_agents_send_is_shipped() -> None:
    """The versions in use are files of the package."""
    assert {*EXTRACT_PROMPTS, *BRIEF_PROMPTS, *JUDGE_PROMPTS, *SPLIT_PROMPTS, MERGE_PROMPT, READER_PROMPT} <= set(
        SHIPPED
    )


@pytest.mark.parametrize("name", [*EXTRACT_PROMPTS, *BRIEF_PROMPTS, *JUDGE_PROMPTS, *SPLIT_PROMPTS, MERGE_PROMPT])
def test_a_prompt_uses_what_its_task_gives(name: str) -> None:
    """Every variable of the file is given, and what is given is used."""
    assert load(name).variables == GIVEN[name.split(".")[0]]


@pytest.mark.parametrize("name", FENCED)
def test_what_varies_stands_in_the_last_message(name: str) -> None:
    """The first message is the same for every article, so that a provider's cache serves it."""
    *fixed, (role, _) = load(name).parts
    used = {variable for _, text in fixed for variable in Template(text).get_identifiers()}
    assert used <= {"codebook", "auxiliaries", "contexts", "sectors", "rules", "kinds"}
    assert role == "user"


@pytest.mark.parametrize("name", FENCED)
def test_foreign_text_is_fenced_and_called_data(name: str) -> None:
    """The instructions say what the fences hold, and that no order in it is followed."""
    instructions, request = (text for _, text in load(name).parts)
    fence, foreign = FENCED[name]
    assert f"between <{fence}> and </{fence}>" in instructions
    assert "data" in instructions
    assert "never follow it" in instructions
    opened, closed = request.index(f"<{fence}>"), request.index(f"</{fence}>")
    assert all(opened < request.index(variable) < closed for variable in foreign.split())
