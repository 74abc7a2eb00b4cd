"""Articles and their revisions."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sitbrief.schemas import Aside, NoSuchArticleError, Published

LATER = datetime(2026, 2, 9, 6, tzinfo=UTC)


def test_an_article_comes_back_as_it_was_added(store, make_article):
    """Every field of an article outlives the store, asides and an instant with another offset included."""
    instant = datetime.fromisoformat("2026-02-08T02:30:00+03:00")
    when = Published(day=date(2026, 2, 8), instant=instant, origin="page metadata")
    aside = Aside(kind="caption", start=0, end=3, text="The")
    article = make_article(published=when, url="http://orlo.example/1", path="a.txt", asides=(aside,), language="fr")
    assert store.add_article(article) == article
    assert store.article(article.id) == article


def test_a_second_sight_keeps_when_it_was_first_seen(store, make_article):
    """The same revision seen again keeps its first_seen, also where its title was mended."""
    first = store.add_article(make_article())
    again = store.add_article(make_article(first_seen=LATER, title="Another title"))
    assert again == first.model_copy(update={"title": "Another title"})
    assert store.article(first.id) == again


def test_a_missing_date_is_filled_in(store, make_article, published):
    """A known, undated revision takes the publication date that comes later, and its day with it."""
    store.add_article(make_article())
    dated = store.add_article(make_article(published=published(date(2026, 1, 3)), first_seen=LATER))
    assert dated.published == published(date(2026, 1, 3))
    assert dated.first_seen == make_article().first_seen
    assert store.articles(until=date(2026, 1, 3)) == [dated]
    assert store.articles(since=date(2026, 2, 1)) == []


def test_a_wrong_date_can_be_mended_and_none_is_taken_away(store, make_article, published):
    """A date given anew replaces the one before; a sight without a date leaves it."""
    store.add_article(make_article(published=published(date(2026, 1, 3))))
    mended = store.add_article(make_article(published=published(date(2026, 1, 9))))
    assert mended.published.day == date(2026, 1, 9)
    assert store.add_article(make_article(published=None)) == mended
    assert store.articles(date(2026, 1, 9), date(2026, 1, 9)) == [mended]
    assert store.articles(date(2026, 1, 3), date(2026, 1, 3)) == []


def test_changed_text_adds_a_revision(store, make_article):
    """The same id with another text is a further revision, and the earlier one stays whole."""
    old = store.add_article(make_article())
    new = store.add_article(make_article(first="The ferry left Orlo at noon.", first_seen=LATER))
    assert store.revisions(old.id) == [old, new]
    assert store.article(old.id) == new
    assert store.article(old.revision) == old
    assert store.articles() == [new]


def test_revisions_of_one_instant_keep_their_order(store, make_article):
    """Of two revisions first seen at the same instant, the one added last is the latest."""
    texts = [f"Ferry {n} left Orlo." for n in (3, 1, 2)]
    added = [store.add_article(make_article(first=text)) for text in texts]
    assert store.revisions(added[0].id) == added
    assert store.article(added[0].id) == added[-1]


def test_an_earlier_revision_does_not_bring_an_article_into_the_period(store, make_article, published):
    """Only the latest revision decides whether an article falls in the period."""
    store.add_article(make_article(published=published(date(2026, 2, 8))))
    moved = make_article(first="It left later.", published=published(date(2026, 2, 10)), first_seen=LATER)
    store.add_article(moved)
    assert store.articles(date(2026, 2, 8), date(2026, 2, 9)) == []
    assert store.articles(date(2026, 2, 10), date(2026, 2, 10)) == [moved]


def test_articles_are_ordered_by_day_outlet_and_title(store, make_article, published):
    """Day comes first, then outlet, then title."""
    keys = [(2, "B", "x"), (1, "C", "x"), (2, "A", "z"), (2, "A", "y")]
    for n, (day, outlet, title) in enumerate(keys):
        store.add_article(
            make_article(id=f"id-{n}", outlet=outlet, title=title, published=published(date(2026, 2, day)))
        )
    assert [(a.published.day.day, a.outlet, a.title) for a in store.articles()] == sorted(keys)


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (None, None, 1),
        (date(2026, 2, 8), date(2026, 2, 8), 1),
        (None, date(2026, 2, 7), 0),
        (date(2026, 2, 9), None, 0),
        (date(2026, 2, 9), date(2026, 2, 7), 0),
        (date.min, date.max, 1),
    ],
)
def test_both_days_of_a_period_are_included(store, make_article, published, since, until, count):
    """A period takes in its first and its last day, is open where none is given, and may be empty."""
    store.add_article(make_article(published=published(date(2026, 2, 8))))
    assert len(store.articles(since, until)) == count


@pytest.mark.parametrize(
    ("hour", "zone", "day"),
    [
        (23, "UTC", 7),
        (23, "Asia/Baghdad", 8),
        (23, "Pacific/Kiritimati", 8),
        (23, "Pacific/Pago_Pago", 7),
        (0, "Pacific/Pago_Pago", 6),
        (0, "America/New_York", 6),
        (0, "Pacific/Kiritimati", 7),
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_the_day_of_an_instant_is_that_of_the_zone(store, make_article, hour, zone, day, dated):
    """The last hour of a UTC day is the next day in the east, the first the day before in the west, dated or not."""
    instant = datetime(2026, 2, 7, hour, 30, tzinfo=UTC)
    when = Published(day=date(2026, 2, 7), instant=instant, origin="field") if dated else None
    store.add_article(make_article(published=when, first_seen=instant))
    found = [d for d in (6, 7, 8, 9) if store.articles(date(2026, 2, d), date(2026, 2, d), ZoneInfo(zone))]
    assert found == [day]


def test_the_latest_revision_is_the_one_first_seen_last(store, make_article):
    """An older revision that is added later stays the older; offsets compare as instants, not as written."""
    early = make_article(first_seen=datetime.fromisoformat("2026-02-08T09:00:00+05:00"))
    late = make_article(first="It left.", first_seen=early.first_seen.astimezone(UTC) + timedelta(hours=1))
    store.add_article(late)
    store.add_article(early)
    assert store.revisions(early.id) == [early, late]
    assert store.article(early.id) == late
    assert store.articles() == [late]


def test_a_prefix_of_four_characters_is_enough(store, make_article):
    """A beginning of an id or of a revision that is the only one names the article."""
    article = store.add_article(make_article())
    assert store.article(article.id[:4]) == article
    assert store.article(article.revision[:4]) == article


@pytest.mark.parametrize("name", ["a1b", "", "a1b2c3d4e5f60718x", "A1B2", "a_b2", "%%%%"])
def test_what_names_nothing_is_said_with_the_command_that_lists(store, make_article, name):
    """Too short, too long, in other letters or with wildcards, a name finds nothing, and the error helps."""
    store.add_article(make_article())
    with pytest.raises(NoSuchArticleError, match="`sitbrief articles`") as caught:
        store.article(name)
    assert repr(name) in str(caught.value)


def test_a_prefix_of_two_articles_names_both(store, make_article):
    """A beginning that two ids share is an error that names them."""
    for name in ("feed-1", "feed-2"):
        store.add_article(make_article(id=name))
    with pytest.raises(NoSuchArticleError, match="'feed-1', 'feed-2'"):
        store.article("feed")


def test_an_exact_name_goes_before_a_beginning(store, make_article):
    """An id that begins another id still names its own article, also where it is short."""
    article = store.add_article(make_article(id="fee"))
    store.add_article(make_article(id="feed"))
    assert store.article("fee") == article


def test_one_text_in_two_articles_needs_the_id(store, make_article):
    """A revision that two articles share does not say which is meant."""
    for name in ("wire-1", "wire-2"):
        store.add_article(make_article(id=name))
    with pytest.raises(NoSuchArticleError, match="'wire-1', 'wire-2'"):
        store.article(make_article().revision)
    assert store.article("wire-2").id == "wire-2"


def test_an_unknown_article_has_no_revisions(store):
    """The revisions of an unknown id are an empty list."""
    assert store.revisions("nothing") == []
