"""PLOVER, the event ontology that events are coded in: types, modes, contexts, sectors, and the rules between them.

Facts from the PLOVER manual (Open Event Data Alliance, CC BY-SA 4.0); the definitions are in our
own words. This is the one place for them: the prompt, the docs and `sitbrief codebook` read it from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

__all__ = [
    "AUXILIARIES",
    "CODEBOOK",
    "CONTEXTS",
    "QUADS",
    "REMARKS",
    "RULES",
    "SECTORS",
    "SOURCE",
    "Auxiliary",
    "CodingRule",
    "Context",
    "EventType",
    "Quad",
    "Sector",
    "TypeEntry",
    "auxiliaries_text",
    "codebook_text",
    "rules_text",
    "sectors_text",
]


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


Quad = Literal[1, 2, 3, 4]

QUADS: Mapping[Quad, str] = MappingProxyType(
    {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
)


@dataclass(frozen=True)
class TypeEntry:
    """What the codebook says of one event type.

    `quad` is its quad class, `score` its place from conflict (-10) to cooperation (10), `modes` are the modes that are
    legal for it with their meanings. An event of a type with `needs_recipient` is none without one.
    """

    meaning: str
    quad: Quad
    score: float
    needs_recipient: bool = False
    modes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class CodingRule:
    """How to choose where two codes seem to fit, with an invented example. `ours`: the manual has no such rule."""

    rule: str
    example: str
    ours: bool = False


_ASKED = MappingProxyType(
    {
        "assist": "help, aid or cooperation",
        "change": "another policy, leader, law or institution",
        "yield": "giving way: a release, a withdrawal, an end of fighting or of a measure",
        "meet": "a meeting, talks or mediation",
    }
)

_ENTRIES = {
    EventType.AGREE: TypeEntry("promise, accept or sign; also a meeting or visit that is planned", 1, 2.5),
    EventType.CONSULT: TypeEntry(
        "meet, call, visit, negotiate",
        1,
        2.5,
        modes=MappingProxyType(
            {
                "visit": "one goes to the other's place",
                "third-party": "they meet at a place of neither",
                "multilateral": "three or more take part, or a body of many members sits",
                "phone": "they speak by telephone or video",
            }
        ),
    ),
    EventType.SUPPORT: TypeEntry("praise, welcome, back, endorse, nominate", 1, 5),
    EventType.CONCEDE: TypeEntry("give way: apologise, ease a measure, pardon, announce a withdrawal", 1, 4.5),
    EventType.COOPERATE: TypeEntry(
        "act together in fact: joint operations, extradition, prisoners handed over by one state to another",
        2,
        9.5,
        needs_recipient=True,
    ),
    EventType.AID: TypeEntry("deliver help: money, goods, arms, shelter", 2, 10, needs_recipient=True),
    EventType.RETREAT: TypeEntry(
        "carry out a withdrawal, a cease-fire, a release or exchange of prisoners, a resignation",
        2,
        6.5,
        modes=MappingProxyType(
            {
                "withdraw": "forces leave a place or lift a blockade",
                "release": "persons or property are set free or given back",
                "disarm": "weapons are laid down, forces disbanded or stood down",
                "ceasefire": "a truce begins",
                "access": "peacekeepers, inspectors or aid are let in",
                "resign": "an office is given up",
            }
        ),
    ),
    EventType.REQUEST: TypeEntry("ask, urge, demand, call for", 3, 0, modes=_ASKED),
    EventType.ACCUSE: TypeEntry(
        "blame, criticise, allege, open an inquiry",
        3,
        -3,
        modes=MappingProxyType(
            {
                "disapprove": "criticism, complaint or condemnation",
                "investigate": "an inquiry is opened or held",
                "allege": "a wrong or a crime is laid at somebody's door",
            }
        ),
    ),
    EventType.REJECT: TypeEntry("refuse, deny, veto, call off a meeting", 3, -2, modes=_ASKED),
    EventType.THREATEN: TypeEntry(
        "warn of harm, set an ultimatum",
        3,
        -3.5,
        modes=MappingProxyType(
            {
                "restrict": "with bans, sanctions, curfews or a blockade",
                "arrest": "with arrest or trial",
                "relations": "with less aid, fewer ties or an end of talks",
                "expel": "with putting somebody out of a country or a body",
                "territory": "with taking or occupying land",
                "violence": "with force",
            }
        ),
    ),
    EventType.PROTEST: TypeEntry(
        "demonstrate, strike, boycott in public",
        4,
        -5,
        modes=MappingProxyType(
            {
                "demo": "a march, rally, vigil or sit-in",
                "riot": "a crowd uses violence",
                "strike": "work is stopped",
                "hunger": "food is refused",
                "boycott": "buying, voting or taking part is refused",
                "obstruct": "a road, a border or a building is blocked",
                "vandalize": "property is damaged or defaced",
            }
        ),
    ),
    EventType.SANCTION: TypeEntry(
        "punish without force: sanctions, sentences, expulsions, aid or ties cut",
        4,
        -6,
        needs_recipient=True,
        modes=MappingProxyType(
            {
                "convict": "a court finds guilty or sentences",
                "expel": "diplomats, observers or members are put out of a country or a body",
                "withdraw": "one's own envoys, observers or helpers are taken back, or a body is left",
                "discontinue": "aid, trade, payments, talks or ties are cut or reduced",
            }
        ),
    ),
    EventType.MOBILIZE: TypeEntry(
        "move or ready forces of one's own",
        4,
        -5.5,
        modes=MappingProxyType(
            {
                "troops": "soldiers or their units",
                "weapons": "weapon systems, tests of them included",
                "police": "police or other security forces",
                "militia": "armed groups that are not the state's",
            }
        ),
    ),
    EventType.COERCE: TypeEntry(
        "use authority against someone: arrest, seize, ban, deport, hack",
        4,
        -7,
        modes=MappingProxyType(
            {
                "seize": "property or land is taken",
                "restrict": "movement, groups or freedoms are limited or banned",
                "censor": "media or messages are cut off or banned",
                "curfew": "people must stay indoors",
                "martial-law": "a state of emergency or military rule is set up",
                "arrest": "somebody is arrested, held or charged",
                "deport": "persons are sent out of a country",
                "withhold": "power, water, food, medicine or other services are cut off",
                "misinformation": "false news is spread on purpose",
                "cyber": "computers or networks are attacked",
            }
        ),
    ),
    EventType.ASSAULT: TypeEntry(
        "attack with force: kill, wound, shell, abduct, destroy",
        4,
        -9,
        modes=MappingProxyType(
            {
                "abduct": "persons are kidnapped, taken hostage or captured in fighting",
                "beat": "blows, without a weapon that is named",
                "torture": "pain is inflicted on somebody held",
                "sexual": "sexual violence",
                "targeted": "a chosen person is killed, or it is tried",
                "destroy": "property is destroyed",
                "primitive": "knives, stones, fire, tools",
                "firearms": "rifles, pistols, light machine guns",
                "explosives": "mines, car bombs and other charges",
                "suicide-attack": "the attacker dies by design",
                "aerial": "bombs or missiles from aircraft with a crew",
                "drone": "aircraft without a crew",
                "heavy-weapons": "artillery, rockets, mortars, tanks",
                "crowd-control": "tear gas, water cannon, rubber bullets",
                "unconventional": "chemical, biological, radiological or nuclear means",
            }
        ),
    ),
}

CODEBOOK: Mapping[EventType, TypeEntry] = MappingProxyType(_ENTRIES)

AUXILIARIES: Mapping[Auxiliary, str] = MappingProxyType(
    {
        "historical": "over before this news began: months or years ago; not a threat or a candidacy that still stands",
        "future": "planned or announced, not yet done",
        "hypothetical": 'a possibility, an "if"',
        "negation": "said not to have happened, or expected and absent",
    }
)

CONTEXTS: Mapping[Context, str] = MappingProxyType(
    {
        "military": "armed forces, arms and military help",
        "intelligence": "spying and secret services",
        "executive": "heads of state and government, cabinets and their policy",
        "legislative": "parliaments, their votes, laws and coalitions",
        "election": "elections, candidates and campaigns",
        "political_institutions": "the order of the state: constitution, offices, reform, decay",
        "pro_democracy": "moves for democracy",
        "pro_autocracy": "moves for autocracy",
        "economic": "trade, money, budgets, business and work",
        "legal": "courts, law and law enforcement, human rights apart",
        "reparations": "amends for past wrongs",
        "human_rights": "human rights and their abuse, where they are spoken of as such",
        "rights_freedoms": "political rights and freedoms: speech, press, assembly, vote",
        "repression": "a state's force against its own people",
        "human_security": "what people live on: food, water, housing, energy, land",
        "gender": "women, and equality of the sexes",
        "lgbt": "sexual minorities",
        "religion_ethnicity": "religious or ethnic groups and what lies between them",
        "inequality": "wealth and poverty, unequal chances",
        "diplomatic": "relations between states",
        "territory": "borders, land, occupation",
        "peacekeeping": "peacekeepers and monitors of a truce",
        "health": "disease, hospitals, medicine",
        "asylum": "asylum and those who seek it",
        "migration": "migrants, refugees, displaced people",
        "disasters": "disasters and large accidents",
        "natural_resource": "oil, gas, water, minerals and other resources",
        "environment": "environment and climate",
        "technology": "technology and science",
        "terrorism": "terrorism, and groups that the article calls terrorist",
        "cbrn": "chemical, biological, radiological and nuclear means",
        "cyber": "computer attacks and crime",
        "misinformation": "false news and propaganda",
        "crime": "crime that is not political",
        "corruption": "office used for private gain",
        "illegal_drugs": "illegal drugs",
        "trafficking": "trade in people, arms or other illegal goods",
    }
)

SECTORS: Mapping[Sector, str] = MappingProxyType(
    {
        "GOV": "government",
        "LEG": "parliament",
        "JUD": "courts",
        "MIL": "armed forces",
        "COP": "police",
        "SPY": "intelligence",
        "PTY": "party",
        "OPP": "opposition",
        "REB": "rebels",
        "PRM": "militia beside the state",
        "UAF": "unidentified armed",
        "BUS": "business",
        "MED": "medicine",
        "JRN": "journalists and media",
        "CVL": "civilians",
        "LAB": "labour",
        "AGR": "farmers",
        "EDU": "education",
        "REL": "religious",
        "REF": "refugees",
        "ELI": "elite",
        "CRM": "criminals",
        "SOC": "civil society",
        "UNK": "not known",
        "PRE": "in the manual's list; not given here",
    }
)
# What says nothing of an actor is not offered: a sector that is not known is left out.
_NOT_OFFERED = frozenset({"UNK", "PRE"})

RULES: tuple[CodingRule, ...] = (
    CodingRule(
        "A code with an `aux` that equals another type is coded as that type: will meet, will sign, promised help are "
        "AGREE with aux future",
        '"Ulsen will send Kestria tents": AGREE future',
    ),
    CodingRule("Refused help or talks are REJECT, not negation", '"Ulsen refused Kestria a loan": REJECT assist'),
    CodingRule(
        "A warning of harm is THREATEN, not a hypothetical attack",
        '"Ulsen warned that it may shell": THREATEN violence',
    ),
    CodingRule("A denial is REJECT", '"Kestria denied the raid": REJECT'),
    CodingRule("A call to act is REQUEST, blame is ACCUSE", '"Kestria blamed Ulsen": ACCUSE allege'),
    CodingRule("A candidate named or backed is SUPPORT", '"The league put up Mave": SUPPORT'),
    CodingRule(
        "Those who meet, call, negotiate or fight each other are all `actors`; of a visit the visitor is actor, the "
        "host recipient",
        '"Mave flew to Ulsen": actor Mave, recipient Ulsen',
    ),
    CodingRule("Many sides are one event with lists, never an event a pair", '"Six states accused Ulsen": one ACCUSE'),
    CodingRule(
        "A withdrawal announced is CONCEDE, carried out RETREAT withdraw", '"The last tank left Orm": RETREAT withdraw'
    ),
    CodingRule(
        "Prisoners set free or exchanged are RETREAT release, a pardon is CONCEDE",
        '"The king pardoned nine": CONCEDE',
    ),
    CodingRule(
        "Prisoners handed by one state to another are COOPERATE, contexts legal and terrorism",
        '"Ulsen handed 40 gunmen to Kestria": COOPERATE',
        ours=True,
    ),
    CodingRule(
        "Extradition is COOPERATE, context legal; deportation COERCE deport",
        '"Ulsen put out a Kestrian": COERCE deport',
    ),
    CodingRule(
        "An ambassador summoned to complain: ACCUSE disapprove",
        '"Ulsen called in Kestria\'s envoy": ACCUSE',
    ),
    CodingRule("A cancelled meeting: REJECT meet", '"Mave called off the summit": REJECT meet'),
    CodingRule("Aid withdrawn: SANCTION", '"Ulsen froze its aid to Orm": SANCTION discontinue'),
    CodingRule("A joint exercise is COOPERATE, one's own MOBILIZE", '"Ulsen\'s fleet held drills": MOBILIZE troops'),
    CodingRule(
        "Captured in fighting: ASSAULT abduct; arrested by police: COERCE arrest; a warrant against somebody absent: "
        "THREATEN arrest; a sentence: SANCTION convict",
        '"A court jailed Mave": SANCTION convict',
    ),
)


SOURCE = (
    "PLOVER, the Political Language Ontology for Verifiable Event Records, is by the Open Event Data Alliance (manual: "
    "CC BY-SA 4.0). The definitions and examples here are in our own words."
)

# Where we chose, and the manual leaves it open or says two things.
REMARKS: tuple[str, ...] = (
    "ACCUSE scores -3: the manual prints 3, while its modes are below zero.",
    "SANCTION is material conflict, 4, as its own section has it; the manual's table of quad classes says 3.",
    "COOPERATE of two actors or more needs no recipient: they act together, each towards the others. As a PLOVER "
    "record its recipients repeat its actors.",
    "A planned act that is coded as AGREE keeps the auxiliary mode future: what was agreed is still to come.",
    "MED is medicine; the media are JRN. In CAMEO, which PLOVER replaced, MED was the media.",
    "PLOVER's coders leave the auxiliary modes empty; here they are filled.",
)


def codebook_text() -> str:
    """The types, one a line with meaning and modes, as the prompt gives them."""
    lines = []
    for kind, entry in CODEBOOK.items():
        modes = f" Modes: {', '.join(entry.modes)}." if entry.modes else ""
        lines.append(f"{kind.value}: {entry.meaning}.{modes}")
    return "\n".join(lines)


def auxiliaries_text() -> str:
    """The auxiliary modes with their meanings, as the prompt gives them."""
    return ", ".join(f"{name} ({meaning})" for name, meaning in AUXILIARIES.items())


def sectors_text() -> str:
    """The sectors that the prompt offers, with their meanings."""
    return ", ".join(f"{code} {meaning}" for code, meaning in SECTORS.items() if code not in _NOT_OFFERED)


def rules_text() -> str:
    """The coding rules, each with its example, as the prompt gives them; last which types need a recipient."""
    rules = [f"{rule.rule} ({rule.example})." for rule in RULES]
    *others, last = [kind.value for kind, entry in CODEBOOK.items() if entry.needs_recipient]
    need = f"{', '.join(others)} and {last} need a recipient: its name, or the article's own word for the group."
    joint = "If it is an act done together, all are `actors` instead."
    return "\n".join(f"  - {line}" for line in [*rules, f"{need} {joint}"])
