"""A brief file checked against the articles that it embeds: no store, no model."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ..grounding import check_note, check_question, check_statement
from ..schemas import Article, Brief, BriefError, Finding, Statement
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
    if not findings:
        findings += check_statement(statement.text, notes, articles, records)
    return CheckedStatement(statement.text, statement.citations, tuple(findings))
