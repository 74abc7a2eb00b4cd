"""The wrong sentence: what a statement tells stands elsewhere in its article."""

from collections.abc import Callable

import pytest
from sitbrief.grounding import check_statement
from sitbrief.schemas import Article, SourceNote

ARTICLE = (
    "QARADIN (SPS) - Sarvan's Chamber of Deputies put off the election of a speaker on Sunday, its office said.",
    "Too few deputies had come, after the Front called for a boycott of the session.",
    "Outside, demonstrators burned tyres and threw stones at the gates.",
    "Police arrested 14 students and used tear gas.",
    "The central bank meanwhile raised its interest rate to fight inflation.",
    "Flights from Telmaran were cancelled because of a sandstorm.",
    "A new date for the election will be announced on Thursday.",
)

# (statement, cited sentence numbers)
SILENT = [
    ("The Chamber of Deputies postponed the vote on a speaker.", (1,)),
    ("The session lacked a quorum after the Front called for a boycott.", (2,)),
    ("Protesters threw stones at the gates of the Chamber.", (3,)),
    ("Fourteen students were detained.", (4,)),
    ("The central bank put up interest rates against inflation.", (5,)),
    ("A sandstorm grounded planes from Telmaran.", (6,)),
    ("The new election date is to be made public on Thursday.", (7,)),
    ("The election was put off, and a new date is due on Thursday.", (1, 7)),
    ("Police used tear gas against demonstrators who threw stones.", (3, 4)),
    ("Rates rose.", (5,)),
]

# (statement, cited sentence number, the number that the message gives, or none)
RAISED = [
    ("Police arrested students and used tear gas.", 3, 4),
    ("Demonstrators burned tyres at the gates.", 6, 3),
    ("The central bank raised its interest rate.", 2, 5),
    ("Flights were cancelled because of a sandstorm.", 4, 6),
    ("Too few deputies had come to the session.", 5, 2),
    ("A new date for the election will be announced.", 5, 7),
    ("Farmers harvested wheat and barley along the river.", 3, None),
]


@pytest.fixture
def article(make_article: Callable[..., Article]) -> Article:
    """Seven sentences on four things."""
    return make_article(*ARTICLE)


@pytest.mark.parametrize(("statement", "cites"), SILENT, ids=[case[0] for case in SILENT])
def test_a_statement_on_its_own_sentence(
    statement: str, cites: tuple[int, ...], faults: Callable[..., set[str]]
) -> None:
    """In its words or in others that mean the same."""
    assert faults(statement, *ARTICLE, cites=cites) == set()


@pytest.mark.parametrize(("statement", "cited", "nearer"), RAISED, ids=[case[0] for case in RAISED])
def test_a_statement_on_another_sentence_is_told_the_nearer_one(
    statement: str, cited: int, nearer: int | None, article: Article
) -> None:
    """The message names the sentence that holds more of it, if there is one."""
    findings = check_statement(statement, [SourceNote.of(1, article, cited)], {article.revision: article})
    (found,) = [finding for finding in findings if finding.check == "citation"]
    assert (found.fault, found.sentences, found.light) == ("wrong sentence", (cited,), False)
    assert (f"[{nearer}]" in found.reason) if nearer else ("[" not in found.reason)
