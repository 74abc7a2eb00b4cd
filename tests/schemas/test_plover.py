"""The codebook against the facts of the PLOVER manual, written down here a second time."""

from typing import get_args

from sitbrief.schemas import CODEBOOK, Auxiliary, Context, EventType, Sector, codebook_text

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
CONTEXTS = """
military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal
reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic
territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber
misinformation crime corruption illegal_drugs trafficking
"""
SECTORS = """
COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC
"""


def test_types_and_modes_are_those_of_the_manual() -> None:
    """Sixteen types, each with its modes, in the manual's order."""
    assert {kind.value: " ".join(entry.modes) for kind, entry in CODEBOOK.items()} == MANUAL
    assert [kind.value for kind in CODEBOOK] == [kind.value for kind in EventType] == list(MANUAL)


def test_contexts_sectors_and_auxiliaries_are_those_of_the_manual() -> None:
    """None is missing, none is added."""
    assert set(get_args(Context)) == set(CONTEXTS.split())
    assert set(get_args(Sector)) == set(SECTORS.split())
    assert set(get_args(Auxiliary)) == {"historical", "future", "hypothetical", "negation"}


def test_the_prompt_gets_a_line_a_type() -> None:
    """Each line has the type, its meaning, and its modes if there are any."""
    lines = dict(line.split(": ", 1) for line in codebook_text().splitlines())
    assert list(lines) == list(MANUAL)
    assert lines["REQUEST"] == "ask, urge, demand, call for. Modes: assist, change, yield, meet."
    assert lines["SUPPORT"] == "praise, welcome, back, endorse, nominate."
    assert all(CODEBOOK[EventType(name)].meaning in line for name, line in lines.items())
