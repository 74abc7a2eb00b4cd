"""A brief file checked against the articles that it embeds: no store, and no model unless a judge is asked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from pydantic import ValidationError

from ..agents import Item, Judge, Judged, Line, Tally
from ..analysis.trimming import CUT
from ..grounding import check_note, check_question, check_statement, find_quote, ground
from ..schemas import (
    Article,
    Brief,
    BriefError,
    Evidence,
    Finding,
    Record,
    SourceNote,
    Statement,
    Status,
    status_of,
)
from .briefing import SituationBrief
from .picturing import items_of

__all__ = ["CheckedStatement", "check_brief", "judge_checked", "read_brief"]

_WORTH: dict[Status, int] = {"unsupported": 0, "partly": 1, "supported": 2}


@dataclass(frozen=True)
class CheckedStatement:
    """A statement (or a question of the Gaps) with the notes that it cites, and what its checks found.

    `section` is the field of the brief, "gaps" for a question, `place` its number there, from 1. `shown` is the
    status that the brief gives it, `unjudged` why a judge that was asked gave no verdict.
    """

    section: str
    text: str
    notes: tuple[SourceNote, ...] = ()
    findings: tuple[Finding, ...] = ()
    shown: Status = "supported"
    unjudged: str = ""
    place: int = 0

    @property
    def status(self) -> Status:
        """How far it is carried, by what was found."""
        return status_of(self.findings)

    @property
    def holds(self) -> bool:
        """True if it is carried as far as the brief says."""
        return _WORTH[self.status] >= _WORTH[self.shown]


def read_brief(path: Path) -> SituationBrief:
    """The brief in a JSON file. BriefError names the file and what is wrong with it."""
    advice = "Give a file that `sitbrief brief --format json --out FILE` wrote."
    try:
        return SituationBrief.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise BriefError(f"{str(path)!r} cannot be read: {problem}. {advice}") from problem
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise BriefError(f"{str(path)!r} is not a whole brief: {where}: {first['msg']}. {advice}") from problem


def check_brief(brief: Brief) -> list[CheckedStatement]:
    """Every statement against its cited sentences, these against their revisions, and the questions.

    What a judge held against a statement is taken over from the brief: without a model it cannot be repeated.
    """
    articles = {article.revision: article for article in brief.articles}
    records = brief.records.records()
    checked = [_checked(section, statement, brief, articles) for section, statement in brief.by_section()]
    checked += [CheckedStatement("gaps", q, (), check_question(q, records)) for q in brief.gaps.questions]
    places: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    return [replace(each, place=next(places[each.section])) for each in checked]


async def judge_checked(
    brief: Brief, checked: Sequence[CheckedStatement], judge: Judge, tally: Tally
) -> list[CheckedStatement]:
    """What `check_brief` found, and a judge besides: it reads each statement that the other checks let stand."""
    items = {item.record.id: item for item in items_of(brief)}
    statements = list(brief.statements())  # in the order of `checked`, which goes on with the questions
    places = [n for n in range(len(statements)) if checked[n].status != "unsupported"]
    judged = await judge.judge([_line(checked[n].section, statements[n], items) for n in places], tally)
    verdicts = dict(zip(places, judged, strict=True))
    return [_judged(each, verdicts[n]) if n in verdicts else each for n, each in enumerate(checked)]


def _line(section: str, statement: Statement, items: Mapping[str, Item]) -> Line:
    return Line(section, "", statement.text, tuple(items[record] for record in statement.records))


def _judged(checked: CheckedStatement, verdict: Judged) -> CheckedStatement:
    if verdict.problem:
        return replace(checked, unjudged=verdict.problem)
    others = [finding for finding in checked.findings if finding.check != "judge"]
    return replace(checked, findings=(*others, *([verdict.finding] if verdict.finding else [])))


def _checked(section: str, statement: Statement, brief: Brief, articles: dict[str, Article]) -> CheckedStatement:
    notes = tuple(brief.sources[number - 1] for number in statement.citations)
    records = [record for record in brief.records.records() if record.id in statement.records]
    findings = [*_note_faults(statement, notes, records, brief)]
    if not findings:
        findings += check_statement(statement.text, notes, articles, records)
        findings += (finding for finding in statement.findings if finding.check == "judge")
    return CheckedStatement(section, statement.text, notes, tuple(findings), statement.status)


def _note_faults(
    statement: Statement, notes: Sequence[SourceNote], records: Sequence[Record], brief: Brief
) -> Iterator[Finding]:
    """Why what a statement rests on is not what the brief embeds."""
    for note in notes:
        yield from check_note(note, brief.article(note.article, note.revision))
    if not notes:
        yield Finding(check="citation", value=statement.text, reason="it cites no sentence")
    for record in records:
        yield from _record_faults(record, brief)
    if brief.header.extractive:
        yield from _altered(statement, notes)
    elif {(n.article, n.revision, n.sentence) for n in notes} != {_place(e) for r in records for e in r.evidence}:
        reason = "its source notes are not the sentences that its records rest on"
        yield Finding(check="citation", value=statement.text, reason=reason)


def _altered(statement: Statement, notes: Sequence[SourceNote]) -> Iterator[Finding]:
    """Why an extractive statement is not in its sentence's words: all of it, or a speaker and what he says."""
    text = statement.text.removesuffix(CUT)
    parts = text.split(": ", maxsplit=1)
    whole = any(find_quote(text, note.quote) for note in notes)
    if not whole and not any(all(find_quote(part, note.quote) for part in parts) for note in notes):
        reason = "these are not the words of the sentence that it cites"
        yield Finding(check="extract", value=statement.text, reason=reason)


def _place(evidence: Evidence) -> tuple[str, str, int]:
    return evidence.article, evidence.revision, evidence.sentence


def _record_faults(record: Record, brief: Brief) -> Iterator[Finding]:
    """Why an embedded record is not what grounding makes of it: its words, sentences or days were altered."""
    first = record.evidence[0] if record.evidence else None
    article = brief.article(first.article, first.revision) if first else None
    if article is None:
        yield Finding(check="record", value=record.id, reason=f"the article of record {record.id!r} is not embedded")
        return
    again, findings = ground(record, article)
    yield from (finding.model_copy(update={"light": False}) for finding in findings)  # it should not be here at all
    if not findings and again != record:
        yield Finding(check="record", value=record.id, reason=f"record {record.id!r} is not what its sentences give")
