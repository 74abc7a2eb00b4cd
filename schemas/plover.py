"""PLOVER, the event ontology that events are coded in: its 16 types and their modes.

Facts from the PLOVER manual (Open Event Data Alliance, CC BY-SA 4.0); the definitions are in our
own words. This is the one place for them: the prompt and the docs read it from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

__all__ = ["CODEBOOK", "Auxiliary", "Context", "EventType", "Sector", "TypeEntry", "codebook_text"]


class EventType(StrEnum):
    """The 16 event types of the manual."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


Auxiliary = Literal["historical", "future", "hypothetical", "negation"]

Context = Literal[
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
]

Sector = Literal[
    "COP",
    "GOV",
    "JUD",
    "LEG",
    "MIL",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "UNK",
    "AGR",
    "BUS",
    "CRM",
    "CVL",
    "EDU",
    "ELI",
    "JRN",
    "LAB",
    "MED",
    "REF",
    "OPP",
    "PRE",
    "REL",
    "SOC",
]


@dataclass(frozen=True)
class TypeEntry:
    """What the codebook says of one event type: its meaning and the modes that are legal for it."""

    meaning: str
    modes: tuple[str, ...] = ()


_ENTRIES = {
    EventType.AGREE: TypeEntry("promise, accept or sign; also a meeting or visit that is planned"),
    EventType.CONSULT: TypeEntry("meet, call, visit, negotiate", ("visit", "third-party", "multilateral", "phone")),
    EventType.SUPPORT: TypeEntry("praise, welcome, back, endorse, nominate"),
    EventType.CONCEDE: TypeEntry("give way: apologise, ease a measure, pardon, announce a withdrawal"),
    EventType.COOPERATE: TypeEntry(
        "act together in fact: joint operations, extradition, prisoners handed over by one state to another"
    ),
    EventType.AID: TypeEntry("deliver help: money, goods, arms, shelter"),
    EventType.RETREAT: TypeEntry(
        "carry out a withdrawal, a cease-fire, a release or exchange of prisoners, a resignation",
        ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    ),
    EventType.REQUEST: TypeEntry("ask, urge, demand, call for", ("assist", "change", "yield", "meet")),
    EventType.ACCUSE: TypeEntry("blame, criticise, allege, open an inquiry", ("disapprove", "investigate", "allege")),
    EventType.REJECT: TypeEntry("refuse, deny, veto, call off a meeting", ("assist", "change", "yield", "meet")),
    EventType.THREATEN: TypeEntry(
        "warn of harm, set an ultimatum", ("restrict", "arrest", "relations", "expel", "territory", "violence")
    ),
    EventType.PROTEST: TypeEntry(
        "demonstrate, strike, boycott in public",
        ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    ),
    EventType.SANCTION: TypeEntry(
        "punish without force: sanctions, sentences, expulsions, aid or ties cut",
        ("convict", "expel", "withdraw", "discontinue"),
    ),
    EventType.MOBILIZE: TypeEntry("move or ready forces of one's own", ("troops", "weapons", "police", "militia")),
    EventType.COERCE: TypeEntry(
        "use authority against someone: arrest, seize, ban, deport, hack",
        (
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ),
    ),
    EventType.ASSAULT: TypeEntry(
        "attack with force: kill, wound, shell, abduct, destroy",
        (
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ),
    ),
}

CODEBOOK: Mapping[EventType, TypeEntry] = MappingProxyType(_ENTRIES)


def codebook_text() -> str:
    """The types, one a line with meaning and modes, as the prompt gives them."""
    lines = []
    for kind, entry in CODEBOOK.items():
        modes = f" Modes: {', '.join(entry.modes)}." if entry.modes else ""
        lines.append(f"{kind.value}: {entry.meaning}.{modes}")
    return "\n".join(lines)
