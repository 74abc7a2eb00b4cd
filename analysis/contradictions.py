"""Records that cannot all be right: a claim and its denial, two doers of one deed, two days of it, rival accounts.

Which side is right is never said. Precision goes first: who turns down a plan, a demand, a candidate or a truce
contradicts nobody, and two positions on one matter are positions. Figures that differ are told by `figures`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, product

from ..grounding import read_numbers
from ..grounding.lexicon import SAYING, words_of
from ..grounding.lexicon import family as word_family
from ..grounding.names import code_of, is_generic, plain_words, read_names
from ..grounding.words import FUNCTION_WORDS, fold
from ..schemas import Contradiction, Event, EventType, Figure, Record, Stance
from .figures import disagreement, families, voice_of
from .reports import Report

__all__ = ["contradictions_of"]

_CLAIM_NOUN = (
    r"(?:claims?|charges?|accusations?|allegations?|rumou?rs?|reports?|accounts?|links?|suggestions?|assertions?|"
    r"versions?)"
)
# What denies that something is so. To deny somebody a visa, and to reject a plan, is something else.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|(?<!the )(?<!a )disput(?:es|ed)|contradict(?:s|ed)?)\b"
    r"(?!\s(?!that\b|it\b|this\b|any\b|\w+ing\b|reports?\b|claims?\b)(?:[\w'’-]+\s){0,5}"
    r"(?:access|entry|visas?|bail|permission|aid|passage|permits?|leave)\b)|"
    r"\b(?:reject|dismiss)(?:s|es|ed|ing)?\s(?:[\w'’-]+\s){0,4}?"
    r"(?:claims?|charges?|accusations?|allegations?|rumou?rs?|reports|links?|suggestions? that|assertions?)\b|"
    r"\b(?:call|term|describ|dismiss|brand)(?:s|es|ed|ing)?\b[^.;]*?\b(?:forger(?:y|ies)|false|lies?|untrue|baseless|"
    r"unfounded|fabricat\w+|fakes?|rumou?rs?|nonsense|invention)\b",
    re.IGNORECASE,
)
# Who judges a charge in law does not deny it.
_JUDGES = re.compile(r"\b(?:court|judges?|tribunal|prosecutors?|jury)\b", re.IGNORECASE)
_OF_CLAIM = re.compile(rf"\b{_CLAIM_NOUN}\b", re.IGNORECASE)
_REPORTED = re.compile(
    rf"\b(?P<what>(?:the\s|a\s|any\s)?(?:{_CLAIM_NOUN}|leaflets?|letters?|videos?|posts?|forger(?:y|ies))\b[^.;]*)",
    re.I,
)
_BACK = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:es|ed)|rejected|rejects|contradicted|refuted|dismissed)\s"
    r"(?:it|this|that|them|any|both|the\s(?:charges?|claims?|accusations?|allegations?|reports?|accounts?|link|strike|attack))\b|"
    r"\bany (?:part|role|involvement|link|hand)\b",
    re.IGNORECASE,
)
_EACH_OTHER = re.compile(r"\b(?:each (?:other|side|party)|one another|both sides|the two sides)\b[^.]*", re.IGNORECASE)
_BLAMES = re.compile(
    r"\b(?:blam|accus|fired|fire|start|shot|attack|struck|respons|broke|violat|began|opened)", re.IGNORECASE
)
_CONTRAST = re.compile(
    r"^(?:however|but|by contrast|on the contrary|in contrast)\b|[,;]\s?(?:however|but)\b|"
    r"\b(?:disput(?:es|ed)|argu(?:es|ed)|insist(?:s|ed)|contradict(?:s|ed)|countered|den(?:ies|ied)|"
    r"(?:different|another|other|rival) (?:account|version|story))\b",
    re.IGNORECASE,
)
_OPENS_AGAINST = re.compile(r"(?:however|but|by contrast|on the contrary|in contrast)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:second|third|another|again|new|fresh|more|further|repeated|next)\b", re.IGNORECASE)

# An account tells what is or was; in these somebody wants, offers or refuses something.
_NO_ACCOUNT = frozenset({EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE, EventType.CONCEDE})
_ACCUSING = words_of("accuse blame allege charge claim")
_ASSERTING = words_of("say argue insist claim maintain describe report explain confirm state tell contradict")
# Families that tell nothing of what a denial and a claim are about.
_PLAIN = SAYING | words_of(
    """forgery false rumor lie link part account charge claim accusation allegation story version people person
    official side authority ministry government spokesman group militia army force police day week month year"""
)
_VIOLENCE = words_of("fire shoot shot gunfire rifle gun weapon attack strike shell mortar rocket bomb kill")
_NEAR = 3  # sentences of one article that lie so close speak of one matter
_LEAST = 4  # what a claim and a denial must score to be of one thing, see `_score`
_ALIKE = 0.5  # share of words in which an event and its negation agree
_TWINS = 0.7  # share of words in which two reports of one event on two days agree
# Telling words that two denials between the same two share if they are of one charge.
_SHARED = 2
_WEEK = timedelta(days=7)
# Of contradictions that share a record, the first of these kinds names it.
_KINDS = ("actor", "denial", "time", "account")


# The key of an actor -> the keys of those to whom it belongs, itself included.
Family = Callable[[str], frozenset[str]]


# ------------------------------------------------------------------------------------ one record


@dataclass(frozen=True)
class _Voice:
    """Somebody who holds a side: `keys` of actors and the words of their names, and how records call him."""

    keys: frozenset[str]
    name: str


@dataclass(frozen=True, eq=False)
class _Told:
    """A record as it can be laid beside another: who tells it, of whom, with which words, in which sentences."""

    report: Report[Record]
    by: _Voice
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
def _kin(name: str) -> frozenset[str]:
    """The telling words of a name; of a people ("Tirmeni") the land, so that "Tirmen's ministry" is of its kin."""
    found = set()
    for word in plain_words(name):
        bare = fold(word)
        if is_generic(word) or bare in FUNCTION_WORDS or not word[0].isupper() or len(bare) < 3:
            continue
        code = code_of(word)
        found.add(code or (bare[:-1] if bare.endswith("i") and len(bare) > 5 else bare))
    return frozenset(found)


def _kin_of(names: Iterable[str], report: Report[Record]) -> frozenset[str]:
    """Keys and kin of names."""
    given = list(names)
    return frozenset(report.key(name) for name in given).union(*map(_kin, given))


def _named(text: str) -> frozenset[str]:
    return frozenset().union(*(_kin(mention.text) for mention in read_names(text)))


def _told(report: Report[Record]) -> _Told | None:
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
    return _Told(
        report=report,
        by=_Voice(_kin_of(speaker, report), speaker[0] if speaker else ""),
        of=_kin_of(of, report) | (_named(about) if isinstance(record, Stance) else frozenset()),
        text=about,
        says=says,
        words=(families(about) | families(sentences)) - _PLAIN,
        names=_named(f"{about} {sentences} {getattr(record, 'where', '')}"),
    )


def _near(first: _Told, second: _Told) -> bool:
    """True if two records lie close to each other in one article."""
    if first.report.article.id != second.report.article.id:
        return False
    return min(abs(a - b) for a in first.record.sentences for b in second.record.sentences) <= _NEAR


def _apart(first: _Told, second: _Told) -> bool:
    """True if two records are told by two who are not of kin."""
    return bool(first.by.keys and second.by.keys) and not first.by.keys & second.by.keys


# ------------------------------------------------------------------------------------ contradictions


@dataclass
class _Draft:
    """A contradiction in the making: its sides, each of a role in which one voice is one side."""

    kind: str
    about: str
    sides: list[tuple[str, _Told, _Voice, str]] = field(default_factory=list)

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


def _alone(key: str) -> frozenset[str]:
    return frozenset({key})


def contradictions_of(
    reports: Sequence[Report[Record]],
    groups: Sequence[tuple[Report[Event], ...]],
    *,
    family: Family = _alone,
) -> tuple[Contradiction, ...]:
    """What the records of some articles hold against each other, figures aside; `groups` are the merged events.

    `family` gives the keys of those to whom an actor belongs: an army and its state are no two doers.

    `denial`: a claim and what denies it, or an event and its negation. `actor`: one deed, and who did it, told
    differently. `time`: one event on days that do not meet. `account`: two speakers on one matter, the second of whom
    is set against the first. Contradictions that share a record are one. The result does not depend on the order of
    the reports. A denied report that no record tells has the denying record on both sides: its sentence carries both.
    """
    told = sorted((each for report in reports if (each := _told(report))), key=lambda t: t.order)
    group = {report.record.id: at for at, members in enumerate(groups) for report in members}
    drafts = [
        *_denials(told),
        *_negations(told),
        *_doers(told, group, family),
        *_mutual(told),
        *_times(told, group),
        *_accounts(told),
    ]
    joined = _joined(drafts, group)
    return tuple(sorted((made for draft in joined if (made := _made(draft))), key=lambda c: (c.kind, c.id)))


def _joined(drafts: Iterable[_Draft], group: Mapping[str, int]) -> list[_Draft]:
    """Drafts that share a record or an event, or tell the same of the same two, as one."""
    found: list[_Draft] = []
    for draft in drafts:
        same = [other for other in found if _is_one(other, draft, group)]
        for other in same:
            found.remove(other)
        parts = sorted([*same, draft], key=lambda d: (_KINDS.index(d.kind), d.about))
        found.append(_Draft(parts[0].kind, parts[0].about, [side for part in parts for side in part.sides]))
    return found


def _is_one(first: _Draft, second: _Draft, group: Mapping[str, int]) -> bool:
    if first.ids & second.ids:
        return True
    events, others = ({group[key] for key in draft.ids if key in group} for draft in (first, second))
    if events & others:
        return True
    if first.kind != "denial" or second.kind != "denial":
        return False
    claims = first.keys("claim") & second.keys("claim")
    denials = first.keys("denial") & second.keys("denial")
    return bool(claims and denials) and len(first.words & second.words) >= _SHARED


def _made(draft: _Draft) -> Contradiction | None:
    """A contradiction of the sides of a draft: those of one role whose voices are of kin are one side."""
    sides: list[tuple[str, set[str], list[_Told], list[tuple[str, str]]]] = []
    for role, told, voice, says in sorted(draft.sides, key=lambda s: (s[0], s[1].order, s[2].name)):
        home = next((side for side in sides if side[0] == role and side[1] & (voice.keys or {voice.name})), None)
        if home is None:
            sides.append(home := (role, set(), [], []))
        home[1].update(voice.keys or {voice.name})
        if told not in home[2]:
            home[2].append(told)
            home[3].append((voice.name, says))
    if len(sides) < 2:
        return None
    given = [(_holder(names), _words(tolds, names), [t.report for t in tolds]) for _, _, tolds, names in sides]
    return disagreement(draft.kind, draft.about, given)


def _holder(names: Sequence[tuple[str, str]]) -> str:
    """The name that most records give; of equal ones the longest."""
    counted = Counter(name for name, _ in names)
    return max(counted, key=lambda name: (counted[name], len(name), name))


def _words(told: Sequence[_Told], names: Sequence[tuple[str, str]]) -> str:
    """What a side says: in the words of its first event, else of its first record."""
    events = [says for each, (_, says) in zip(told, names, strict=True) if isinstance(each.record, Event)]
    return events[0] if events else names[0][1]


# ------------------------------------------------------------------------------------ denial


def _is_denial(told: _Told) -> bool:
    """True if a record denies that something is so."""
    record = told.record
    if isinstance(record, Stance):
        against = record.polarity == "against" and bool(_OF_CLAIM.search(record.target))
        return against and "complaint" not in record.target
    return (
        isinstance(record, Event)
        and record.type in {EventType.REJECT, EventType.ACCUSE}
        and bool(_DENIES.search(record.what))
        and not any(_JUDGES.search(name) for name in record.actors)
    )


def _is_claim(told: _Told) -> bool:
    """True if a record tells what may be denied: a charge, or what somebody says is so."""
    record = told.record
    if _is_denial(told) or isinstance(record, Figure):
        return False
    if isinstance(record, Stance):
        return any(word_family(word) in _ACCUSING for word in plain_words(record.cue))
    return isinstance(record, Event) and (
        record.type == EventType.ACCUSE or (bool(record.said_by) and record.type not in _NO_ACCOUNT)
    )


def _denials(told: Sequence[_Told]) -> Iterator[_Draft]:
    claims = [each for each in told if _is_claim(each)]
    for denial in filter(_is_denial, told):
        scored = [(_score(denial, claim), claim) for claim in claims]
        best = max((score for score, _ in scored), default=0)
        if best >= _LEAST:
            found = [claim for score, claim in scored if score == best]
            draft = _Draft("denial", found[0].says, [_side("claim", claim) for claim in found])
            draft.sides.append(_denial_side(denial))
            yield draft
        elif reported := _reported(denial):
            yield _Draft("denial", denial.says, [reported, _denial_side(denial)])


def _side(role: str, told: _Told) -> tuple[str, _Told, _Voice, str]:
    return role, told, _Voice(told.by.keys, told.by.name or told.report.article.outlet), told.says


def _denial_side(denial: _Told) -> tuple[str, _Told, _Voice, str]:
    """The side of a denier; "Tirmen's Defence Ministry" is of one side with Tirmen."""
    verb = _DENIES.search(denial.text) if isinstance(denial.record, Event) else None
    owner = _named(denial.text[: verb.start()]) if verb else frozenset()
    role, told, voice, says = _side("denial", denial)
    return role, told, _Voice(voice.keys | owner, voice.name), says


def _score(denial: _Told, claim: _Told) -> int:
    """How surely a denial is of a claim; 0 if it cannot be.

    Two for the denier being accused, two for the claimer being addressed, two for pointing back to the sentence before,
    one for being near, and one for each of two words that their sentences share, and of two that they share themselves.
    In other articles both must be named.
    """
    if not _apart(denial, claim) or (
        denial.report.article.id != claim.report.article.id and not _within(denial, claim)
    ):
        return 0
    accused = bool((denial.by.keys | _kin_accused(denial)) & claim.of)
    addressed = bool(denial.of & claim.by.keys)
    shared = min(2, len(denial.words & claim.words)) + min(2, len(denial.own & claim.own))
    if not _near(denial, claim):
        return 4 + shared if accused and addressed and shared else 0
    points = _points_back(denial, claim)
    if not (accused or addressed or points):
        return 0
    return 1 + 2 * accused + 2 * addressed + 2 * points + shared


def _within(first: _Told, second: _Told) -> bool:
    """True if two reports were published within a week, or one has no date."""
    if first.report.day is None or second.report.day is None:
        return True
    return abs(first.report.day - second.report.day) <= _WEEK


def _kin_accused(denial: _Told) -> frozenset[str]:
    """The names before the verb that denies ("Tirmen's" Defence Ministry), and those of the charge that is denied."""
    if isinstance(denial.record, Stance):
        return denial.of
    verb = _DENIES.search(denial.text)
    return _named(denial.text[: verb.start()]) if verb else frozenset()


def _points_back(denial: _Told, claim: _Told) -> bool:
    """True if the sentence that denies points back ("denied this") to the claim's, which stands straight before it."""
    places = [n for n, text in zip(denial.record.sentences, denial.sentences, strict=True) if _BACK.search(text)]
    return any(n - m in {0, 1} for n in places for m in claim.record.sentences)


def _reported(denial: _Told) -> tuple[str, _Told, _Voice, str] | None:
    """The side of what is denied though no record claims it: of whom the denial names, or of "reports", "leaflet"."""
    verb = _DENIES.search(denial.text)
    found = _REPORTED.search(denial.text, verb.start()) if verb else None
    if not found or not isinstance(denial.record, Event):
        return None
    what = re.sub(
        r"\s(?:an?\s)?(?:forger\w+|false|lies?|untrue|baseless|unfounded|fakes?)$", "", found["what"].strip(" .")
    )
    holders = denial.record.recipients
    noun = re.sub(r"^(?:the|a|any)\s", "", what).split()[0]
    holder = holders[0] if holders else noun
    keys = _kin_of(holders, denial.report) - denial.by.keys
    return "claim", denial, _Voice(keys or frozenset({denial.record.id}), holder), what


def _negations(told: Sequence[_Told]) -> Iterator[_Draft]:
    """Events that one report negates and another tells as done."""
    events = [each for each in told if isinstance(each.record, Event)]
    negated = [each for each in events if _event(each).aux == ["negation"]]
    done = [each for each in events if not _event(each).aux]
    for first, second in product(negated, done):
        a, b = _event(first), _event(second)
        if a.type != b.type or first.report.origin == second.report.origin or not first.by.keys & second.by.keys:
            continue
        if _likeness(a.what, b.what) >= _ALIKE and _meets(first, second):
            yield _Draft("denial", a.what, [_outlet_side(first), _outlet_side(second)])


def _event(told: _Told) -> Event:
    assert isinstance(told.record, Event)
    return told.record


def _outlet_side(told: _Told, name: str = "") -> tuple[str, _Told, _Voice, str]:
    """A side of who says so: as the record says, else the outlet, by origin, for copies are one voice."""
    said = _event(told).said_by
    keys = frozenset({told.report.key(said)} if said else {told.report.origin})
    return (name or told.record.id), told, _Voice(keys, said or told.report.article.outlet), told.says


def _likeness(first: str, second: str) -> float:
    ours, theirs = families(first) | _named(first), families(second) | _named(second)
    return len(ours & theirs) / max(1, len(ours | theirs))


def _meets(first: _Told, second: _Told) -> bool:
    """True if the days of two events meet, or one has none and the reports are of two days on end."""
    a, b = _event(first).when, _event(second).when
    if a.start and a.end and b.start and b.end:
        return a.start <= b.end and b.start <= a.end
    if first.report.day and second.report.day:
        return abs(first.report.day - second.report.day) <= timedelta(days=1)
    return False


# ------------------------------------------------------------------------------------ actor


def _doers(told: Sequence[_Told], group: Mapping[str, int], family_of: Family) -> Iterator[_Draft]:
    """Assaults that two reports give to two doers who are not of kin."""
    deeds = [each for each in told if isinstance(each.record, Event) and each.record.type == EventType.ASSAULT]
    for first, second in combinations(deeds, 2):
        a, b = _event(first), _event(second)
        ours, theirs = (
            _kin_of(event.actors, each.report).union(*(family_of(each.report.key(name)) for name in event.actors))
            for event, each in ((a, first), (b, second))
        )
        if (
            not (a.actors and b.actors)
            or ours & theirs
            or not _other_voice(first, second)
            or "negation" in [*a.aux, *b.aux]
        ):
            continue
        if not (_all_named(a) and _all_named(b)) and not (a.said_by and b.said_by):
            continue
        if _one_deed(first, second, group):
            yield _Draft("actor", a.what, [_outlet_side(first, "first"), _outlet_side(second, "second")])


def _all_named(event: Event) -> bool:
    """True if its doers have names: "gunmen" may be of anybody's."""
    return any(name[:1].isupper() for name in event.actors)


def _other_voice(first: _Told, second: _Told) -> bool:
    ours, theirs = (_event(each).said_by for each in (first, second))
    return first.report.origin != second.report.origin or bool(ours and theirs and ours != theirs)


def _one_deed(first: _Told, second: _Told, group: Mapping[str, int]) -> bool:
    at = group.get(first.record.id, -1)
    a, b = _event(first), _event(second)
    if at >= 0 and at == group.get(second.record.id):
        return True
    place = bool(_kin(a.where) & _kin(b.where))
    suffered = bool(_kin_of(a.recipients, first.report) & _kin_of(b.recipients, second.report))
    day = bool(a.when.start and a.when.start == b.when.start and a.when.end == b.when.end)
    alike = len(families(a.what) & families(b.what)) / max(1, len(families(a.what) | families(b.what)))
    # Who fights at one place on one day strikes back too: the words must tell of the same victims.
    return a.type == b.type and a.mode == b.mode and place and day and suffered and alike >= _ALIKE


def _mutual(told: Sequence[_Told]) -> Iterator[_Draft]:
    """Charges that answer each other on one violent deed, and records in which each blames the other."""
    charges = [each for each in told if isinstance(each.record, Event) and each.record.type == EventType.ACCUSE]
    for each in charges:
        event = _event(each)
        other = _EACH_OTHER.search(event.what)
        if len(event.actors) > 1 and other and _BLAMES.search(event.what):
            voices = [_Voice(_kin_of([name], each.report), name) for name in event.actors]
            yield _Draft("actor", event.what, [(voice.name, each, voice, event.what) for voice in voices])
    for first, second in combinations(charges, 2):
        if _answers(first, second) and _near(first, second):
            yield _Draft("actor", first.says, [_side("charge", first), _side("charge", second)])


def _answers(first: _Told, second: _Told) -> bool:
    """True if one charges with violence the other who, for the same violence, charges somebody else."""
    back = first.by.keys & second.of or second.by.keys & first.of
    others = bool(first.of and second.of) and not first.of & second.of
    return bool(back) and others and _apart(first, second) and all(t.words & _VIOLENCE for t in (first, second))


# ------------------------------------------------------------------------------------ time


def _times(told: Sequence[_Told], group: Mapping[str, int]) -> Iterator[_Draft]:
    """Events that two origins put on days that do not meet."""
    events = [each for each in told if isinstance(each.record, Event) and each.record.when.start]
    for first, second in combinations(events, 2):
        if first.report.origin == second.report.origin or not _days_part(first, second):
            continue
        at = group.get(first.record.id, -1)
        if (at >= 0 and at == group.get(second.record.id)) or _twins(first, second):
            yield _Draft("time", _event(first).what, [_outlet_side(first, "first"), _outlet_side(second, "second")])


def _days_part(first: _Told, second: _Told) -> bool:
    """True if the days of two events do not meet, but lie in one week."""
    a, b = _event(first).when, _event(second).when
    if not (a.start and a.end and b.start and b.end) or (a.start <= b.end and b.start <= a.end):
        return False
    return abs(a.start - b.start) <= _WEEK and a.end - a.start <= timedelta(days=1) >= b.end - b.start


def _twins(first: _Told, second: _Told) -> bool:
    """True if two reports can only be of one event: alike in all but the day, and both made when both days were past.

    Who reported before the second day came told of another event.
    """
    a, b = _event(first), _event(second)
    days = [day for day in (first.report.day, second.report.day) if day]
    if len(days) < 2 or min(days) < max(a.when.start or date.max, b.when.start or date.max):
        return False
    if a.type != b.type or a.mode != b.mode or a.aux != b.aux or _AGAIN.search(f"{a.what} {b.what}"):
        return False
    numbers = [sorted(n.value for n in read_numbers(event.what)) for event in (a, b)]
    same = _kin_of(a.actors, first.report) & _kin_of(b.actors, second.report)
    return bool(same) and numbers[0] == numbers[1] and _likeness(a.what, b.what) >= _TWINS


# ------------------------------------------------------------------------------------ account


def _accounts(told: Sequence[_Told]) -> Iterator[_Draft]:
    """What two speakers tell of one matter, the second of them set against the first."""
    spoken = [each for each in told if _is_account(each)]
    opposed = _opposed(told)
    for first, second in combinations(spoken, 2):
        if not _apart(first, second) or _is_denial(first) or _is_denial(second) or not _one_matter(first, second):
            continue
        if first.report.article.id == second.report.article.id:
            earlier, later = sorted((first, second), key=lambda t: (min(t.record.sentences), t.record.id))
            against = _near(first, second) and _contrasts(earlier, later)
        else:
            against = any(a in first.by.keys and b in second.by.keys for a, b in opposed) and not _agree(first, second)
        if against:
            yield _Draft("account", first.says, [_side("account", first), _side("account", second)])


def _is_account(told: _Told) -> bool:
    record = told.record
    if isinstance(record, Stance):
        asserts = any(word_family(word) in _ASSERTING for word in plain_words(record.cue))
        return asserts and record.polarity != "neutral" and bool(record.quote)
    if isinstance(record, Event):
        if record.type == EventType.REJECT:  # so coded where somebody argues against another, and refuses nothing
            return any(word_family(word) in _ASSERTING for word in plain_words(record.what))
        return record.type == EventType.ACCUSE or (bool(record.said_by) and record.type not in _NO_ACCOUNT)
    return isinstance(record, Figure) and bool(told.by.name)


def _contrasts(earlier: _Told, later: _Told) -> bool:
    """True if a sentence of the later record that the earlier one lacks sets it against what was said."""
    own = set(later.record.sentences) - set(earlier.record.sentences)
    return any(_CONTRAST.search(later.report.article.sentence(n).text) for n in own)


def _one_matter(first: _Told, second: _Told) -> bool:
    """True if two records share a name that is neither speaker's, and a word of their own beside it."""
    if isinstance(first.record, Figure) and isinstance(second.record, Figure):
        return False
    speakers = first.by.keys | second.by.keys
    shared = first.own & second.own
    around = first.words & second.words
    named = bool((first.names & second.names) - speakers)
    return named and bool(shared or len(around) > 1 or _goes_on(first, second))


def _goes_on(first: _Told, second: _Told) -> bool:
    """True if the one's sentence opens against the other's, which stands straight before it."""
    if first.report.article.id != second.report.article.id:
        return False
    pairs = ((a, b) for a in first.record.sentences for b in second.record.sentences if abs(a - b) == 1)
    return any(_OPENS_AGAINST.match(first.report.article.sentence(max(pair)).text) for pair in pairs)


def _agree(first: _Told, second: _Told) -> bool:
    return _likeness(first.text, second.text) > _ALIKE


def _opposed(told: Sequence[_Told]) -> frozenset[tuple[str, str]]:
    """Pairs of actors one of whom attacks, accuses or denies the other."""
    hostile = {EventType.ASSAULT, EventType.ACCUSE, EventType.REJECT}
    events = [each for each in told if isinstance(each.record, Event) and each.record.type in hostile]
    pairs = {(a, b) for each in events for a in each.by.keys for b in each.of if a != b}
    return frozenset(pairs | {(b, a) for a, b in pairs})
