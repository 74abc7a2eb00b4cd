"""Which reports tell of one event. Two events taken for one are worse than one told twice: in doubt they stay apart."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product, takewhile
from math import fsum, log

from ..grounding import read_numbers
from ..grounding.lexicon import family as word_family
from ..grounding.lexicon import meaning
from ..grounding.words import FUNCTION_WORDS, TOKEN, fold, parts
from ..registry import country_code, name_variants
from ..schemas import Event, EventType
from .reports import Family, Report, alone

__all__ = ["merge_events"]

# From how alike two reports are taken for one event, and from where a judge is asked: of the invented pairs in the
# tests the unlike reach 0.61, the alike begin at 0.72.
_SURE, _UNSURE = 0.65, 0.4
# A group may hold a pair that is not sure by itself, where its pairs are so alike on the whole.
_WHOLE = (_SURE + _UNSURE) / 2
# Two records of one article that are one event say nearly the same.
_REPEATED = 0.85
# An event is reported within days; what is said again later is said anew.
_DAYS = 3
# So many pairs a judge is asked at most.
_MOST_ASKED = 20
# Bounds that keep the work in proportion to the reports: stems and participants by which a report is found, reports
# that stand next under one of them, reports compared with one, members of a group that a further one is compared with.
_STEMS, _PARTICIPANTS, _NEXT, _COMPARED, _MEMBERS = 8, 6, 20, 24, 8
# Words that half the reports use still weigh something, also among few reports.
_PRIOR = 20
# So much may what is not in the words add to them.
_MOST_BESIDE = 0.2
# Two of anything are common.
_COUPLE = 2
# A word that the type says already.
_OF_TYPE = 0.5
# A word for which the other has one that may mean the same.
_LIKE = 0.7
# What stands in the other's sentences, but not in what it says of the event, may be another event's.
_ONLY_CITED = 0.5

# Types that coders confuse, each pair with what falls between them. A meeting and what was agreed there are two events,
# and so are a promise and its keeping: they are not here.
_CLOSE: Mapping[frozenset[EventType], str] = {
    frozenset({EventType.COERCE, EventType.SANCTION}): "freezing assets, banning, expelling",
    frozenset({EventType.RETREAT, EventType.COOPERATE}): "handing over or exchanging prisoners",
    frozenset({EventType.SUPPORT, EventType.AGREE}): "pledging support",
    frozenset({EventType.CONCEDE, EventType.AGREE}): "promising to ease or to lift",
    frozenset({EventType.REQUEST, EventType.THREATEN}): "an ultimatum",
    frozenset({EventType.REJECT, EventType.THREATEN}): "refusing with a warning",
    frozenset({EventType.REJECT, EventType.ACCUSE}): "condemning a plan, denying and blaming",
    frozenset({EventType.REJECT, EventType.SANCTION}): "leaving talks, breaking off",
    frozenset({EventType.REJECT, EventType.PROTEST}): "boycotting a session",
    frozenset({EventType.ASSAULT, EventType.COERCE}): "raids, captures, destroyed homes",
    frozenset({EventType.AID, EventType.COOPERATE}): "help in kind",
}
# Words of a place that name none by themselves.
_GENERIC = frozenset(
    map(
        word_family,
        """air airport area base border camp center central city coast country district east eastern governorate market
        north northern outskirts province region road south southern town valley village west western near outside
        the of in at""".split(),
    )
)

# The families of what is counted, and the values that the number may have.
_Count = tuple[frozenset[str], frozenset[float]]
Group = tuple[Report[Event], ...]
Decide = Callable[[Sequence[tuple[Report[Event], Report[Event]]]], Sequence[bool]]


def merge_events(
    reports: Sequence[Report[Event]], *, family: Family = alone, decide: Decide | None = None
) -> list[Group]:
    """The reports by event, each in exactly one group, a group's fullest first; groups by the day of their event.

    `family` gives the ids that an actor's key stands for: "iraq-government" for Iraq too. Two reports may be one event
    if type, negation and plan, actors, recipients, days and place allow it and their words are alike; a further one has
    to fit every member. `decide` is asked once, for at most 20 pairs that stay in doubt, the most alike first, and says
    for each whether it is one event; without it they stay apart. ValueError if it gives another number of answers. The
    result does not depend on the order of the reports. Time and memory grow with the reports, not with their square:
    with very many reports of one actor in the same words each is compared with those next to it in time.
    """
    traits = _traits(reports, family)
    comparing = _Comparing(traits)
    pairs = sorted(
        ((score, a, b) for a in range(len(traits)) for b, score in comparing.alike(a)),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    grouping = _Grouping(comparing, len(traits))
    for score, a, b in pairs:
        if score >= _SURE:
            grouping.join(a, b, grouping.fits)
    if decide:
        _decided(grouping, [(a, b) for score, a, b in pairs if score < _SURE], decide)
    groups = sorted(sorted(members) for members in grouping.groups())
    return [tuple(t.report for t in sorted((traits[at] for at in each), key=_fullness)) for each in groups]


def _decided(grouping: "_Grouping", pairs: Iterable[tuple[int, int]], decide: Decide) -> None:
    """Joins what `decide` says is one event, of the doubtful pairs, the most alike first."""
    asked: dict[tuple[int, int], tuple[int, int]] = {}
    for a, b in pairs:
        places = grouping.place[a], grouping.place[b]
        if places[0] != places[1] and grouping.may_be_one(*places):
            asked.setdefault((min(places), max(places)), (a, b))
        if len(asked) == _MOST_ASKED:
            break
    if not asked:
        return
    reports = [(grouping.report(a), grouping.report(b)) for a, b in asked.values()]
    for (a, b), one in zip(asked.values(), decide(reports), strict=True):
        if one:
            grouping.join(a, b, grouping.may_be_one)


# ------------------------------------------------------------------------------------------ what is compared


@dataclass(frozen=True, slots=True, eq=False)
class _Traits:
    """What of a report is compared.

    `reach_...` are all the ids that actors or recipients stand for; `said` and `cited` are families of words, `meant`
    what those of `said` may mean; `counts` are numbers with the words that follow, `span` and `day` ordinals of days.
    """

    report: Report[Event]
    event: Event
    text: tuple[str, str]
    status: tuple[bool, bool]
    actors: frozenset[str]
    recipients: frozenset[str]
    reach_actors: frozenset[str]
    reach_recipients: frozenset[str]
    names: frozenset[str]
    said: frozenset[str]
    meant: frozenset[str]
    cited: frozenset[str]
    counts: tuple[_Count, ...]
    ordinals: frozenset[float]
    place: frozenset[str]
    country: str
    span: tuple[int, int] | None
    day: int | None

    @property
    def everyone(self) -> frozenset[str]:
        return self.actors | self.recipients

    @property
    def reach(self) -> frozenset[str]:
        return self.reach_actors | self.reach_recipients

    @property
    def exact(self) -> int | None:
        """The one day on which it happened, if that is known."""
        return self.span[0] if self.span and self.span[0] == self.span[1] else None


_LAST = 10**7


def _age(traits: _Traits) -> tuple[int, int, str, str, str]:
    """Sorts by the day of the event or else of the report, the undated behind; ids settle ties."""
    day = traits.day if traits.day is not None else _LAST
    report = traits.report
    return traits.span[0] if traits.span else day, day, report.record.id, *traits.text


def _fullness(traits: _Traits) -> tuple[int, int, str, str, str]:
    """Sorts by how much a report gives, the most first."""
    event = traits.event
    given = (event.actors, event.recipients, event.where, event.mode, traits.span, traits.exact)
    return -sum(map(bool, given)), -len(event.what), event.id, *traits.text


def _traits(reports: Sequence[Report[Event]], family: Family) -> list[_Traits]:
    """What is compared of each report, by age."""
    reach: dict[str, frozenset[str]] = {}

    def of(key: str) -> frozenset[str]:
        if key not in reach:
            reach[key] = family(key) | {key}
        return reach[key]

    return sorted((_traits_of(report, of) for report in reports), key=_age)


def _traits_of(report: Report[Event], reach: Family) -> _Traits:
    event = report.record
    actors, recipients = (frozenset(map(report.key, names)) for names in (event.actors, event.recipients))
    said = _families(event.what)
    start, end = event.when.start, event.when.end
    return _Traits(
        report,
        event,
        (report.article.id, report.article.revision),
        ("negation" in event.aux, "future" in event.aux or "hypothetical" in event.aux),
        actors,
        recipients,
        frozenset(id_ for key in actors for id_ in reach(key)),
        frozenset(id_ for key in recipients for id_ in reach(key)),
        frozenset(s for name in (*event.actors, *event.recipients) for s in _families(name)),
        said,
        frozenset(group for s in said for group in meaning(s)),
        frozenset(s for evidence in event.evidence for s in _families(evidence.text)) - said,
        *_numbers(event.what),
        _families(event.where) - _GENERIC if event.where.casefold() != event.where else frozenset(),
        _country(event.where),
        (start.toordinal(), end.toordinal()) if start and end else None,
        report.day.toordinal() if report.day else None,
    )


@lru_cache(maxsize=1024)
def _country(place: str) -> str:
    """The code of a place that is a whole country; empty for its capital and for all others."""
    return (country_code(place) or "") if len(name_variants(place)) > 1 else ""


@lru_cache(maxsize=8192)
def _families(text: str) -> frozenset[str]:
    """The families of the words of a text that have content, without numbers."""
    words = (part for match in TOKEN.finditer(text) for part in parts(match.group()))
    return frozenset(
        word_family(w) for w in words if fold(w) not in FUNCTION_WORDS and not w[0].isdigit() and len(w) > 1
    )


def _numbers(text: str) -> tuple[tuple[_Count, ...], frozenset[float]]:
    """The numbers of a text with what they count, and its ordinals."""
    numbers = read_numbers(text)
    counts = ((_counted(text[number.end :]), frozenset(number.values())) for number in numbers if not number.ordinal)
    return tuple(counts), frozenset(number.value for number in numbers if number.ordinal)


def _counted(text: str) -> frozenset[str]:
    """The families of up to three words at the beginning of a text, as far as they have content."""
    words = (match.group() for match in islice(TOKEN.finditer(text), 3))
    return frozenset(map(word_family, takewhile(lambda word: fold(word) not in FUNCTION_WORDS, words)))


# ------------------------------------------------------------------------------------------ comparing two


def _may_be_one(a: _Traits, b: _Traits) -> bool:
    """True if nothing but their words may keep two reports apart."""
    return (
        a.status == b.status
        and _same_kind(a, b)
        and _same_days(a, b)
        and _same_people(a, b)
        and _same_place(a, b)
        and _same_numbers(a, b)
        and (a.text != b.text or _repeats(a, b))
    )


def _same_kind(a: _Traits, b: _Traits) -> bool:
    return a.event.type is b.event.type or frozenset({a.event.type, b.event.type}) in _CLOSE


def _same_days(a: _Traits, b: _Traits) -> bool:
    """Days on which it happened meet; where one does not say, it was reported within days."""
    if a.span and b.span:
        return a.span[0] <= b.span[1] and b.span[0] <= a.span[1]
    if ("historical" in a.event.aux) != ("historical" in b.event.aux):
        return False
    return a.day is None or b.day is None or abs(a.day - b.day) <= _DAYS


def _share(keys: frozenset[str], reach: frozenset[str], others: frozenset[str], other_reach: frozenset[str]) -> bool:
    """True if a key of one side is, or stands for, one of the other: two ministries of one country are still two."""
    return not keys.isdisjoint(other_reach) or not others.isdisjoint(reach)


def _same_people(a: _Traits, b: _Traits) -> bool:
    if a.event.type is b.event.type is EventType.CONSULT:
        return _same_meeting(a, b)
    if a.actors and b.actors and not _share(a.actors, a.reach_actors, b.actors, b.reach_actors):
        return False
    both = bool(a.recipients and b.recipients)
    if both and not _share(a.recipients, a.reach_recipients, b.recipients, b.reach_recipients):
        return False
    # Nobody named on both sides: the place has to speak.
    return bool(a.actors and b.actors) or both or bool(a.place and b.place)


def _same_meeting(a: _Traits, b: _Traits) -> bool:
    """Who visits whom is told either way; all whom one report names are there in the other, or two of them."""
    if not a.everyone or not b.everyone:
        return False
    there = _present(a, b), _present(b, a)
    return max(there) >= 2 or there[0] == len(a.everyone) or there[1] == len(b.everyone)


def _present(a: _Traits, b: _Traits) -> int:
    return len(a.everyone & b.reach) or len(b.everyone & a.reach)


def _same_place(a: _Traits, b: _Traits) -> bool:
    """False if two places are named and neither may be part of the other."""
    if not a.place or not b.place or not a.place.isdisjoint(b.place):
        return True
    if a.country or b.country:
        return not (a.country and b.country) or a.country == b.country
    return a.place <= b.said or b.place <= a.said


def _same_numbers(a: _Traits, b: _Traits) -> bool:
    """Outlets differ in a count of one day; a count that differs from one day to another is another one."""
    if a.ordinals and b.ordinals and a.ordinals.isdisjoint(b.ordinals):
        return False
    if not _counts_differ(a, b):
        return True
    if a.span and b.span:
        return a.exact is not None and a.exact == b.exact
    return a.day is not None and a.day == b.day and not (a.span or b.span)


def _counts_differ(a: _Traits, b: _Traits) -> bool:
    """True if both count the same thing and none of their counts of it is the same."""
    same = [
        not value.isdisjoint(other)
        for (thing, value), (counted, other) in product(a.counts, b.counts)
        if not thing.isdisjoint(counted)
    ]
    return bool(same) and not any(same)


def _counts_agree(a: _Traits, b: _Traits) -> bool:
    """True if both give one count of the same thing, more than a couple."""
    return any(
        not thing.isdisjoint(counted) and max(value & other, default=0) > _COUPLE
        for (thing, value), (counted, other) in product(a.counts, b.counts)
    )


def _repeats(a: _Traits, b: _Traits) -> bool:
    """Two records of one article: the same but for the wording."""
    return a.event.type is b.event.type and a.everyone == b.everyone and not _counts_differ(a, b)


class _Comparing:
    """Compares reports by what they say; rare words weigh more."""

    def __init__(self, traits: Sequence[_Traits]) -> None:
        self.traits = traits
        common = Counter(s for each in traits for s in (*each.said, *each.cited))
        self._weight = {s: log(1 + (len(traits) + _PRIOR) / count) for s, count in common.items()}
        self._keys = [self._keys_of(each) for each in traits]
        self._found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for at, keys in enumerate(self._keys):
            for key in keys:
                self._found[key].append(at)

    def _keys_of(self, traits: _Traits) -> list[tuple[str, str]]:
        """By what a report is found: one who takes part, with one of the rarest words or the day."""
        rare = sorted(traits.said - traits.names, key=lambda s: (-self._weight[s], s))[:_STEMS]
        people = sorted(traits.reach)[:_PARTICIPANTS]
        if not traits.actors or not traits.recipients:
            people += [f"@{s}" for s in sorted(traits.place)]
        day = traits.exact or traits.day
        return [(one, s) for one in people for s in (*rare, f"#{day}")]

    def alike(self, at: int) -> Iterator[tuple[int, float]]:
        """Later reports that may be the same event as this one, or may be in doubt, with how alike they are."""
        shared = Counter[int]()
        for key in self._keys[at]:
            found = self._found[key]
            begin = bisect_right(found, at)
            shared.update(found[begin : begin + _NEXT])
        for other in sorted(shared, key=lambda one: (-shared[one], one))[:_COMPARED]:
            if (score := self.score(at, other)) >= _UNSURE:
                yield other, score

    def may_be_one(self, a: int, b: int) -> bool:
        return _may_be_one(self.traits[a], self.traits[b])

    def score(self, a: int, b: int) -> float:
        """How alike two reports are, at most 1.2; 0 if they cannot be one event."""
        first, second = self.traits[a], self.traits[b]
        if not _may_be_one(first, second):
            return 0.0
        words = self._words(first, second)
        if first.text == second.text and words < _REPEATED:
            return 0.0
        return words + _beside(first, second)

    def _words(self, a: _Traits, b: _Traits) -> float:
        """The part of what each says that the other says too, names left aside; 0 to 1."""
        names = a.names | b.names
        return (self._covered(a, b, names) + self._covered(b, a, names)) / 2

    def _covered(self, a: _Traits, b: _Traits, names: Collection[str]) -> float:
        kind = a.event.type
        weights = {s: self._weight[s] * (_OF_TYPE if _says_type(s, kind) else 1) for s in a.said if s not in names}
        # fsum: the order of a set must not decide in the last digit.
        return fsum(w * _credit(s, b) for s, w in weights.items()) / fsum(weights.values()) if weights else 0.0


@lru_cache(maxsize=32768)
def _says_type(word: str, kind: EventType) -> bool:
    """True for a word that says what the type says already: "asked" of a request."""
    return not meaning(word).isdisjoint(meaning(word_family(kind.value.lower())))


def _credit(word: str, there: _Traits) -> float:
    """How much a word is there, in the other's words; 0 to 1."""
    if word in there.said:
        return 1.0
    if not meaning(word).isdisjoint(there.meant):
        return _LIKE
    return _ONLY_CITED if word in there.cited else 0.0


def _beside(a: _Traits, b: _Traits) -> float:
    """What speaks for or against one event beside the words."""
    return min(_for(a, b), _MOST_BESIDE) - _against(a, b)


def _for(a: _Traits, b: _Traits) -> float:
    same_day = a.exact is not None and a.exact == b.exact
    same_recipient = _share(a.recipients, a.reach_recipients, b.recipients, b.reach_recipients)
    same_mode = bool(a.event.mode) and a.event.mode == b.event.mode
    same_place = not a.place.isdisjoint(b.place)
    return 0.15 * same_day + 0.1 * same_recipient + 0.1 * _counts_agree(a, b) + 0.05 * same_mode + 0.05 * same_place


def _against(a: _Traits, b: _Traits) -> float:
    against = 0.0
    if not (a.span and b.span):
        # What is said is said again: without a day of its own, another day of report is a sign of another event.
        against += 0.05 * (abs(a.day - b.day) if a.day is not None and b.day is not None else 1)
    if a.event.type is not b.event.type:
        against += 0.15
    elif a.event.mode and b.event.mode and a.event.mode != b.event.mode:
        against += 0.1
    return against


# ------------------------------------------------------------------------------------------ grouping


class _Grouping:
    """Reports in groups; two groups become one where every member of one fits every member of the other."""

    def __init__(self, comparing: _Comparing, count: int) -> None:
        self._comparing = comparing
        self.place = list(range(count))
        self._members = {at: [at] for at in range(count)}

    def groups(self) -> Iterable[list[int]]:
        return self._members.values()

    def report(self, at: int) -> Report[Event]:
        return self._comparing.traits[at].report

    def join(self, a: int, b: int, may: Callable[[int, int], bool]) -> None:
        """Makes one of the groups of two reports, if `may` says so of the groups."""
        if self.place[a] == self.place[b]:
            return
        first, second = sorted({self.place[a], self.place[b]}, key=lambda at: (-len(self._members[at]), at))
        if may(first, second):
            moved = self._members.pop(second)
            self._members[first] += moved
            for at in moved:
                self.place[at] = first

    def _across(self, first: int, second: int) -> Iterator[tuple[int, int]]:
        return product(self._members[first][:_MEMBERS], self._members[second][:_MEMBERS])

    def may_be_one(self, first: int, second: int) -> bool:
        return all(self._comparing.may_be_one(a, b) for a, b in self._across(first, second))

    def fits(self, first: int, second: int) -> bool:
        total = count = 0.0
        for a, b in self._across(first, second):
            score = self._comparing.score(a, b)
            if score < _UNSURE:
                return False
            total, count = total + score, count + 1
        return total / count >= _WHOLE
