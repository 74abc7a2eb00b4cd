"""Negation: the word that is negated decides, not the number of negations."""

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
