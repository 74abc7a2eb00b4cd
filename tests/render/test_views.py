"""The rows of the two views: which events stand on which day, and which positions in which cell."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from sitbrief.render.outline import sections
from sitbrief.render.views import Stances, Timeline, placed, span_words, stances, timeline
from sitbrief.schemas import (
    Brief,
    Event,
    Evidence,
    MergedEvent,
    Picture,
    PictureActor,
    Position,
    RecordSet,
    SourceNote,
    Stance,
    StancePoint,
)

DAY = date(2026, 3, 14)


def event(name: str, start: date | None = DAY, **fields: Any) -> MergedEvent:
    """One merged event of one record, which bears its name."""
    given = {"records": (name,), "what": f"What {name} was.", "type": "CONSULT", "start": start, "end": start}
    return MergedEvent(id=name, **{**given, **fields})


def position(holder: str, theme: str, polarity: Any = "favor", **fields: Any) -> Position:
    """One position, on the theme itself, by one record."""
    points = fields.pop("points", [(f"{holder} {theme}", polarity, DAY)])
    told = tuple(StancePoint(record=record, polarity=said, day=day) for record, said, day in points)
    return Position(
        **{"holder": holder, "target": theme, "theme": theme, "polarity": polarity, "points": told, **fields}
    )


def quoting(note: SourceNote) -> Evidence:
    """The evidence that a note quotes."""
    return Evidence(
        article=note.article,
        revision=note.revision,
        sentence=note.sentence,
        start=0,
        end=len(note.quote),
        text=note.quote,
    )


def meeting(name: str, *evidence: Evidence, **fields: Any) -> Event:
    """The record of an event, with its evidence."""
    return Event(sentences=[1], id=name, type="CONSULT", what="They met.", evidence=evidence, **fields)


def days_of(brief: Brief) -> Timeline:
    """The timeline of a brief that has one."""
    made = timeline(brief)
    assert made
    return made


def held_in(brief: Brief) -> Stances:
    """The positions of a brief that has some."""
    made = stances(brief)
    assert made
    return made


@pytest.fixture
def pictured(make_brief: Callable[..., Brief], make_header: Callable[..., Any]) -> Callable[..., Brief]:
    """A brief whose picture has these parts, of a period of `length` days up to the 14th."""

    def make(*, length: int = 1, records: Sequence[Any] = (), **parts: Any) -> Brief:
        header = make_header(since=DAY - timedelta(days=length - 1))
        held = RecordSet()
        held.add(records)
        return make_brief(header=header, records=held, picture=Picture(**{k: tuple(v) for k, v in parts.items()}))

    return make


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2031, 3, 2), date(2031, 3, 2), "2 March 2031"),
        (date(2031, 3, 2), date(2031, 3, 4), "2–4 March 2031"),
        (date(2031, 2, 28), date(2031, 3, 4), "28 February – 4 March 2031"),
        (date(2030, 12, 30), date(2031, 1, 2), "30 December 2030 – 2 January 2031"),
        (date(2030, 3, 2), date(2031, 3, 2), "2 March 2030 – 2 March 2031"),
        (date(2031, 3, 4), date(2031, 3, 2), "4 March 2031"),
    ],
)
def test_days_are_worded_as_readers_write_them(start: date, end: date, words: str) -> None:
    """What both days share is said once; an end before its start is no end."""
    assert span_words(start, end) == words


def test_days_come_in_order_and_events_of_a_day_by_weight(pictured: Callable[..., Brief]) -> None:
    """An interval stands at its first day, after what is of that day alone; entries are numbered as they stand."""
    events = [
        event("late"),
        event("long", date(2026, 3, 12), end=date(2026, 3, 13)),
        event("heavy", date(2026, 3, 12)),
        event("light", date(2026, 3, 12), end=None),
    ]
    made = days_of(pictured(events=events))
    assert [(day.words, [entry.what for entry in day.entries]) for day in made.days] == [
        ("12 March 2026", ["What heavy was.", "What light was."]),
        ("12–13 March 2026", ["What long was."]),
        ("14 March 2026", ["What late was."]),
    ]
    assert [entry.number for entry in made.entries] == [1, 2, 3, 4]


def test_what_did_not_happen_is_not_on_the_timeline_but_counted(pictured: Callable[..., Brief]) -> None:
    """Neither a denial nor a mere possibility stands on a day; dated or not, it is counted once, as such."""
    events = [event("met"), event("denied", aux=("negation",)), event("might", None, aux=("hypothetical", "future"))]
    made = days_of(pictured(events=events))
    assert [entry.what for entry in made.entries] == ["What met was."]
    assert made.left_out == "Not shown: 2 are told as not having happened, or as a mere possibility."


def test_events_without_a_day_are_counted(pictured: Callable[..., Brief]) -> None:
    """Nobody guesses a day; the reader learns how many have none."""
    made = days_of(pictured(events=[event("met"), *(event(f"n{n}", None) for n in range(12))]))
    assert len(made.entries) == 1
    assert made.left_out == "Not shown: 12 further events have no known day."


def test_background_stays_only_if_it_lies_near_the_period(pictured: Callable[..., Brief]) -> None:
    """Of what is told as history, what ended within thirty days before the period is shown; the rest is counted."""
    near, far = DAY - timedelta(days=30), DAY - timedelta(days=31)
    past = ("historical",)
    events = [
        event("near", near, aux=past),
        event("reaching", far, end=near, aux=past),
        event("far", far, aux=past),
        event("old news", far),
    ]
    made = days_of(pictured(events=events))
    assert {entry.what for entry in made.entries} == {f"What {name} was." for name in ("near", "reaching", "old news")}
    assert made.left_out == "Not shown: 1 lies more than 30 days before the period."


def test_at_most_forty_events_the_weightiest(pictured: Callable[..., Brief]) -> None:
    """The picture has the weightiest first: of more than forty the last are left out, and counted."""
    made = days_of(pictured(events=[event(f"n{n}", DAY - timedelta(days=n)) for n in range(42)]))
    assert len(made.entries) == 40
    assert made.days[0].start == DAY - timedelta(days=39)
    assert made.left_out == "Not shown: 2 lighter events are left out for want of room."
    assert days_of(pictured(events=[event("one")])).left_out == ""


def test_planned_events_are_told_from_those_that_happened(pictured: Callable[..., Brief]) -> None:
    """An event told as to come says so, whatever its day."""
    made = days_of(pictured(events=[event("met"), event("will meet", aux=("future",))]))
    assert [entry.planned for entry in made.entries] == [False, True]


def test_origins_and_grade_are_told(pictured: Callable[..., Brief]) -> None:
    """One origin is a single source; a source that cannot be judged gives no grade."""
    events = [event("a", origins=1, credibility=2), event("b", origins=3, source="B", credibility=2)]
    made = days_of(pictured(events=events))
    assert [(entry.origins, entry.grade) for entry in made.entries] == [("single source", ""), ("3 origins", "B2")]
    assert made.graded
    assert not days_of(pictured(events=events[:1])).graded


def test_an_event_cites_the_sentences_of_all_its_records_once(pictured: Callable[..., Brief]) -> None:
    """The fullest record's come first, in its order; a sentence without a note, or a record unknown, cites nothing."""
    notes = pictured().sources
    elsewhere = quoting(notes[0]).model_copy(update={"revision": "another"})
    records = [
        meeting("full", quoting(notes[4]), quoting(notes[0]), marks=("translated, not string-checked",)),
        meeting("short", quoting(notes[0]), elsewhere, quoting(notes[1]), marks=("not of the shown words",)),
    ]
    (entry,) = days_of(pictured(events=[event("e", records=("full", "short", "gone"))], records=records)).entries
    assert entry.citations == (5, 1, 2)
    assert entry.marks == ("translated, not string-checked",)
    (alone,) = days_of(pictured(events=[event("gone")])).entries
    assert alone.citations == ()


def test_the_strip_has_a_column_for_each_day_of_the_period(pictured: Callable[..., Brief]) -> None:
    """Events count on the day on which they began, planned ones apart, those that find no room below too."""
    events = [event(f"n{n}") for n in range(45)]
    events += [
        event("first", date(2026, 2, 28), end=DAY),
        event("plan", aux=("future",)),
        event("old", date(2026, 1, 1)),
    ]
    strip = days_of(pictured(length=15, events=events)).strip
    assert strip
    assert len(strip.columns) == 15
    assert [(c.happened, c.planned) for c in strip.columns if c.happened or c.planned] == [(1, 0), (45, 1)]
    assert strip.peak == 46
    assert strip.spoken == "Events by the day on which they began: 28 February 2026, 1; 14 March 2026, 46 (1 planned)."


@pytest.mark.parametrize(("length", "shown"), [(1, False), (2, False), (3, True), (62, True), (63, False)])
def test_there_is_a_strip_only_where_it_shows_a_course(
    length: int, shown: bool, pictured: Callable[..., Brief]
) -> None:
    """Not for fewer than three days, nor for more than can be told apart."""
    assert bool(days_of(pictured(length=length, events=[event("e")])).strip) is shown


def test_no_strip_without_events_in_the_period(pictured: Callable[..., Brief]) -> None:
    """A row of empty columns shows nothing."""
    assert days_of(pictured(length=5, events=[event("old", date(2026, 1, 1))])).strip is None


def test_labels_of_a_long_strip_have_room(pictured: Callable[..., Brief]) -> None:
    """At most fourteen days are labelled, and a month is named where it begins to hold."""
    for length in range(3, 63):
        strip = days_of(pictured(length=length, events=[event("e")])).strip
        assert strip
        assert sum(1 for column in strip.columns if column.label) <= 14
        assert strip.dense is (length > 14)
    strip = days_of(pictured(length=16, events=[event("e")])).strip
    assert strip
    labels = [(column.label, column.month) for column in strip.columns if column.label]
    assert labels[:3] == [("27", "Feb"), ("1", "Mar"), ("3", "")]


def test_no_picture_no_views(make_brief: Callable[..., Brief], pictured: Callable[..., Brief]) -> None:
    """A brief without a picture, or whose events have no day, has no timeline; without positions, no table."""
    assert timeline(make_brief()) is None
    assert stances(make_brief()) is None
    assert timeline(pictured(events=[event("e", None)])) is None


def test_themes_that_several_share_are_columns_and_the_rest_is_listed(pictured: Callable[..., Brief]) -> None:
    """Columns go by the number of holders, rows by the number of cells; what one holder alone speaks of is listed."""
    positions = [
        position("~Marok", "the toll", "against"),
        position("~Ordun", "the toll"),
        position("~Marok", "the pipeline", "against"),
        position("~Ordun", "the pipeline"),
        position("~Saret", "the pipeline", "neutral"),
        position("~Saret", "the harbour", "mixed"),
        position("~Saret", "", "against", target="the curfew"),
        position("~Ordun", "", target="the fair"),
    ]
    made = held_in(pictured(positions=positions))
    assert made.themes == ("the pipeline", "the toll")
    assert [(row.holder, [[h.word for h in cell] for cell in row.cells]) for row in made.rows] == [
        ("Marok", [["against"], ["against"]]),
        ("Ordun", [["for"], ["for"]]),
        ("Saret", [["neutral"], []]),
    ]
    listed = [(h.holder, h.word, h.target) for h in made.others]
    assert listed == [
        ("Saret", "mixed", "the harbour"),
        ("Saret", "against", "the curfew"),
        ("Ordun", "for", "the fair"),
    ]
    assert [held.number for held in made.held] == list(range(1, 9))


def test_every_position_is_shown_once(pictured: Callable[..., Brief]) -> None:
    """Several of one holder on one theme share a cell; none is lost."""
    positions = [
        position("a", "the toll"),
        position("a", "the toll", "against", target="the toll on lorries"),
        position("b", "the toll", "neutral"),
        position("a", "the dam"),
        position("b", "the dam"),
    ]
    made = held_in(pictured(positions=positions))
    assert len(made.held) == 5
    (cell,) = [row.cells[1] for row in made.rows if row.holder == "a"]
    assert [(held.word, held.target) for held in cell] == [("for", ""), ("against", "the toll on lorries")]


def test_one_shared_theme_is_no_table(pictured: Callable[..., Brief]) -> None:
    """With a single column a list says the same; it names the targets."""
    made = held_in(pictured(positions=[position("a", "the toll"), position("b", "the toll", "against")]))
    assert (made.themes, made.rows) == ((), ())
    assert [(held.holder, held.target) for held in made.others] == [("a", "the toll"), ("b", "the toll")]


def test_the_table_does_not_depend_on_the_order_of_positions(pictured: Callable[..., Brief]) -> None:
    """Ties are broken by words."""
    positions = [position(holder, theme) for holder in "ab" for theme in ("the toll", "the dam")]
    made = {held_in(pictured(positions=order)) for order in permutations(positions)}
    assert len(made) == 1


def test_a_holder_has_its_name_and_else_its_key(pictured: Callable[..., Brief]) -> None:
    """The key of an actor that is not known is its name behind a mark, which is not shown."""
    actors = [PictureActor(key="x-1", name="Delun Marok", mentions=("Marok",))]
    positions = [position(key, "", target="the toll") for key in ("x-1", "~Port Ashe", "?Saret", "~")]
    made = held_in(pictured(actors=actors, positions=positions))
    assert [held.holder for held in made.others] == ["Delun Marok", "Port Ashe", "Saret", "~"]


@pytest.mark.parametrize(
    ("polarity", "points", "was"),
    [
        ("against", [("favor", DAY - timedelta(days=1)), ("against", DAY)], "for"),
        ("against", [("favor", None), ("neutral", DAY - timedelta(days=1)), ("against", DAY)], "neutral"),
        ("mixed", [("favor", DAY - timedelta(days=1)), ("favor", DAY), ("against", DAY)], "for"),
        ("against", [("favor", None), ("against", None)], "for"),
        ("against", [("against", DAY)], ""),
    ],
)
def test_a_shift_says_what_the_position_was(
    polarity: str, points: list[tuple[str, date | None]], was: str, pictured: Callable[..., Brief]
) -> None:
    """The last other polarity before the last day; what the last day itself shows is not what was."""
    told = [(f"r{n}", said, day) for n, (said, day) in enumerate(points)]
    one = position("a", "", polarity, target="the toll", points=told, shifted=True)
    (held,) = held_in(pictured(positions=[one])).others
    assert held.was == was
    (still,) = held_in(pictured(positions=[one.model_copy(update={"shifted": False})])).others
    assert still == replace(held, was="")


def test_a_position_cites_its_records_also_where_an_earlier_brief_holds_one(pictured: Callable[..., Brief]) -> None:
    """A point of an earlier brief has no note here and is left uncited."""
    note = pictured().sources[2]
    stance = Stance(
        sentences=[3], id="now", holder="Delun Marok", target="the law", polarity="against", cue="never asked",
        said="direct", evidence=(quoting(note),), marks=("translated, not string-checked",),
    )  # fmt: skip
    points = [("before", "favor", DAY - timedelta(days=1)), ("now", "against", DAY)]
    one = position("~Delun Marok", "", "against", target="the law", points=points, shifted=True)
    (held,) = held_in(pictured(positions=[one], records=[stance])).others
    assert (held.symbol, held.was, held.word, held.citations) == ("▼", "for", "against", (3,))
    assert held.marks == ("translated, not string-checked",)


def test_the_timeline_stands_before_the_positions(pictured: Callable[..., Brief]) -> None:
    """After the developments and before the positions, which are there if only the picture has any."""
    brief = pictured(events=[event("e")], positions=[position("a", "", target="the toll")])
    views = timeline(brief), stances(brief)
    keys = [section.key for section in placed(sections(brief), *views)]
    assert keys[3:6] == ["developments", "timeline", "positions"]
    brief.positions = []
    assert [section.key for section in placed(sections(brief), *views)] == keys
    assert [section.key for section in placed(sections(brief), None, None)] == keys[:4] + keys[6:]
