"""Who says it: quotations and reported words belong to the one to whom the sentence gives them."""

from collections.abc import Callable

import pytest

LEAD = (
    "Sarvan's Prime Minister Idris Qalani met Foreign Secretary Rowena Thackmore of Aldmoor in Qaradin.",
    "Interior Minister Karim Marwani was at the table.",
    "Beside him sat Hani Zubrat, the justice minister.",
    "Mona Keddah, leader of the Front, stayed away, as did Wafa Serrani of the Relief Society.",
)

# (statement, cited sentence)
SILENT = [
    # quotations
    ('Qalani called it "a start".', 'Qalani called the talks "a start".'),
    ('Qalani spoke of "a start".', '"A start," Qalani said.'),
    ('Keddah spoke of "a trap".', '"A trap," said Mona Keddah, leader of the Front.'),
    (
        'Qalani called it "a start", Keddah "a trap".',
        'Qalani called the talks "a start", while Keddah spoke of "a trap".',
    ),
    ('The talks were called "a start".', 'Qalani called the talks "a start".'),
    # apposition, relative clause, passive, source
    ('Keddah spoke of "a trap".', 'Keddah, who left the hall early, called the talks "a trap".'),
    ('The talks were described as "a trap" by Keddah.', 'Keddah described the talks as "a trap".'),
    ('According to Serrani, the camp had "no water".', 'The camp has "no water", according to Wafa Serrani.'),
    # reported words
    ("Zubrat said the trial would begin.", "The trial would begin on Monday, Zubrat said."),
    ("Zubrat warned of delays in the trial.", "Zubrat warned that the trial could be delayed."),
    ("The Justice Minister denied the charges.", "Zubrat denied the charges."),
    ("Zubrat denied the delay at the trial.", "The Justice Minister denied the delay at the trial."),
    # a spokesman, a state for its minister, the outlet
    ("The Front said it would leave the Chamber.", "Keddah said the Front would leave the Chamber."),
    ("Sarvan said the road was open.", "The Sarvani minister said the road was open."),
    ("Marwani said the road was mined.", "A spokesman for Marwani said the road was mined."),
    ("Keddah said the road was mined.", "The leader of the Front said the road was mined."),
    ("The Sarvan Press Service said that the road was shut.", "The road was shut, Marwani said."),
]

# (statement, cited sentence)
RAISED = [
    # quotations
    ('Keddah called it "a start".', 'Qalani called the talks "a start"; Keddah left the hall.'),
    ('"A start," Thackmore said.', '"A start," said Qalani after Thackmore had left.'),
    ('Marwani spoke of "a trap".', 'Marwani listened as Keddah, leader of the Front, called the talks "a trap".'),
    ('Serrani spoke of "a trap".', 'On Sunday Keddah, who leads the Front, spoke of "a trap" beside Serrani.'),
    ('Serrani spoke of "a trap".', 'Mona Keddah, the leader of the Front, spoke of "a trap" beside Serrani.'),
    (
        'Keddah spoke of "a start", Qalani of "a trap".',
        'Qalani spoke of "a start", while Keddah spoke of "a trap".',
    ),
    (
        'The plan was described by Zubrat as "a trap".',
        'The plan was described by Marwani as "a trap", and Zubrat nodded.',
    ),
    ('In Zubrat\'s words, the plan was "a trap".', 'In Marwani\'s words, the plan of Zubrat was "a trap".'),
    ('Serrani called the offer "a trap".', 'In the view of Mona Keddah the offer to Serrani was "a trap".'),
    ('According to Marwani, the camp had "no water".', 'Marwani was told by Serrani of "no water" in the camp.'),
    # reported words
    ("Zubrat said the road was open.", "Marwani said the road was open, and Zubrat nodded."),
    ("Zubrat accused the guards of theft.", "After Zubrat had left, Marwani accused the guards of theft."),
    ("Qalani warned that the dam could break.", "Serrani warned Qalani that the dam could break."),
    (
        "According to Qalani, the bridge was safe.",
        "According to Marwani, who had met Prime Minister Idris Qalani, the bridge was safe.",
    ),
    (
        "Serrani said the offer was open and denied a delay.",
        "Mona Keddah denied a delay and said the offer to Serrani was open.",
    ),
    # another office
    ("The Foreign Minister said that nine guards were hurt.", "The Prime Minister said that nine guards were hurt."),
    ("Zubrat denied the delay at the trial.", "The Prime Minister denied the delay at the trial."),
    (
        "The Health Ministry said that nine guards were hurt.",
        "The Defence Ministry said that nine guards were hurt, and the Health Ministry sent help.",
    ),
]


@pytest.mark.parametrize(("statement", "sentence"), SILENT, ids=[case[0] for case in SILENT])
def test_words_given_to_their_speaker(statement: str, sentence: str, faults: Callable[..., set[str]]) -> None:
    """By name, by office or through a spokesman."""
    assert faults(statement, *LEAD, sentence) == set()


@pytest.mark.parametrize(("statement", "sentence"), RAISED, ids=[case[0] for case in RAISED])
def test_words_given_to_another(statement: str, sentence: str, faults: Callable[..., set[str]]) -> None:
    """The other one stands in the sentence too, and says nothing there, or something else."""
    assert faults(statement, *LEAD, sentence) == {"speaker: another"}
