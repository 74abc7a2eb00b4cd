"""What is said of a run: what its brief lacks, in which state that leaves the day, and what happened."""

from collections.abc import Sequence
from pathlib import Path

from ..schemas import Brief, Delivery, FailedArticle, RunState
from .extracting import Outcome

__all__ = ["delivered_state", "missing", "sentence", "state_of", "undelivered"]


# Characters of the reason of a failed delivery that stand in a sentence; all of it is in run.json.
_LONGEST = 120


def missing(
    outcomes: Sequence[Outcome], failed: Sequence[FailedArticle], *, unread: str, cause: str, unwritten: str = ""
) -> str:
    """What a brief lacks, in a sentence with counts; empty if nothing.

    `failed` are inputs that could not be read, `unread` why not all were tried, `cause` what stopped the run,
    `unwritten` why no model wrote the brief.
    """
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    why = cause or (problems[0] if len(set(problems)) == 1 else "the Gaps say why")
    parts = []
    if problems:
        were = "was" if len(problems) == 1 else "were"
        parts.append(f"{len(problems)} of {_number(len(outcomes), 'article')} {were} not read ({_clause(why)})")
    if failed:
        parts.append(f"{_number(len(failed), 'input')} could not be fetched or read (the Gaps say why)")
    if unread:
        parts.append(f"not all sources were read ({unread})")
    if unwritten:
        said = problems and _clause(unwritten) == _clause(why)
        parts.append("no model wrote it" + ("" if said else f" ({_clause(unwritten)})"))
    return f"{'; '.join(parts)}." if parts else ""


def _clause(reason: str) -> str:
    """The first sentence of a reason, to stand within another; what to do about it is said where it is listed."""
    return reason.split(". ")[0].rstrip(".")


def state_of(brief: Brief, *, cause: str, fallen_back: bool, unread: bool) -> RunState:
    """UNFINISHED if more could come of another run: something stopped this one, or nobody wrote what was read."""
    gaps = brief.gaps
    lacking = bool(brief.header.partial or gaps.unjudged)
    if fallen_back or unread or (lacking and cause):
        return RunState.UNFINISHED
    if lacking or gaps.failed:
        return RunState.PARTIAL
    return RunState.NOTHING if brief.empty else RunState.DONE


def sentence(brief: Brief, folder: Path) -> str:
    """What a run wrote, where, and what it lacks."""
    header = brief.header
    articles = _number(header.articles, "article")
    if brief.empty:
        said = f"{header.since}: nothing to report, of {articles}; in {folder}"
    else:
        kind = " extractive" if header.extractive else ""
        statements = _number(sum(1 for _ in brief.statements()), "statement")
        said = f"{header.since}:{kind} brief of {statements} from {articles} in {folder}"
    if header.partial:
        said = f"{said}, partial: {header.partial.rstrip('.')}"
    unjudged = sum(len(each.statements) for each in brief.gaps.unjudged)
    return f"{said}; {_number(unjudged, 'statement')} without a verdict of the judge." if unjudged else f"{said}."


def delivered_state(state: RunState, deliveries: Sequence[Delivery]) -> RunState:
    """The state of a run after its deliveries."""
    whole = state in (RunState.DONE, RunState.NOTHING)
    return RunState.UNDELIVERED if whole and undelivered(deliveries) else state


def undelivered(deliveries: Sequence[Delivery]) -> str:
    """A sentence on the targets that a brief did not reach, to be put after another; empty if it reached all."""
    failed = [f"{each.target} ({_clause(each.problem)[:_LONGEST]})" for each in deliveries if not each.delivered]
    return f" It could not be delivered to {', '.join(failed)}; run again to try it anew." if failed else ""


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
