"""Whose words: the quotations of the samples, each with the speaker whom its sentence names.

    python benchmarks/quotations.py

`samples/quotations.gold.json` has by file the number of each sentence with a quotation of four words or more, and the
speaker whom it names; empty if it names none ("he said", "the minister said").
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sitbrief.analysis.quotations import quotations
from sitbrief.samples import ARTICLES, GOLD
from sitbrief.sources import read_articles

_SEEN = datetime(2031, 3, 8, 20, tzinfo=UTC)
_SOURCES = {"articles": ARTICLES, "pages": ARTICLES.parent / "pages"}


def main() -> None:
    """Prints how many quotations got a speaker and how many of these are right, and each that is wrong or open."""
    for part in _SOURCES:
        found = list(measured(part))
        given = [told for told in found if told[1]]
        right = [told for told in given if told[2] and told[2] in told[1]]
        named = [told for told in found if told[2]]
        print(f"{part}: {len(found)} quotations, {len(named)} with a speaker who is named in the sentence")
        print(f"  given one {len(given)}, right {len(right)}; found {len(right)} of {len(named)}")
        for place, speaker, gold in found:
            if speaker != gold and not (gold and gold in speaker):
                print(f"  {'wrong' if speaker else 'open'}: {place}: {speaker!r}, is {gold!r}")


def measured(part: str) -> Iterator[tuple[str, str, str]]:
    """Each quotation of the gold: its place, the speaker given, and the gold's."""
    gold = json.loads((GOLD.parent / "quotations.gold.json").read_text(encoding="utf-8"))[part]
    for article in read_articles([_SOURCES[part]], seen=_SEEN).articles:
        wanted = next((listed for name, listed in gold.items() if article.name.endswith(f"/{name}")), {})
        speakers = {quotation.sentence.n: quotation.speaker for quotation in quotations(article)}
        for n, speaker in wanted.items():
            yield f"{article.name.rsplit('/', 1)[-1]} [{n}]", speakers.get(int(n), ""), speaker


if __name__ == "__main__":
    main()
