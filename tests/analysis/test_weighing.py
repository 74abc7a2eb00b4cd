"""How well an event is confirmed, and how much it weighs."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError
from sitbrief.analysis.reports import Report
from sitbrief.analysis.weighing import Weights, weighed
from sitbrief.schemas import Article, Event, EventType, MergedEvent, Published

FORCE = ["ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"]
HELP = ["COOPERATE", "AID", "RETREAT"]
SAID = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"]


def report(
    id_: str, *, origin: str = "", day: int | None = 6, article: Mapping[str, Any] | None = None, **fields: Any
) -> Report[Event]:
    """A record with its article; each has an origin of its own unless one is given."""
    made = Article.model_construct(
        **{
            "id": id_,
            "revision": id_,
            "title": f"Title {id_}",
            "outlet": f"Outlet {id_}",
            "url": "",
            "published": Published(day=date(2031, 3, day), origin="field") if day else None,
            **(article or {}),
        }
    )
    given = {"s": [1], "type": "ASSAULT", "recipients": ["Zahmara"], "what": f"What {id_} says.", **fields}
    event = Event.model_validate(given)
    event.id = id_
    return Report(event, made, origin or id_, {"Plains Guard": "guard", "PGB": "guard"})


def weigh(*groups: list[Report[Event]], **options: Any) -> tuple[MergedEvent, ...]:
    given: dict[str, Any] = {"grades": {}, "contradicted": (), "novelty": {}, "weights": Weights(), **options}
    return weighed(groups, **given)


def only(*reports: Report[Event], **options: Any) -> MergedEvent:
    (event,) = weigh(list(reports), **options)
    return event


def test_nothing_weighs_nothing() -> None:
    """No groups, no events."""
    assert weigh() == ()


def test_the_fullest_report_speaks_and_all_of_them_name_the_actors() -> None:
    """Text, type, mode and auxiliaries are the first one's; keys are united, each once; records keep their order."""
    lead = report("e-1", mode="drone", aux=["historical"], actors=["PGB"], day=7)
    event = only(lead, report("e-2", actors=["Plains Guard", "Tirmen"], recipients=["Sereh"], day=5))
    assert (event.what, event.type, event.mode, event.aux) == ("What e-1 says.", "ASSAULT", "drone", ("historical",))
    assert (event.actors, event.recipients) == (("guard", "Tirmen"), ("Zahmara", "Sereh"))
    assert event.records == ("e-1", "e-2")
    assert (event.first, event.last) == (date(2031, 3, 5), date(2031, 3, 7))


def test_the_most_exact_day_is_the_day_of_the_event() -> None:
    """One day goes before a week; where nobody gives a day, there is none."""
    week = {"words": "last week", "start": date(2031, 2, 24), "end": date(2031, 3, 2)}
    day = {"words": "on Feb. 25", "start": date(2031, 2, 25), "end": date(2031, 2, 25)}
    event = only(report("e-1", when=week), report("e-2", when=day), report("e-3"))
    assert (event.start, event.end) == (date(2031, 2, 25), date(2031, 2, 25))
    assert only(report("e-1")).start is None


def test_undated_articles_alone_give_no_day_of_report() -> None:
    """Nobody guesses when it was reported."""
    event = only(report("e-1", day=None))
    assert (event.first, event.last) == (None, None)


def test_copies_are_one_origin_whatever_the_number_of_outlets() -> None:
    """Five outlets with one wire story are five outlets and one voice; an outlet without a name goes by its title."""
    copies = [report(f"e-{n}", origin="wire", article={"outlet": f"Paper {n % 2}"}) for n in range(5)]
    event = only(*copies)
    assert (event.origins, event.outlets, event.single_source) == (1, ("Paper 0", "Paper 1"), True)
    assert only(report("e-1", article={"outlet": ""})).outlets == ("Title e-1",)


def test_an_event_keeps_its_id_while_its_records_are_the_same() -> None:
    """It does not depend on which of them leads; another record makes another id."""
    first, second = report("e-1"), report("e-2")
    assert only(first, second).id == only(second, first).id != only(first).id
    assert len(only(first).id) == 12


@pytest.mark.parametrize(
    ("article", "grade"),
    [
        ({"outlet": "Qaradin Courier"}, "B"),
        ({"outlet": "QARADIN COURIER"}, "B"),
        ({"url": "https://www.courier.example:8080/a"}, "C"),
        ({"outlet": "Qaradin Courier", "url": "https://courier.example/a"}, "B"),
        ({"url": "https://notcourier.example/a"}, "F"),
        ({"outlet": "Courier"}, "F"),
    ],
)
def test_a_source_is_graded_by_its_name_or_its_domain(article: dict[str, str], grade: str) -> None:
    """Case and subdomains do not matter; part of a name is another name."""
    grades = {"Qaradin Courier": "B", "Courier.example": "C"}
    assert only(report("e-1", article=article), grades=grades).source == grade


def test_the_best_source_grades_an_event() -> None:
    """One good source among bad ones counts."""
    grades = {"Outlet e-1": "E", "Outlet e-2": "A"}
    assert only(report("e-1"), report("e-2"), report("e-3"), grades=grades).source == "A"


@pytest.mark.parametrize(
    ("origins", "grade", "contradicted", "credibility"),
    [
        (1, "F", False, 6),
        (1, "A", False, 3),
        (1, "C", False, 3),
        (1, "D", False, 4),
        (1, "E", False, 4),
        (2, "F", False, 2),
        (2, "A", False, 2),
        (3, "B", False, 1),
        (3, "C", False, 2),
        (1, "A", True, 4),
        (1, "F", True, 4),
        (2, "A", True, 3),
        (4, "A", True, 3),
    ],
)
def test_item_grades_follow_their_rules(origins: int, grade: str, contradicted: bool, credibility: int) -> None:
    """By independent origins, the best source, and whether any record of the event is contradicted."""
    reports = [report(f"e-{n}") for n in range(origins)]
    disputed = [f"e-{origins - 1}"] if contradicted else ["e-99"]
    event = only(*reports, grades={"Outlet e-0": grade}, contradicted=disputed)
    assert event.credibility == credibility


def test_no_rule_calls_an_event_improbable() -> None:
    """5 takes a judgement: it is never given."""
    for origins, grade, disputed in product((1, 2, 3, 9), "ABCDEF", ((), ("e-0",))):
        reports = [report(f"e-{n}") for n in range(origins)]
        assert only(*reports, grades={"Outlet e-0": grade}, contradicted=disputed).credibility != 5


def test_the_weight_is_the_sum_that_is_documented() -> None:
    """log2(1 + origins), a part of the score, force, novelty; less for background."""
    strike = [report(f"e-{n}") for n in range(3)]
    assert only(*strike).weight == pytest.approx(2 + 0.3 * 9 + 1.25 + 2)
    assert only(*strike, novelty={"e-0": "updated"}).weight == pytest.approx(2 + 0.3 * 9 + 1.25 + 1)
    assert only(*strike, novelty={"e-1": "known"}).novelty == "new"  # the leading record's counts
    talks = report("e-1", type="CONSULT", aux=["historical"])
    assert only(talks, novelty={"e-1": "known"}).weight == pytest.approx(1 + 0.3 * 2.5 - 3)


def ordered(*events: Report[Event], **options: Any) -> list[str]:
    return [event.records[0] for event in weigh(*([each] for each in events), **options)]


@pytest.mark.parametrize(("heavy", "light"), [*product(FORCE + HELP, SAID), *product(FORCE[:3], HELP)])
def test_what_was_done_comes_before_what_was_said_and_force_before_help(heavy: str, light: str) -> None:
    """With the default weights, among events that are alike otherwise."""
    assert ordered(report("e-1", type=light), report("e-2", type=heavy)) == ["e-2", "e-1"]


@pytest.mark.parametrize("kind", EventType)
def test_background_and_what_is_known_come_last(kind: EventType) -> None:
    """Background weighs less than anything new, and what was told before less than news of its kind."""
    old, new = report("e-1", type=kind, aux=["historical"]), report("e-2", type="REQUEST")
    told = report("e-3", type=kind)
    assert ordered(old, new)[0] == "e-2" or kind in FORCE + HELP
    assert ordered(told, report("e-4", type=kind), novelty={"e-3": "known"}) == ["e-4", "e-3"]


def test_more_independent_origins_weigh_more() -> None:
    """Of two events of one kind the one with more origins comes first; copies do not help."""
    single = [report("e-1", origin="wire"), report("e-2", origin="wire"), report("e-3", origin="wire")]
    assert weigh(single, [report("e-4"), report("e-5")])[0].records == ("e-4", "e-5")


def test_among_equals_the_latest_comes_first_and_then_the_id() -> None:
    """The order of the groups does not matter; what has no day comes last."""
    events = [report("e-1", day=5), report("e-2", day=7), report("e-3", day=None), report("e-4", day=7)]
    found = ordered(*events)
    assert found == ordered(*reversed(events))
    assert set(found[:2]) == {"e-2", "e-4"}
    assert found[2:] == ["e-1", "e-3"]


def test_weights_are_the_users() -> None:
    """A desk that follows talks may turn the order round; an unknown weight is an error."""
    events = report("e-1", type="ASSAULT"), report("e-2", type="REQUEST")
    assert ordered(*events, weights=Weights(score=-1, force=0)) == ["e-2", "e-1"]
    with pytest.raises(ValidationError, match="originz"):
        Weights.model_validate({"originz": 2})
