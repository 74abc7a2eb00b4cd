"""Whose text an article says that it prints."""

from collections.abc import Callable

import pytest
from sitbrief.analysis.credits import Credit, credits_of, dateline_end
from sitbrief.schemas import Article, Aside

Make = Callable[..., Article]


def with_line(make: Make, line: str, **fields: str) -> Article:
    """An article whose last sentence is that line."""
    return make("The dam above Tessarn broke on Tuesday.", "Nobody was hurt.", "Rain is expected.", line, **fields)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Source: Reuters", "Reuters"),
        ("Source: The Associated Press (AP)", "AP"),
        ("(Reuters)", "Reuters"),
        ("AP", "AP"),
        ("© 2031 AFP", "AFP"),
        ("Copyright 2031 The Associated Press.", "AP"),
        ("Rain is expected, the Water Board said. (AFP)", "AFP"),
        ("Rain is expected, the Water Board said. — Reuters", "Reuters"),
        ("Reuters/Ombra Post", "Reuters"),
        ("المصدر: رويترز", "Reuters"),
        ("(أ ف ب)", "AFP"),
        ("With agency reports", ""),
        ("With Reuters", ""),
        ("AP/AFP", ""),
        ("Source: AFP and Reuters", ""),
        ("وكالات", ""),
        ("The Associated Press contributed to this report.", ""),
        ("Additional reporting by Reuters", ""),
        ("Reuters first reported the break of the dam.", ""),
        ("Sources say that rain is expected.", ""),
        ("Source: Water Board", ""),
    ],
)
def test_a_line_that_is_a_credit_and_nothing_else(make: Make, line: str, agency: str) -> None:
    """One agency is a credit; two, a contribution or a sentence about one are not."""
    assert credits_of([with_line(make, line)]) == [Credit(agency)]


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("TESSARN (Reuters) - The dam broke.", "Reuters"),
        ("TESSARN, Sarvan, March 6 (AP) — The dam broke.", "AP"),
        ("(AFP) - The dam broke.", "AFP"),
        ("تسارن (أ ف ب) - انهار السد.", "AFP"),
        ("تسارن - رويترز - انهار السد.", "Reuters"),
        ("Engineers of the firm that built it told the agency (Reuters) - the dam broke.", ""),
        ("The dam broke, the minister told (Reuters) on Tuesday.", ""),
        ("The Plains Guard Brigades (PGB) - a militia - left.", ""),
    ],
)
def test_a_dateline_names_an_agency(make: Make, opening: str, agency: str) -> None:
    """In brackets or between dashes behind a place, never further on."""
    assert credits_of([make(opening, "Nobody was hurt.")])[0].agency == agency


def test_a_byline_names_an_agency(make: Make) -> None:
    """Alone, with "Staff", or behind the name of who wrote it."""
    for author in ("Reuters", "Reuters Staff", "Jane Doe, Reuters", "Jane Doe of Reuters", "Jane Doe | Reuters"):
        assert credits_of([make("The dam broke.", authors=(author,))]) == [Credit("Reuters")], author
    assert credits_of([make("The dam broke.", authors=("Jane Reuters",))]) == [Credit()]


def test_an_agencys_own_text_and_one_that_it_prints(make: Make) -> None:
    """An agency that credits another one prints that one's text."""
    own, lent = make("TESSARN (Reuters) - The dam broke.", outlet="Reuters"), with_line(make, "(AP)", outlet="Reuters")
    assert credits_of([own, lent]) == [Credit("Reuters", own=True), Credit("AP")]


def test_a_photographs_credit_is_none(make: Make) -> None:
    """Captions and what is linked to name agencies for something else."""
    article = make("The dam broke.")
    text = f"{article.text}\nReuters"
    for kind, agency in (("caption", ""), ("related", ""), ("page furniture", "Reuters")):
        aside = Aside(kind=kind, start=len(text) - 7, end=len(text), text="Reuters")
        assert credits_of([article.model_copy(update={"text": text, "asides": (aside,)})])[0].agency == agency, kind


def test_an_outlet_is_an_agency_if_another_credits_it(make: Make) -> None:
    """By its name; initials that two outlets share are nobody's."""
    own, copy = make("The dam broke.", outlet="Coast Herald"), with_line(make, "Source: Coast Herald")
    assert [credit.agency for credit in credits_of([own, copy])] == ["Coast Herald", "Coast Herald"]
    assert credits_of([own]) == [Credit()]
    first = make("TESSARN (OP) - The dam broke.", outlet="Ombra Press")
    second = make("VELDOR (OP) - The dam held.", outlet="Old Paper")
    assert credits_of([first, second, with_line(make, "(OP)", outlet="C")])[2] == Credit()


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("TESSARN (Reuters) - The dam broke.", "The dam broke."),
        ("TESSARN, March 6 (OPA) -- The dam broke.", "The dam broke."),
        ("تسارن (رويترز) - انهار السد.", "انهار السد."),
        ("The dam (built in 1974) - an old one - broke.", ""),
        ("The Plains Guard Brigades (PGB) - a militia - left.", ""),
        ("The dam broke.", ""),
    ],
)
def test_the_words_begin_behind_the_dateline(sentence: str, words: str) -> None:
    """So that a sentence with and without it is the same; no word of a sentence is taken for one."""
    assert sentence[dateline_end(sentence) :] == (words or sentence)
