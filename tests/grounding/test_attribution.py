"""Misattributed names: a name of the article belongs to a statement only where its sentences speak of it."""

from collections.abc import Callable

import pytest

# (statement, the sentences of the article up to the one that is cited)
SILENT = [
    # a pronoun, over one sentence and over two
    (
        "Qalani promised an inquiry.",
        ("Prime Minister Idris Qalani visited the prison on Sunday.", "He promised an inquiry."),
    ),
    (
        "Lale Besheli called the talks useful.",
        (
            "Halvazi Foreign Minister Lale Besheli flew to Telmaran.",
            "She met nobody at the airport.",
            "She called the talks useful.",
        ),
    ),
    (
        "The Plains Guard Brigades blamed the army.",
        ("The Plains Guard Brigades, a militia, lost two men on Monday.", "They blamed the army."),
    ),
    # a title and a description
    (
        "Hani Zubrat ruled out a pardon.",
        ("Justice Minister Hani Zubrat spoke to deputies.", "The minister ruled out a pardon."),
    ),
    (
        "The Qaram Bank said it was solvent.",
        ("Clients queued at the Qaram Bank, a private lender, on Monday.", "The lender said it was solvent."),
    ),
    (
        "Telmaran was calm on Tuesday.",
        ("Crowds marched in Telmaran, the capital of Halvaz.", "The capital was calm on Tuesday."),
    ),
    # a surname alone, and the whole name for it
    (
        "Rowena Thackmore expressed doubts.",
        ("Aldmoor's Foreign Secretary Rowena Thackmore landed in Qaradin.", "Thackmore expressed doubts."),
    ),
    ("Zubrat resigned.", ("Hani Zubrat became minister in 2029.", "Hani Zubrat resigned.")),
    # letters, and the organisation of its spokesman
    (
        "The Plains Guard Brigades would keep their weapons.",
        ("The Plains Guard Brigades (PGB) met in Beit Sulwan.", "The PGB said it would keep its weapons."),
    ),
    (
        "The Front would stay in the coalition.",
        (
            "Talks were held with Mona Keddah, leader of the Front.",
            "Keddah said her party would stay in the coalition.",
        ),
    ),
    # the outlet that reports, and a country as the setting
    ("The Sarvan Press Service reported that the bridge was shut.", ("The bridge was shut on Monday.",)),
    (
        "Inmates in Sarvan are to get new lawyers.",
        ("Sarvan opened its prisons to envoys on Sunday.", "The inmates are to get new lawyers."),
    ),
    (
        "Sarvan's army closed the road.",
        ("The government of Sarvan met on Sunday.", "The army closed the road."),
    ),
    (
        "Sarvani deputies put off the vote.",
        ("Sarvan's Chamber of Deputies met on Sunday.", "The deputies put off the vote."),
    ),
    # two sides by one word
    (
        "Sarvan and Halvaz agreed to meet again.",
        ("Envoys of Sarvan and Halvaz met in Telmaran.", "Both sides agreed to meet again."),
    ),
    # a name within quotation marks is a part of the quotation
    ('The sign read "Qaradin is ours".', ("The sign read “Qaradin is ours”.",)),
]

# (statement, the sentences of the article up to the one that is cited, what is raised)
RAISED = [
    # another person stands in the sentence
    (
        "Idris Qalani ruled out a pardon.",
        (
            "Prime Minister Idris Qalani met Justice Minister Hani Zubrat.",
            "Zubrat ruled out a pardon on Sunday.",
        ),
        {"name: misattributed"},
    ),
    (
        "Thackmore praised the guards.",
        (
            "Foreign Secretary Rowena Thackmore landed in Qaradin on Sunday.",
            "Interior Minister Karim Marwani praised the guards.",
        ),
        {"name: misattributed"},
    ),
    # nobody is spoken of
    (
        "Mona Keddah was hurt at the gate.",
        ("Mona Keddah, leader of the Front, spoke on Sunday.", "Rain fell.", "Two guards were hurt at the gate."),
        {"name: misattributed"},
    ),
    # a pronoun of a person does not reach an organisation, nor one of a thing a person
    (
        "The Plains Guard Brigades promised an inquiry.",
        (
            "The Plains Guard Brigades, a militia, met Prime Minister Idris Qalani.",
            "He promised an inquiry.",
        ),
        {"name: misattributed"},
    ),
    # one country or organisation for the other
    (
        "Tirmen closed the crossing.",
        ("Tirmen and Halvaz quarrelled over the crossing.", "Halvaz closed the crossing on Monday."),
        {"name: misattributed"},
    ),
    (
        "The Plains Guard left the talks.",
        ("The Plains Guard and the Relief Society quarrelled.", "The Relief Society left the talks."),
        {"name: misattributed"},
    ),
    # one place for the other
    (
        "Two people were hurt in Beit Sulwan.",
        ("Shells hit the towns of Beit Sulwan and Dar Hamun.", "Two people were hurt in Dar Hamun."),
        {"name: misattributed"},
    ),
    # the body of another spokesman
    (
        "The Defence Ministry denied the report.",
        (
            "The Defence Ministry and the Interior Ministry were asked.",
            "The Interior Ministry denied the report.",
        ),
        {"name: misattributed"},
    ),
    # two in one statement, one of them carried
    (
        "Qalani and Keddah signed the accord.",
        (
            "Prime Minister Idris Qalani thanked opposition leader Mona Keddah.",
            "Qalani signed the accord with Hani Zubrat.",
        ),
        {"name: misattributed"},
    ),
]


@pytest.mark.parametrize(("statement", "sentences"), SILENT, ids=[case[0] for case in SILENT])
def test_a_name_that_the_sentence_speaks_of_is_carried(
    statement: str, sentences: tuple[str, ...], faults: Callable[..., set[str]]
) -> None:
    """By a pronoun, a title, a description, a part of the name, letters, or as the setting."""
    assert faults(statement, *sentences) == set()


@pytest.mark.parametrize(("statement", "sentences", "raised"), RAISED, ids=[case[0] for case in RAISED])
def test_a_name_that_the_sentence_does_not_speak_of_is_misattributed(
    statement: str, sentences: tuple[str, ...], raised: set[str], faults: Callable[..., set[str]]
) -> None:
    """The article has the name, the cited sentence another one or none."""
    assert faults(statement, *sentences) == raised
