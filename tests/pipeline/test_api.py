import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import sitbrief
from sitbrief.pipeline import Settings
from sitbrief.schemas import Article, EventType, NoModelError, SourceError


@pytest.mark.vcr
def test_a_script_extracts_the_events_of_an_article(sample: Callable[[str], Article], recorded: Settings) -> None:
    """One call that asks for events alone; each event stands with its sentences and resolved days."""
    events = sitbrief.extract_events(sample("2031-03-03-sps"), settings=recorded)
    transfers = [event for event in events if event.type is EventType.COOPERATE]
    assert transfers
    for event in events:
        assert event.evidence
        assert event.reported is not None


@pytest.mark.vcr
def test_the_plain_functions_work_inside_a_running_loop(sample: Callable[[str], Article], recorded: Settings) -> None:
    """As in a notebook; a second call is answered from the store."""
    article = sample("2031-03-03-sps")

    async def notebook() -> tuple[sitbrief.Extraction, sitbrief.Extraction]:
        first = sitbrief.extract(article, settings=recorded)
        return first, await sitbrief.aextract(article, settings=recorded)

    first, second = asyncio.run(notebook())
    assert first.events == second.events
    assert first.usage.calls > 0
    assert second.usage.calls == 0
    assert second.usage.reused == first.usage.calls


def test_an_error_crosses_the_thread_of_a_running_loop(sample: Callable[[str], Article], tmp_path: Path) -> None:
    """What goes wrong beside the notebook's loop is raised in the notebook."""
    unset = Settings(model="", store=str(tmp_path / "s.db"))

    async def notebook() -> None:
        sitbrief.extract(sample("2031-03-03-sps"), settings=unset)

    with pytest.raises(NoModelError):
        asyncio.run(notebook())


def test_a_bad_file_beside_good_ones_is_a_warning_that_names_it(tmp_path: Path) -> None:
    """The good one is read; the bad one is not silently dropped."""
    (tmp_path / "good.txt").write_text("A title\n\nSarvan closed the bridge on Monday.\n")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x00")
    with pytest.warns(UserWarning, match=r"bad\.txt"):
        articles = sitbrief.read_articles(tmp_path, published="2031-03-03")
    assert [str(a.published.day) for a in articles if a.published] == ["2031-03-03"]


def test_a_path_that_gives_nothing_is_an_error(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(SourceError, match=r"absent\.txt"):
        sitbrief.read_articles(tmp_path / "absent.txt")
