from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sitbrief.pipeline import Period, Settings, period_of
from sitbrief.pipeline.briefing import cut_off
from sitbrief.schemas import Article, SettingsError

TODAY = date(2031, 3, 9)
BAGHDAD = ZoneInfo("Asia/Baghdad")


def test_without_a_day_the_period_is_all_days_of_the_articles(article: Callable[..., Article]) -> None:
    """First to last day of what was read."""
    read = [article("A.", date(2031, 3, 5)), article("B.", date(2031, 3, 3))]
    period = period_of(read, Settings.of(), today=TODAY)
    assert (period.since, period.until) == (date(2031, 3, 3), date(2031, 3, 5))


def test_without_articles_the_period_is_today() -> None:
    """Nothing read and no day asked for: today."""
    assert str(period_of([], Settings.of(), today=TODAY)) == "2031-03-09"


def test_a_day_beside_since_is_refused() -> None:
    """--day and --since say two things."""
    with pytest.raises(SettingsError, match="not both"):
        period_of([], Settings.of(), today=TODAY, day=TODAY, since=TODAY)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """Both ends are named."""
    with pytest.raises(SettingsError, match=r"2031-03-01.*2031-03-09"):
        period_of([], Settings.of(), today=TODAY, since=TODAY, until=date(2031, 3, 1))


def test_a_day_begins_and_ends_at_local_midnight() -> None:
    """A day in Baghdad begins at nine in the evening, UTC."""
    period = Period(date(2031, 3, 3), date(2031, 3, 3), BAGHDAD)
    assert period.start == datetime(2031, 3, 2, 21, tzinfo=UTC)
    assert period.end == datetime(2031, 3, 3, 21, tzinfo=UTC)


def test_the_cut_off_of_a_day_that_is_over_is_its_end() -> None:
    """A brief made later still read nothing from after its period."""
    period = Period(date(2031, 3, 3), date(2031, 3, 3), ZoneInfo("UTC"))
    assert cut_off(period, datetime(2031, 5, 1, tzinfo=UTC)) == datetime(2031, 3, 4, tzinfo=UTC)
    assert cut_off(period, datetime(2031, 3, 3, 7, tzinfo=UTC)) == datetime(2031, 3, 3, 7, tzinfo=UTC)


def test_an_undated_article_counts_to_the_day_it_was_first_seen(article: Callable[..., Article]) -> None:
    """Nobody guesses a date; the day of first sight admits it."""
    period = Period(date(2031, 3, 8), date(2031, 3, 8), ZoneInfo("UTC"))
    assert period.holds(article("Undated.", None))


def test_an_open_period_reaches_to_the_day_that_was_given(article: Callable[..., Article]) -> None:
    """--since after every article is a period with nothing in it, not a wrong one; so is --until before."""
    read = [article("A.", date(2031, 3, 5))]
    later, sooner = date(2031, 4, 1), date(2031, 2, 1)
    assert str(period_of(read, Settings.of(), today=TODAY, since=later)) == "2031-04-01"
    assert str(period_of(read, Settings.of(), today=TODAY, until=sooner)) == "2031-02-01"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_at_the_end_of_time_is_refused(day: date) -> None:
    """Its midnight may have no instant."""
    with pytest.raises(SettingsError, match="outside the years"):
        period_of([], Settings.of(), today=TODAY, day=day)
