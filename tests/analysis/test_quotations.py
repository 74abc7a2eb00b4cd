"""Whose words stand in quotation marks: the one named nearest with a verb of saying, or nobody."""

from collections.abc import Callable

import pytest
from sitbrief.analysis.quotations import quotations
from sitbrief.schemas import Article


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ('"We leave when the work is done," Maud Ferring told a committee.', "Maud Ferring"),
        ('"We leave when the work is done," said Maud Ferring, the defence secretary.', "Maud Ferring"),
        ('The envoy, Maud Ferring, called it "a letter to the wrong house".', "Maud Ferring"),
        ('According to Ferring, the talks were "a walk in the fog".', "Ferring"),
        ("“Any bus will be turned back,” al-Sahli said on Friday.", "al-Sahli"),
        ('The PGB on Friday vowed to strike "at an hour that we choose".', "PGB"),
        ('Qamari accused Marwani of "shopping abroad for votes" on Monday.', "Qamari"),
    ],
)
def test_a_speaker_who_is_named_with_his_verb_is_given(
    make: Callable[..., Article], sentence: str, speaker: str
) -> None:
    (found,) = quotations(make(sentence))
    assert found.speaker == speaker
    assert found.text.strip('"“”').strip(",") in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        '"We leave when the work is done," she told a committee.',
        '"We leave when the work is done," the minister said.',
        '"Two doctors, one sheet, no telephone," a Halvazi official said of the clause.',
        'The ministry in Qaradin called the cut "a letter to the wrong house".',
        '"Nobody asked us for leave," an officer of the PGB said.',
        'A poster read: "Come to the bridge at noon."',
        'Azrani kept silent; his office said that he "trusts the courts of the state".',
    ],
)
def test_one_who_is_not_named_stays_open(make: Callable[..., Article], sentence: str) -> None:
    """A pronoun, an office, a people or a place is no speaker."""
    assert [quotation.speaker for quotation in quotations(make(sentence))] == [""]


def test_fewer_than_four_words_in_marks_are_no_quotation(make: Callable[..., Article]) -> None:
    """They are a name, or a word held at arm's length."""
    assert list(quotations(make('The "special envoy" left, Ferring said.', 'The "Long Road" closed.'))) == []
