"""The rules of the intake against the gold of samples/pages: articles, asides by kind, dates, languages, origins.

python benchmarks/intake.py

First the pages whose gold was written with the rules, then those of samples/pages/blind, whose gold was written without
sight of them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitbrief.analysis import origins_of
from sitbrief.schemas import Article
from sitbrief.sources import read_articles
from tables import Row, show

PAGES = Path(__file__).parent.parent / "samples" / "pages"
GOLD = json.loads(PAGES.with_suffix(".gold.json").read_text(encoding="utf-8"))
BLIND = PAGES / "blind"
_SEEN = datetime(2031, 3, 9, tzinfo=UTC)
_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)

Gold = list[dict[str, Any]]
Read = dict[str, list[Article]]
Pair = tuple[dict[str, Any], Article]


def main() -> None:
    """Prints the tables; a figure of itself refuses nothing, the tests do."""
    read = {name: read_articles(PAGES / name, seen=_SEEN).articles for name in GOLD["pages"]}
    pairs = [(g, a) for name, gold in GOLD["pages"].items() for g, a in zip(gold, read[name], strict=False)]
    _articles(read)
    _asides(pairs)
    _fields(pairs)
    _origins(read)
    _blind()


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


def _blind() -> None:
    """The tables of the blind pages."""
    folder = BLIND / "gold"
    names = sorted(str(p.relative_to(folder)).removesuffix(".json") for p in folder.rglob("*.*.json"))
    gold: dict[str, Gold] = {n: json.loads((folder / f"{n}.json").read_text("utf-8"))["articles"] for n in names}
    read = {name: read_articles(BLIND / name, seen=_SEEN).articles for name in names}
    _blind_articles(gold, read)
    _blind_kinds(gold, read)
    _blind_sentences(gold, read)
    _blind_fields(gold, read)
    _blind_origins(read)


def _blind_articles(gold: dict[str, Gold], read: Read) -> None:
    several = {name for name, articles in gold.items() if len(articles) > 1}
    right = {name for name in gold if _edges(read[name]) == [(g["first"], g["last"]) for g in gold[name]]}
    split = {name for name in gold if name not in several and len(read[name]) > 1}
    titles = sum(g["title"] == a.title for name in gold for g, a in zip(gold[name], read[name], strict=False))
    total = sum(map(len, gold.values()))
    rows = [
        Row(f"articles found, of {total}", sum(map(len, read.values())), total, least=True, digits=0),
        Row("titles right", titles, total, least=True, digits=0),
        Row("pages of several: borders right", len(right & several), len(several), least=True, digits=0),
        Row("pages of one: begin and end right", len(right - several), len(gold) - len(several), least=True, digits=0),
        Row("pages of one: wrongly split", len(split), 0, digits=0),
    ]
    show("Blind: pages into articles", rows, [f"wrong: {', '.join(sorted(set(gold) - right)) or 'none'}"])


def _edges(articles: list[Article]) -> list[tuple[str, str]]:
    return [(a.sentences[0].text, a.sentences[-1].text) for a in articles if a.sentences]


def _blind_kinds(gold: dict[str, Gold], read: Read) -> None:
    """Line by line over a page, so that a wrong border isn't counted a second time here."""
    wanted, given, right, lines = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for name, articles in gold.items():
        if any("asides" not in g for g in articles):
            continue
        expected = Counter((each["kind"], each["text"]) for g in articles for each in g["asides"])
        found = Counter((aside.kind, aside.text) for article in read[name] for aside in article.asides)
        wanted.update(kind for kind, _ in expected.elements())
        given.update(kind for kind, _ in found.elements())
        right.update(kind for kind, _ in (expected & found).elements())
        texts = Counter(text for _, text in expected.elements()) & Counter(text for _, text in found.elements())
        lines["any kind"] += texts.total()
    print("\nBlind: asides by kind\n---------------------")
    print(f"{'kind':<16}{'gold':>6}{'given':>7}{'precision':>11}{'recall':>9}")
    for kind in sorted(wanted | given):
        _line(kind, right[kind], given[kind], wanted[kind])
    _line("all", right.total(), given.total(), wanted.total())
    _line("whatever kind", lines["any kind"], given.total(), wanted.total())


def _line(kind: str, right: int, given: int, wanted: int) -> None:
    print(f"{kind:<16}{wanted:>6}{given:>7}{right / (given or 1):>11.2f}{right / (wanted or 1):>9.2f}")


def _prose(name: str, articles: Gold) -> Iterator[str]:
    """The lines of a page that are an article's own: those that its gold names, or all that it does not set aside."""
    for article in articles:
        yield from article.get("must", [article["first"], article["last"]])
    if name.endswith((".txt", ".md")):
        encoding = "cp1256" if "cp1256" in name else "utf-8"
        text = _FRONT.sub("", (BLIND / name).read_text(encoding), count=1)
        asides = {each["text"] for article in articles for each in article["asides"]}
        yield from (line for line in text.splitlines() if line.strip() and line not in asides)


def _blind_sentences(gold: dict[str, Gold], read: Read) -> None:
    lost, kept, strange = [], [], 0
    for name, articles in gold.items():
        whole = " ".join(s.text for a in read[name] for s in a.sentences)
        lost += [f"{name}: {line[:60]}" for line in dict.fromkeys(_prose(name, articles)) if line not in whole]
        captions = {each["text"] for g in articles for each in g.get("asides", []) if each["kind"] == "caption"}
        kept += [f"{name}: {text[:60]}" for text in captions if text in whole]
        for g, a in zip(articles, read[name], strict=False):
            strange += sum(any(never in s.text for s in a.sentences) for never in g["never"])
    rows = [
        Row("lines of prose that were lost", len(lost), 0, digits=0),
        Row("captions kept as sentences", len(kept), digits=0),
        Row("lines in an article that are none of its own", strange, digits=0),
    ]
    show("Blind: sentences", rows, [f"lost: {each}" for each in lost] + [f"kept: {each}" for each in sorted(kept)])


def _blind_fields(gold: dict[str, Gold], read: Read) -> None:
    """By origin of the date: right, wrong, missing; a date where the gold has none is wrong."""
    told: dict[str, Counter[str]] = {}
    pairs = [(g, a) for name in gold for g, a in zip(gold[name], read[name], strict=False)]
    for g, a in pairs:
        day, origin = (str(a.published.day), a.published.origin) if a.published else (None, None)
        right = (day, origin) == (g["published"], g["origin"])
        verdict = "right" if right else "missing" if day is None else "wrong"
        told.setdefault(g["origin"] or "undated", Counter())[verdict] += 1
    print("\nBlind: dates by origin\n----------------------")
    print(f"{'origin':<16}{'right':>6}{'wrong':>7}{'missing':>9}")
    for origin, counts in sorted(told.items()):
        print(f"{origin:<16}{counts['right']:>6}{counts['wrong']:>7}{counts['missing']:>9}")
    rows = [
        Row(f"{what} right of {len(pairs)}", sum(g[what] == getattr(a, what) for g, a in pairs), digits=0)
        for what in ("language", "outlet")
    ]
    show("Blind: languages, outlets", rows)


def _blind_origins(read: Read) -> None:
    names = {id(article): name for name, articles in read.items() for article in articles}
    articles = [a for name, found in read.items() if name.startswith("wire/") for a in found]
    found = {frozenset(names[id(a)] for a in origin.members) for origin in origins_of(articles)}
    gold = {frozenset(each) for each in json.loads((BLIND / "gold" / "wire.json").read_text("utf-8"))["origins"]}
    show("Blind: origins", [Row(f"right of {len(gold)}", len(found & gold), len(gold), least=True, digits=0)])


if __name__ == "__main__":
    main()
