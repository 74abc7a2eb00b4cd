"""Which records come first when not all of them fit."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sitbrief.analysis import Weights, rank
from sitbrief.schemas import (
    Actor,
    Article,
    Contradiction,
    Event,
    EventType,
    Figure,
    MergedEvent,
    Picture,
    Point,
    Position,
    Published,
    Record,
    Series,
    Side,
    Stance,
    StancePoint,
)

FIGURE = Figure(sentences=[1], value="12", of="ferries")
STANCE = Stance(sentences=[1], holder="A", target="B", polarity="favor", cue="c", said="indirect")
ACTOR = Actor(sentences=[1], name="A", type="body")


class Promise(Record):
    """A kind of a user's own."""


def event(kind: str, id: str = "", **fields: Any) -> Event:
    return Event(sentences=[1], id=id or kind, type=kind, actors=["A"], recipients=["B"], what="Something.", **fields)


def merged(record: Event, weight: float = 5.0) -> MergedEvent:
    """The event of one report, as it was weighed."""
    return MergedEvent(id=record.id, records=(record.id,), what=record.what, type=record.type, weight=weight)


def article(day: int | None = 6, seen: int = 8) -> Article:
    """An article of that day of March, or undated and first seen on that day."""
    published = Published(day=date(2031, 3, day), origin="flag") if day else None
    seen_at = datetime(2031, 3, seen, tzinfo=UTC)
    return Article(id="a", revision="r", title="T", text="", sentences=(), published=published, first_seen=seen_at)


TODAY = article()


def ranked(*records: Record, picture: Picture | None = None) -> list[Record]:
    """The records of one article, the weightiest first."""
    pairs = rank([(record, TODAY) for record in records], picture or Picture(), Weights())
    return [record for record, _ in pairs]


def test_an_event_comes_by_the_weight_of_the_event_that_it_reports() -> None:
    """Whatever its type: what was weighed is not weighed again."""
    first, second = event("AID"), event("ASSAULT")
    assert ranked(second, first, picture=Picture(events=(merged(first, 6), merged(second, 5)))) == [first, second]


def test_kinds_have_an_order() -> None:
    """Figures, then stances, then kinds of one's own, and actors last; force comes before all, background behind."""
    own, deed, old = Promise(sentences=[1]), event("ASSAULT"), event("AID")
    picture = Picture(events=(merged(deed, 6.95), merged(old, 0.25)))
    assert ranked(ACTOR, old, own, STANCE, FIGURE, deed, picture=picture) == [deed, FIGURE, STANCE, own, old, ACTOR]


def test_what_the_picture_points_out_comes_before_its_like() -> None:
    """A figure that grew or is disputed, and a position that shifted."""
    plain, grown, disputed = (FIGURE.model_copy(update={"id": name}) for name in ("plain", "grown", "disputed"))
    point = Point(record="grown", value="12", amount=12)
    sides = (Side(holder="A", says="12", records=("disputed",)), Side(holder="B", says="13", records=("x",)))
    picture = Picture(
        series=(Series(id="s", of="ferries", points=(point,)),),
        contradictions=(Contradiction(id="c", kind="figure", about="ferries", sides=sides),),
    )
    assert ranked(plain, grown, disputed, picture=picture) == [grown, disputed, plain]
    before, shifted = (STANCE.model_copy(update={"id": name}) for name in ("before", "shifted"))
    position = Position(
        holder="A",
        target="B",
        theme="",
        polarity="favor",
        points=(StancePoint(record="shifted", polarity="favor"),),
        shifted=True,
    )
    assert ranked(before, shifted, picture=Picture(positions=(position,))) == [shifted, before]


def test_among_equals_the_latest_comes_first() -> None:
    """The day of publication decides between records of one weight, never above weight."""
    early, late = article(day=5), article(day=7)
    deed = event("ASSAULT")
    pairs = [(FIGURE, early), (FIGURE, late), (deed, early)]
    assert rank(pairs, Picture(events=(merged(deed, 7),)), Weights()) == [pairs[2], pairs[1], pairs[0]]


def test_an_undated_article_counts_to_the_day_on_which_it_was_seen() -> None:
    """It is neither first nor last for want of a date."""
    early, undated, late = article(day=5), article(day=None, seen=6), article(day=7)
    pairs = [(FIGURE, early), (FIGURE, undated), (FIGURE, late)]
    assert [found for _, found in rank(pairs, Picture(), Weights())] == [late, undated, early]


POOL: list[Record] = [FIGURE, STANCE, ACTOR, *(event(kind.value) for kind in EventType)]


@given(st.lists(st.tuples(st.sampled_from(POOL), st.sampled_from([article(5), article(6), article(None, 6)]))))
def test_ranking_loses_nothing_and_is_stable(pairs: list[tuple[Record, Article]]) -> None:
    """All pairs come back, and ranking what is ranked changes nothing."""
    picture = Picture(events=tuple(merged(event(kind.value), 4 + n % 3) for n, kind in enumerate(EventType)))
    first = rank(pairs, picture, Weights())
    assert sorted(map(repr, first)) == sorted(map(repr, pairs))
    assert rank(first, picture, Weights()) == first


def test_what_weighs_the_same_keeps_its_order() -> None:
    """Equals of one day come as they were given."""
    pairs = [(FIGURE.model_copy(update={"value": n}), TODAY) for n in ("3", "1", "2")]
    assert rank(iter(pairs), Picture(), Weights()) == pairs
