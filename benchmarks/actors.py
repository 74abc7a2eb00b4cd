"""Who is meant: names in invented sentences, resolved and set beside gold.

    python benchmarks/actors.py

`samples/actors.gold.json` was written without a look at the rules: `expected` is the usual name of a known actor; "~"
if the name means nobody who is known, "?" if it may mean several, "same:X" if it is the unknown actor X of the article.
Precision is the part of the names that were resolved to a known actor which were resolved to the right one; recall the
part of those that mean a known actor. A gold name that the registry has not counts as missed.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sitbrief.analysis.actors import Resolution, resolve_article
from sitbrief.registry import Registry
from sitbrief.schemas import Actor, Article, Published, Sentence, text_hash

GOLD = Path(__file__).parent.parent / "samples" / "actors.gold.json"


def main() -> None:
    """Prints precision, recall, what became of the others, and each name that was resolved wrongly."""
    found = list(measured())
    counts = Counter(verdict for verdict, _ in found)
    print(f"{len(found)} names: {dict(sorted(counts.items()))}")
    resolved = counts["right"] + counts["wrong"]
    print(f"precision {counts['right'] / resolved:.3f} ({counts['right']} of {resolved} resolved)")
    meant = sum(told["known"] for _, told in found)
    print(f"recall {counts['right'] / meant:.3f} ({counts['right']} of {meant} that mean a known actor)")
    for verdict, told in found:
        if verdict in ("wrong", "missed"):
            print(f"  {verdict}: {told['name']!r} is {told['expected']!r}, found {told['key']!r}")


def measured() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each name with its verdict: right, wrong, missed, (right) apart, or left at the office whose holder is meant."""
    registry = Registry.shipped()
    for entry in json.loads(GOLD.read_text(encoding="utf-8"))["articles"]:
        names = resolve_article(_article(entry), [_record(m) for m in entry["mentions"]], registry)
        for mention in entry["mentions"]:
            known = mention["expected"][:1] not in "~?" and not mention["expected"].startswith("same:")
            verdict = _verdict(mention["expected"], names[mention["name"]], names, registry)
            yield verdict, {**mention, "known": known, "key": names[mention["name"]].key}


def _verdict(expected: str, found: Resolution, names: dict[str, Resolution], registry: Registry) -> str:
    actor = registry.actors.get(found.key)
    resolved = actor is not None and actor.kind != "office"
    if actor is not None and actor.kind == "office" and expected != "~":
        return "office"
    if expected.startswith("same:"):
        return "wrong" if resolved else "right apart" if found.key == names[expected[5:]].key else "apart"
    if expected in ("~", "?"):
        return "wrong" if resolved else "right apart"
    if not resolved:
        return "missed"
    assert actor is not None
    called = {*actor.names, *actor.generic}
    return "right" if found.key in registry.named(expected)[0] or expected in called else "wrong"


def _article(entry: dict[str, Any]) -> Article:
    text, sentences = "", []
    for n, said in enumerate(entry["sentences"], start=1):
        sentences.append(Sentence(n=n, start=len(text), end=len(text) + len(said), text=said))
        text += said + " "
    published = Published(day=date.fromisoformat(entry["date"]), origin="flag") if entry["date"] else None
    revision = text_hash(text)
    return Article(id=revision, revision=revision, title="", text=text, sentences=tuple(sentences), published=published)


def _record(mention: dict[str, Any]) -> Actor:
    return Actor(sentences=[1], name=mention["name"], type="body", role=mention["role"], country=mention["country"])


if __name__ == "__main__":
    main()
