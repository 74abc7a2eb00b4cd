"""The brief where no model is configured."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sitbrief.pipeline import Period, Run, Settings, SituationBrief, check_brief
from sitbrief.schemas import Article, FailedArticle
from sitbrief.store import Store

NOW = datetime(2031, 3, 8, 18, tzinfo=UTC)
PERIOD = Period(date(2031, 3, 3), date(2031, 3, 8), ZoneInfo("UTC"))


@pytest.fixture
def brief(sample: Callable[[str], Article], store: Store) -> SituationBrief:
    """Of two sample articles, with an input that could not be read."""
    articles = [store.add_article(sample(name)) for name in ("2031-03-03-sps", "2031-03-08-sps")]
    run = Run(Settings(area="Sarvan"), store, now=lambda: NOW)
    return asyncio.run(run.brief(articles, PERIOD, [FailedArticle(name="x.txt", reason="it is empty")]))


def test_every_statement_is_in_the_words_of_its_sentence(brief: SituationBrief, store: Store) -> None:
    """Whole sentences, and quotations with their speaker; the checks carry them all, and no model is named."""
    assert brief.header.extractive
    assert brief.header.model == ""
    assert brief.takeaways
    assert brief.figures
    assert brief.positions
    assert all(each.status == "supported" for each in check_brief(brief))
    assert store.briefs() == []


def test_days_and_articles_head_what_they_tell(brief: SituationBrief) -> None:
    """Developments by article, the timeline by day, and what was left out with numbers."""
    assert brief.developments[0].heading == "Sarvan Press Service, 3 March 2031"
    assert brief.timeline[0].heading == "2 March 2031"
    assert brief.gaps.failed[0].name == "x.txt"
    assert brief.gaps.untold > 0
    shown = brief.to_markdown()
    assert f"Sentences of the articles that are not shown: {brief.gaps.untold}" in shown
    assert "What changed" not in shown
    assert "Records taken from articles" not in shown
    assert '<section id="timeline"' in brief.to_html()


@pytest.mark.parametrize("text", ["Sarvan has received some prisoners.", "Zubrat: They were counted at noon."])
def test_other_words_do_not_hold(brief: SituationBrief, text: str) -> None:
    """Also where the sentence would carry them."""
    altered = brief.takeaways[0].model_copy(update={"text": text})
    changed = brief.model_copy(update={"takeaways": [altered]})
    assert "extract" in [finding.check for finding in check_brief(changed)[0].findings]
