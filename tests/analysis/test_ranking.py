"""Which records come first when not all of them fit."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.analysis import rank
from sitbrief.schemas import Actor, Article, Event, EventType, Figure, Published, Record, Stance

FIGURE = Figure(sentences=[1], value="12", of="ferries")
STANCE = Stance(sentences=[1], holder="A", target="B", polarity="favor", cue="c", said="indirect")
ACTOR = Actor(sentences=[1], name="A", type="body")

MATERIAL_CONFLICT = ["ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"]
MATERIAL_COOPERATION = ["COOPERATE", "AID", "RETREAT"]
VERBAL = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"]


class Promise(Record):
    """A kind of a user's own."""


def event(kind: str, **fields: Any) -> Event:
    return Event(sentences=[1], type=kind, what="Something.", **fields)


def article(day: int | None = 6, seen: int = 8) -> Article:
    """An article of that day of March, or undated and first seen on that day."""
    published = Published(day=date(2031, 3, day), origin="flag") if day else None
    seen_at = datetime(2031, 3, seen, tzinfo=UTC)
    return Article(id="a", revision="r", title="T", text="", sentences=(), published=published, first_seen=seen_at)


TODAY = article()


def ranked(*records: Record) -> list[Record]:
    """The records of one article, the weightiest first."""
    return [record for record, _ in rank((record, TODAY) for record in records)]


@pytest.mark.parametrize("said", VERBAL)
@pytest.mark.parametrize("done", MATERIAL_CONFLICT + MATERIAL_COOPERATION)
def test_what_was_done_comes_before_what_was_said(done: str, said: str) -> None:
    """Material events outweigh verbal ones, whatever order they come in."""
    assert ranked(event(said), event(done)) == [event(done), event(said)]


@pytest.mark.parametrize("help_", MATERIAL_COOPERATION)
@pytest.mark.parametrize("force", ["ASSAULT", "COERCE", "SANCTION"])
def test_force_and_punishment_come_before_help(force: str, help_: str) -> None:
    """Among what was done, what hurts comes first."""
    assert ranked(event(help_), event(force)) == [event(force), event(help_)]


def test_kinds_have_an_order() -> None:
    """Deeds, then figures, then stances, then kinds of one's own, and actors last."""
    own = Promise(sentences=[1])
    deed = event("ASSAULT")
    assert ranked(ACTOR, own, STANCE, FIGURE, deed) == [deed, FIGURE, STANCE, own, ACTOR]


@pytest.mark.parametrize("kind", EventType)
def test_background_weighs_less(kind: EventType) -> None:
    """An event from before the news comes after the same event in it, and after figures and stances."""
    old, new = event(kind.value, aux=["historical"]), event(kind.value, aux=["future"])
    assert ranked(old, new) == [new, old]
    assert ranked(old, FIGURE)[0] is FIGURE


def test_among_equals_the_latest_comes_first() -> None:
    """The day of publication decides between records of one weight, never above weight."""
    early, late = article(day=5), article(day=7)
    pairs = [(event("AID"), early), (event("AID"), late), (event("ASSAULT"), early)]
    assert rank(pairs) == [pairs[2], pairs[1], pairs[0]]


def test_an_undated_article_counts_to_the_day_on_which_it_was_seen() -> None:
    """It is neither first nor last for want of a date."""
    early, undated, late = article(day=5), article(day=None, seen=6), article(day=7)
    pairs = [(FIGURE, early), (FIGURE, undated), (FIGURE, late)]
    assert [found for _, found in rank(pairs)] == [late, undated, early]


POOL: list[Record] = [FIGURE, STANCE, ACTOR, *(event(kind.value) for kind in EventType)]


@given(st.lists(st.tuples(st.sampled_from(POOL), st.sampled_from([article(5), article(6), article(None, 6)]))))
def test_ranking_loses_nothing_and_is_stable(pairs: list[tuple[Record, Article]]) -> None:
    """All pairs come back, and ranking what is ranked changes nothing."""
    first = rank(pairs)
    assert sorted(map(repr, first)) == sorted(map(repr, pairs))
    assert rank(first) == first


def test_what_weighs_the_same_keeps_its_order() -> None:
    """Equals of one day come as they were given."""
    pairs = [(Event(sentences=[n], type="AID", what=f"{n}."), TODAY) for n in (3, 1, 2)]
    assert rank(iter(pairs)) == pairs
