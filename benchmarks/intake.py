"""The rules of the intake against the gold of samples/pages: articles, asides by kind, dates, languages, origins.

python benchmarks/intake.py
"""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitbrief.analysis import origins_of
from sitbrief.schemas import Article
from sitbrief.sources import read_articles
from tables import Row, show

PAGES = Path(__file__).parent.parent / "samples" / "pages"
GOLD = json.loads(PAGES.with_suffix(".gold.json").read_text(encoding="utf-8"))
_SEEN = datetime(2031, 3, 9, tzinfo=UTC)

Pair = tuple[dict[str, Any], Article]


def main() -> None:
    """Prints the tables; a figure of itself refuses nothing, the tests do."""
    read = {name: read_articles(PAGES / name, seen=_SEEN).articles for name in GOLD["pages"]}
    pairs = [(g, a) for name, gold in GOLD["pages"].items() for g, a in zip(gold, read[name], strict=False)]
    _articles(read)
    _asides(pairs)
    _fields(pairs)
    _origins(read)


def _articles(read: dict[str, list[Article]]) -> None:
    pages = GOLD["pages"]
    whole = [name for name, gold in pages.items() if [g["title"] for g in gold] == [a.title for a in read[name]]]
    wrong = ", ".join(sorted(set(pages) - set(whole))) or "none"
    rows = [
        Row("files", len(pages), digits=0),
        Row("articles in them", sum(map(len, pages.values())), digits=0),
        Row("files whose articles are told apart rightly", len(whole), len(pages), least=True, digits=0),
    ]
    show("Pages into articles", rows, [f"wrong: {wrong}"])


def _asides(pairs: list[Pair]) -> None:
    """Line by line, by kind; and the prose that was lost, which is worst."""
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for gold, article in pairs:
        if "asides" not in gold:
            continue
        expected = Counter((kind, text) for kind, text in gold["asides"])
        found = Counter((aside.kind, aside.text) for aside in article.asides)
        right.update(kind for kind, _ in (expected & found).elements())
        wanted.update(kind for kind, _ in expected.elements())
        given.update(kind for kind, _ in found.elements())
    title = "Asides by kind"
    print(f"\n{title}\n{'-' * len(title)}\n{'kind':<16}{'gold':>6}{'precision':>11}{'recall':>9}")
    for kind in [*sorted(wanted | given), "all"]:
        counts = [sum(c.values()) if kind == "all" else c[kind] for c in (right, given, wanted)]
        precision, recall = counts[0] / (counts[1] or 1), counts[0] / (counts[2] or 1)
        print(f"{kind:<16}{counts[2]:>6}{precision:>11.2f}{recall:>9.2f}")
    counted = [(g, a) for g, a in pairs if "sentences" in g]
    lost = sum(max(0, g["sentences"] - len(a.sentences)) for g, a in counted)
    kept = sum(max(0, len(a.sentences) - g["sentences"]) for g, a in counted)
    rows = [
        Row("sentences of articles that were lost", lost, 0, digits=0),
        Row("lines kept that are none", kept, digits=0),
    ]
    show("Sentences", rows)


def _fields(pairs: list[Pair]) -> None:
    def day(article: Article) -> list[str | None]:
        return [str(article.published.day), article.published.origin] if article.published else [None, None]

    dated = sum([g["published"], g["origin"]] == day(a) for g, a in pairs)
    spoken = sum(g["language"] == a.language for g, a in pairs)
    outlets = sum(g["outlet"] == a.outlet for g, a in pairs)
    rows = [
        Row(f"publication, with its provenance, right of {len(pairs)}", dated, len(pairs), least=True, digits=0),
        Row(f"language right of {len(pairs)}", spoken, len(pairs), least=True, digits=0),
        Row(f"outlet right of {len(pairs)}", outlets, len(pairs), least=True, digits=0),
    ]
    show("Dates, languages, outlets", rows)


def _origins(read: dict[str, list[Article]]) -> None:
    names = {id(article): name for name, articles in read.items() for article in articles}
    articles = [a for name, found in read.items() if name.startswith("wire/") for a in found]
    found = {frozenset(names[id(a)] for a in origin.members) for origin in origins_of(articles)}
    gold = {frozenset(members) for members in GOLD["origins"]}
    show("Origins", [Row(f"right of {len(gold)}", len(found & gold), len(gold), least=True, digits=0)])


if __name__ == "__main__":
    main()
