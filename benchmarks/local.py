"""What the embedded model and the extractive default find, on the samples' gold.

    make check-local

Coverage: of the gold's events, how many have a sentence that the brief tells, or an agreed record on one of their
sentences. Seconds and memory are those of this machine. `--list FILE` writes the agreed records with their sentences,
to be read one by one: whether they are right no program can say.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import sitbrief
from sitbrief.analysis import origins_of
from sitbrief.analysis.extractive import read
from sitbrief.local import LocalServer
from sitbrief.pipeline import Outcome, Run, Settings, local_server
from sitbrief.schemas import Article, Event, Saying
from sitbrief.store import Store

SAMPLES = Path(str(resources.files("sitbrief.samples")))


@dataclass
class Found:
    """Counts over the articles read."""

    events: int = 0
    told: int = 0
    carried: int = 0
    typed: int = 0
    types_given: int = 0
    records: list[dict[str, Any]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model-path", type=Path)
    parser.add_argument("--list", type=Path)
    parser.add_argument("--articles", type=Path, help="a folder without gold: only --list, seconds and memory")
    args = parser.parse_args()
    settings = Settings.of(model="local", model_path=args.model_path, store=":memory:")
    articles = sitbrief.read_articles(args.articles or SAMPLES / "articles", published=None)
    articles = [article for article in articles if article.language == "en"]
    gold = {} if args.articles else {article.id: events for article, events in with_gold(articles)}
    with local_server(settings) as server:
        assert server is not None
        found = asyncio.run(read_all(articles, settings, server, gold))
        memory = peak(server)
    report(articles, found, memory)
    if args.list:
        args.list.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in found.records))


def with_gold(articles: Sequence[Article]) -> Iterator[tuple[Article, list[dict[str, Any]]]]:
    """Each sample with its gold events that are not negated."""
    golds = {path.stem: json.loads(path.read_text()) for path in (SAMPLES / "gold").glob("*.json")}
    for article in articles:
        stem, _, line = Path(article.name).name.partition(":")
        stem = stem.rpartition(".")[0]
        key = next(key for key in (f"{stem}-{line.strip()}", stem) if key in golds)
        yield article, golds[key]["events"]


async def read_all(
    articles: Sequence[Article], settings: Settings, server: LocalServer, gold: dict[str, list[dict[str, Any]]]
) -> Found:
    """Reads one article after the other."""
    found = Found()
    with Store.open(settings.store) as store:
        run = Run(settings, store, local=server)
        for article in articles:
            begun = time.monotonic()
            outcome = (await run.extract([store.add_article(article)]))[0]
            found.seconds.append(time.monotonic() - begun)
            compare(article, outcome, gold.get(article.id, []), found)
    return found


def compare(article: Article, outcome: Outcome, gold: Sequence[dict[str, Any]], found: Found) -> None:
    """Counts an article."""
    assert outcome.extraction is not None, outcome.problem
    told = {said.sentence.n for said in told_of(article)}
    agreed = outcome.extraction.records()
    for record in agreed:
        found.records.append(listed(article, record))
    for event in gold:
        found.events += 1
        found.told += bool(told & set(event["s"]))
        on_it = [record for record in agreed if record.sentences[0] in event["s"]]
        found.carried += bool(on_it)
        typed = [record for record in on_it if isinstance(record, Event)]
        found.types_given += bool(typed)
        found.typed += any(record.type == event["type"] for record in typed)


def told_of(article: Article) -> Iterator[Any]:
    """What the extractive brief of this article alone tells."""
    reading = read(origins_of([article]), date.min.replace(year=1900), date.max.replace(year=2100))
    yield from reading.takeaways
    yield from (said for _, several in reading.developments for said in several)
    yield from (*reading.positions, *reading.figures, *(dated.said for dated in reading.timeline))


def listed(article: Article, record: Any) -> dict[str, Any]:
    """A record with its sentence, to be read by a person."""
    own = {"saying": [record.speaker, record.verb, record.words]} if isinstance(record, Saying) else {}
    if isinstance(record, Event):
        whole = (record.type, record.actors, record.recipients, record.aux, record.when.words, record.said_by)
        own = {"event": list(whole)}
    return {"article": article.title, "sentence": article.sentence(record.sentences[0]).text, **own}


def peak(server: LocalServer) -> float:
    """The most memory that the server held, in GB, where the system tells."""
    status = Path(f"/proc/{server.process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1e6 for line in lines if line.startswith("VmHWM")), 0.0)


def report(articles: Sequence[Article], found: Found, memory: float) -> None:
    """Prints what was counted."""
    print(f"articles {len(articles)}, sentences {sum(len(article.sentences) for article in articles)}")
    if found.events:
        print(f"gold events {found.events}")
        print(f"  with a sentence that the extractive brief tells   {found.told / found.events:.2f}")
        print(f"  with a sentence of which a record is agreed       {found.carried / found.events:.2f}")
        print(f"  ... an event                                      {found.types_given / found.events:.2f}")
        print(f"      of the same type, of those                    {found.typed / max(1, found.types_given):.2f}")
    print(f"agreed records {len(found.records)}")
    ordered = sorted(found.seconds)
    print(
        f"seconds an article: median {ordered[len(ordered) // 2]:.0f}, most {ordered[-1]:.0f}; server {memory:.1f} GB"
    )


if __name__ == "__main__":
    main()
