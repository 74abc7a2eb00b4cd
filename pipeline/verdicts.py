"""What is said of a run: what its brief lacks, in which state that leaves the day, and what happened."""

import re
from collections.abc import Sequence

from ..schemas import Brief, Delivery, FailedArticle, RunState
from .extracting import Outcome

__all__ = ["also", "delivered_state", "missing", "sentence", "state_of", "undelivered", "with_unjudged"]


# Characters of a reason that stand in a sentence; all of it is in the Gaps and in run.json.
_LONGEST = 120
_SYSTEM_ERROR = re.compile(r"\[Errno -?\d+\] (\w[\w ]+)")


def missing(
    outcomes: Sequence[Outcome],
    failed: Sequence[FailedArticle],
    *,
    unread: str,
    cause: str,
    unwritten: str = "",
    judged: bool = True,
) -> str:
    """What a brief lacks, in a sentence with counts; empty if nothing.

    `failed` are inputs that could not be read, `unread` why not all were tried, `cause` what stopped the run,
    `unwritten` why no model wrote the brief, which then is not `judged` either.
    """
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    faults = {_fault(problem) for problem in problems}
    why = _fault(cause) or (faults.pop() if len(faults) == 1 else "the Gaps say why")
    parts = []
    if problems:
        were = "was" if len(problems) == 1 else "were"
        parts.append(f"{len(problems)} of {_number(len(outcomes), 'article')} {were} not read ({why})")
    if failed:
        parts.append(f"{_number(len(failed), 'input')} could not be fetched or read (the Gaps say why)")
    if unread:
        parts.append(f"not all sources were read ({unread})")
    if unwritten:
        said = problems and _fault(unwritten) == why
        parts.append("no model wrote it" + ("" if said else f" ({_fault(unwritten)})"))
    if unwritten and not judged:
        parts.append("the judge was not asked")
    return f"{'; '.join(parts)}." if parts else ""


def _fault(reason: str) -> str:
    """The kind of a fault, as the messages of sitbrief begin with it: what an endpoint said of it stands behind."""
    return _clause(reason.split(": ")[0])


def _clause(reason: str) -> str:
    """The first sentence of a reason, to stand within another; what to do about it is said where it is listed."""
    line = " ".join(reason.split()).split(". ")[0].rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def with_unjudged(partial: str, brief: Brief) -> str:
    """What a brief lacks, with the statements on which the judge gave no verdict."""
    unjudged = brief.gaps.statements_unjudged
    return also(partial, f"{_number(unjudged, 'statement')} without a verdict of the judge") if unjudged else partial


def state_of(brief: Brief, *, passing: bool) -> RunState:
    """UNFINISHED if more could come of another run, as where what kept this one from the whole may be `passing`, or a
    judge gave no verdict.
    """
    gaps = brief.gaps
    if passing or gaps.unjudged:
        return RunState.UNFINISHED
    if brief.header.partial or gaps.failed:
        return RunState.PARTIAL
    return RunState.NOTHING if brief.empty else RunState.DONE


def sentence(brief: Brief) -> str:
    """What a run wrote, and what it lacks."""
    header = brief.header
    articles = _number(header.articles, "article")
    if brief.empty:
        said = f"nothing to report, of {articles}"
    else:
        kind = "extractive brief" if header.extractive else "brief"
        statements = _number(sum(1 for _ in brief.statements()), "statement")
        said = f"{kind} of {statements} from {articles}"
    return f"{said}, partial: {header.partial}" if header.partial else f"{said}."


def delivered_state(state: RunState, deliveries: Sequence[Delivery]) -> RunState:
    """The state of a run after its deliveries; where more is left to do than these, that is said."""
    settled = state in (RunState.DONE, RunState.NOTHING, RunState.PARTIAL)
    return RunState.UNDELIVERED if settled and undelivered(deliveries) else state


def undelivered(deliveries: Sequence[Delivery]) -> str:
    """Which targets a brief did not reach, to be put behind a sentence; empty if it reached all."""
    failed = [f"{each.target} ({_cause(each.problem)})" for each in deliveries if not each.delivered]
    return f"not delivered to {', '.join(failed)}: run again to try that anew" if failed else ""


def _cause(problem: str) -> str:
    """Why a delivery failed: what the system says of it, which stands behind much else, or the first sentence."""
    found = _SYSTEM_ERROR.search(problem)
    return found[1] if found else _clause(problem)


def also(said: str, *more: str) -> str:
    """A sentence, with what else there is to say in it."""
    return "; ".join(filter(None, [said.rstrip("."), *more])) + "."


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
