"""Copies: how many are found, what is taken for one that is none, and what it costs for ten times as many articles.

The articles are runs of made-up words. Where `datasketch` or `rensa` are installed, what they find is shown beside it.
"""

import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from children import measured, script
from sitbrief.analysis import origins_of
from sitbrief.schemas import Article, Published, Sentence, text_hash
from tables import Row, show

__all__ = ["run"]

_FEW, _MANY = 10_000, 100_000
_FIRST_DAY = date(2031, 4, 1)
_SEEN = datetime(2031, 5, 1, tzinfo=UTC)
# Of so many articles one is a story with copies, each with another part of its words from the original.
_FAMILY = 20
_PARTS = (0.5, 0.6, 0.7, 0.8, 0.9)
_FORMS = ("edited", "shortened")
_SENTENCES, _WORDS = 16, 20
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def run(folder: Path) -> None:
    """Prints the table of this part."""
    few, many = (_child(folder, "sitbrief", count) for count in (_FEW, _MANY))
    rows = [
        Row(f"seconds, {_FEW:,} articles", few["seconds"]),
        Row(f"seconds, {_MANY:,} articles", many["seconds"]),
        Row("ten times the articles: time", many["seconds"] / few["seconds"], 13),
        Row(f"MB beside the articles, {_FEW:,}", few["megabytes"], digits=0),
        Row(f"MB beside the articles, {_MANY:,}", many["megabytes"], digits=0),
        Row("articles put to an origin that is not theirs", many["wrong"], 0, digits=0),
    ]
    rows += _found("found", many)
    notes = [
        "so much of a copy is the original's; edited: words changed, by runs of five that stand;",
        "shortened: by sentences, the upper part of the original with others put in between",
    ]
    show("Copies", rows, notes)
    for name in ("datasketch", "ensemble", "rensa"):
        if find_spec("datasketch" if name == "ensemble" else name):
            other = _child(folder, name, _FEW)
            costs = [Row("seconds", other["seconds"]), Row("MB", other["megabytes"], digits=0)]
            wrong = Row("pairs to look at that are no copies, an article", other["wrong"] / _FEW)
            show(f"{name}, {_FEW:,} articles", [*costs, wrong, *_found("found", other)])


def _found(what: str, figures: dict[str, float]) -> list[Row]:
    return [
        Row(
            f"{what}: {form}, {part:.0%} from the original",
            figures[f"{form} {part}"],
            0.95 if part > 0.6 else None,
            True,
        )
        for form in _FORMS
        for part in _PARTS
        if f"{form} {part}" in figures
    ]


def _child(folder: Path, method: str, count: int) -> dict[str, float]:
    """The figures that a child process prints, one a line."""
    said = measured(script("part_copies.py", method, str(count)), folder).output
    pairs = (line.rsplit(maxsplit=1) for line in said.splitlines())
    return {name: float(figure) for name, figure in pairs}


# ------------------------------------------------------------------------------------------ made articles


def made(count: int) -> Iterator[tuple[Article, int, str]]:
    """Articles, each with the number of its story and how it came from it, empty for originals."""
    rng = random.Random(count)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / place for place in range(1, len(words) + 1)))
    lines = [rng.choices(words, cum_weights=weights, k=_WORDS) for _ in range(4_000)]

    def fresh(sentences: int) -> list[list[str]]:
        # Half of each sentence is drawn anew, half stands in others as well: set phrases are shared by many.
        return [
            rng.choice(lines)[: _WORDS // 2] + rng.choices(words, cum_weights=weights, k=_WORDS // 2)
            for _ in range(sentences)
        ]

    number = 0
    while number < count:
        day = _FIRST_DAY + timedelta(days=number % 28)
        original = fresh(_SENTENCES)
        yield _article(number, original, day), number, ""
        story, number = number, number + 1
        if story % (_FAMILY * 5):
            continue
        for form in _FORMS:
            for part in _PARTS:
                if number < count:
                    copy = _copy(form, part, original, fresh, words, rng)
                    yield _article(number, copy, day), story, f"{form} {part}"
                    number += 1


def _copy(
    form: str,
    part: float,
    original: list[list[str]],
    fresh: Callable[[int], list[list[str]]],
    words: Sequence[str],
    rng: random.Random,
) -> list[list[str]]:
    if form == "edited":
        kept = part ** (1 / 5)  # a run of five stands if none of its words was changed
        return [[word if rng.random() < kept else rng.choice(words) for word in line] for line in original]
    own = round((1 - part) * _SENTENCES / 2)
    copy = original[: _SENTENCES // 2 - own]
    for line in fresh(own):
        copy.insert(rng.randint(0, len(copy)), line)
    return copy


def _article(number: int, lines: Sequence[Sequence[str]], day: date) -> Article:
    text = "\n".join(f"{' '.join(line).capitalize()}." for line in lines)
    sentences, start = [], 0
    for n, line in enumerate(text.split("\n"), start=1):
        sentences.append(Sentence.model_construct(n=n, start=start, end=start + len(line), text=line))
        start += len(line) + 1
    # Not validated: the making is no part of what is measured.
    return Article.model_construct(
        id=f"a{number}",
        revision=text_hash(text),
        title=f"Article {number}",
        outlet=f"Outlet {number % 50}",
        authors=(),
        url="",
        path="",
        published=Published(day=day, origin="field"),
        first_seen=_SEEN,
        language="en",
        text=text,
        sentences=tuple(sentences),
        asides=(),
    )


# ------------------------------------------------------------------------------------------ in the child


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Prints the figures of one method on so many articles."""
    method, count = sys.argv[1], int(sys.argv[2])
    told = list(made(count))
    articles = [article for article, _, _ in told]
    story = {article.id: of for article, of, _ in told}
    pairs = {"sitbrief": _origins, "datasketch": _lsh, "ensemble": _ensemble, "rensa": _rensa}[method]
    before, begun = _megabytes(), time.monotonic()
    groups = pairs(articles)
    seconds = time.monotonic() - begun
    together: defaultdict[str, set[str]] = defaultdict(set)
    wrong = 0
    for group in groups:
        wrong += sum(story[a] != story[b] for a, b in pairwise(group))
        for each in group:
            together[each].update(group)
    made_as = Counter(form for _, _, form in told)
    found = Counter(form for article, of, form in told if form and f"a{of}" in together[article.id])
    print("seconds", seconds)
    print("megabytes", _megabytes() - before)
    print("wrong", wrong)
    for form, number in made_as.items():
        if form:
            print(form, found[form] / number)


Groups = list[list[str]]


def _origins(articles: Sequence[Article]) -> Groups:
    return [[article.id for article in origin.members] for origin in origins_of(articles)]


def _runs(article: Article, length: int = 3) -> list[str]:
    words = article.text.casefold().replace(".", "").split()
    return list({" ".join(words[at : at + length]) for at in range(len(words) - length + 1)})


# The settings of the measurement that the choice rests on: runs of three words, 128 permutations, half in common.
_PERMUTATIONS, _HALF = 128, 0.5


def _lsh(articles: Sequence[Article]) -> Groups:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_HALF, num_perm=_PERMUTATIONS)
    found = []
    for article in articles:
        hashed = MinHash(num_perm=_PERMUTATIONS)
        hashed.update_batch([run.encode() for run in _runs(article)])
        found += [[other, article.id] for other in index.query(hashed)]
        index.insert(article.id, hashed)
    return found


def _ensemble(articles: Sequence[Article]) -> Groups:
    from datasketch import MinHash, MinHashLSHEnsemble

    index = MinHashLSHEnsemble(threshold=_HALF, num_perm=_PERMUTATIONS, num_part=8)
    entries: list[tuple[str, Any, int]] = []
    for article in articles:
        hashed, runs = MinHash(num_perm=_PERMUTATIONS), _runs(article)
        hashed.update_batch([run.encode() for run in runs])
        entries.append((article.id, hashed, len(runs)))
    index.index(entries)
    return [[other, key] for key, hashed, size in entries for other in index.query(hashed, size) if other != key]


def _rensa(articles: Sequence[Article]) -> Groups:
    from rensa import RMinHash, RMinHashLSH

    # Bands of two find shortened copies too; the pairs that are none grow with the square of the articles.
    index = RMinHashLSH(threshold=0.2, num_perm=_PERMUTATIONS, num_bands=_PERMUTATIONS // 2)
    found = []
    for number, article in enumerate(articles):
        hashed = RMinHash(num_perm=_PERMUTATIONS, seed=42)
        hashed.update(_runs(article))
        found += [[articles[other].id, article.id] for other in index.query(hashed)]
        index.insert(number, hashed)
    return found


if __name__ == "__main__":
    main()
