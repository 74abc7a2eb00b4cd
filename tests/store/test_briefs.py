"""Briefs: kept once, listed, and found as the previous one."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sitbrief.schemas import Statement, StoreError
from sitbrief.store import BriefRow


def test_a_brief_comes_back(store, make_brief, make_article):
    """A brief returns whole, the articles in it included."""
    brief = make_brief().model_copy(update={"articles": [make_article()]})
    assert store.brief(store.keep_brief(brief)) == brief


def test_the_same_brief_is_kept_once(store, make_brief):
    """Kept twice, a brief has one id and one row; another brief of the same day has its own."""
    line = Statement(text="Quiet.", records=(), citations=())
    first, second = make_brief(), make_brief().model_copy(update={"bottom_line": line})
    assert store.keep_brief(first) == store.keep_brief(first) != store.keep_brief(second)
    assert len(store.briefs()) == 2


def test_briefs_are_listed_newest_first(store, make_brief):
    """The list begins with the latest cut-off, and of equal ones with the last kept."""
    days = [date(2026, 2, 7), date(2026, 2, 9), date(2026, 2, 8)]
    ids = {day: store.keep_brief(make_brief(day)) for day in days}
    last = store.keep_brief(make_brief(date(2026, 2, 9), model="m"))
    assert [row.id for row in store.briefs()] == [last, *(ids[day] for day in sorted(days, reverse=True))]
    cut_off = datetime(2026, 2, 7, 18, tzinfo=UTC)
    assert store.briefs()[-1] == BriefRow(ids[days[0]], "Orlo", days[0], days[0], cut_off)


def test_an_unknown_brief_is_named(store):
    """A brief that is not there is a StoreError that says its id and where to look."""
    with pytest.raises(StoreError, match=r"no brief 'x1'; Store\.briefs\(\)"):
        store.brief("x1")


def test_the_previous_brief_is_the_latest_before(store, make_brief):
    """Of the briefs of the area cut off before the instant, the one with the latest cut-off is the previous."""
    for day in (date(2026, 2, 6), date(2026, 2, 7), date(2026, 2, 8)):
        store.keep_brief(make_brief(day))
    store.keep_brief(make_brief(date(2026, 2, 7), area="Tarn", cut_off=datetime(2026, 2, 7, 20, tzinfo=UTC)))
    assert store.previous_brief(datetime(2026, 2, 8, tzinfo=UTC), "Orlo") == make_brief(date(2026, 2, 7))
    assert store.previous_brief(datetime(2026, 2, 6, tzinfo=UTC), "Orlo") is None
    assert store.previous_brief(datetime(2026, 2, 9, tzinfo=UTC), "") is None


def test_a_cut_off_at_the_instant_is_before_it(store, make_brief):
    """A day's brief is cut off at its midnight, with which the next day begins: it is the previous one."""
    cut_off = datetime(2026, 2, 7, 18, tzinfo=UTC)
    store.keep_brief(make_brief(date(2026, 2, 7)))
    assert store.previous_brief(cut_off.replace(hour=17), "Orlo") is None
    assert store.previous_brief(cut_off, "Orlo") is not None


def test_a_day_begins_at_midnight_of_the_zone(store, make_brief):
    """18:00 UTC on the 7th is before the 8th in UTC, and after its beginning where the 8th is already under way."""
    brief = make_brief(date(2026, 2, 7))
    store.keep_brief(brief)
    assert store.previous_brief(date(2026, 2, 8), "Orlo") == brief
    assert store.previous_brief(date(2026, 2, 8), "Orlo", ZoneInfo("Asia/Tokyo")) is None


def test_an_instant_without_a_zone_is_refused(store):
    """Nobody guesses the zone of an instant."""
    with pytest.raises(StoreError, match=r"2026-02-08T00:00:00.*no time zone"):
        store.previous_brief(datetime(2026, 2, 8), "Orlo")
