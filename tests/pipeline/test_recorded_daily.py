"""A morning's job with recorded answers of a language model: the third day of the samples."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import httpx2
import pytest
from sitbrief.pipeline import Daily, Means, Ran, Settings, check_brief, read_brief
from sitbrief.pipeline.reports import read_manifest
from sitbrief.pipeline.settings import Source
from sitbrief.samples import ARTICLES
from sitbrief.schemas import RunState
from sitbrief.store import Store

DAY = date(2031, 3, 6)
NEXT_MORNING = datetime(2031, 3, 7, 6, 30, tzinfo=UTC)


def run(settings: Settings) -> Ran:
    wire = httpx2.AsyncHTTPTransport(trust_env=False)
    with Store.open(settings.store) as store:
        means = Means(settings, store, now=lambda: NEXT_MORNING, transport=wire)
        (ran,) = asyncio.run(Daily(means).write(Daily(means).days().wanted))
    return ran


@pytest.mark.vcr
def test_a_morning_of_the_samples(recorded: Settings, tmp_path: Path) -> None:
    """The brief of the day holds in each statement, the articles of other days are in none, and again costs nothing."""
    reports = tmp_path / "reports"
    settings = recorded.model_copy(
        update={"reports": reports, "sources": (Source(address=str(ARTICLES)),), "deadline": 3600.0}
    )
    ran = run(settings)
    assert (ran.day, ran.state, ran.code) == (DAY, RunState.DONE, 0)
    brief = read_brief(reports / str(DAY) / "brief.json")
    checked = check_brief(brief)
    assert len(checked) > 5
    assert all(statement.holds for statement in checked)
    manifest = read_manifest(reports / str(DAY))
    assert manifest is not None
    assert {article.published.day for article in manifest.articles if article.published} == {DAY}
    assert brief.gaps.outside_period == 6
    assert sum(used.calls for used in manifest.usage) > len(manifest.articles)
    again = run(settings)
    assert "no model was asked" in again.said
