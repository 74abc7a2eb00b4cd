from datetime import UTC, date, datetime

import pytest
from sitbrief.sources.dates import date_line, parse_published

FIFTH = date(2031, 3, 5)


def test_a_day_is_a_day() -> None:
    """A bare day has no instant."""
    published = parse_published(" 2031-03-05 ", "field")
    assert (published.day, published.instant, published.origin) == (FIFTH, None, "field")


@pytest.mark.parametrize("value", ["2031-03-05T17:40:00Z", "2031-03-05T17:40:00+00:00", "2031-03-05 17:40Z"])
def test_an_instant_with_its_zone_is_kept(value: str) -> None:
    """A zone makes an instant of it."""
    published = parse_published(value, "front matter")
    assert published.instant == datetime(2031, 3, 5, 17, 40, tzinfo=UTC)
    assert published.day == FIFTH


def test_the_day_of_an_instant_is_the_one_in_utc() -> None:
    """An hour after midnight east of Greenwich still belongs to the day before."""
    published = parse_published("2031-03-06T01:00:00+03:00", "field")
    assert published.day == FIFTH
    assert published.instant == datetime(2031, 3, 5, 22, 0, tzinfo=UTC)


def test_an_instant_without_a_zone_is_a_day_only() -> None:
    """Nobody guesses the zone."""
    published = parse_published("2031-03-05T23:59:00", "field")
    assert (published.day, published.instant) == (FIFTH, None)


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "05/03/2031",
        "2031-3-5",
        "2031-02-30",
        "2031-03-05T25:00Z",
        "20310305",
        "2031-W10-3",
        "0001-01-01T00:00+14:00",
    ],
)
def test_anything_else_is_refused(value: str) -> None:
    """The error names the value and says what to write."""
    with pytest.raises(ValueError, match="write a day") as caught:
        parse_published(value, "field")
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "Mar. 05, 2031 • 3 min read",
        "March 5, 2031",
        "5 March 2031",
        "5th Mar 2031",
        "2031-03-05",
        "Wednesday, March 5, 2031 10:15 a.m. EST",
        "Published: Mar 5, 2031 at 17:40 GMT",
        "Published March 5, 2031 | Updated March 6, 2031",
        "2031-03-05T17:40:00Z",
        "Posted on 5 March 2031, 17:40 (UTC+3:00)",
    ],
)
def test_a_line_with_nothing_but_a_date_dates(line: str) -> None:
    """The usual lines under a headline give their day."""
    found = date_line(line)
    assert found is not None
    assert found[0] == FIFTH


@pytest.mark.parametrize("line", ["Updated March 6, 2031", "3/5/2031", "Feb. 31, 2031", "Last modified: 2031-03-06"])
def test_a_date_line_that_tells_no_day_of_publication(line: str) -> None:
    """An update, a date that reads two ways and one that does not exist date nothing."""
    assert date_line(line) == (None, False)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was closed on March 5, 2031.",
        "QARADIN, March 5, 2031 (SPS)",
        "March 5",
        "In 2031",
        "Version 12.3.2031 of the plan",
        "",
    ],
)
def test_a_line_with_more_than_a_date_is_none(line: str) -> None:
    """A sentence with a date in it is a sentence."""
    assert date_line(line) is None


def test_a_line_says_whether_it_calls_itself_a_date_line() -> None:
    """ "Published" and "min read" hold wherever the line stands; a bare date only at the top."""
    assert date_line("Published 5 March 2031") == (FIFTH, True)
    assert date_line("5 March 2031") == (FIFTH, False)
