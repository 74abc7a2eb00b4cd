"""Addresses: remembered by the URL that was asked for, the last reading alone."""

from datetime import UTC, datetime, timedelta

from sitbrief.schemas import Link, Visit

URL = "https://qaradincourier.example/feed"
SEEN = datetime(2031, 3, 5, 6, tzinfo=UTC)


def test_an_address_that_was_never_read_is_not_remembered(store):
    """Nothing is known of a new address."""
    assert store.visit(URL) is None


def test_the_last_reading_takes_the_place_of_the_one_before(store):
    """What a server said last is sent back to it, not what it said first."""
    first = Visit(url=URL, seen=SEEN, etag='"1"', links=(Link(url="https://qaradincourier.example/a"),))
    later = Visit(url=URL, seen=SEEN + timedelta(days=1), etag='"2"', articles=(("a1", "r1"),))
    store.keep_visit(first)
    assert store.visit(URL) == first
    store.keep_visit(later)
    assert store.visit(URL) == later
