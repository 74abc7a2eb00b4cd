"""Numbers that a statement works out, and numbers that it takes from another thing of the sentence."""

from collections.abc import Callable

import pytest

LEAD = "The Sarvani ministry spoke to deputies, guards and inmates in Qaradin on Sunday."

# (statement, cited sentence)
SILENT = [
    # totals
    ("Together 14 guards were hurt.", "Nine guards were hurt at the gate and five on the road."),
    ("In all, 600 inmates were moved.", "First 120 inmates were moved, and then 480."),
    ("The three flights brought a total of 75 men.", "The flights brought 20, 25 and 30 men."),
    ("Four people were killed in all.", "Three guards and a student were killed."),
    ("Combined, more than 20 shops burned.", "More than 12 shops burned in Qaradin and 8 in Telmaran."),
    # differences
    ("The new fee is 15 dinars higher.", "The fee rises from 60 to 75 dinars."),
    ("The remaining 110 seats went to others.", "The Front won 41 of the 151 seats."),
    ("Of the 301 deputies 58 fewer came.", "Of 301 deputies, 243 came."),
    # shares in other words
    ("One in three inmates is ill.", "A third of the inmates are ill."),
    # rounded, as its terms are
    ("Together about 1,000 people fled.", "About 610 people fled by road and about 400 by boat."),
]

# (statement, cited sentence, what is raised; in brackets what is light)
RAISED = [
    # not said that it is a sum
    ("14 guards were hurt.", "Nine guards were hurt at the gate and five on the road.", {"number"}),
    # a wrong one
    ("Together 15 guards were hurt.", "Nine guards were hurt at the gate and five on the road.", {"number"}),
    ("The new fee is 20 dinars higher.", "The fee rises from 60 to 75 dinars.", {"number"}),
    # another share
    ("One in four inmates is ill.", "A third of the inmates are ill.", {"number"}),
    # shares and places are not added up
    ("Together 70 percent voted.", "In the north 30 percent voted, in the south 40 percent.", {"number"}),
    # right, but as loose as its terms are not, or less loose than they
    (
        "Together about 14 guards were hurt.",
        "Nine guards were hurt at the gate and five on the road.",
        {"(qualifier: other)"},
    ),
    (
        "Combined, 20 shops burned.",
        "More than 12 shops burned in Qaradin and more than 8 in Telmaran.",
        {"(qualifier: other)"},
    ),
    # the number of something else in the sentence
    ("Six inmates were killed.", "Rioting inmates killed six guards.", {"number"}),
]


@pytest.mark.parametrize(("statement", "sentence"), SILENT, ids=[case[0] for case in SILENT])
def test_a_sum_that_says_so_is_carried(statement: str, sentence: str, faults: Callable[..., set[str]]) -> None:
    """Totals and differences of the numbers of the sentence."""
    assert faults(statement, LEAD, sentence) == set()


@pytest.mark.parametrize(("statement", "sentence", "raised"), RAISED, ids=[case[0] for case in RAISED])
def test_a_sum_that_is_wrong_or_unsaid_is_found(
    statement: str, sentence: str, raised: set[str], faults: Callable[..., set[str]]
) -> None:
    """So is a number that counts something else there; a word that loosens a right sum is a light finding."""
    assert {fault.partition(":")[0] for fault in faults(statement, LEAD, sentence)} == {
        fault.partition(":")[0] for fault in raised
    }


def test_a_sum_may_be_taken_on(faults: Callable[..., set[str]]) -> None:
    """What the statement itself has worked out is a term of the next difference."""
    sentence = "The Front won 120 seats, the List 77 and Unity 151."
    assert faults("Together they have 197 seats, 46 more than the 151 of Unity.", LEAD, sentence) == set()
    assert "number: absent" in faults("Together they have 197 seats, 45 more than the 151 of Unity.", LEAD, sentence)
