"""Merging: what it costs for ten times as many events, and how many reports of one event are found.

The events are runs of made-up words by made-up actors, some of them reported by several outlets, each in words of which
a part is its own.
"""

import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, combinations
from pathlib import Path

from children import measured, script
from sitbrief.analysis.merging import merge_events
from sitbrief.analysis.reports import Report
from sitbrief.schemas import Article, Event, EventType, Published
from tables import Row, show

__all__ = ["run"]

_FEW, _MANY = 10_000, 100_000
_FIRST_DAY, _DAYS = date(2031, 4, 1), 28
_SEEN = datetime(2031, 5, 1, tzinfo=UTC)
# One event in five is reported by so many outlets.
_REPORTED = (2, 3, 6)
_WORDS, _ACTORS = 10, 2_000
# So much of the words of a report are those of the first.
_KEPT = 0.7
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def run(folder: Path) -> None:
    """Prints the table of this part."""
    few, many = (_child(folder, count) for count in (_FEW, _MANY))
    rows = [
        Row(f"seconds of the processor, {_FEW:,} events", few["seconds"]),
        Row(f"seconds of the processor, {_MANY:,} events", many["seconds"]),
        Row("ten times the events: time", many["seconds"] / few["seconds"], 13),
        Row(f"MB beside the events, {_FEW:,}", few["megabytes"], digits=0),
        Row(f"MB beside the events, {_MANY:,}", many["megabytes"], digits=0),
        Row("ten times the events: memory", many["megabytes"] / few["megabytes"], 13),
        Row("of the pairs made one, part that is one", many["precision"], 0.99, True, 3),
        Row("of the pairs that are one, part that is made one", many["recall"], digits=3),
    ]
    show("Merging", rows, [f"of the words of a further report {_KEPT:.0%} are those of the first"])


def _child(folder: Path, count: int) -> dict[str, float]:
    """The figures that a child process prints, one a line."""
    said = measured(script("part_merge.py", str(count)), folder).output
    return {name: float(figure) for name, figure in (line.split() for line in said.splitlines())}


# ------------------------------------------------------------------------------------------ made reports


def made(count: int) -> Iterator[tuple[Report[Event], int]]:
    """Reports, each with the number of its event."""
    rng = random.Random(count)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / (place + 20) for place in range(len(words))))
    shares = list(accumulate(1 / place for place in range(1, _ACTORS + 1)))
    number = story = 0
    while number < count:
        said = rng.choices(words, cum_weights=weights, k=_WORDS)
        names = [f"Actor {place}" for place in rng.choices(range(_ACTORS), cum_weights=shares, k=2)]
        kind, day = rng.choice(list(EventType)), _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
        for copy in range(1 if story % 5 else rng.choice(_REPORTED)):
            own = [w if not copy or rng.random() < _KEPT else rng.choice(words) for w in said]
            if number < count:
                yield _report(number, kind, names, own, day, dated=bool(copy % 2)), story
                number += 1
        story += 1


def _report(
    number: int, kind: EventType, names: Sequence[str], words: Sequence[str], day: date, *, dated: bool
) -> Report[Event]:
    # Not validated: the making is no part of what is measured.
    published = Published(day=day + timedelta(days=number % 2), origin="field")
    article = Article.model_construct(
        id=f"a{number}", revision="", title="", outlet=f"Outlet {number % 50}", url="", published=published, text=""
    )
    when = {"words": f"{day}", "start": day, "end": day} if dated else {}
    what = f"{names[0]} {' '.join(words)} {names[1]}."
    event = Event.model_validate(
        {"s": [1], "type": kind, "actors": names[:1], "recipients": names[1:], "when": when, "what": what}
    )
    event.id = f"e-{number:08}"
    return Report(event, article, article.id, {name: name for name in names})


# ------------------------------------------------------------------------------------------ in the child


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Prints the figures for so many reports."""
    told = list(made(int(sys.argv[1])))
    story = {report.record.id: of for report, of in told}
    reports = [report for report, _ in told]
    before, begun = _megabytes(), time.process_time()
    groups = merge_events(reports)
    print("seconds", time.process_time() - begun)
    print("megabytes", _megabytes() - before)
    whole = defaultdict[int, int](int)
    for of in story.values():
        whole[of] += 1
    found = [story[a.record.id] == story[b.record.id] for group in groups for a, b in combinations(group, 2)]
    print("precision", sum(found) / len(found))
    print("recall", sum(found) / sum(size * (size - 1) // 2 for size in whole.values()))


if __name__ == "__main__":
    main()
