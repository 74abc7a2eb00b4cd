"""The codebook against the facts of the PLOVER manual, written down here a second time."""

import re
from typing import get_args

import pytest
from sitbrief.schemas import CODEBOOK, Auxiliary, Context, EventType, Sector, codebook_text
from sitbrief.schemas.plover import (
    AUXILIARIES,
    CONTEXTS,
    QUADS,
    RULES,
    SECTORS,
    CodingRule,
    Quad,
    auxiliaries_text,
    rules_text,
    sectors_text,
)

# Every type of the manual, with its modes.
MANUAL = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
MANUAL_CONTEXTS = """
military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal
reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic
territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber
misinformation crime corruption illegal_drugs trafficking
"""
MANUAL_SECTORS = """
COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC
"""


def test_types_and_modes_are_those_of_the_manual() -> None:
    """Sixteen types, each with its modes, in the manual's order."""
    assert {kind.value: " ".join(entry.modes) for kind, entry in CODEBOOK.items()} == MANUAL
    assert [kind.value for kind in CODEBOOK] == [kind.value for kind in EventType] == list(MANUAL)


def test_contexts_sectors_and_auxiliaries_are_those_of_the_manual() -> None:
    """None is missing, none is added."""
    assert set(get_args(Context)) == set(MANUAL_CONTEXTS.split())
    assert set(get_args(Sector)) == set(MANUAL_SECTORS.split())
    assert set(get_args(Auxiliary)) == {"historical", "future", "hypothetical", "negation"}


def test_the_prompt_gets_a_line_a_type() -> None:
    """Each line has the type, its meaning, and its modes if there are any."""
    lines = dict(line.split(": ", 1) for line in codebook_text().splitlines())
    assert list(lines) == list(MANUAL)
    assert lines["REQUEST"] == "ask, urge, demand, call for. Modes: assist, change, yield, meet."
    assert lines["SUPPORT"] == "praise, welcome, back, endorse, nominate."
    assert all(CODEBOOK[EventType(name)].meaning in line for name, line in lines.items())


# Quad class and score; a star marks the types that must have a recipient.
VALUES = {
    "AGREE": "1 2.5",
    "CONSULT": "1 2.5",
    "SUPPORT": "1 5",
    "CONCEDE": "1 4.5",
    "COOPERATE": "2 9.5 *",
    "AID": "2 10 *",
    "RETREAT": "2 6.5",
    "REQUEST": "3 0",
    "ACCUSE": "3 -3",
    "REJECT": "3 -2",
    "THREATEN": "3 -3.5",
    "PROTEST": "4 -5",
    "SANCTION": "4 -6 *",
    "MOBILIZE": "4 -5.5",
    "COERCE": "4 -7",
    "ASSAULT": "4 -9",
}


def test_quad_classes_scores_and_recipients_are_those_of_the_manual() -> None:
    """With our two choices: ACCUSE is below zero, SANCTION is material conflict."""
    found = {
        kind.value: f"{entry.quad} {entry.score:g}{' *' if entry.needs_recipient else ''}"
        for kind, entry in CODEBOOK.items()
    }
    assert found == VALUES
    assert tuple(QUADS) == get_args(Quad)


def test_cooperation_scores_above_zero_and_conflict_not() -> None:
    """A score never contradicts its quad class."""
    assert all((entry.score > 0) == (entry.quad in (1, 2)) for entry in CODEBOOK.values())


def test_every_code_has_a_meaning_and_no_meaning_is_without_its_code() -> None:
    """The lists that records are checked with and the tables that are printed name the same codes, in one order."""
    assert tuple(CONTEXTS) == get_args(Context)
    assert set(SECTORS) == set(get_args(Sector))
    assert tuple(AUXILIARIES) == get_args(Auxiliary)
    tables = [CONTEXTS, SECTORS, AUXILIARIES, QUADS, *(entry.modes for entry in CODEBOOK.values())]
    assert all(meaning.strip() and "\n" not in meaning for table in tables for meaning in table.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule[:30])
def test_a_rule_names_legal_codes_alone(rule: CodingRule) -> None:
    """Rule and example name a type, and a word after a type that is some type's mode is one of its own."""
    text = f"{rule.rule} {rule.example}"
    assert set(re.findall(r"\b[A-Z]{3,}\b", text)) <= set(EventType)
    for kind, word in re.findall(r"\b([A-Z]{3,}) ([a-z-]+)", text):
        if any(word in entry.modes for entry in CODEBOOK.values()):
            assert word in CODEBOOK[EventType(kind)].modes


def test_each_rule_has_its_example_in_the_prompt() -> None:
    """A line a rule, and a last one that names the types that need a recipient."""
    *lines, last = rules_text().splitlines()
    assert [rule.example in line for rule, line in zip(RULES, lines, strict=True)] == [True] * len(RULES)
    assert last.startswith("  - COOPERATE, AID and SANCTION need a recipient")


def test_the_prompt_offers_each_sector_that_tells_something() -> None:
    """Not known is no answer: the field is left out then. Each auxiliary mode is explained."""
    offered = {part.split(" ")[0] for part in sectors_text().split(", ")}
    assert offered == set(SECTORS) - {"UNK", "PRE"}
    assert "MED medicine" in sectors_text()
    assert all(f"{name} ({meaning})" in auxiliaries_text() for name, meaning in AUXILIARIES.items())
