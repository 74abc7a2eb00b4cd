"""A record as it can be laid beside another: who tells it, of whom, with which words; and the sides of what differs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ..grounding.lexicon import SAYING, words_of
from ..grounding.names import code_of, is_generic, plain_words, read_names
from ..grounding.words import FUNCTION_WORDS, fold
from ..schemas import Contradiction, Event, EventType, Figure, Record, Side, Stance, text_hash
from .counts import families, voice_of
from .reports import Report

__all__ = [
    "NO_ACCOUNT",
    "Draft",
    "Held",
    "Testimony",
    "Voice",
    "apart",
    "disagreement",
    "doers",
    "event_of",
    "kin",
    "kin_of",
    "likeness",
    "named",
    "near",
    "outlet_side",
    "side_of",
    "testimony",
]

# Families that tell nothing of what a denial and a claim are about.
_PLAIN = SAYING | words_of(
    """forgery false rumor lie link part account charge claim accusation allegation story version people person
    official side authority ministry government spokesman group militia army force police day week month year"""
)
_NEAR = 3  # sentences of one article that lie so close speak of one matter


# An account tells what is or was; in these somebody wants, offers or refuses something.
NO_ACCOUNT = frozenset({EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE, EventType.CONCEDE})


@dataclass(frozen=True)
class Voice:
    """Somebody who holds a side: `keys` of actors and the words of their names, and how records call him."""

    keys: frozenset[str]
    name: str


@dataclass(frozen=True, eq=False)
class Testimony:
    """A record as it can be laid beside another: who tells it, of whom, with which words, in which sentences."""

    report: Report[Record]
    by: Voice
    of: frozenset[str]
    text: str
    says: str
    words: frozenset[str]
    names: frozenset[str]

    @property
    def record(self) -> Record:
        return self.report.record

    @property
    def order(self) -> tuple[date, str]:
        return self.report.day or date.max, self.record.id

    @property
    def own(self) -> frozenset[str]:
        """The telling words of what it says itself."""
        return families(self.text) - _PLAIN

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences that carry it, as the article has them."""
        return tuple(self.report.article.sentence(n).text for n in self.record.sentences)


@lru_cache(maxsize=8192)
def kin(name: str) -> frozenset[str]:
    """The telling words of a name; of a people ("Tirmeni") the land, so that "Tirmen's ministry" is of its kin."""
    found = set()
    for word in plain_words(name):
        bare = fold(word)
        if is_generic(word) or bare in FUNCTION_WORDS or not word[0].isupper() or len(bare) < 3:
            continue
        code = code_of(word)
        found.add(code or (bare[:-1] if bare.endswith("i") and len(bare) > 5 else bare))
    return frozenset(found)


def kin_of(names: Iterable[str], report: Report[Record]) -> frozenset[str]:
    """Keys and kin of names."""
    given = list(names)
    return frozenset(report.key(name) for name in given).union(*map(kin, given))


def named(text: str) -> frozenset[str]:
    """The kin of the names in a text."""
    return frozenset().union(*(kin(mention.text) for mention in read_names(text)))


def testimony(report: Report[Record]) -> Testimony | None:
    """An event, a stance or a figure with what it tells; None for other kinds."""
    record = report.record
    if isinstance(record, Event):
        by, of, says = record.actors, record.recipients, record.what
        speaker = [record.said_by] if record.said_by and record.type != EventType.REJECT else by
    elif isinstance(record, Stance):
        speaker, of, says = [record.holder], [], record.quote or record.target
    elif isinstance(record, Figure):
        voice = voice_of(report)
        speaker, of, says = [record.said_by or voice] if voice else [], [], f"{record.value} {record.unit}: {record.of}"
    else:
        return None
    about = record.target if isinstance(record, Stance) else says
    sentences = " ".join(report.article.sentence(n).text for n in record.sentences)
    return Testimony(
        report=report,
        by=Voice(kin_of(speaker, report), speaker[0] if speaker else ""),
        of=kin_of(of, report) | (named(about) if isinstance(record, Stance) else frozenset()),
        text=about,
        says=says,
        words=(families(about) | families(sentences)) - _PLAIN,
        names=named(f"{about} {sentences} {getattr(record, 'where', '')}"),
    )


def near(first: Testimony, second: Testimony) -> bool:
    """True if two records lie close to each other in one article."""
    if first.report.article.id != second.report.article.id:
        return False
    return min(abs(a - b) for a in first.record.sentences for b in second.record.sentences) <= _NEAR


def apart(first: Testimony, second: Testimony) -> bool:
    """True if two records are told by two who are not of kin."""
    return bool(first.by.keys and second.by.keys) and not first.by.keys & second.by.keys


# A side of a contradiction in the making: its role, the record, who holds it, and what he says.
Held = tuple[str, Testimony, Voice, str]


@dataclass
class Draft:
    """A contradiction in the making: its sides, each of a role in which one voice is one side."""

    kind: str
    about: str
    sides: list[Held] = field(default_factory=list)

    def keys(self, role: str) -> frozenset[str]:
        """Who holds the sides of a role."""
        return frozenset().union(*(voice.keys for own, _, voice, _ in self.sides if own == role))

    @property
    def words(self) -> frozenset[str]:
        """The telling words of its records."""
        return frozenset().union(*(told.words for _, told, _, _ in self.sides))

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(told.record.id for _, told, _, _ in self.sides)


def side_of(role: str, told: Testimony) -> Held:
    """A side of who tells it, else of the outlet."""
    return role, told, Voice(told.by.keys, told.by.name or told.report.article.outlet), told.says


def event_of(told: Testimony) -> Event:
    """The event that it is; other kinds are no argument."""
    assert isinstance(told.record, Event)
    return told.record


def outlet_side(told: Testimony, name: str = "") -> Held:
    """A side of who says so: as the record says, else the outlet, by origin, for copies are one voice."""
    said = event_of(told).said_by
    keys = frozenset({told.report.key(said)} if said else {told.report.origin})
    return (name or told.record.id), told, Voice(keys, said or told.report.article.outlet), told.says


def doers(told: Testimony) -> frozenset[str]:
    """Those who do what an event tells: who reports an assault is no party to it."""
    return kin_of(event_of(told).actors, told.report)


def likeness(first: str, second: str) -> float:
    """The share of their words and names in which two texts agree, 0 to 1."""
    ours, theirs = families(first) | named(first), families(second) | named(second)
    return len(ours & theirs) / max(1, len(ours | theirs))


def disagreement(kind: str, about: str, sides: Iterable[tuple[str, str, Iterable[Report[Record]]]]) -> Contradiction:
    """A contradiction of sides, each given as holder, what it says and its reports.

    Sides of one holder and one saying are joined. They are ordered by the first day of their reports (undated last),
    then by holder and words; `id` is made of kind and records.
    """
    joined: dict[tuple[str, str], list[Report[Record]]] = {}
    for holder, says, reports in sides:
        joined.setdefault((holder, says), []).extend(reports)
    ordered = sorted(joined.items(), key=lambda side: (min(r.day or date.max for r in side[1]), side[0]))
    made = tuple(
        Side(holder=holder, says=says, records=tuple(sorted({r.record.id for r in reports})))
        for (holder, says), reports in ordered
    )
    records = sorted({record for side in made for record in side.records})
    return Contradiction(id=text_hash(" ".join([kind, *records])), kind=kind, about=about, sides=made)
