"""Quotes: typography is not compared, words are; offsets point into the text as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.grounding import find_quote
from sitbrief.grounding.quotes import quote_class, quoted_parts
from sitbrief.grounding.text import normalise

WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFéñçابتثЖд", min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=12)
GAP = st.sampled_from([" ", "  ", "\u00a0", "\n", " — ", " - ", ", ", "’", " “", "” ", "…", " ... ", "-", "\u2011"])
# Typography that means the same: what a text may have and what a model may answer.
SAME = {
    " ": [" ", "\u00a0", "\n", "\u2009 "],
    "-": ["-", "\u2010", "\u2011", "\u2212"],
    " — ": [" — ", " – ", " - ", "--", "—"],
    "'": ["'", "’", "‘", "ʼ", '"', "”", "“"],
    "...": ["...", "…", ". . ."],
}


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("massive fleet", "He spoke of a “massive fleet” at sea.", "massive fleet"),
        ("“massive fleet.”", "He spoke of a massive fleet at sea.", "massive fleet"),
        ("Massive fleet", "He spoke of a massive fleet at sea.", "massive fleet"),
        ("we'll 'wait' and see", "“We’ll “wait” and\u00a0see,” she said.", "We’ll “wait” and\u00a0see"),
        ("lines - manned by guards", "three lines—manned by guards—stand", "lines—manned by guards"),
        ("well-known", "a well\u2011known road", "well\u2011known"),
        ("and so on ... until dawn", "and so on… until dawn", "and so on… until dawn"),
        ("480 سجيناً", "بلغ ٤٨٠ سجيناً", "٤٨٠ سجيناً"),
        ("café", "the cafe\u0301 closed", "cafe\u0301"),
        ("cooperation", "co\u00adoperation began", "co\u00adoperation"),
        ("the end", "At the end", "the end"),
    ],
)
def test_typography_is_not_compared(quote: str, text: str, found: str) -> None:
    """A quote is found whatever marks, dashes, spaces or digits text and quote are set in, with true offsets."""
    start, end = find_quote(quote, text)
    assert text[start:end] == found


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("a massive army", "a massive armada"),
        ("threat", "threats were made"),
        ("art", "the party left"),
        ("massive Fleet", "a massive fleet"),
        ("the long and hard road", "the long ... hard road"),
        ("", "anything"),
        ("“…”", "anything …"),
        ("not here", ""),
    ],
)
def test_words_are_compared_letter_by_letter(quote: str, text: str) -> None:
    """A quote with a word changed, cut or in another case is not found, and neither is one without words."""
    assert find_quote(quote, text) is None


@given(WORDS, st.data())
def test_any_run_of_words_is_found_in_other_typography(words: list[str], data: st.DataObject) -> None:
    """Words taken from a text are found however spaces, dashes and quotation marks are drawn in either."""
    gaps = [data.draw(st.sampled_from(list(SAME))) for _ in words[1:]]
    first, last = sorted((data.draw(st.integers(0, len(words) - 1)), data.draw(st.integers(0, len(words) - 1))))
    drawn = [[data.draw(st.sampled_from(SAME[gap])) for gap in gaps] for _ in range(2)]
    text, whole = (_joined(words, drawing) for drawing in drawn)
    quote = _joined(words[first : last + 1], drawn[1][first:last])
    assert whole is not None
    start, end = find_quote(quote, text)
    assert normalise(text[start:end]).text.lower() == normalise(quote).text.strip("' .-").lower()


def _joined(words: list[str], gaps: list[str]) -> str:
    return "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))


@given(st.lists(WORD, min_size=2, max_size=10, unique_by=str.lower), st.data())
def test_a_quote_with_an_altered_word_is_not_found(words: list[str], data: st.DataObject) -> None:
    """One word exchanged for a word that the text does not have, and the quote is nowhere."""
    place = data.draw(st.integers(0, len(words) - 1))
    text = " ".join(words)
    altered = " ".join([*words[:place], "zzz" + words[place], *words[place + 1 :]])
    assert find_quote(altered, text) is None


@given(st.text(alphabet="ab \u00a0\n-–—…'\"“”’.٣e\u0301ﬁ\u200b\u00ad", max_size=30))
def test_every_character_of_the_normal_form_knows_its_origin(text: str) -> None:
    """The normal form has one origin a character, in order and inside the text, and is its own normal form's text."""
    normal = normalise(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('He said "no more" twice.', ["no more"]),
        ("She called it “a ‘free’ port” and left.", ["a ‘free’ port"]),
        ("The workers' union called it 'a first step' in Qaradin.", ["a first step"]),
        ("Shia' clerics and the guards' wives met.", []),
        ("«Un pas», dit-elle, „ein Schritt“", ["Un pas", "ein Schritt"]),
        ('An unfinished "quote', []),
    ],
)
def test_quoted_parts_are_those_between_marks_not_apostrophes(text: str, parts: list[str]) -> None:
    """Single marks count only where a word opens and closes with them."""
    assert [text[start:end] for start, end in quoted_parts(text)] == parts


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("a door left ajar", "exact"),
        ("we will wait - and see", "normalised"),
        ("nobody was lost", "elsewhere"),
        ("a door left ajar nobody was lost", "spliced"),
        ("a door left open", "absent"),
        ("a window", "absent"),
    ],
)
def test_a_quote_has_a_class(quote: str, expected: str) -> None:
    """Letter by letter, but for typography, in another sentence, of two put together, or nowhere: never fuzzy."""
    cited = ["She spoke of a door left ajar, and added: “we will wait – and see”."]
    assert quote_class(quote, cited, ["On the way nobody was lost."]) == expected
