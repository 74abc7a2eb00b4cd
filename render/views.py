"""The two views of a brief's picture: what happened when, and who stands where on what."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, groupby
from types import MappingProxyType
from typing import Literal

from ..schemas import Brief, BriefHeader, MergedEvent, Position, Record
from .dates import day_words
from .outline import TITLES, Section

__all__ = [
    "CAPTION",
    "EMPTY_CELL",
    "GRADES",
    "OTHERS_TITLE",
    "STANCES_TITLE",
    "TIMELINE_TITLE",
    "Column",
    "Day",
    "Entry",
    "Held",
    "Row",
    "Stances",
    "Strip",
    "Timeline",
    "placed",
    "span_words",
    "stances",
    "timeline",
]

TIMELINE_TITLE = TITLES["timeline"]
STANCES_TITLE = "Who stands where"
CAPTION = "Positions by holder and theme"
EMPTY_CELL = "An empty cell means that no position was reported."
OTHERS_TITLE = "Other positions"
GRADES = (
    "In a grade the letter is the source's, from A (completely reliable) to E (unreliable), "
    "and the number the item's, from 1 (confirmed) to 6 (cannot be judged)."
)

_MOST_ENTRIES = 40
_BACKGROUND = timedelta(days=30)  # what lies longer before the period is history, not news
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 62  # fewer show no course; more are thinner than a line on a phone
_MOST_LABELS = 14  # so many numbers stand side by side on a phone
_FEWEST_THEMES = 2  # one column is a list
# The timeline stands before the first of these.
_LATER = ("positions", "figures", "contradictions", "outlook")
# The symbol is for the eye alone; the word says the same.
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"favor": ("▲", "for"), "against": ("▼", "against"), "neutral": ("–", "neutral"), "mixed": ("◆", "mixed")}
)


@dataclass(frozen=True)
class Entry:
    """One event of the timeline, numbered from 1. `origins` and `grade` ("B2") are empty if there is none to tell."""

    number: int
    what: str
    citations: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    origins: str = ""
    grade: str = ""
    planned: bool = False


@dataclass(frozen=True)
class Day:
    """The events of one day, or of one interval, which stands at its first day; `words` name it."""

    start: date
    words: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Column:
    """One day of the period: how many events began then, and how many are planned. `label` and `month` may be empty."""

    label: str
    month: str
    happened: int
    planned: int


@dataclass(frozen=True)
class Strip:
    """The period at a glance, a column a day; `peak` is the highest number, `spoken` says it all in words.

    `dense` if there is no room for the numbers of all days.
    """

    columns: tuple[Column, ...]
    peak: int
    spoken: str
    dense: bool


@dataclass(frozen=True)
class Timeline:
    """Events by day, the strip above them if there is one, and a line on those that are not shown."""

    days: tuple[Day, ...]
    strip: Strip | None
    left_out: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for day in self.days for entry in day.entries)

    @property
    def graded(self) -> bool:
        """True if an entry has a grade, which wants explaining."""
        return any(entry.grade for entry in self.entries)


@dataclass(frozen=True)
class Held:
    """One position, numbered from 1: `polarity` as in the records, its `symbol` and `word`; `was` an earlier word.

    `target` is empty where the column's head says the same.
    """

    number: int
    holder: str
    target: str
    polarity: Literal["favor", "against", "neutral", "mixed"]
    symbol: str
    word: str
    was: str = ""
    citations: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A holder, with what it holds on each theme: a cell is empty or has one position or more."""

    holder: str
    cells: tuple[tuple[Held, ...], ...]


@dataclass(frozen=True)
class Stances:
    """Who stands where: a table of the themes that several holders share, and the other positions."""

    themes: tuple[str, ...]
    rows: tuple[Row, ...]
    others: tuple[Held, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        return *(held for row in self.rows for cell in row.cells for held in cell), *self.others


def placed(shown: Sequence[Section], days: Timeline | None, held: Stances | None) -> list[Section]:
    """The sections with one for the timeline, before the positions, and one for the positions if they were missing."""
    earlier = [section for section in shown if section.key not in _LATER]
    later = [section for section in shown if section.key in _LATER]
    if days:
        earlier.append(Section("timeline", TIMELINE_TITLE, "", ()))
    if held and not any(section.key == "positions" for section in later):
        earlier.append(Section("positions", TITLES["positions"], "", ()))
    return earlier + later


# -------------------------------------------------------------------------------------- timeline


def timeline(brief: Brief) -> Timeline | None:
    """The events with a known day, by day, at most 40 by weight; None if there are none.

    Left out, and counted, are events without a known day, background of more than 30 days before the period, and
    what is told as not having happened or as a mere possibility.
    """
    events, dated, undated, background = brief.picture.events, [], 0, 0
    real = [event for event in events if not {"negation", "hypothetical"} & set(event.aux)]
    for event in real:
        if event.start is None:
            undated += 1
        elif "historical" in event.aux and _end(event) < brief.header.since - _BACKGROUND:
            background += 1
        else:
            dated.append(event)
    if not dated:
        return None
    shown = dated[:_MOST_ENTRIES]
    left_out = _left_out(len(dated) - len(shown), undated, background, len(events) - len(real))
    return Timeline(_days(shown, brief), _strip(dated, brief.header), left_out)


def span_words(start: date, end: date) -> str:
    """The days from `start` to `end`, both included, as readers write them: 2–4 March 2031."""
    if end <= start:
        return day_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_words(end)}"
    first = day_words(start)
    return f"{first.removesuffix(f' {end.year}')} – {day_words(end)}"


def _days(events: Iterable[MergedEvent], brief: Brief) -> tuple[Day, ...]:
    numbers, cited = count(1), _Cited(brief)
    by_day = groupby(sorted(events, key=_span), key=_span)  # stable: within a day the weightiest stay first
    return tuple(
        Day(start, span_words(start, end), tuple(_entry(next(numbers), event, cited) for event in found))
        for (start, end), found in by_day
    )


def _span(event: MergedEvent) -> tuple[date, date]:
    return event.start or date.min, _end(event)


def _end(event: MergedEvent) -> date:
    start = event.start or date.min
    return max(start, event.end or start)


def _entry(number: int, event: MergedEvent, cited: "_Cited") -> Entry:
    fullest = cited.records(event.records[:1])  # whose words are shown
    return Entry(
        number=number,
        what=event.what,
        citations=cited.notes(event.records),
        marks=_marks(fullest),
        origins="single source" if event.single_source else f"{event.origins} origins",
        grade="" if event.source == "F" else f"{event.source}{event.credibility}",
        planned="future" in event.aux,
    )


def _left_out(more: int, undated: int, background: int, unreal: int) -> str:
    """A line on the events that are not shown; empty if all are."""
    counts = [
        (more, "lighter event is", "lighter events are", "left out for want of room"),
        (undated, "further event has", "further events have", "no known day"),
        (background, "lies", "lie", "more than 30 days before the period"),
        (unreal, "is", "are", "told as not having happened, or as a mere possibility"),
    ]
    said = [f"{n} {one if n == 1 else several} {rest}" for n, one, several, rest in counts if n]
    return f"Not shown: {'; '.join(said)}." if said else ""


def _strip(events: Iterable[MergedEvent], header: BriefHeader) -> Strip | None:
    days = [header.since + timedelta(days=n) for n in range((header.until - header.since).days + 1)]
    began = Counter((event.start, "future" in event.aux) for event in events)
    numbers = [(began[day, False], began[day, True]) for day in days]
    peak = max(map(sum, numbers), default=0)
    if not peak or not _FEWEST_COLUMNS <= len(days) <= _MOST_COLUMNS:
        return None
    step = -(-len(days) // _MOST_LABELS)
    columns = [Column(*label, *number) for label, number in zip(_labels(days, step), numbers, strict=True)]
    spoken = [_spoken(day, *each) for day, each in zip(days, numbers, strict=True) if any(each)]
    text = f"Events by the day on which they began: {'; '.join(spoken)}."
    return Strip(tuple(columns), peak, text, dense=step > 1)


def _labels(days: Iterable[date], step: int) -> Iterator[tuple[str, str]]:
    """The number of each day and its month, every `step` days; the month only where it begins to hold."""
    before = ""
    for n, day in enumerate(days):
        number, month, _ = day_words(day).split()
        if n % step:
            yield "", ""
        else:
            yield number, "" if month == before else month[:3]
            before = month


def _spoken(day: date, happened: int, planned: int) -> str:
    said = f"{day_words(day)}, {happened + planned}"
    return f"{said} ({planned} planned)" if planned else said


# --------------------------------------------------------------------------------------- stances


def stances(brief: Brief) -> Stances | None:
    """The positions as a table of holders and themes, those with most cells first; None if there are none.

    A theme that one holder alone has is no column, and one column is no table: such positions are listed.
    """
    positions, named = brief.picture.positions, _namer(brief)
    if not positions:
        return None
    themes = _shared(positions)
    cells: dict[str, dict[str, list[Position]]] = defaultdict(lambda: defaultdict(list))
    for position in positions:
        if position.theme in themes:
            cells[position.holder][position.theme].append(position)
    numbers, cited = count(1), _Cited(brief)

    def held(position: Position, head: str = "") -> Held:
        return _held(next(numbers), position, head, named(position.holder), cited)

    rows = tuple(
        Row(named(holder), tuple(tuple(held(each, theme) for each in cells[holder][theme]) for theme in themes))
        for holder in sorted(cells, key=lambda key: (-len(cells[key]), named(key), key))
    )
    return Stances(tuple(themes), rows, tuple(held(each) for each in positions if each.theme not in themes))


def _shared(positions: Iterable[Position]) -> list[str]:
    """The themes that several holders share, those of most holders first; none if they are too few for a table."""
    holders: dict[str, set[str]] = defaultdict(set)
    for position in positions:
        holders[position.theme].add(position.holder)
    shared = [theme for theme, those in holders.items() if theme and len(those) > 1]
    return sorted(shared, key=lambda t: (-len(holders[t]), t)) if len(shared) >= _FEWEST_THEMES else []


def _held(number: int, position: Position, head: str, holder: str, cited: "_Cited") -> Held:
    ids = [point.record for point in position.points]
    symbol, word = _WORDS[position.polarity]
    return Held(
        number=number,
        holder=holder,
        target="" if position.target.casefold() == head.casefold() else position.target,
        polarity=position.polarity,
        symbol=symbol,
        word=word,
        was=_earlier_word(position) if position.shifted else "",
        citations=cited.notes(ids),
        marks=_marks(cited.records(ids)),
    )


def _earlier_word(position: Position) -> str:
    """The last polarity before the last day that was another; the points are in order of day."""
    last = max((point.day for point in position.points if point.day), default=None)
    others = [
        p.polarity for p in position.points if p.polarity != position.polarity and (p.day is None or p.day != last)
    ]
    return _WORDS[others[-1]][1] if others else ""


def _namer(brief: Brief) -> Callable[[str], str]:
    names = {actor.key: actor.name for actor in brief.picture.actors}
    return lambda key: names.get(key) or key.lstrip("~?") or key


# ----------------------------------------------------------------------------------------- notes


class _Cited:
    """Which records the picture's ids mean, and which source notes quote their sentences."""

    def __init__(self, brief: Brief) -> None:
        self._records = {record.id: record for record in brief.records.records()}
        self._numbers = {(n.article, n.revision, n.sentence): n.number for n in reversed(brief.sources)}

    def records(self, ids: Iterable[str]) -> list[Record]:
        """Those of the records that the brief holds; a point of an earlier brief is not there."""
        return [self._records[name] for name in ids if name in self._records]

    def notes(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The notes on the sentences of these records, once each; a sentence without a note has no citation."""
        return tuple(dict.fromkeys(self._found(ids)))

    def _found(self, ids: Iterable[str]) -> Iterator[int]:
        for record in self.records(ids):
            for each in record.evidence:
                if number := self._numbers.get((each.article, each.revision, each.sentence)):
                    yield number


def _marks(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark for record in records for mark in record.marks))
