"""run.json: what a run was made with, what it read, and what came of it."""

from collections.abc import Sequence
from typing import Any

from .. import __version__
from ..schemas import ArticleRead, Brief, Manifest, RunState
from ..store import shown_place
from .extracting import Outcome
from .identity import prompts_of
from .settings import Settings

__all__ = ["EXIT_CODES", "articles_read", "counts_of", "manifest_of"]

EXIT_CODES = {
    RunState.DONE: 0,
    RunState.FAILED: 1,
    RunState.PARTIAL: 3,
    RunState.UNFINISHED: 3,
    RunState.UNDELIVERED: 3,
    RunState.NOTHING: 4,
    RunState.RUNNING: 3,
}


def manifest_of(settings: Settings, brief: Brief, outcomes: Sequence[Outcome], **run: Any) -> Manifest:
    """The manifest of a run that wrote `brief`; `run` has what the run alone knows."""
    shown = settings.model_dump(mode="json", exclude={"secrets", "config"})
    return Manifest(
        sitbrief=__version__,
        settings=shown | {"store": shown_place(settings.store)},
        area=settings.subject,
        timezone=settings.timezone,
        prompts=prompts_of(settings),
        partial=brief.header.partial,
        counts=counts_of(brief, outcomes),
        rejected=list(brief.gaps.rejected),
        refused=list(brief.gaps.refused),
        **run,
    )


def articles_read(brief: Brief, articles: Sequence[Any], outcomes: Sequence[Outcome]) -> list[ArticleRead]:
    """Each article of the day with what became of it; without outcomes its sentences were quoted."""
    by_article = {(o.article.id, o.article.revision): o for o in outcomes}
    return [_article(article, by_article.get((article.id, article.revision))) for article in articles]


def _article(article: Any, outcome: Outcome | None) -> ArticleRead:
    extraction = outcome.extraction if outcome else None
    came = "quoted" if outcome is None else "failed" if extraction is None else "copied" if outcome.copy_of else "read"
    return ArticleRead.model_validate(
        {
            **article.model_dump(include={"id", "revision", "title", "outlet", "url", "published"}),
            "outcome": came,
            "copy_of": outcome.copy_of if outcome else "",
            "records": len(extraction.records()) if extraction else 0,
            "rejected": len(extraction.rejected) if extraction else 0,
            "problem": outcome.problem if outcome else "",
        }
    )


def counts_of(brief: Brief, outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many of each: articles and what became of them, records, statements, and all that was left out."""
    gaps = brief.gaps
    return {
        "articles": brief.header.articles,
        "origins": brief.header.origins,
        "articles_failed": sum(bool(outcome.problem) for outcome in outcomes),
        "inputs_failed": len(gaps.failed) - sum(bool(outcome.problem) for outcome in outcomes),
        "undated": len(gaps.undated),
        "records": sum(len(o.extraction.records()) for o in outcomes if o.extraction),
        "records_rejected": len(gaps.rejected),
        "records_omitted": gaps.omitted_records,
        "statements": sum(1 for _ in brief.statements()),
        "statements_refused": len(gaps.refused),
        "statements_unjudged": sum(len(each.statements) for each in gaps.unjudged),
        "statements_repeated": len(gaps.repeated),
        "sentences_cited": len(brief.sources),
        "sentences_untold": gaps.untold,
        "outside_period": gaps.outside_period,
        "late": len(gaps.late),
    }
