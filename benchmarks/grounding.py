"""What the checks without a model catch and what they refuse wrongly, on statements about the samples.

Each line of a file in benchmarks/statements/ is a true statement with the sentences that it cites and its corruptions,
a class each. Which file was in view when, and what the one run of each closed file gave, says benchmarks/README.md.
"""

import argparse
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitbrief.grounding import check_statement
from sitbrief.samples import ARTICLES
from sitbrief.schemas import Article, Finding, SourceNote, Status, status_of
from sitbrief.sources import read_articles

STATEMENTS = Path(__file__).with_name("statements")
CLASSES = (
    "number",
    "date",
    "invented name",
    "quotation altered",
    "wrong sentence",
    "negation",
    "misattributed name",
    "plan as fact",
    "quotation to another",
    "exchanged actors",
    "qualifier",
)


@dataclass
class Count:
    """Of `asked` statements `refused` were not carried, and `partly` with light findings."""

    asked: int = 0
    refused: int = 0
    partly: int = 0

    def add(self, status: Status) -> None:
        self.asked += 1
        self.refused += status == "unsupported"
        self.partly += status == "partly"


@dataclass
class Result:
    """Counts by kind of true statement and by class of corruption, and the seconds that the checks took."""

    true: dict[str, Count] = field(default_factory=dict)
    false: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in CLASSES})
    seconds: float = 0.0
    checked: int = 0


def sample_articles() -> dict[str, Article]:
    """The samples by the names that the statements use: the file's, for a feed with the article's place in it."""
    found = read_articles(ARTICLES, seen=datetime(2031, 3, 8, 20, tzinfo=UTC)).articles
    return {_name(article.path): article for article in found}


def _name(path: str) -> str:
    name = Path(path).name
    return name.replace(".jsonl:", "-") if ".jsonl:" in name else Path(name).stem


def check(text: str, cites: Sequence[Sequence[Any]], articles: dict[str, Article]) -> tuple[Finding, ...]:
    """The findings on one statement that cites sentences by article name and number."""
    notes = [SourceNote.of(n, articles[name], sentence) for n, (name, sentence) in enumerate(cites, start=1)]
    return check_statement(text, notes, {articles[name].revision: articles[name] for name, _ in cites})


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def measure(path: Path, articles: dict[str, Article], show: str = "") -> Result:
    """All statements of a file; `show` prints the missed corruptions of a class, or the refused of "true"."""
    result = Result()
    for case in lines(path):
        begun = time.perf_counter()
        findings = check(case["text"], case["cites"], articles)
        bad = [(wrong, check(wrong["text"], wrong["cites"], articles)) for wrong in case["corruptions"]]
        result.seconds += time.perf_counter() - begun
        result.checked += 1 + len(bad)
        result.true.setdefault(case["kind"], Count()).add(status_of(findings))
        if findings and show in ("true", "all"):
            _show(case["id"], "TRUE", case, findings, articles)
        for wrong, found in bad:
            result.false[wrong["class"]].add(status_of(found))
            if status_of(found) != "unsupported" and show in (wrong["class"], "all"):
                _show(case["id"], wrong["class"], wrong, found, articles, case["text"])
    return result


def _show(
    name: str, label: str, case: dict[str, Any], findings: Sequence[Finding], articles: Any, true: str = ""
) -> None:
    print(f"\n{name} {label}: {case['text']}")
    if true and true != case["text"]:
        print(f"    true: {true}")
    for slug, n in case["cites"]:
        print(f"    [{n}] {articles[slug].sentence(n).text}")
    for finding in findings:
        print(f"    -> {finding.check}/{finding.fault}{' (light)' * finding.light}: {finding.reason}")


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, in percent."""
    if not of:
        return 0.0, 100.0
    z, share = 1.96, hits / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return 100 * (middle - spread) / (1 + z * z / of), 100 * (middle + spread) / (1 + z * z / of)


def table(name: str, result: Result) -> None:
    """Prints the counts."""
    print(f"\n{name}: {sum(c.asked for c in result.true.values())} true statements, {result.checked} checked")
    print(f"{'corruption':24}{'of':>6}{'refused':>9}{'partly':>8}{'caught %':>10}  95 % interval")
    for kind, count in result.false.items():
        _row(kind, count, count.refused + count.partly)
    print(f"{'true statement':24}{'of':>6}{'refused':>9}{'partly':>8}{'refused %':>10}")
    for kind, count in sorted(result.true.items()):
        _row(kind, count, count.refused)
    counts = result.true.values()
    whole = Count(sum(c.asked for c in counts), sum(c.refused for c in counts), sum(c.partly for c in counts))
    _row("all", whole, whole.refused)
    print(f"{1000 * result.seconds / max(1, result.checked):.2f} ms a statement")


def _row(name: str, count: Count, hits: int) -> None:
    low, high = interval(hits, count.asked)
    share = 100 * hits / max(1, count.asked)
    print(f"{name:24}{count.asked:6}{count.refused:9}{count.partly:8}{share:10.1f}  {low:.1f} to {high:.1f}")


def many(paths: Sequence[Path], articles: dict[str, Article], number: int = 10_000) -> float:
    """The seconds that checking so many statements takes, those of the files over and over."""
    cases = [case for path in paths for line in lines(path) for case in (line, *line["corruptions"])]
    begun = time.perf_counter()
    for place in range(number):
        check(cases[place % len(cases)]["text"], cases[place % len(cases)]["cites"], articles)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(STATEMENTS.glob("*.jsonl")))
    parser.add_argument("--show", default="", help='print what went wrong: a class, "true" or "all"')
    chosen = parser.parse_args()
    articles = sample_articles()
    for path in chosen.files:
        table(path.stem, measure(path, articles, chosen.show))
    if not chosen.show:
        print(f"\n10,000 statements: {many(chosen.files, articles):.0f} s")


if __name__ == "__main__":
    main()
