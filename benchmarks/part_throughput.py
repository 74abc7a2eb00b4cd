"""Throughput: 200 articles, 20 in flight, answers after one second: sitbrief beside instructor alone."""

import json
from dataclasses import dataclass
from pathlib import Path

from children import Cost, measured, script
from exchanges import Exchange, asking, in_flight, longest_idle, serving
from made import write_articles
from requests_sent import requests_for
from tables import Row, show

__all__ = ["run"]

_ARTICLES, _IN_FLIGHT, _DELAY = 200, 20, 1.0
_IDEAL = _ARTICLES * _DELAY / _IN_FLIGHT
# Uneven answers, 0.5 to 1.5 s: with a barrier after each batch of 20, every batch waits for its slowest.
_SPREAD, _UNEVEN_ARTICLES = 0.5, 100


@dataclass(frozen=True)
class _Measured:
    cost: Cost
    counts: dict[str, int]
    exchanges: list[Exchange]


def run(folder: Path) -> None:
    """Prints the table of this part."""
    articles, requests = folder / "articles", folder / "requests.json"
    write_articles(articles, _ARTICLES)
    requests.write_text(json.dumps([[sent.messages] for sent in requests_for(articles)]), encoding="utf-8")
    # Bytecode written, files in memory, and a store that exists, as on every day but the first.
    store = folder / "store.db"
    write_articles(folder / "first", 1, first=_ARTICLES)
    _sitbrief(folder / "first", store, folder)
    plain = _measured(script("client_instructor.py", requests), folder)
    ours = _sitbrief(articles, store, folder)
    write_articles(folder / "uneven", _UNEVEN_ARTICLES)
    uneven = _sitbrief(folder / "uneven", folder / "uneven.db", folder, spread=_SPREAD)
    show("Throughput", _rows(ours, plain, uneven), _notes(ours, plain))


def _sitbrief(articles: Path, store: Path, folder: Path, *, spread: float = 0.0) -> _Measured:
    return _measured(script("client_sitbrief.py", articles, store), folder, spread=spread)


def _measured(command: list[str], folder: Path, *, spread: float = 0.0) -> _Measured:
    with serving(folder, delay=_DELAY, spread=spread) as served:
        cost = measured([*command, served.base_url], folder)
        return _Measured(cost, json.loads(cost.output.splitlines()[-1]), served.answered())


def _rows(ours: _Measured, plain: _Measured, uneven: _Measured) -> list[Row]:
    spent = [exchange.end - exchange.begin for exchange in uneven.exchanges]
    slowest = max(spent) / (sum(spent) / len(spent))
    return [
        Row("wall time: sitbrief / instructor", ours.cost.wall / plain.cost.wall, 1.1),
        Row(
            "first request to last answer: sitbrief / instructor", asking(ours.exchanges) / asking(plain.exchanges), 1.1
        ),
        Row("client CPU: sitbrief / instructor", ours.cost.cpu / plain.cost.cpu, 2.0),
        Row("calls an article", len(ours.exchanges) / _ARTICLES, 1.0),
        Row("rejected records", ours.counts["rejected"], 0, digits=0),
        Row("records an article", ours.counts["records"] / _ARTICLES),
        Row("wall time / ideal: sitbrief", ours.cost.wall / _IDEAL),
        Row("wall time / ideal: instructor", plain.cost.wall / _IDEAL),
        Row("client CPU / ideal: sitbrief", ours.cost.cpu / _IDEAL),
        Row("client CPU / ideal: instructor", plain.cost.cpu / _IDEAL),
        Row("in flight on average, even answers", in_flight(ours.exchanges, _IN_FLIGHT)),
        Row("longest time one of the 20 places stood empty, s", longest_idle(ours.exchanges, _IN_FLIGHT)),
        Row("in flight on average, uneven answers", in_flight(uneven.exchanges, _IN_FLIGHT), 18, least=True),
        Row("the same with a barrier after each batch, at best", _IN_FLIGHT / slowest),
    ]


def _notes(ours: _Measured, plain: _Measured) -> list[str]:
    return [
        f"{_ARTICLES} articles, {_DELAY:g} s an answer, {_IN_FLIGHT} in flight: ideal {_IDEAL:g} s; whole processes, "
        "imports included",
        f"seconds: sitbrief {ours.cost.wall:.2f} (CPU {ours.cost.cpu:.2f}), instructor {plain.cost.wall:.2f} "
        f"(CPU {plain.cost.cpu:.2f}); records {ours.counts['records']} and {plain.counts['records']}",
        "sitbrief reads the files, checks the records and stores everything, in a store that exists (a new one takes "
        "0.3 s more); instructor gets ready messages and keeps nothing",
    ]
