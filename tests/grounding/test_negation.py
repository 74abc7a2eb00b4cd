"""Negation: the word that is negated decides, not the number of negations."""

from collections.abc import Callable

import pytest
from sitbrief.grounding.negation import polarity_clash


@pytest.mark.parametrize(
    ("statement", "evidence", "word"),
    [
        ("They did not sign it.", "They signed it.", "sign"),
        ("They have yet to sign it.", "They signed it.", "sign"),
        ("They never signed it.", "They signed it.", "signed"),
        ("They signed it.", "They didn't sign it.", "signed"),
        ("They signed it.", "None of them signed it.", "signed"),
        ("They signed it.", "No one has signed it.", "signed"),
        ("They plan to sign it.", "They do not plan to sign it.", "plan"),
        ("They will sign it.", "They no longer want to sign it.", "sign"),
        ("It is a priority.", "It is not a top priority.", "priority"),
        ("Losses were reported.", "No heavy losses were reported.", "Losses"),
        ("The talks closed with a deal.", "The talks closed without a deal.", "deal"),
    ],
)
def test_a_word_with_the_other_polarity_is_named(statement: str, evidence: str, word: str) -> None:
    """The word of the statement is given as it stands there."""
    assert polarity_clash(statement, [evidence]).lower() == word.lower()


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("They did not sign it.", "They refused to sign it."),
        ("They did not sign it.", "They have not yet signed it."),
        ("They did not sign it.", "Envoys were asked to sign it."),
        ("They did not sign it.", "They will sign it on Monday."),
        ("They oppose it.", "They do not support it."),
        ("They spoke of a deal.", "They spoke for hours but reached no deal."),
        ("No. 2 of the group spoke.", "The group's second man spoke."),
        ("Not only farmers spoke.", "Farmers spoke."),
        ("No later than noon they left.", "They left at noon."),
        ("Whether or not they sign is open.", "They sign on Monday."),
        ("They signed the first of two papers.", "They signed one paper but not the other."),
        ("Few signed it.", "They signed it."),
        ("", "They signed it."),
        ("They signed it.", ""),
    ],
)
def test_other_words_other_tenses_and_open_cases_raise_nothing(statement: str, evidence: str) -> None:
    """Verbs of refusal, what is only planned, and sentences that turn both ways are left alone."""
    assert polarity_clash(statement, [evidence]) == ""


def test_every_cited_sentence_counts() -> None:
    """One sentence with the polarity of the statement is enough."""
    assert polarity_clash("They did not sign it.", ["They signed it.", "They did not sign it."]) == ""
    assert polarity_clash("They signed it.", ["They did not sign it.", "Later they signed it."]) == ""


LEAD = "Sarvan, Halvaz, the Front of Mona Keddah and Prime Minister Idris Qalani met in Telmaran, officials said."

# (statement, cited sentence)
ALIKE = [
    ("Halvaz lifted the ban.", "The ban that Halvaz had imposed was lifted."),
    ("Qalani ruled out a truce.", "Qalani said there would be no truce."),
    ("Sarvan turned the offer down.", "Sarvan rejected the offer."),
    ("Neither side signed the accord.", "No side signed the accord."),
    ("Neither Sarvan nor Halvaz signed.", "Sarvan and Halvaz both refused to sign."),
    ("The talks ended without a deal.", "The talks ended and no deal was reached."),
    ("It is not clear who fired.", "The army and the militia blamed each other for the shots."),
    ("The Front accused the police of torture.", "Police denied the torture of which the Front accused them."),
    ("The army has not left.", "The army will leave in May."),
    ("The letter remained unanswered.", "Nobody answered the letter."),
    ("The truce was anything but calm.", "The truce was not calm."),
    ("Sarvan did not lodge a complaint.", "Sarvan lodged no complaint."),
    ("Neither side fired.", "Neither of them, the army said, fired."),
    ("The price fell.", "The price, which had risen, fell on Monday."),
]
# (statement, cited sentence): contraries, refusals, and what is denied or not by other words
CONTRARY = [
    ("Halvaz lifted the ban.", "Halvaz imposed the ban on Monday."),
    ("The price of bread rose.", "The price of bread fell on Monday."),
    ("The minister confirmed the report.", "The minister denied the report."),
    ("The court released the guards.", "The court detained the guards."),
    ("The Front backed the bill.", "The Front opposed the bill."),
    ("Qalani considered a truce.", "Qalani ruled out a truce."),
    ("Sarvan accepted the offer.", "Sarvan turned the offer down."),
    ("Both sides signed the accord.", "Neither side signed the accord."),
    ("The army did not shell the town.", "The army shelled the town at dawn."),
    ("The minister refused a meeting with the union.", "The minister held a meeting with the union."),
    ("The talks ended with a deal.", "The talks ended with no deal."),
    ("An incident was reported at the gate.", "No incident was reported at the gate."),
    ("The union called the offer a step forward.", "The union did not call the offer a step forward."),
    ("Telmaran is the least safe town.", "Telmaran is the most safe town in Halvaz."),
    ("The talks were a success.", "The talks were anything but a success."),
    ("None of the guards was hurt.", "Several guards were hurt."),
    ("Sarvan lodged an appeal.", "Sarvan did not lodge an appeal."),
]


@pytest.mark.parametrize(("statement", "sentence"), ALIKE, ids=[case[0] for case in ALIKE])
def test_what_is_denied_in_other_words_is_denied_alike(
    statement: str, sentence: str, faults: Callable[..., set[str]]
) -> None:
    """No verb of refusing, no contrary and no "neither" is held against a sentence that says the same."""
    assert faults(statement, LEAD, sentence) == set()


@pytest.mark.parametrize(("statement", "sentence"), CONTRARY, ids=[case[0] for case in CONTRARY])
def test_the_contrary_is_found(statement: str, sentence: str, faults: Callable[..., set[str]]) -> None:
    """A contrary, a refusal that is lost or added, a negation dropped or put where nothing turns."""
    assert faults(statement, LEAD, sentence) == {"negation: turned"}
