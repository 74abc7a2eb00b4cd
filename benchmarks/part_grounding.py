"""Grounding: how long the checks of an article's records take, on the samples' gold."""

import json
import statistics
import time
from pathlib import Path
from typing import Any

from sitbrief.grounding import ground
from sitbrief.pipeline import utc_now
from sitbrief.samples import ARTICLES, GOLD
from sitbrief.schemas import KINDS, Article, Record
from sitbrief.sources import read_articles
from tables import Row, show

__all__ = ["run"]

_ROUNDS = 5


def run(folder: Path) -> None:
    """Prints the table of this part."""
    pairs = [(article, _records(gold)) for article, gold in _gold()]
    rounds = [[_milliseconds(article, records, number) for article, records in pairs] for number in range(_ROUNDS)]
    failing = sum(bool(ground(record, article)[1]) for article, records in pairs for record in records)
    first, *later = (sum(times) / len(times) for times in rounds)
    rows = [
        Row("milliseconds an article, first pass (tables read, nothing remembered)", first, digits=1),
        Row("milliseconds an article, later passes: median", statistics.median(later), digits=1),
        Row("milliseconds, slowest article of the later passes", max(map(max, rounds[1:])), digits=1),
    ]
    count = sum(len(records) for _, records in pairs)
    show("Grounding", rows, [f"{len(pairs)} sample articles, {count} gold records, {failing} of them with findings"])


def _gold() -> list[tuple[Article, dict[str, Any]]]:
    found = []
    for file in sorted(ARTICLES.iterdir()):
        articles = read_articles(file, seen=utc_now()).articles
        for number, article in enumerate(articles, start=1):
            name = f"{file.stem}-{number}" if file.suffix == ".jsonl" else file.stem
            found.append((article, json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))))
    return found


def _records(gold: dict[str, Any]) -> list[Record]:
    return [kind.model_validate(raw) for kind in KINDS for raw in gold.get(kind.plural, [])]


def _milliseconds(article: Article, records: list[Record], number: int) -> float:
    # An article of another id is another article: what is remembered of one is not reused.
    fresh = article.model_copy(update={"id": f"{article.id}-{number}"})
    begun = time.perf_counter()
    for record in records:
        ground(record, fresh)
    return (time.perf_counter() - begun) * 1000
