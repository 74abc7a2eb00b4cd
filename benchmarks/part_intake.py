"""Intake: 1,000 generated pages read by sitbrief and by trafilatura alone, in turns, each in a child of its own."""

import json
import random
import resource
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from children import measured, script
from tables import Row, show

__all__ = ["run"]

_PAGES, _ROUNDS = 1_000, 3
_NAMES = "Orlo Ulsen Qaradin Zahmara Sereh Teryan Halvaz Tirmen Aldmoor Amsa".split()
_DOERS = "the council,the ministry,a spokesman,the mayor,the harbour board,two officials,the union,the army".split(",")
_DID = "closed,opened,sold,inspected,rebuilt,guarded,visited,left,crossed,named,counted,moved".split(",")
_THINGS = "the eastern quay,a ferry,two bridges,the old bazaar,a camp,the depot,three schools,the valley road".split(
    ","
)
_WHEN = "on Monday,on Tuesday,last week,in January,late on Friday,since October,before dawn".split(",")
_WHY = "after cracks were found,as talks went on,before the vote,because of the flood,for want of money".split(",")


def run(folder: Path) -> None:
    """Prints the table of this part."""
    pages = folder / "pages"
    pages.mkdir()
    _write(pages)
    found: dict[str, list[dict[str, float]]] = {"trafilatura": [], "sitbrief": []}
    for _ in range(_ROUNDS):
        for name, several in found.items():
            several.append(json.loads(measured(script("part_intake.py", name, pages), folder).output))
    seconds = {name: statistics.median(each["seconds"] for each in several) for name, several in found.items()}
    memory = {name: max(each["megabytes"] for each in several) for name, several in found.items()}
    rows = [
        Row("time of sitbrief / trafilatura alone", seconds["sitbrief"] / seconds["trafilatura"], 1.33),
        *(Row(f"pages a second, {name}", _PAGES / taken, digits=0) for name, taken in seconds.items()),
        *(Row(f"peak MB, {name}", megabytes, digits=0) for name, megabytes in memory.items()),
        Row("articles read", found["sitbrief"][-1]["articles"], _PAGES, least=True, digits=0),
    ]
    show(
        "Intake", rows, [f"{_PAGES:,} generated pages; median of {_ROUNDS}, in turns; imports and models loaded before"]
    )


def _write(folder: Path) -> None:
    dice = random.Random(7)
    for number in range(_PAGES):
        (folder / f"{number:04}.html").write_text(_page(dice, number), encoding="utf-8")


def _sentence(dice: random.Random) -> str:
    doer, place = dice.choice(_DOERS), dice.choice(_NAMES)
    told = f"{doer} of {place} {dice.choice(_DID)} {dice.choice(_THINGS)} {dice.choice(_WHEN)} {dice.choice(_WHY)}"
    return f"{told[0].upper()}{told[1:]}, {dice.choice(_DOERS)} said of the {dice.randrange(2, 900)} who were there."


def _page(dice: random.Random, number: int) -> str:
    title = f"{dice.choice(_NAMES)} {dice.choice(_DID)} {dice.choice(_THINGS)} ({number})"
    day = f"2031-03-{dice.randrange(1, 29):02}"
    paragraphs = "".join(
        f"<p>{' '.join(_sentence(dice) for _ in range(dice.randrange(1, 4)))}</p>"
        for _ in range(dice.randrange(12, 26))
    )
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in _NAMES)
    more = "".join(f"<li><a href='/{n}'>{_sentence(dice)[:60]}</a></li>" for n in range(6))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} | Orlo Post</title>"
        f"<meta property='og:site_name' content='Orlo Post'><meta property='article:published_time' content='{day}'>"
        f"<link rel='canonical' href='https://orlopost.example/{number}'><script>var page = {number};</script></head>"
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1><p class='byline'>By Mara Tilden</p>"
        f"<figure><img src='a.jpg'><figcaption>A view of the town. Photo: Orlo Post</figcaption></figure>{paragraphs}"
        f"</article></main><aside><h2>Related articles</h2><ul>{more}</ul></aside>"
        f"<footer><p>© 2031 Orlo Post. All rights reserved.</p></footer></body></html>"
    )


def _sitbrief(folder: Path) -> tuple[float, int]:
    from sitbrief.sources import read_articles

    seen = datetime(2031, 4, 1, tzinfo=UTC)
    read_articles(folder / "0000.html", seen=seen)
    begun = time.perf_counter()
    articles = read_articles(folder, seen=seen).articles
    return time.perf_counter() - begun, len(articles)


def _trafilatura(folder: Path) -> tuple[float, int]:
    from trafilatura import bare_extraction, load_html

    def read(path: Path) -> bool:
        found = bare_extraction(load_html(path.read_bytes()), include_comments=False, with_metadata=True)
        return bool(found and found.text)

    read(folder / "0000.html")
    begun = time.perf_counter()
    number = sum(read(path) for path in sorted(folder.glob("*.html")))
    return time.perf_counter() - begun, number


def _child(name: str, folder: Path) -> None:
    seconds, articles = {"sitbrief": _sitbrief, "trafilatura": _trafilatura}[name](folder)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "articles": articles, "megabytes": megabytes}))


if __name__ == "__main__":
    _child(sys.argv[1], Path(sys.argv[2]))
