"""The extractive reader: which sentences tell a period where no model writes."""

from collections.abc import Callable
from datetime import date

import pytest
from sitbrief.analysis import Origin, origins_of
from sitbrief.analysis.extractive import Reading, read
from sitbrief.schemas import Article

LEAD = "TESSARN (OP) - A dam broke above Tessarn on Tuesday and drove families from the valley."
DEATHS = "The flood killed 14 people in the valley below the dam, the Interior Ministry said."
QUOTE = '"We wrote two letters about the northern wall," said Dorit Mallan of the Water Board.'
BACK = "They also asked for seed before the end of the month."
SOON = "Engineers plan to close the last gap in the dam on Friday."
TALE = "Old carpenters in the valley keep hammers and saws on the roof all winter."


def texts(told: Reading, section: str) -> list[str]:
    return [said.text for said in getattr(told, section)]


@pytest.fixture
def told(make: Callable[..., Article]) -> Reading:
    """What is told of one article of 6 March 2031, a Thursday."""
    return reading(make(LEAD, DEATHS, QUOTE, BACK, SOON, TALE))


def reading(*articles: Article) -> Reading:
    return read(origins_of(list(articles)), date(2031, 3, 6), date(2031, 3, 6))


def test_each_sentence_is_told_once_in_the_section_that_fits(told: Reading) -> None:
    """The lead opens; a number is a figure, words in quotation marks a position; what needs its context is left."""
    lead = LEAD.removeprefix("TESSARN (OP) - ")
    assert texts(told, "takeaways") == [lead]
    assert texts(told, "figures") == [DEATHS]
    assert texts(told, "positions") == [
        'Dorit Mallan of the Water Board: "We wrote two letters about the northern wall,"'
    ]
    ((_, developments),) = told.developments
    assert [said.text for said in developments] == [lead, SOON, TALE]
    assert told.untold == 1


def test_words_whose_speaker_is_not_sure_stand_in_their_sentence(make: Callable[..., Article]) -> None:
    """Alone they would be nobody's."""
    claim = 'Halvaz has rejected these claims, calling them "unfounded and politically motivated allegations".'
    assert texts(reading(make(LEAD, DEATHS, claim, TALE)), "positions") == [claim]


def test_the_timeline_resolves_time_words_to_past_or_to_come(told: Reading) -> None:
    """What happened on Tuesday lies before the report, what is planned for Friday after it."""
    assert [(dated.day, dated.said.sentence.n) for dated in told.timeline] == [
        (date(2031, 3, 4), 1),
        (date(2031, 3, 7), 5),
    ]


def test_a_sentence_much_like_one_that_is_told_is_left_out(make: Callable[..., Article]) -> None:
    """Of two articles that open alike the second opening is not told, and is counted."""
    other = make(LEAD.replace("drove", "has driven"), "Bakers in Veldor raised the price of bread again.", outlet="X")
    told = reading(make(LEAD), other)
    assert len(told.takeaways) == 1
    assert told.untold == 1


def test_copies_are_read_once_and_lead(make: Callable[..., Article]) -> None:
    """What several outlets print comes first."""
    lone = make("Bakers in Veldor raised the price of bread on Monday.", outlet="A")
    wire = [make(LEAD, DEATHS, QUOTE, TALE, outlet=outlet) for outlet in ("B", "C")]
    told = read([Origin((lone,)), Origin(tuple(wire))], date(2031, 3, 6), date(2031, 3, 6))
    assert told.takeaways[0].article is wire[0]
    assert [article for article, _ in told.developments] == [lone, wire[0]]


@pytest.mark.parametrize("sentence", ["What now?", "DAM BREAKS", "A town waits", " ".join(["word"] * 71) + "."])
def test_headings_questions_and_endless_sentences_are_not_told(make: Callable[..., Article], sentence: str) -> None:
    assert reading(make(sentence)) == Reading()


def test_small_counts_ordinals_and_dates_are_no_figures(make: Callable[..., Article]) -> None:
    told = reading(make(LEAD, "Two ministers met on 28 February 2031.", "The 40th session opened in Qarth."))
    assert told.figures == []
