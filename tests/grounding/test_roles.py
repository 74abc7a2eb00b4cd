"""Who does it to whom, from where and to where, and whose it is."""

from collections.abc import Callable

import pytest

LEAD = (
    "Envoys of Sarvan, the Sarvani army, Halvaz, the Halvazi army, Tirmen and Aldmoor met in Qaradin.",
    "Prime Minister Idris Qalani and Mona Keddah, leader of the Front, were there, as were guards and inmates.",
)
EXCHANGED = {"actors: exchanged"}

# (statement, cited sentence)
SILENT = [
    ("Halvaz attacked Tirmen.", "Halvaz attacked Tirmen on Monday."),
    ("Tirmen was attacked by Halvaz.", "Halvaz attacked Tirmen on Monday."),
    ("Halvaz attacked Tirmen.", "Tirmen was attacked by Halvaz on Monday."),
    ("Qalani met Keddah.", "Keddah met Qalani in the evening."),
    ("Halvaz and Tirmen signed the accord.", "Tirmen signed the accord with Halvaz."),
    ("The prisoners were flown from Halvaz to Sarvan.", "Planes took the prisoners to Sarvan from Halvaz."),
    ("Qalani insulted Keddah.", "Keddah insulted Qalani after Qalani had insulted Keddah."),
    ("The army of Sarvan withdrew.", "The Sarvani army withdrew."),
    ("Sarvan's central bank raised its rate.", "The central bank of Sarvan raised its rate."),
    ("Keddah accused Qalani of fraud.", "Qalani denied the fraud of which Keddah had accused him."),
]

# (statement, cited sentence, what is raised)
RAISED = [
    ("Tirmen attacked Halvaz.", "Halvaz attacked Tirmen on Monday.", EXCHANGED),
    ("Halvaz was attacked by Tirmen.", "Halvaz attacked Tirmen on Monday.", EXCHANGED),
    ("Tirmen attacked Halvaz.", "Tirmen was attacked by Halvaz on Monday.", EXCHANGED),
    ("Qalani thanked Keddah.", "Keddah thanked Qalani on Monday.", EXCHANGED),
    ("Guards attacked inmates.", "Inmates attacked guards in the yard.", EXCHANGED),
    ("Aldmoor thanked Sarvan for its help.", "Sarvan thanked Aldmoor for its help.", EXCHANGED),
    ("Halvaz will sue Tirmen.", "Tirmen will sue Halvaz over the dam.", EXCHANGED),
    ("Aldmoor supplies Sarvan.", "Sarvan supplies Aldmoor with grain.", EXCHANGED),
    ("The prisoners were flown from Sarvan to Halvaz.", "The prisoners were flown from Halvaz to Sarvan.", EXCHANGED),
    ("The Halvazi army withdrew from Tirmen.", "The Sarvani army withdrew from Tirmen, and Halvaz cheered.", EXCHANGED),
    ("Halvaz's embassy was shut.", "Halvaz shut the embassy of Tirmen.", EXCHANGED),
]


@pytest.mark.parametrize(("statement", "sentence"), SILENT, ids=[f"{case[0]} / {case[1]}" for case in SILENT])
def test_each_in_his_part(statement: str, sentence: str, faults: Callable[..., set[str]]) -> None:
    """Active or passive, and of what both sides do in either order."""
    assert faults(statement, *LEAD, sentence) == set()


@pytest.mark.parametrize(("statement", "sentence", "raised"), RAISED, ids=[f"{case[0]} / {case[1]}" for case in RAISED])
def test_the_parts_are_exchanged(
    statement: str, sentence: str, raised: set[str], faults: Callable[..., set[str]]
) -> None:
    """Both stand in the sentence, each in the place of the other."""
    assert faults(statement, *LEAD, sentence) == raised
