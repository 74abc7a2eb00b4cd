"""Figures of one quantity as a series, and counts that cannot all be right."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sitbrief.analysis.figures import series_of
from sitbrief.analysis.reports import Report
from sitbrief.schemas import Article, Contradiction, Event, Figure, Record, Series

Tell = Callable[..., Report[Record]]
LEAD = "Convoys brought Ashen Banner prisoners from Halvaz to Sarvan, where clans in Zahmara and Telmaran protested."


@pytest.fixture
def tell(make: Callable[..., Article]) -> Tell:
    """Makes the report of a figure: its sentence, and its fields; `day` is the article's, `origin` its outlet's."""
    made: list[str] = []

    def report(sentence: str, *, day: int | None = 6, outlet: str = "Post", article: Any = None, **fields: Any) -> Any:
        home = article or make(LEAD, sentence, day=day, outlet=outlet)
        place = next(s.n for s in home.sentences if s.text == sentence)
        made.append(sentence)
        amount = fields.pop("amount", float(str(fields["value"]).replace(",", "")))
        figure = Figure(sentences=[place], id=f"f{len(made):02}", amount=amount, **fields)
        return Report(figure, home, home.outlet, {})

    return report


def received(tell: Tell, value: str, **fields: Any) -> Report[Record]:
    """A count of prisoners that Sarvan received."""
    sentence = f"Sarvan has received {value} Ashen Banner prisoners from Halvaz so far, the ministry said."
    return tell(sentence, value=value, **{"unit": "prisoners", "of": "prisoners received from Halvaz"} | fields)


def planned(tell: Tell, value: str = "3,900", **fields: Any) -> Report[Record]:
    """The number of prisoners that are to come."""
    sentence = f"The two states agreed that nearly {value} Ashen Banner prisoners are to be moved."
    given = {"qualifier": "nearly", "unit": "detainees", "of": "prisoners to be moved in all", **fields}
    return tell(sentence, value=value, **given)


def only(reports: list[Report[Record]]) -> Series:
    """The one series of reports that contradict nothing."""
    series, differing = series_of(reports)
    assert differing == ()
    assert len(series) == 1
    return series[0]


def clash(*reports: Report[Record]) -> tuple[Contradiction, ...]:
    """The contradictions of reports."""
    return series_of(reports)[1]


def test_counts_of_two_days_are_a_growing_series_beside_the_plan(tell: Tell) -> None:
    """Inmates moved and prisoners received are one quantity; the planned total is marked and stops no growth."""
    first = tell(
        "Halvaz has handed over 480 inmates of the Ashen Banner.",
        value="480", unit="inmates", of="inmates handed over", day=5,
    )  # fmt: skip
    series = only([received(tell, "1,360", day=8), first, planned(tell, day=3, outlet="Gazette")])
    assert [(p.amount, p.day, p.planned) for p in series.points] == [
        (3900.0, date(2031, 3, 3), True),
        (480.0, date(2031, 3, 5), False),
        (1360.0, date(2031, 3, 8), False),
    ]
    assert series.grows
    assert series.of == "prisoners received from Halvaz"


@pytest.mark.parametrize("unit", ["fighters", "terrorists", "detainees", "people"])
def test_who_is_handed_over_is_counted_with_the_prisoners(tell: Tell, unit: str) -> None:
    """Whatever the outlet calls them; of the dead it matters who they were."""
    later = received(tell, "1,360", unit=unit, of=f"{unit} received from Halvaz", day=8)
    assert [point.value for point in only([received(tell, "480", day=5), later]).points] == ["480", "1,360"]


def test_a_planned_total_is_no_contradiction_of_a_count(tell: Tell) -> None:
    """Two numbers of one day, one of which is a goal, make a series of a count beside a plan that does not grow."""
    series = only([received(tell, "480"), planned(tell, outlet="Gazette")])
    assert [p.planned for p in series.points] == [False, True]
    assert not series.grows


@pytest.mark.parametrize("more", ["Another 600", "An additional 600"])
def test_a_batch_is_no_level(tell: Tell, more: str) -> None:
    """ "Another 600" is neither a point of the total nor against it."""
    batch = tell(
        f"{more} Ashen Banner prisoners came from Halvaz on Saturday.",
        value="600", unit="prisoners", of="prisoners received", day=8, outlet="Gazette",
    )  # fmt: skip
    assert series_of([received(tell, "480", day=5), batch]) == ((), ())


def test_a_part_is_not_its_whole(tell: Tell, make: Callable[..., Article]) -> None:
    """Officers wounded are a part of the wounded, "30 of them" of what came before: no contradiction."""
    sentence = "Police in Zahmara said 14 people were wounded, 9 officers, and the union counted 5 of them at home."
    home = make(LEAD, sentence)
    whole = tell(sentence, article=home, value="14", unit="people", of="people wounded", said_by="Police")
    officers = tell(sentence, article=home, value="9", unit="officers", of="police officers wounded", said_by="Union")
    rest = tell(sentence, article=home, value="5", unit="people", of="people wounded", said_by="Union")
    assert clash(whole, officers, rest) == ()


def wounded(tell: Tell, value: str, place: str, **fields: Any) -> Report[Record]:
    """A count of people hurt at a place by the fall of a bridge."""
    sentence = f"At least one bridge collapsed in {place} and {value} people were injured, a doctor said."
    return tell(sentence, value=value, unit="people", of=fields.pop("of", "people injured"), **fields)


def test_one_incident_with_two_counts_is_a_contradiction(tell: Tell) -> None:
    """Two outlets with two numbers of hurt for one place and day are two sides, with the records of both copies."""
    reports = [
        wounded(tell, "14", "Zahmara", said_by="Police"),
        wounded(tell, "14", "Zahmara", said_by="Police", outlet="Courier"),
        wounded(tell, "41", "Zahmara", said_by="Doctors' Union", outlet="Gazette"),
    ]
    (one,) = clash(*reports)
    assert one.kind == "figure"
    assert [(side.holder, side.records) for side in one.sides] == [
        ("Doctors' Union", ("f03",)),
        ("Police", ("f01", "f02")),
    ]
    assert clash(*reversed(reports)) == (one,)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param({"value": "14"}, {"value": "41", "place": "Sereh"}, id="another place"),
        pytest.param({"value": "14"}, {"value": "15", "qualifier": "about"}, id="within the tolerance"),
        pytest.param({"value": "14"}, {"value": "10", "qualifier": "at least"}, id="above a lower bound"),
        pytest.param({"value": "14"}, {"value": "20", "qualifier": "up to"}, id="below an upper bound"),
        pytest.param({"value": "14"}, {"value": "41", "of": "people killed"}, id="another fate"),
        pytest.param({"value": "14"}, {"value": "41", "outlet": "Post"}, id="one origin, no other speaker"),
        pytest.param({"value": "14"}, {"value": "41", "day": 8}, id="another day"),
    ],
)
def test_counts_that_may_both_hold_do_not_contradict(tell: Tell, ours: Any, theirs: Any) -> None:
    """Another place, day or fate, or a qualifier that grants the other value: no contradiction."""
    first = wounded(tell, place="Zahmara", **ours)
    second = wounded(tell, **{"place": "Zahmara", "outlet": "Gazette", **theirs})
    assert clash(first, second) == ()


def test_a_lower_bound_above_the_other_count_contradicts_it(tell: Tell) -> None:
    """ "At least 20" and "14" cannot both hold."""
    low = wounded(tell, "20", "Zahmara", qualifier="at least", outlet="Gazette")
    assert len(clash(wounded(tell, "14", "Zahmara"), low)) == 1


def test_one_speaker_who_revises_does_not_contradict_himself(tell: Tell) -> None:
    """A toll that the same origin lowers is a series that does not grow."""
    series = only([received(tell, "480", day=5), received(tell, "420", day=6)])
    assert not series.grows


def test_a_total_that_falls_overnight_by_another_speaker_is_a_contradiction(tell: Tell) -> None:
    """What never falls was lower a day later by another origin and speaker; three days later it is a revision."""
    first = received(tell, "480", day=5, said_by="Interior Ministry")
    assert len(clash(first, received(tell, "420", day=6, outlet="Gazette", said_by="Halvaz"))) == 1
    assert clash(first, received(tell, "420", day=8, outlet="Gazette", said_by="Halvaz")) == ()
    assert clash(first, received(tell, "520", day=6, outlet="Gazette", said_by="Halvaz")) == ()


def test_an_undated_toll_contradicts_a_dated_one_of_the_same_incident_alone(tell: Tell) -> None:
    """Wounded of one collapse are counted once; prisoners received may have been counted on any day."""
    undated = wounded(tell, "41", "Zahmara", day=None, outlet="Gazette")
    assert len(clash(wounded(tell, "14", "Zahmara"), undated)) == 1
    assert clash(received(tell, "480"), received(tell, "900", day=None, outlet="Gazette")) == ()


@pytest.mark.parametrize("unit", ["%", "$", "€"])
def test_shares_and_money_are_never_compared_with_counts(tell: Tell, unit: str) -> None:
    """A count, a share and two currencies are four quantities."""
    money = tell(
        "Halvaz handed over 900 in aid for the Ashen Banner prisoners.",
        value="900", unit=unit, of="aid handed over", outlet="Gazette", day=8,
    )  # fmt: skip
    lira = tell("Halvaz handed over 700 lira in aid.", value="700", unit="lira", of="aid handed over", day=5)
    assert series_of([received(tell, "480", day=5), money, lira]) == ((), ())


def test_the_day_is_the_figures_own_where_it_is_known(tell: Tell) -> None:
    """ "On Sunday" dates a point; "since" counts up to the report; an undated article gives none."""
    sunday = {"words": "on Sunday", "start": date(2031, 3, 2), "end": date(2031, 3, 2)}
    since = {"words": "since Sunday", "start": date(2031, 3, 2), "end": date(2031, 3, 2)}
    reports = [
        received(tell, "120", as_of=sunday),
        received(tell, "480", as_of=since),
        received(tell, "500", day=None, outlet="Gazette"),
    ]
    assert [p.day for p in only(reports).points] == [date(2031, 3, 2), date(2031, 3, 6), None]


def test_single_points_equal_values_and_vague_amounts_make_no_series(tell: Tell) -> None:
    """One count, the same count again, and "dozens" tell no course."""
    assert series_of([received(tell, "480")]) == ((), ())
    assert series_of([received(tell, "480", day=5), received(tell, "480", day=6)]) == ((), ())
    vague = received(tell, "480", day=8).record.model_copy(update={"value": "dozens", "amount": None})
    again = received(tell, "480", day=8)
    assert series_of([received(tell, "480"), Report(vague, again.article, "Gazette", {})]) == ((), ())


def test_records_of_other_kinds_are_passed_over(tell: Tell) -> None:
    """Events hold no figures."""
    report = received(tell, "480")
    event = Event(sentences=[1], type="CONSULT", what="They met.")
    assert series_of([Report(event, report.article, "Post", {})]) == ((), ())


def test_what_is_said_of_a_part_does_not_part_two_counts(tell: Tell) -> None:
    """Words on a part ("nine of them officers", "all but two marchers") tell nothing of what is counted."""
    police = tell("Police said 14 people were hurt in Zahmara.", value="14", unit="people", said_by="police",
                  of="people hurt, nine of them officers")  # fmt: skip
    doctors = tell("Doctors counted 41 wounded in Zahmara.", value="41", unit="wounded", said_by="doctors",
                   of="wounded treated in hospitals, all but two marchers", article=None, outlet="Gazette")  # fmt: skip
    (one,) = clash(police, doctors)
    assert {side.holder for side in one.sides} == {"police", "doctors"}
