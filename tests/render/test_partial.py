"""What a reader is told of a brief that is not whole, and of the days that have one."""

from collections.abc import Callable
from datetime import date

import pytest
from sitbrief.render import IndexedDay, html, index, markdown
from sitbrief.schemas import Brief, BriefHeader

MISSING = "2 of 6 articles were not read (the <endpoint> is *down*)."


@pytest.fixture
def partial(make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]) -> Callable[..., Brief]:
    """A brief of which something is missing."""

    def make(**fields: object) -> Brief:
        return make_brief(header=make_header(partial=MISSING, **fields))

    return make


def test_a_partial_brief_says_so_above_everything_else(partial: Callable[..., Brief]) -> None:
    """In both forms, escaped, before the first section."""
    page, text = html(partial()), markdown(partial())
    assert "This brief is partial: 2 of 6 articles were not read (the &lt;endpoint&gt; is *down*)." in page
    assert page.index("This brief is partial") < page.index("<section")
    assert "**This brief is partial: 2 of 6 articles were not read (the \\<endpoint\\> is \\*down\\*).**" in text
    assert text.index("This brief is partial") < text.index("\n## ")


def test_a_brief_of_records_says_that_no_model_wrote_it(partial: Callable[..., Brief]) -> None:
    """A model read the articles; the sentences are its checked records."""
    text = markdown(partial(from_records=True, model="m"))
    assert "no model wrote this brief: its statements are the checked records" in text
    assert "A model wrote this brief" not in text


def test_an_extractive_brief_in_place_of_another_does_not_ask_for_a_model(partial: Callable[..., Brief]) -> None:
    """One is configured, and could not be reached: how to name one is no help."""
    text = markdown(partial(extractive=True, model=""))
    assert "picked by rules; no model wrote it" in text
    assert "name it with --model" not in text


def test_the_index_links_each_day_the_latest_first() -> None:
    """With how its run ended where that is not well; it loads nothing, and escapes."""
    days = [
        IndexedDay(date(2031, 3, 4), "Sarvan", "done", "all <well>"),
        IndexedDay(date(2031, 3, 5), "Sarvan", "partial", "not all"),
    ]
    page = index(days)
    assert page.index("2031-03-05/brief.html") < page.index("2031-03-04/brief.html")
    assert '<span class="state">partial</span>' in page
    assert page.count('class="state"') == 1
    assert "all &lt;well&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<title>Situation briefs: Sarvan</title>" in page
