"""Which reports are taken for one event, against the gold of the samples: samples/merge.gold.json.

python benchmarks/merging.py

B-cubed: for each record, the part of its group that is its event (precision), and the part of its event that is in its
group (recall), over all records. Most records are alone, which makes these high; so the pairs are counted as well.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from sitbrief.analysis import origins_of
from sitbrief.analysis.actors import resolve_article
from sitbrief.analysis.merging import merge_events
from sitbrief.analysis.reports import Report
from sitbrief.grounding import ground
from sitbrief.registry import Registry
from sitbrief.samples import ARTICLES, GOLD
from sitbrief.schemas import KINDS, Article, Event, Record
from sitbrief.sources import read_articles

CLUSTERS = GOLD.parent / "merge.gold.json"
_SEEN = datetime(2031, 3, 8, 20, tzinfo=UTC)

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Result:
    """B-cubed, and the pairs that are wrongly one or wrongly two, by name (`file stem#place of the event`)."""

    precision: float
    recall: float
    right: Pairs
    wrong: Pairs
    missed: Pairs

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def main() -> None:
    """Prints the figures and what is wrong; a figure of itself refuses nothing, the tests do."""
    named = reports()
    result = measure(named)
    print(f"records {len(named)}, pairs of one event {len(result.right) + len(result.missed)}")
    print(f"B-cubed: precision {result.precision:.3f}, recall {result.recall:.3f}, F1 {result.f1:.3f}")
    print(f"pairs: right {len(result.right)}, wrong {len(result.wrong)}, missed {len(result.missed)}")
    for title, pairs in (("wrongly one", result.wrong), ("wrongly two", result.missed)):
        for pair in sorted(pairs):
            print(f"\n{title}: {' and '.join(pair)}")
            for name in pair:
                print(f"  {named[name].record.type.value}: {named[name].record.what}")


def measure(named: Mapping[str, Report[Event]]) -> Result:
    """What merging makes of the reports, against the gold."""
    names = {report.record.id: name for name, report in named.items()}
    registry = Registry.of("")  # the states alone: no list knows the actors of an invented world
    groups = merge_events(list(named.values()), family=registry.family)
    found = _whole([[names[report.record.id] for report in group] for group in groups], named)
    gold = _whole(json.loads(CLUSTERS.read_text("utf-8"))["clusters"], named)
    shared = {name: len(found[name] & gold[name]) for name in named}
    together, apart = _pairs(found.values()), _pairs(gold.values())
    return Result(
        sum(shared[name] / len(found[name]) for name in named) / len(named),
        sum(shared[name] / len(gold[name]) for name in named) / len(named),
        together & apart,
        together - apart,
        apart - together,
    )


def _whole(clusters: Iterable[Sequence[str]], names: Iterable[str]) -> dict[str, frozenset[str]]:
    """The cluster of each name; one that stands in none is alone."""
    found = {name: frozenset({name}) for name in names}
    for cluster in clusters:
        found.update(dict.fromkeys(cluster, frozenset(cluster)))
    return found


def _pairs(clusters: Iterable[frozenset[str]]) -> Pairs:
    return frozenset(pair for cluster in clusters for pair in combinations(sorted(cluster), 2))


# ------------------------------------------------------------------------------------------ the gold's records


def reports() -> dict[str, Report[Event]]:
    """The gold's events as reports, by name, grounded and with the origins of their articles."""
    articles = read_articles(ARTICLES, seen=_SEEN).articles
    origins = {article.id: origin.members[0].id for origin in origins_of(articles) for article in origin.members}
    registry = Registry.of("")  # the states alone: no list knows the actors of an invented world
    named = {}
    for path in sorted(GOLD.glob("*.json")):
        article = _article_of(path.stem, articles)
        records = [ground(record, article)[0] for record in _records(path)]
        keys = {name: found.key for name, found in resolve_article(article, records, registry).items()}
        events = [record for record in records if isinstance(record, Event)]
        for place, event in enumerate(events):
            named[f"{path.stem}#{place}"] = Report(event, article, origins[article.id], keys)
    return named


def _article_of(stem: str, articles: Sequence[Article]) -> Article:
    """The article of a gold file; those of one feed are numbered in its order."""
    for article in articles:
        if stem in article.path:
            return article
    feed, _, place = stem.rpartition("-")
    return [article for article in articles if feed in article.path][int(place) - 1]


def _records(path: Path) -> list[Record]:
    given = json.loads(path.read_text("utf-8"))
    return [kind.model_validate(fields) for kind in KINDS for fields in given.get(kind.plural, [])]


if __name__ == "__main__":
    main()
