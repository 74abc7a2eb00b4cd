"""Units and times of day: 40 miles are not 40 kilometres, and dusk is not dawn."""

from collections.abc import Callable

import pytest

LEAD = "Troops of Halvaz and envoys of Sarvan met near Qaradin, officials said."

# (statement, cited sentence)
SILENT = [
    ("The camp lies 40 km away.", "The camp lies 40 kilometres from the border."),
    ("The truce is to last 2 weeks.", "The truce is to last two weeks."),
    ("The loan is worth $310 million.", "The loan is worth 310 million dollars."),
    ("Halvaz sold 40 tons of grain.", "Halvaz sold 40 tonnes of grain."),
    ("The wall is six feet high.", "The wall is six foot high."),
    ("The trucks carried 60 tons over 40 miles.", "The trucks carried 60 tons over 40 miles."),
    ("The convoy left at sunrise.", "The convoy left at dawn."),
    ("The convoy left at night.", "The convoy left shortly before midnight."),
    ("The convoy left in the evening.", "The convoy left on Tuesday night."),
    ("The envoys left after the blast.", "The envoys left following the explosion."),
    ("The vote is set for autumn.", "The vote is set for the fall."),
    ("Troops came before the vote.", "Troops came ahead of the election."),
]

# (statement, cited sentence, what is raised)
RAISED = [
    ("The camp lies 40 miles away.", "The camp lies 40 kilometres from the border.", {"number: unit"}),
    ("The loan is worth €310 million.", "The loan is worth $310 million.", {"number: unit"}),
    ("The loan is worth 310 million lira.", "The loan is worth 310 million dinars.", {"number: unit"}),
    ("Halvaz sold 40 tons of oil.", "Halvaz sold 40 kilograms of oil.", {"number: unit"}),
    ("The ship held 900 litres.", "The ship held 900 barrels of oil.", {"number: unit"}),
    ("The convoy left at dusk.", "The convoy left at dawn.", {"date: other"}),
    ("The convoy left at noon.", "The convoy left at midnight.", {"date: other"}),
    ("The offensive begins in autumn.", "The offensive begins in spring.", {"date: other"}),
    ("The envoys left before the blast.", "The envoys left after the blast.", {"date: other"}),
    ("Troops came following the vote.", "Troops came ahead of the vote.", {"date: other"}),
    ("The siege went on for months.", "The siege went on for weeks.", {"date: other"}),
]


@pytest.mark.parametrize(("statement", "sentence"), SILENT, ids=[case[0] for case in SILENT])
def test_the_same_unit_or_time_in_other_words(statement: str, sentence: str, faults: Callable[..., set[str]]) -> None:
    """Short, long, plural, American and British."""
    assert faults(statement, LEAD, sentence) == set()


@pytest.mark.parametrize(("statement", "sentence", "raised"), RAISED, ids=[case[0] for case in RAISED])
def test_another_unit_or_time(statement: str, sentence: str, raised: set[str], faults: Callable[..., set[str]]) -> None:
    """The number is right, what it is of is not; or the order of two things is turned."""
    assert faults(statement, LEAD, sentence) == raised


def test_a_week_is_no_day(faults: Callable[..., set[str]]) -> None:
    """A number with another unit of time is raised whichever check sees it first."""
    assert faults("The truce is to last two days.", LEAD, "The truce is to last two weeks.") & {
        "number: unit",
        "date: other",
        "date: absent",
    }
