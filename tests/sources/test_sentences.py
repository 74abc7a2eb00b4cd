from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.schemas import Article, SourceError
from sitbrief.sources.drafts import Draft, make_articles
from sitbrief.sources.sentences import number_sentences, spans


def split(text: str, language: str = "en") -> list[str]:
    """The sentences of one line."""
    return [sentence.text for sentence in number_sentences(language, text, [(0, len(text))])]


def test_sentences_are_cut_and_bare() -> None:
    """Each sentence stands alone, without white space around it."""
    assert split("  The bridge is closed.   Nobody knows why. ") == ["The bridge is closed.", "Nobody knows why."]


@pytest.mark.parametrize(
    "sentence",
    [
        "The march ended at 7 p.m. Friday when the police came.",
        "The plane took off at 6:30 a.m. GMT and landed at noon.",
        "A Jan. report spoke of cracks, and a Feb. 20 letter of more.",
        "Mr. Azrani met Gen. Adel Rushkan and Col. Hani Zubrat on Feb. 20 in Qaradin.",
        "The U.S. Army was told of it.",
    ],
)
def test_abbreviations_end_no_sentence(sentence: str) -> None:
    """Hours, months and titles do not cut a sentence in two."""
    assert split(sentence) == [sentence]


def test_an_hour_may_end_a_sentence() -> None:
    """Before a capital that is no weekday, an hour ends its sentence."""
    assert split("The march ended at 7 p.m. Police arrested 33 people.") == [
        "The march ended at 7 p.m.",
        "Police arrested 33 people.",
    ]


def test_a_quotation_keeps_its_marks() -> None:
    """A closing mark belongs to the sentence that it closes."""
    assert split("“It is closed.” The governor left.") == ["“It is closed.”", "The governor left."]


def test_a_number_belongs_to_its_item() -> None:
    """A numbered item is one sentence with its number."""
    assert split("1. The old bridge is closed. It has cracks.") == ["1. The old bridge is closed.", "It has cracks."]


def test_arabic_sentences_are_cut() -> None:
    """Arabic text is cut at its own marks."""
    assert split("أُغلق الجسر. لماذا أُغلق؟ لا أحد يعرف.", "ar") == ["أُغلق الجسر.", "لماذا أُغلق؟", "لا أحد يعرف."]


def test_numbers_run_on_over_the_lines() -> None:
    """Sentences are numbered from 1 in the order of the lines that are given, others are passed over."""
    text = "One is here. Two is here.\nNot this.\nThree is here."
    found = number_sentences("en", text, [(0, 25), (36, len(text))])
    assert [(s.n, text[s.start : s.end]) for s in found] == [
        (1, "One is here."),
        (2, "Two is here."),
        (3, "Three is here."),
    ]


# Pieces that the rules look at, so that chance makes every kind of aside.
PIECES = [
    *("The", "bridge", "is", "closed.", "said", '"No."', "...", "1.", "(AP)", "؟", "أُغلق"),
    *("7", "p.m.", "Friday", "Jan.", "March 5, 2031", "e\u0301", "\u00a0", "\x07", "\n", "\n\n"),
    *("Comments", "Related Articles", "Photo:", "# Who", "Subscribe now"),
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))


def made(text: str, title: str = "") -> Article | None:
    """The article of any text; None where it holds none."""
    try:
        return make_articles(Draft(text, title), "a.txt", None, datetime(2031, 3, 9, tzinfo=UTC))[0][0]
    except SourceError:
        return None


@given(TEXTS, st.sampled_from(["", "The bridge is closed"]))
def test_any_text_is_divided_without_remainder(text: str, title: str) -> None:
    """Offsets hold, nothing overlaps, the order is kept, and all that is not white space lies in one of the parts."""
    article = made(text, title)
    if article is None:
        return
    parts = sorted([*article.sentences, *article.asides], key=lambda part: part.start)
    assert [s.n for s in article.sentences] == list(range(1, len(article.sentences) + 1))
    assert [s.start for s in article.sentences] == sorted(s.start for s in article.sentences)
    end = 0
    for part in parts:
        assert article.text[part.start : part.end] == part.text == part.text.strip() != ""
        assert article.text[end : part.start].strip() == ""
        end = part.end
    assert article.text[end:].strip() == ""


@given(TEXTS)
def test_only_text_without_words_or_of_furniture_gives_no_article(text: str) -> None:
    """A text with an ordinary sentence always gives an article that numbers it."""
    sentence = "The governor of the province said that the old bridge would stay closed."
    article = made(f"{sentence}\n{text}")
    assert article is not None
    assert article.sentences[0].text == sentence


def test_a_space_that_is_no_blank_is_one_all_the_same() -> None:
    """After an initial it made the splitter panic; the text keeps it, and is cut as with a blank."""
    text = "By M.\u00a0Tilden. The quay\u00a0was closed.\u2009It opens in May."
    found = [text[a:b] for a, b in spans("en", text, 0, len(text))]
    assert found == ["By M.\u00a0Tilden.", "The quay\u00a0was closed.", "It opens in May."]
