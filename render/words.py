"""What a brief says about itself, in words: its period, its making, and what it leaves out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..schemas import Brief, BriefHeader, Finding, Gaps, Rejected, Statement
from .dates import day_words, instant_words
from .outline import TITLES

__all__ = [
    "ASKED",
    "COUNTED",
    "Item",
    "Tally",
    "authorship",
    "facts",
    "fault",
    "headline",
    "label",
    "nothing_to_report",
    "partial",
    "tallies",
]

ASKED = "Questions that no source answers:"
_EXTRACTIVE = "Extractive: no model was used; every statement is in the words of an article."
_QUOTED = "Extractive: every statement is in the words of an article, picked by rules; no model wrote it."
_CONFIRMED = (
    "Extractive: every statement is in the words of an article, cut short at most. Rules read who does what, and the "
    "model {model} was asked as well; sentences of which both say the same come first."
)
_RECORDS = "A model read the articles; no model wrote this brief: its statements are the checked records, by weight."
_PARTIAL = "This brief is partial: {partial}"
COUNTED = "What was left out, and what is uncertain:"
_REJECTED = "Records taken from articles but dropped, as they failed the checks"
_UNCONFIRMED = "Readings that were not confirmed, or failed the checks (each one: sitbrief show ARTICLE)"
_UNUSED = "Articles that could not be used"
_QUOTED_UNREAD = "Articles that the model did not read (they may be quoted), and inputs that could not be used"
_WITHOUT_RECORDS = "Articles that were read and gave no checked record"
_TOLD_BEFORE = "Statements left out, as the last brief told them and nothing is new"
_UNREPORTED = "More that the last brief told as to come, and nobody reports any longer"
_LATE = "Articles of earlier days that came after their brief was written, and are in none"
_OMITTED = "Checked records left out for want of room"
_UNTOLD = "Sentences of the articles that are not shown"


@dataclass(frozen=True)
class Item:
    """One thing that was left out: what kind of thing if that needs saying, what it said, and why."""

    kind: str
    said: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """How many of one sort were left out, and which where they are known."""

    label: str
    number: int
    items: tuple[Item, ...] = ()


def headline(header: BriefHeader) -> str:
    """The title of the brief: what it is, of which area and days."""
    return f"{TITLES['header']}: {_area(header)}, {_period(header)}"


def facts(brief: Brief) -> list[tuple[str, str]]:
    """The header, as pairs of label and value."""
    header = brief.header
    cited = len({(note.article, note.revision) for note in brief.sources})
    pairs = [
        ("Area", _area(header)),
        ("Period", _period(header)),
        ("Time zone", header.timezone),
        ("Data cut-off", instant_words(header.cut_off)),
        ("Articles read", _articles(header)),
        ("Sources cited", f"{_number(len(brief.sources), 'sentence')} of {_number(cited, 'article')}"),
    ]
    named = [("Model", header.model), ("Judge", header.judge), ("Order", header.order)]
    return pairs + [(label, said) for label, said in named if said]


def partial(header: BriefHeader) -> str:
    """What is missing from the brief, in a sentence; empty if nothing is."""
    return _PARTIAL.format(partial=header.partial) if header.partial else ""


def authorship(header: BriefHeader) -> str:
    """Who wrote the brief and who judged it, where models did, and whether answers were recorded; else empty."""
    recorded = "It was made from recorded answers; no model was asked this time." if header.recorded else ""
    if header.extractive and header.partial and not header.model:
        return f"{_QUOTED} {recorded}".strip()
    if header.extractive:
        return f"{_CONFIRMED.format(model=header.model)} {recorded}".strip() if header.model else _EXTRACTIVE
    wrote = _RECORDS if header.from_records else "A model wrote this brief from checked records."
    model = wrote if header.model else ""
    judge = "The judge, a model that may err too, read each statement against its sentences." if header.judge else ""
    return " ".join(filter(None, [model, judge, recorded]))


def _articles(header: BriefHeader) -> str:
    number = str(header.articles)
    if header.unread:
        by_model = f"{number}, {header.read or 'none'} of them by the model"
        number = by_model if header.extractive else f"{header.read} of {number}"
    return f"{number}, of {_number(header.origins, 'origin')}" if header.origins else number


def label(statement: Statement) -> str:
    """What stands before a statement that goes on with the last brief; empty before the others."""
    return "No longer reported:" if statement.gone else "Update:" if statement.update else ""


def nothing_to_report(header: BriefHeader) -> str:
    """The one line of an empty brief."""
    bounds = f"time zone {header.timezone}, data cut-off {instant_words(header.cut_off)}"
    area = header.area or "all areas"
    return f"Nothing to report for {area}, {_period(header)} ({bounds}): {_read(header)} read."


def _read(header: BriefHeader) -> str:
    articles = _number(header.articles, "article")
    return f"{header.read} of {articles}" if header.unread else articles


def tallies(brief: Brief) -> list[Tally]:
    """What was left out, every sort with its number, zero included, and with the reasons.

    Statements without a verdict are a sort only where a judge was asked, what the last brief told only where it is any,
    records only where a model was asked for them, sentences that are not told only where it was not.
    """
    gaps = brief.gaps
    undated = tuple(Item("", name) for name in gaps.undated)
    failed = tuple(Item("", failure.name, (failure.reason,)) for failure in gaps.failed)
    refused = _dropped(gaps.refused)
    return [
        Tally("Articles without a publication date (counted to the day they were first seen)", len(undated), undated),
        Tally(_QUOTED_UNREAD if brief.header.extractive and brief.header.unread else _UNUSED, len(failed), failed),
        *_named(_WITHOUT_RECORDS, gaps.without_records),
        *([_records(brief.header, gaps.rejected)] if brief.header.model or gaps.rejected else []),
        Tally("Statements and questions written but dropped, as they failed the checks", len(refused), refused),
        *_named(_TOLD_BEFORE, gaps.repeated),
        *_named(_UNREPORTED, gaps.unreported),
        *([_unjudged(gaps)] if brief.header.judge or gaps.unjudged else []),
        Tally(_UNTOLD, gaps.untold) if brief.header.extractive else Tally(_OMITTED, gaps.omitted_records),
        Tally("Articles outside the period", gaps.outside_period),
        *_named(_LATE, gaps.late),
    ]


def _records(header: BriefHeader, rejected: Sequence[Rejected]) -> Tally:
    """Each record that was dropped; of the unconfirmed, which are many and never shown, the numbers by reason."""
    if not header.extractive:
        return Tally(_REJECTED, len(rejected), _dropped(rejected))
    sorts = Counter(fault(finding) for each in rejected for finding in each.findings[:1])
    items = tuple(Item("", sort, (str(number),)) for sort, number in sorts.most_common())
    return Tally(_UNCONFIRMED, len(rejected), items)


def _named(label: str, names: Sequence[str]) -> list[Tally]:
    """The tally of what is named, none if nothing is."""
    return [Tally(label, len(names), tuple(Item("", name) for name in names))] if names else []


def _unjudged(gaps: Gaps) -> Tally:
    """How many statements have no verdict, by reason; in the sections they are marked."""
    numbers = [len(each.statements) for each in gaps.unjudged]
    items = (Item("", _number(n, "statement"), (each.reason,)) for n, each in zip(numbers, gaps.unjudged, strict=True))
    return Tally("Statements shown on which the judge gave no verdict", sum(numbers), tuple(items))


def _area(header: BriefHeader) -> str:
    return header.area or "All areas"


def _period(header: BriefHeader) -> str:
    since, until = day_words(header.since), day_words(header.until)
    return since if since == until else f"{since} to {until}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _dropped(rejected: Iterable[Rejected]) -> tuple[Item, ...]:
    return tuple(Item(each.kind, _said(each.raw), tuple(map(_reason, each.findings))) for each in rejected)


def _said(raw: dict[str, Any]) -> str:
    """The sentence of a record or statement where it has one, else its fields; not the numbers of its sentences."""
    sentence = raw.get("what") or raw.get("text") or raw.get("t")
    fields = {name: value for name, value in raw.items() if name not in ("s", "sentences")}
    return sentence if isinstance(sentence, str) else _flat(fields)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_flat(part)}" for name, part in value.items() if part not in (None, "", [], {}))
    return ", ".join(map(_flat, value)) if isinstance(value, list | tuple) else str(value)


def fault(finding: Finding) -> str:
    """What sort of fault a finding is: the check, and its class where it has one ("quote: spliced")."""
    return ": ".join(filter(None, [finding.check, finding.fault]))


def _reason(finding: Finding) -> str:
    """The reason, with the field and the value in question before it where it does not name them.

    A fault that has a class begins with it.
    """
    value = f"“{finding.value}”" if finding.value and finding.value not in finding.reason else ""
    field = finding.field if finding.field not in finding.reason else ""
    why = ": ".join(filter(None, [" ".join(filter(None, [field, value])), finding.reason]))
    return f"{fault(finding)}, {why}" if finding.fault else why
