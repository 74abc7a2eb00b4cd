"""What checkers of two other packages let through of the statements that grounding.py puts to sitbrief's checks.

Neither was made to judge a statement: instructor's CitationMixin holds that quotes stand in a text, langextract's
WordAligner finds where an extraction stands in a text, to show it there. So each is given what it can compare, under
every rule by which its answer can be read, and no model is called.

What is put to them, each against the cited sentences and against the whole articles that these stand in:

- the quotations inside a statement, without their marks and without the punctuation at their ends, which is the
  statement's own. A statement without a quotation passes;
- the cited sentences, as CitationMixin's documentation has it. They are copied from the article by their numbers,
  so they are found whatever the statement says: its own words are not compared with anything;
- the statement as a whole, which is more than either promises. Only that makes a checker look at every class.

A refusal says little if the true statement, in words of its own, is refused as well. So the last rows count the true
statements refused, and the false ones refused whose true statement passes.

instructor looks for a quote with `regex`: as it is, else with one to five characters added, left out or changed, at
any place, words' bounds or not. What it finds takes the quote's place, and what it does not find is deleted. Rule
"dropped": deleted. Rule "changed": or put in other characters, upper and lower case aside, which it does not report; a
caller who keeps what was sent can compare.

langextract compares lower-case tokens. An extraction is exact; fuzzy, with at least 75 % of its tokens in their order,
in a stretch of which they are a third; lesser, if its beginning stands there, be it a single token; or not aligned.
Rule "none": not aligned under the settings it has by itself. Rule "lesser": nor with `accept_match_lesser=False`.
Rule "inexact": not exact, as `prompt_validation_strict` asks of examples.

sitbrief's rule "refused": the statement is not carried. Rule "marked": or there is a light finding. It has the cited
sentences and their articles at once, and it alone was written for statements, with `open.jsonl` in view.
"""

import argparse
import string
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from instructor import CitationMixin
from langextract.data import AlignmentStatus, Extraction
from langextract.resolver import WordAligner
from sitbrief.grounding.quotes import quoted_parts
from sitbrief.schemas import Article, status_of

from grounding import CLASSES, STATEMENTS, check, lines, sample_articles

TEXTS = ("sentences", "articles")
TRUE = "true"
PASSED = "passed"


def by_instructor(quote: str, text: str) -> str:
    """The rule under which CitationMixin refuses `quote`, "dropped" or "changed", or "passed"."""
    found = CitationMixin.model_validate({"substring_quotes": [quote]}, context={"context": text}).substring_quotes
    if not found:
        return "dropped"
    return PASSED if found[0].lower() == quote.lower() else "changed"


def by_langextract(extraction: str, text: str) -> str:
    """The mildest rule under which WordAligner refuses `extraction`, "none", "lesser" or "inexact", or "passed"."""
    status = _aligned(extraction, text, accept_match_lesser=True)
    if status is AlignmentStatus.MATCH_LESSER and not _aligned(extraction, text, accept_match_lesser=False):
        return "lesser"
    if status is None:
        return "none"
    return PASSED if status is AlignmentStatus.MATCH_EXACT else "inexact"


def _aligned(extraction: str, text: str, accept_match_lesser: bool) -> AlignmentStatus | None:
    given = Extraction(extraction_class="statement", extraction_text=extraction)
    ((found,),) = WordAligner().align_extractions([[given]], text, accept_match_lesser=accept_match_lesser)
    return found.alignment_status


# The rules of each, the mildest first: a rule refuses what those before it refuse.
RULES = {by_instructor: ("dropped", "changed"), by_langextract: ("none", "lesser", "inexact")}


def quotations(case: dict[str, Any], articles: dict[str, Article]) -> list[str]:
    text = case["text"]
    return [text[start:end].strip(string.whitespace + ".,;:!?") for start, end in quoted_parts(text)]


def cited_sentences(case: dict[str, Any], articles: dict[str, Article]) -> list[str]:
    return [articles[name].sentence(n).text for name, n in case["cites"]]


def whole_statement(case: dict[str, Any], articles: dict[str, Article]) -> list[str]:
    return [case["text"]]


def texts(case: dict[str, Any], articles: dict[str, Article]) -> dict[str, str]:
    """The texts that a statement is held against, by TEXTS."""
    names = dict.fromkeys(name for name, _ in case["cites"])
    whole = "\n\n".join(articles[name].text for name in names)
    return dict(zip(TEXTS, (" ".join(cited_sentences(case, articles)), whole), strict=True))


@dataclass(frozen=True)
class Check:
    """Parts of a statement put to a checker."""

    package: str
    parts: Callable[[dict[str, Any], dict[str, Article]], list[str]]
    checker: Callable[[str, str], str]

    def outcome(self, case: dict[str, Any], articles: dict[str, Article], text: str) -> str:
        """The mildest rule under which a part is refused, or "passed"."""
        found = {self.checker(part, texts(case, articles)[text]) for part in self.parts(case, articles)}
        return next((rule for rule in RULES[self.checker] if rule in found), PASSED)


CHECKS = (
    Check("instructor", quotations, by_instructor),
    Check("instructor", cited_sentences, by_instructor),
    Check("instructor", whole_statement, by_instructor),
    Check("langextract", quotations, by_langextract),
    Check("langextract", whole_statement, by_langextract),
)


@dataclass(frozen=True)
class Labelled:
    """A statement of a file: its class or TRUE, and the place in the file's list of the true one it was made from."""

    label: str
    case: dict[str, Any]
    true: int


def labelled(path: Path) -> list[Labelled]:
    found: list[Labelled] = []
    for case in lines(path):
        true = len(found)
        found.append(Labelled(TRUE, case, true))
        found += [Labelled(wrong["class"], wrong, true) for wrong in case["corruptions"]]
    return found


# Of a list of statements, the places of those that are refused: one column of a table.
Column = set[int]


def columns(outcomes: list[str], rules: tuple[str, ...]) -> list[Column]:
    """A column for each rule."""
    return [{i for i, one in enumerate(outcomes) if one in rules[: n + 1]} for n in range(len(rules))]


def own_columns(cases: list[Labelled], articles: dict[str, Article]) -> list[Column]:
    """sitbrief's columns."""
    rules = {"unsupported": "refused", "partly": "marked"}
    found = (check(one.case["text"], one.case["cites"], articles) for one in cases)
    return columns([rules.get(status_of(findings), PASSED) for findings in found], tuple(rules.values()))


def table(put: Check, cases: list[Labelled], articles: dict[str, Article], own: list[Column]) -> None:
    """Prints how many of each class are let through, by text and rule, beside sitbrief's, and how many are refused."""
    rules = RULES[put.checker]
    refused = [*own]
    for text in TEXTS:
        refused += columns([put.outcome(one.case, articles, text) for one in cases], rules)
    given = {i for i, one in enumerate(cases) if put.parts(one.case, articles)}
    print(f"\n{put.package}: {put.parts.__name__.replace('_', ' ')}")
    print(" " * 37 + f"{'sitbrief':>18}" + "".join(f"{'in ' + text:>{9 * len(rules)}}" for text in TEXTS))
    print(
        f"{'LET THROUGH':25}{'of':>6}{'given':>6}" + "".join(f"{r:>9}" for r in ("refused", "marked", *rules, *rules))
    )
    for name in CLASSES:
        of = {i for i, one in enumerate(cases) if one.label == name}
        _row(name, of, given, [len(of - column) for column in refused])
    true = {i for i, one in enumerate(cases) if one.label == TRUE}
    false = set(range(len(cases))) - true
    print("REFUSED")
    _row("true", true, given, [len(true & column) for column in refused])
    _row("false", false, given, [len(false & column) for column in refused])
    told_apart = [sum(cases[i].true not in column for i in false & column) for column in refused]
    _row("false, true one passing", false, given, told_apart)


def _row(name: str, of: Column, given: Column, counts: list[int]) -> None:
    print(f"{name:25}{len(of):6}{len(of & given):6}" + "".join(f"{n:9}" for n in counts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(STATEMENTS.glob("*.jsonl")))
    chosen = parser.parse_args()
    articles = sample_articles()
    print(", ".join(f"{package} {version(package)}" for package in ("instructor", "langextract", "regex")))
    for path in chosen.files:
        cases = labelled(path)
        print(f"\n{path.stem}: {len(cases)} statements")
        own = own_columns(cases, articles)
        for put in CHECKS:
            table(put, cases, articles, own)


if __name__ == "__main__":
    main()
