"""run.json: what a run was made with, what it read, and what came of it."""

from collections.abc import Sequence
from typing import Any

from .. import __version__
from ..schemas import Article, ArticleRead, Brief, Manifest, RunState
from ..store import shown_place
from .extracting import Outcome
from .identity import prompts_of
from .running import Covered
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


def articles_read(covered: Covered, outcomes: Sequence[Outcome]) -> list[ArticleRead]:
    """Each article of the day with what became of it; without outcomes the first of each origin was quoted."""
    by_article = {(o.article.id, o.article.revision): o for o in outcomes}
    firsts = {id(member): origin.members[0] for origin in covered.origins for member in origin.members[1:]}
    return [
        _article(article, by_article.get((article.id, article.revision)), firsts.get(id(article)))
        for article in covered.articles
    ]


def _article(article: Article, outcome: Outcome | None, first: Article | None) -> ArticleRead:
    extraction = outcome.extraction if outcome else None
    copy_of = outcome.copy_of if outcome else first.id if first else ""
    came = "failed" if outcome and extraction is None else "copied" if copy_of else "read" if outcome else "quoted"
    return ArticleRead.model_validate(
        {
            **article.model_dump(include={"id", "revision", "title", "outlet", "url", "published"}),
            "outcome": came,
            "copy_of": copy_of,
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
        "articles_failed": brief.header.unread,
        "inputs_failed": len(gaps.failed) - brief.header.unread,
        "undated": len(gaps.undated),
        "articles_without_records": len(gaps.without_records),
        "records": sum(len(o.extraction.records()) for o in outcomes if o.extraction),
        "records_rejected": len(gaps.rejected),
        "records_omitted": gaps.omitted_records,
        "statements": sum(1 for _ in brief.statements()),
        "statements_refused": len(gaps.refused),
        "statements_unjudged": gaps.statements_unjudged,
        "statements_repeated": len(gaps.repeated),
        "sentences_cited": len(brief.sources),
        "sentences_untold": gaps.untold,
        "outside_period": gaps.outside_period,
        "late": len(gaps.late),
    }
