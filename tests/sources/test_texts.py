import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.sources.texts import clean, one_line, plain_markdown, unwrap


def test_line_ends_become_one() -> None:
    """Every kind of line end is a newline afterwards."""
    assert clean("a\r\nb\rc\u2028d\u2029e\x85f\x0cg") == "a\nb\nc\nd\ne\nf\ng"


def test_unseen_characters_go() -> None:
    """Controls, soft hyphens, zero-width spaces and direction overrides go; the Persian joiner stays."""
    assert clean("\ufeffa\x00b\x1bc\xadd\u200be\u202ef\u2066g\tz") == "abcdefg\tz"
    assert clean("می\u200cروم") == "می\u200cروم"


def test_text_is_composed() -> None:
    """A letter and its accent become one character."""
    assert clean("Te\u0301ryan") == "T\u00e9ryan"


def test_half_a_character_is_replaced() -> None:
    """A lone surrogate has no UTF-8, and so is replaced."""
    assert clean("a\ud800b") == "a\ufffdb"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A cleaned text is clean, composed, and can be encoded."""
    once = clean(text)
    assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert once.encode().decode() == once


def test_a_name_is_on_one_line() -> None:
    """Titles lose their line breaks and double spaces."""
    assert one_line(" Three \n bridges\t closed ") == "Three bridges closed"


WRAPPED = """\
QARADIN (SPS) - Three bridges over the Teryan were closed
on Monday after engineers had found cracks in the pillars
of two of them, the ministry said in a statement that it
published at noon.

The repairs will take until May, according to the governor
of the province, who visited the site.

- one pillar of the old bridge
- two of the new one"""


def test_wrapped_paragraphs_are_put_together() -> None:
    """A text broken at a fixed width becomes paragraphs again; its list stays a list."""
    lines = unwrap(WRAPPED).split("\n")
    assert lines[0].endswith("that it published at noon.")
    assert lines[2].endswith("who visited the site.")
    assert lines[4:] == ["- one pillar of the old bridge", "- two of the new one"]
    assert unwrap(WRAPPED).split() == WRAPPED.split()


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph a line.\nAnother paragraph right below it.\nAnd a third one.",
        "Killed: five\nWounded: twelve\nMissing: none",
        WRAPPED + "\n\n" + "A paragraph longer than any terminal is wide, " * 3,
        "",
    ],
)
def test_other_texts_keep_their_lines(text: str) -> None:
    """Where lines are closed, or short, or long, a line break is meant."""
    assert unwrap(text) == text


@given(st.text(alphabet="ab .\n-", max_size=400))
def test_unwrapping_moves_white_space_only(text: str) -> None:
    """No word is lost or joined to another."""
    assert unwrap(text).split() == text.split()


def test_markdown_keeps_its_words() -> None:
    """Links and emphasis within a line give their words; a line that is a link stays whole."""
    assert (
        plain_markdown("The [PGB](https://a.example/b_(c)) **said** so, *twice* 2 * 3 * 4")
        == "The PGB said so, twice 2 * 3 * 4"
    )
    assert plain_markdown("[Read also](https://a.example)") == "[Read also](https://a.example)"
    assert plain_markdown("![A bridge](a.jpg)") == "![A bridge](a.jpg)"
