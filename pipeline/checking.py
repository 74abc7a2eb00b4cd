"""A brief file checked against the articles that it embeds: no store, no model."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ..grounding import check_note, check_question, check_statement, ground
from ..schemas import Article, Brief, BriefError, Evidence, Finding, Record, Statement
from .briefing import SituationBrief

__all__ = ["CheckedStatement", "check_brief", "read_brief"]


@dataclass(frozen=True)
class CheckedStatement:
    """A statement (or a question of the Gaps) with what its checks found; nothing found: it holds."""

    text: str
    citations: tuple[int, ...]
    findings: tuple[Finding, ...]


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
    """Every statement against its cited sentences, these against their revisions, and the questions."""
    articles = {article.revision: article for article in brief.articles}
    records = brief.records.records()
    checked = [_checked(statement, brief, articles) for statement in brief.statements()]
    checked += [CheckedStatement(q, (), check_question(q, records)) for q in brief.gaps.questions]
    return checked


def _checked(statement: Statement, brief: Brief, articles: dict[str, Article]) -> CheckedStatement:
    notes = [brief.sources[number - 1] for number in statement.citations]
    records = [record for record in brief.records.records() if record.id in statement.records]
    findings = [finding for note in notes for finding in check_note(note, brief.article(note.article, note.revision))]
    if not notes:
        findings.append(Finding(check="citation", value=statement.text, reason="it cites no sentence"))
    findings += [finding for record in records for finding in _record_faults(record, brief)]
    if {(n.article, n.revision, n.sentence) for n in notes} != {_place(e) for r in records for e in r.evidence}:
        reason = "its source notes are not the sentences that its records rest on"
        findings.append(Finding(check="citation", value=statement.text, reason=reason))
    if not findings:
        findings += check_statement(statement.text, notes, articles, records)
    return CheckedStatement(statement.text, statement.citations, tuple(findings))


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
    yield from findings
    if not findings and again != record:
        yield Finding(check="record", value=record.id, reason=f"record {record.id!r} is not what its sentences give")
