"""Time words to dates: ours beside dateparser, parsedatetime and timefhuman, on expressions with gold values.

    python benchmarks/timewords.py [--misses]

`timewords/open.jsonl` and `closed.jsonl` hold a line an expression: the words, the sentence they stand in, the
publication, the days meant (both null: nobody can know), and a class; by what conventions, says the README there. A
library is told the publication as its "now", and where it can be told, whether the clause looks back or ahead, as our
own rule for tenses finds it. One that gives a single day is right if the gold is that day; the line "within" counts the
day as right if it lies inside the gold stretch.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sitbrief.grounding import resolve_in
from sitbrief.grounding.tense import looks_ahead
from sitbrief.schemas import Published

Span = tuple[date, date] | None
Case = dict[str, Any]
CASES = Path(__file__).with_name("timewords")


def main() -> None:
    """Prints accuracy by class for ours and each library that is installed; with --misses the open ones of ours."""
    for part in ("open", "closed"):
        text = (CASES / f"{part}.jsonl").read_text(encoding="utf-8")
        _measure(part, [json.loads(line) for line in text.splitlines()])


def _measure(part: str, cases: list[Case]) -> None:
    tables = {"sitbrief": [_ours(case) for case in cases]}
    for name, maker in _LIBRARIES.items():
        try:
            read = maker()
        except ImportError:
            print(f"{name} is not installed: left out (make check-timewords installs it)")
            continue
        tables[name] = [_safe(read, case) for case in cases]
    _show(part, cases, tables)
    if part == "open" and "--misses" in sys.argv:
        _misses(cases, tables["sitbrief"])


def _show(part: str, cases: list[Case], tables: dict[str, list[Span]]) -> None:
    classes = list(dict.fromkeys(case["class"] for case in cases))
    print(f"\n{part}: right, by class ({len(cases)} expressions)")
    print(f"{'class':<10}{'of':>5}" + "".join(f"{name:>15}" for name in tables))
    for cls in classes:
        places = [n for n, case in enumerate(cases) if case["class"] == cls]
        right = [sum(found[n] == _gold(cases[n]) for n in places) for found in tables.values()]
        print(f"{cls:<10}{len(places):>5}" + "".join(f"{number:>15}" for number in right))
    for title, counts in (("all", _right), ("within", _within), ("wrong", _wrong), ("unresolved", _unresolved)):
        numbers = [
            sum(counts(case, span) for case, span in zip(cases, found, strict=True)) for found in tables.values()
        ]
        print(f"{title:<10}{len(cases):>5}" + "".join(f"{number:>15}" for number in numbers))


def _misses(cases: list[Case], found: list[Span]) -> None:
    for case, span in zip(cases, found, strict=True):
        if span != _gold(case):
            print(f"  ours: {case['words']!r} in {case['sentence']!r}: {_gold(case)}, got {span}")


def _gold(case: Case) -> Span:
    if case["start"] is None:
        return None
    return date.fromisoformat(case["start"]), date.fromisoformat(case["end"])


def _right(case: Case, span: Span) -> bool:
    return span == _gold(case)


def _within(case: Case, span: Span) -> bool:
    gold = _gold(case)
    if gold is None or span is None:
        return span == gold
    return gold[0] <= span[0] and span[1] <= gold[1]


def _wrong(case: Case, span: Span) -> bool:
    """A date where there is none, or another one: the fault that misleads."""
    return span is not None and span != _gold(case)


def _unresolved(case: Case, span: Span) -> bool:
    return span is None and _gold(case) is not None


def _published(case: Case) -> Published | None:
    given = case["published"]
    if given is None:
        return None
    instant = datetime.fromisoformat(given) if "T" in given else None
    return Published(day=date.fromisoformat(given[:10]), instant=instant, origin="field")


def _ours(case: Case) -> Span:
    return resolve_in(case["words"], case["sentence"], _published(case))


def _now(case: Case) -> datetime:
    """What a library takes for the present; without a publication there is none, and any will do."""
    published = _published(case)
    if published is None:
        return datetime(2031, 3, 5, 12)
    instant = published.instant or datetime(published.day.year, published.day.month, published.day.day, 12, tzinfo=UTC)
    return instant.replace(tzinfo=None)


def _safe(read: Callable[[Case], Span], case: Case) -> Span:
    try:
        return read(case)
    except Exception:  # what a library cannot read it often raises for
        return None


def _dateparser() -> Callable[[Case], Span]:
    import dateparser

    def read(case: Case) -> Span:
        toward = "future" if looks_ahead(case["words"], case["sentence"]) else "past"
        settings = {"RELATIVE_BASE": _now(case), "PREFER_DATES_FROM": toward}
        found = dateparser.parse(case["words"], languages=["en", "ar"], settings=settings)
        return (found.date(), found.date()) if found else None

    return read


def _parsedatetime() -> Callable[[Case], Span]:
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def read(case: Case) -> Span:
        found, status = calendar.parseDT(case["words"], sourceTime=_now(case))
        return (found.date(), found.date()) if status else None

    return read


def _timefhuman() -> Callable[[Case], Span]:
    from timefhuman import tfhConfig, timefhuman

    def read(case: Case) -> Span:
        found = timefhuman(case["words"], config=tfhConfig(now=_now(case)))
        first = found[0] if isinstance(found, list) and found else found
        ends = first if isinstance(first, tuple) else (first, first)
        days = [each.date() if isinstance(each, datetime) else each for each in ends]
        return (days[0], days[1]) if all(isinstance(day, date) for day in days) else None

    return read


_LIBRARIES: dict[str, Callable[[], Callable[[Case], Span]]] = {
    "dateparser": _dateparser,
    "parsedatetime": _parsedatetime,
    "timefhuman": _timefhuman,
}


if __name__ == "__main__":
    main()
