"""The picture of a period as a whole: what its parts make of one another."""

from datetime import date

import pytest
from sitbrief.analysis import Told, origins_of, picture_of
from sitbrief.registry import Registry
from sitbrief.schemas import Event, Figure, Stance

REGISTRY = Registry.of("sources: {}")


@pytest.fixture
def told(make):
    """Makes what a day told: an article a line with its records, each grounded by hand."""

    def day(n, *articles):
        pairs, made = [], []
        for at, (sentence, records) in enumerate(articles):
            article = make(sentence, day=n, outlet=f"Outlet {at}")
            made.append(article)
            pairs += [(r.model_copy(update={"id": f"{n}-{at}-{k}"}), article) for k, r in enumerate(records)]
        return Told(pairs, origins_of(made))

    return day


def received(value):
    sentence = f"Sarvan has received {value} prisoners from Halvaz so far, the Interior Ministry said."
    what = f"Sarvan received {value} prisoners from Halvaz."
    event = Event(s=[1], type="COOPERATE", actors=["Halvaz"], recipients=["Sarvan"], what=what)
    amount = float(value.replace(",", ""))
    of = "prisoners received from Halvaz"
    return sentence, [event, Figure(s=[1], value=value, unit="prisoners", of=of, amount=amount)]


def stance(polarity):
    return Stance(s=[1], holder="Leyla Marwani", target="the truce", polarity=polarity, cue="c", said="indirect")


def test_two_outlets_that_report_one_event_are_two_origins(told):
    """One event with both records, reported on one day."""
    walked = ("Dock workers of Orlo walked out over pay at dawn.", "At dawn the Orlo dock workers left over their pay.")
    events = [
        Event(s=[1], type="PROTEST", mode="strike", actors=["Dock workers"], what="Dock workers of Orlo walked out.")
        for _ in walked
    ]
    picture = picture_of(told(5, *((s, [e]) for s, e in zip(walked, events, strict=True))), registry=REGISTRY)
    (event,) = picture.events
    assert (event.origins, event.single_source, event.first, event.last) == (
        2,
        False,
        date(2031, 3, 5),
        date(2031, 3, 5),
    )
    assert event.outlets == ("Outlet 0", "Outlet 1")


def test_against_the_last_brief_a_count_grows_and_is_an_update(told):
    """The series has the points of both, and the change says from what to what."""
    picture = picture_of(told(8, received("1,360")), told(5, received("480")), registry=REGISTRY)
    (series,) = picture.series
    assert [(point.value, point.day) for point in series.points] == [
        ("480", date(2031, 3, 5)),
        ("1,360", date(2031, 3, 8)),
    ]
    assert series.grows
    assert picture.contradictions == ()
    assert [(change.kind, change.delta) for change in picture.changes] == [("updated", "480 to 1,360 (+880)")]
    assert [event.novelty for event in picture.events] == ["updated"]


def test_a_position_that_turned_is_shown_as_shifted(told):
    before, now = (
        told(5, ("Leyla Marwani backed the truce.", [stance("favor")])),
        told(8, ("Leyla Marwani opposed the truce.", [stance("against")])),
    )
    (position,) = picture_of(now, before, registry=REGISTRY).positions
    assert (position.polarity, position.shifted, len(position.points)) == ("against", True, 2)


def test_without_a_last_brief_everything_is_new_and_nothing_is_a_change(told):
    picture = picture_of(told(5, received("480")), registry=REGISTRY)
    assert picture.changes == ()
    assert {event.novelty for event in picture.events} == {"new"}


def test_nothing_told_is_an_empty_picture():
    picture = picture_of(Told(), registry=REGISTRY)
    assert (picture.events, picture.actors, picture.series) == ((), (), ())


def test_what_only_the_last_brief_told_is_no_part_of_the_picture(told):
    """But for what is no longer reported of it."""
    ultimatum = Event(s=[1], type="THREATEN", actors=["Brigades"], recipients=["Sarvan"], what="An ultimatum was set.")
    before = told(5, ("The Brigades set Sarvan an ultimatum.", [ultimatum]), received("480"))
    picture = picture_of(told(8, ("Leyla Marwani opposed the truce.", [stance("against")])), before, registry=REGISTRY)
    assert (picture.events, picture.series) == ((), ())
    assert [(change.kind, change.records) for change in picture.changes] == [("gone", ())]
