"""What changed since the last brief: new, updated, reversed, no longer reported; and what is no change."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from sitbrief.analysis.changes import changes_of
from sitbrief.analysis.reports import Report
from sitbrief.schemas import Article, Change, Event, Point, Position, Published, Series, StancePoint

Told = Report[Event]
Group = tuple[Told, ...]

EARLIER, NOW = 4, 6
_ids = count()


def event(day: int, type: str, what: str, *, origin: str = "", on: int | None = None, **fields: Any) -> Told:
    """An event as an article of that day of March gives it; `on` is the day on which it happened."""
    article = Article(
        id=f"a{day}",
        revision="r",
        title="T",
        text="",
        sentences=(),
        published=Published(day=date(2031, 3, day), origin="flag"),
        first_seen=datetime(2031, 3, 30, tzinfo=UTC),
    )
    when = {"words": f"on March {on}", "start": date(2031, 3, on), "end": date(2031, 3, on)} if on else ""
    record = Event.model_validate({"sentences": [1], "type": type, "what": what, "when": when, **fields})
    name = f"{'old' if day == EARLIER else 'now'}-{next(_ids):04}"
    return Report(record.model_copy(update={"id": name}), article, origin or name, {})


def old(type: str, what: str, **fields: Any) -> Told:
    """An event of the last brief."""
    return event(EARLIER, type, what, **fields)


def now(type: str, what: str, **fields: Any) -> Told:
    """An event of this period."""
    return event(NOW, type, what, **fields)


def changes(
    *groups: Group | Told,
    series: tuple[Series, ...] = (),
    positions: tuple[Position, ...] = (),
    family: Mapping[str, str] | None = None,
) -> tuple[list[Change], list[str]]:
    """The changes, and the novelties in order of the groups."""
    merged = [group if isinstance(group, tuple) else (group,) for group in groups]
    ids = {report.record.id for group in merged for report in group if report.record.id.startswith("old")}
    ids |= {p.record for each in (*series, *positions) for p in each.points if p.record.startswith("old")}
    near: Callable[[str], frozenset[str]] = lambda key: frozenset({key, (family or {}).get(key, key)})  # noqa: E731
    found, novelty = changes_of(merged, ids, series, positions, family=near)
    return list(found), list(novelty.values())


def kinds(*groups: Group | Told, **given: Any) -> list[str]:
    """The kinds of the changes."""
    return [change.kind for change in changes(*groups, **given)[0]]


def counted(of: str, *values: tuple[str, int, str, float], grows: bool = True, **fields: Any) -> Series:
    """A series of (record, day of March, value as written, amount)."""
    points = tuple(
        Point(record=record, value=value, amount=amount, day=date(2031, 3, day), **fields)
        for record, day, value, amount in values
    )
    return Series(id="s", of=of, points=points, grows=grows)


def position(*points: tuple[str, int, str], polarity: str = "against") -> Position:
    """A position of (record, day of March, polarity)."""
    held = tuple(StancePoint(record=r, day=date(2031, 3, d), polarity=p) for r, d, p in points)  # type: ignore[arg-type]
    return Position.model_validate(
        {"holder": "Sarvan", "target": "the truce plan", "theme": "", "polarity": polarity, "points": held}
    )


BLAST = {"type": "ASSAULT", "what": "An explosion destroyed an arms depot of the Brigades.", "recipients": ["Brigades"]}


# ------------------------------------------------------------------------------------------ new and known


def test_an_event_without_counterpart_is_new() -> None:
    """What the last brief did not tell is new, under its leading record."""
    blast = now(**BLAST)
    found, novelty = changes(blast)
    assert found == [Change(kind="new", about=blast.record.what, records=(blast.record.id,))]
    assert novelty == ["new"]


def test_the_same_told_again_is_known() -> None:
    """An unchanged retelling of the same origin is neither new nor updated, in other words either."""
    again = now(
        "ASSAULT", "A blast wrecked the arms depot that the Brigades kept.", recipients=["Brigades"], origin="x"
    )
    assert changes((again, old(**BLAST, origin="x"))) == ([], ["known"])


def test_history_is_no_change() -> None:
    """What is told as background is not news, even if the last brief did not tell it."""
    assert changes(now("ASSAULT", "Halvaz beat the Ashen Banner.", actors=["Halvaz"], aux=["historical"])) == (
        [],
        ["known"],
    )


def test_another_strike_of_the_same_actors_is_new() -> None:
    """A second deed of one kind is no update of the first."""
    strike = {"type": "ASSAULT", "actors": ["Tirmen"], "recipients": ["Brigades"]}
    first = old(what="Tirmen shelled a Brigades depot near Wadi Sereh.", on=3, **strike)
    second = now(what="Tirmen shelled a Brigades depot near Beit Sulwan.", on=6, **strike)
    assert kinds(second, first) == ["new"]


def test_without_a_last_brief_everything_is_new() -> None:
    """No earlier record, no counterpart."""
    assert kinds(now(**BLAST), now("PROTEST", "People marched through Zahmara.", actors=["people"])) == ["new", "new"]


# ------------------------------------------------------------------------------------------ updated


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("An explosion destroyed an arms depot of the Brigades, and 40 houses.", {}),
        ("An explosion destroyed an arms depot of the Brigades and killed a guard.", {}),
        ("An explosion destroyed an arms depot of the Brigades.", {"actors": ["Tirmen"]}),
    ],
)
def test_a_number_an_outcome_or_an_actor_updates(what: str, fields: dict[str, Any]) -> None:
    """What is added to a known event makes it an update, set against the earlier record."""
    before, after = old(**BLAST, origin="x"), now(**{**BLAST, **fields, "what": what}, origin="x")
    found, novelty = changes((after, before))
    assert [(c.kind, c.records, c.earlier) for c in found] == [("updated", (after.record.id,), (before.record.id,))]
    assert novelty == ["updated"]


def test_the_same_number_in_other_words_is_no_update() -> None:
    """Numbers are compared by value."""
    before = old("COERCE", "Police arrested 33 people.", actors=["police"], origin="x")
    after = now("COERCE", "Police arrested thirty-three people.", actors=["police"], origin="x")
    assert kinds((after, before)) == []


def test_an_ordinal_is_no_new_count() -> None:
    """ "The first group" adds no number."""
    before = old("COOPERATE", "A group of 120 was flown in.", actors=["Halvaz"], recipients=["Sarvan"], origin="x")
    after = now(
        "COOPERATE", "The first group of 120 was flown in.", actors=["Halvaz"], recipients=["Sarvan"], origin="x"
    )
    assert kinds((after, before)) == []


def test_an_actor_of_the_same_family_is_no_new_actor() -> None:
    """A minister named for a state that was named before adds nobody."""
    before = old("REJECT", "Tirmen denied any part in the blast.", actors=["Tirmen"], origin="x")
    after = now("REJECT", "Besheli denied any part in the blast.", actors=["Besheli"], origin="x")
    assert kinds((after, before), family={"Besheli": "Tirmen"}) == []


def test_more_origins_update_what_one_origin_told() -> None:
    """A second and a third independent report of a single-source event are news; a copy is not."""
    before = old(**BLAST, origin="wire")
    found, _ = changes((now(**BLAST, origin="a"), now(**BLAST, origin="b"), before))
    assert [change.delta for change in found] == ["now also reported by 2 more origins"]
    assert kinds((now(**BLAST, origin="wire"), before)) == []
    assert kinds((now(**BLAST, origin="c"), before, old(**BLAST, origin="d"))) == []


def test_a_plan_that_is_carried_out_is_updated() -> None:
    """One event, first to come and then done."""
    before = old("PROTEST", "The committee plans a march on Friday.", actors=["committee"], aux=["future"])
    after = now("PROTEST", "The committee marched on Friday.", actors=["committee"])
    assert [(c.kind, c.delta) for c in changes((after, before))[0]] == [("updated", "planned, now done")]


VISIT = {
    "type": "AGREE",
    "what": "Aldmoor said that Thackmore would visit Qaradin and meet the caretaker cabinet.",
    "actors": ["Aldmoor", "Thackmore"],
    "aux": ["future"],
}


def test_the_next_step_of_a_story_is_updated() -> None:
    """A planned visit that takes place is the same story though it is another event; the plan is not gone."""
    before = old(**VISIT)
    after = now("CONSULT", "Thackmore arrived in Qaradin and met the caretaker cabinet.", actors=["Thackmore"])
    found, novelty = changes(after, before)
    assert [(c.kind, c.delta, c.earlier) for c in found] == [("updated", "planned, now done", (before.record.id,))]
    assert novelty == ["updated"]


@pytest.mark.parametrize(
    "after",
    [
        now("CONSULT", "Ordani arrived in Qaradin and met the caretaker cabinet.", actors=["Ordani"]),
        now("CONSULT", "Thackmore met bankers in Harrowmere.", actors=["Thackmore"]),
        now("ASSAULT", "Thackmore struck a guard in Qaradin before the caretaker cabinet.", actors=["Thackmore"]),
        now("CONSULT", "Thackmore met the caretaker cabinet in Qaradin.", actors=["Thackmore"], on=1),
    ],
    ids=["another actor", "another matter", "no such step", "before the plan"],
)
def test_what_does_not_follow_is_new(after: Told) -> None:
    """A next step has the actor, the matter, the type and the time for it."""
    assert kinds(after, old(**VISIT))[0] == "new"


def test_who_is_expected_somewhere_and_comes_there_is_updated() -> None:
    """For a visit the place is matter enough; a nationality that both tell is none, nor is another place."""
    plan = "Aldmoori envoy Ellingford is expected to fly to Qaradin."
    before = old("AGREE", plan, actors=["Ellingford"], aux=["future"])
    visit = {"type": "CONSULT", "mode": "visit", "actors": ["Ellingford"], "recipients": ["Qalani"]}
    assert kinds(now(what="Ellingford, the Aldmoori envoy, arrived in Qaradin.", **visit), before) == ["updated"]
    assert kinds(now(what="Ellingford, the Aldmoori envoy, arrived in Zahmara.", **visit), before)[0] == "new"


def test_what_was_asked_and_is_refused_is_updated() -> None:
    """The answer of whom it was asked; the refusal of somebody else is new."""
    asked = old(
        "REQUEST", "Halvaz proposed a truce in the valley.", actors=["Halvaz"], recipients=["Brigades"], where="Sereh"
    )
    refusal = {"type": "REJECT", "what": "The truce in the valley was turned down.", "recipients": ["Halvaz"]}
    found, _ = changes(now(**refusal, actors=["Brigades"]), asked)
    assert [(c.kind, c.delta) for c in found] == [("updated", "asked, now refused")]
    assert kinds(now(**{**refusal, "recipients": []}, actors=["Tirmen"]), asked)[0] == "new"


def test_an_ultimatum_that_ran_out_is_updated() -> None:
    """A threat and its end are one story."""
    before = old("THREATEN", "The Brigades gave an ultimatum on the transfers.", actors=["Brigades"])
    after = now("THREATEN", "The ultimatum of the Brigades on the transfers ran out.", actors=["Brigades"])
    assert kinds(after, before) == ["updated"]
    threat = old("THREATEN", "The Brigades vowed to answer shots on the transfers.", actors=["Brigades"])
    assert kinds(after, threat) == ["new"]


# ------------------------------------------------------------------------------------------ figures


PRISONERS = "prisoners received from Halvaz"


def test_a_quantity_that_grew_is_updated() -> None:
    """The delta keeps the values as they are written, and says the difference."""
    series = counted(PRISONERS, ("old-a", 4, "150", 150), ("now-a", 6, "2,250", 2250))
    (change,), _ = changes(series=(series,))
    assert (change.kind, change.about, change.delta) == ("updated", PRISONERS, "150 to 2,250 (+2,100)")
    assert (change.records, change.earlier) == (("now-a",), ("old-a",))


def test_qualifiers_stay_and_a_fall_is_negative() -> None:
    """ "About" is not lost on the way."""
    series = counted("megawatts", ("old-a", 4, "900", 900), ("now-a", 6, "600", 600), grows=False, qualifier="about")
    assert changes(series=(series,))[0][0].delta == "about 900 to about 600 (-300)"


@pytest.mark.parametrize(
    "series",
    [
        counted(PRISONERS, ("old-a", 4, "480", 480), ("now-a", 6, "480", 480)),
        counted(PRISONERS, ("old-a", 4, "480", 480), ("now-a", 4, "500", 500)),
        counted(PRISONERS, ("old-a", 4, "480", 480), ("now-a", 6, "500", 500), ("now-b", 6, "9", 9), grows=False),
        counted(PRISONERS, ("old-a", 4, "480", 480), ("now-a", 6, "500", 500), planned=True),
        counted(PRISONERS, ("now-a", 5, "480", 480), ("now-b", 6, "500", 500)),
        Series(
            id="s",
            of="people hurt",
            points=(
                Point(record="old-a", value="14", amount=14, day=date(2031, 3, 4), said_by="police"),
                Point(record="now-a", value="41", amount=41, day=date(2031, 3, 6), said_by="doctors"),
            ),
        ),
    ],
    ids=["same", "same day", "disagreeing", "a plan", "no earlier", "somebody else's count"],
)
def test_what_is_no_growth_is_no_change(series: Series) -> None:
    """Only a later, undisputed, other count of the same source is a change."""
    assert kinds(series=(series,)) == []


def test_a_count_that_grows_is_updated_whoever_gives_it() -> None:
    """The government first, its minister then."""
    points = tuple(
        Point(record=record, value=value, amount=amount, day=date(2031, 3, day), said_by=who)
        for record, day, value, amount, who in (
            ("old-f", 4, "480", 480, "government"),
            ("now-f", 6, "1,360", 1360, "Jalal Temrouk"),
        )
    )
    (found,) = changes(series=(Series(id="s", of=PRISONERS, points=points, grows=True),))[0]
    assert (found.kind, found.delta) == ("updated", "480 to 1,360 (+880)")


def test_an_event_and_a_figure_that_tell_one_growth_are_one_change() -> None:
    """The event is the change, with the figure's delta and records, also where two reports tell it."""
    series = counted(PRISONERS, ("old-f", 4, "480", 480), ("now-f", 6, "1,360", 1360))
    fields = {"type": "COOPERATE", "actors": ["Halvaz"], "recipients": ["Sarvan"]}
    first = now(what="Sarvan has received 1,360 prisoners from Halvaz.", **fields)
    second = now(what="The prisoners received so far are 1,360.", **fields)
    (change,), novelty = changes(first, second, series=(series,))
    assert (change.kind, change.delta) == ("updated", "480 to 1,360 (+880)")
    assert change.about == first.record.what
    assert change.records == (first.record.id, second.record.id, "now-f")
    assert change.earlier == ("old-f",)
    assert novelty == ["updated", "updated"]


def test_a_like_number_of_something_else_is_another_change() -> None:
    """An event tells a growth only if it names what is counted."""
    series = counted("fighters killed by the explosion", ("old-f", 4, "five", 5), ("now-f", 6, "seven", 7))
    other = now("COERCE", "Police arrested seven students.", actors=["police"], recipients=["students"])
    assert kinds(other, series=(series,)) == ["new", "updated"]


# ------------------------------------------------------------------------------------------ reversed


NOMINATED = {
    "type": "SUPPORT",
    "what": "The Compact nominated Azrani as candidate for premier.",
    "actors": ["Compact"],
    "recipients": ["Azrani"],
}
REFUSED = {"type": "REJECT", "what": "Azrani was refused as candidate for premier.", "recipients": ["Azrani"]}


def test_who_takes_back_what_it_did_reverses_it() -> None:
    """Support by one actor, then refusal by the same, of the same."""
    before, after = old(**NOMINATED), now(**REFUSED, actors=["Compact"])
    found, novelty = changes(after, before)
    assert [(c.kind, c.earlier) for c in found] == [("reversed", (before.record.id,))]
    assert novelty == ["reversed"]


def test_a_refusal_by_somebody_else_is_no_reversal() -> None:
    """A candidate nominated by one and refused by another is refused, no more."""
    assert kinds(now(**REFUSED, actors=["Aldmoor"]), old(**NOMINATED)) == ["new"]


def test_who_denies_a_charge_takes_nothing_back() -> None:
    """A party that promised and now denies an accusation still promises."""
    before = old("AGREE", "Halvaz agreed to transfer prisoners by bus.", actors=["Halvaz"], recipients=["Sarvan"])
    denial = "Halvaz denied an accusation over the prisoners on the bus."
    assert kinds(now("REJECT", denial, actors=["Halvaz"], recipients=["Sarvan"]), before) == ["new"]


def test_fighting_between_those_who_ceased_fire_reverses_it() -> None:
    """Both sides of a truce fight again; a fight with a third party breaks nothing."""
    sides = ["Tirmen", "Brigades"]
    truce = old("RETREAT", "Both sides laid down their arms.", mode="ceasefire", actors=sides, recipients=sides)
    assert kinds(now("ASSAULT", "Mortars hit the ridge again.", actors=sides), truce) == ["reversed"]
    fight = now("ASSAULT", "Mortars hit the ridge again.", actors=["Tirmen", "Ashen Banner"])
    assert kinds(fight, truce) == ["new"]


@pytest.mark.parametrize("what", ["postponed", "called off", "put off", "cancelled"])
def test_a_plan_that_is_called_off_is_reversed(what: str) -> None:
    """Whether it is told as one event or as another."""
    text = f"Thackmore's visit to Qaradin and the caretaker cabinet was {what}."
    assert kinds(now("REJECT", text, actors=["Thackmore"]), old(**VISIT)) == ["reversed"]
    again = now("AGREE", text, actors=["Aldmoor", "Thackmore"], aux=["future"])
    assert kinds((again, old(**VISIT))) == ["reversed"]


def test_what_was_done_and_then_was_not_is_reversed() -> None:
    """No deal, then a deal of the same parties; and a planned visit that did not take place."""
    parties = ["Compact", "Front"]
    before = old("AGREE", "The Compact and the Front reached no deal on a budget.", actors=parties, aux=["negation"])
    assert kinds(now("AGREE", "The parties signed a deal on a budget.", actors=parties), before) == ["reversed"]
    missed = now(
        "CONSULT", "Thackmore never met the caretaker cabinet in Qaradin.", actors=["Thackmore"], aux=["negation"]
    )
    assert kinds(missed, old(**VISIT)) == ["reversed"]


def test_a_position_that_turned_is_reversed() -> None:
    """For it in the last brief and against it now; a mixed or neutral one did not turn, nor did one within a period."""
    (change,), _ = changes(positions=(position(("old-s", 4, "favor"), ("now-s", 6, "against")),))
    assert (change.kind, change.about, change.delta) == ("reversed", "the truce plan", "favor to against")
    assert (change.records, change.earlier) == (("now-s",), ("old-s",))
    for first in (("old-s", 4, "neutral"), ("old-s", 4, "against"), ("now-t", 5, "favor")):
        assert kinds(positions=(position(first, ("now-s", 6, "against")),)) == []
    assert kinds(positions=(position(("old-s", 4, "favor"), ("now-s", 6, "mixed"), polarity="mixed"),)) == []


# ------------------------------------------------------------------------------------------ gone


@pytest.mark.parametrize(
    "before",
    [
        old(**VISIT),
        old("THREATEN", "The Brigades vowed to strike back.", actors=["Brigades"]),
        old("REQUEST", "Keddah called on nine countries to take back their citizens.", actors=["Keddah"]),
        old("RETREAT", "Tirmeni troops would pull back.", actors=["Tirmen"], aux=["hypothetical"]),
    ],
)
def test_what_was_to_come_and_has_no_word_now_is_gone(before: Told) -> None:
    """A plan, a threat or a demand of which nothing is heard any more."""
    (change,), novelty = changes(before)
    assert change == Change(kind="gone", about=before.record.what, earlier=(before.record.id,))
    assert novelty == []


@pytest.mark.parametrize(
    "before",
    [
        old(**BLAST),
        old("THREATEN", "Tirmen had threatened war.", actors=["Tirmen"], aux=["historical"]),
        old("CONSULT", "A meeting is not planned.", actors=["Azrani"], aux=["future", "negation"]),
    ],
)
def test_what_was_over_is_not_gone(before: Told) -> None:
    """Nobody waits for what is done, for history, or for what was not to be."""
    assert kinds(before) == []


def test_what_is_still_spoken_of_is_not_gone() -> None:
    """A plan whose actor and matter occur again, in an event of any type, is still reported."""
    still = now(
        "ACCUSE", "Thackmore was criticised for her plan to visit the cabinet in Qaradin.", actors=["Thackmore"]
    )
    assert kinds(still, old(**VISIT)) == ["new"]


def test_what_came_within_the_last_brief_is_not_gone() -> None:
    """A plan of which the last brief told also the outcome is over."""
    visit = old("CONSULT", "Thackmore arrived in Qaradin and met the caretaker cabinet.", actors=["Thackmore"])
    assert kinds(old(**VISIT), visit) == []


def test_of_what_is_gone_that_of_most_origins_comes_first() -> None:
    """All of it is given; what a brief has room for is not decided here."""
    plans = [old("AGREE", f"Plan {n}.", actors=[f"Party {n}"], aux=["future"]) for n in range(9)]
    twice = (old("AGREE", "A plan.", actors=["A"], aux=["future"]), old("AGREE", "A.", actors=["A"], aux=["future"]))
    found, _ = changes(*plans, twice)
    assert len(found) == 10
    assert found[0].about == "A plan."


def test_changes_keep_the_order_of_the_events() -> None:
    """The weightiest first, as given; positions, figures and what is gone come after the events."""
    march = now("PROTEST", "People marched through Zahmara.", actors=["people"])
    blast, threat = now(**BLAST), old("THREATEN", "Tirmen threatened war.", actors=["Tirmen"])
    turned = position(("old-s", 4, "favor"), ("now-s", 6, "against"))
    grown = counted(PRISONERS, ("old-a", 4, "150", 150), ("now-a", 6, "2,250", 2250))
    found, _ = changes(threat, march, blast, series=(grown,), positions=(turned,))
    assert [change.about for change in found] == [
        march.record.what,
        blast.record.what,
        "the truce plan",
        PRISONERS,
        threat.record.what,
    ]
