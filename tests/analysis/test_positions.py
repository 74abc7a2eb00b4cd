"""Who stands where on what, over time: which targets are one, how a position is dated, what holders share."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from sitbrief.analysis.positions import positions_of
from sitbrief.analysis.reports import Report
from sitbrief.schemas import Article, Event, Position, Published, Record, Stance

Told = Report[Record]


def stance(
    holder: str,
    target: str,
    polarity: str = "favor",
    *,
    day: int | None = 3,
    id: str = "",
    keys: Mapping[str, str] | None = None,
) -> Told:
    """A stance as an article of that day of March gives it."""
    published = Published(day=date(2031, 3, day), origin="flag") if day else None
    article = Article(
        id=f"a{day}",
        revision="r",
        title="T",
        text="",
        sentences=(),
        published=published,
        first_seen=datetime(2031, 3, 30, tzinfo=UTC),
    )
    record = Stance.model_validate(
        {"sentences": [1], "holder": holder, "target": target, "polarity": polarity, "cue": "c", "said": "indirect"}
    )
    name = id or f"{holder}/{target}/{polarity}/{day}"
    return Report(record.model_copy(update={"id": name}), article, f"a{day}", keys or {})


def targets(*texts: str) -> int:
    """How many positions one holder has on these targets."""
    return len(positions_of([stance("Tirmen", text, id=str(n)) for n, text in enumerate(texts)]))


def themes(*reports: Told) -> list[str]:
    """The themes of the positions, by holder and target."""
    return [position.theme for position in sorted(positions_of(reports), key=lambda p: (p.holder, p.target))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tawfiq Azrani as premier", "the nomination of Azrani"),
        ("Azrani as prime minister", "al-Azrani as head of government"),
        ("Tawfiq Azrani as nominee for premier", "Azrani's candidacy"),
        ("the prisoner transfers", "the transfers"),
        ("the prisoner transfers", "handing over nearly 4,000 prisoners"),
        ("the truce plan", "The Truce Plan"),
        ("suspending military aid", "a suspension of military aid"),
        ("Azrani stepping aside", "the resignation of Azrani"),
    ],
)
def test_targets_that_name_one_thing_are_one(first: str, second: str) -> None:
    """Other words for one candidacy, one plan or one deed make one position."""
    assert targets(first, second) == targets(second, first) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Azrani as premier", "dropping Azrani as premier"),
        ("the sanctions", "lifting the sanctions"),
        ("the curfew", "an end to the curfew"),
        ("the curfew", "a city without curfew"),
        ("the drone strike", "the charge of a drone strike"),
        ("the sanctions", "a link between the sanctions and Azrani"),
        ("the militia", "negotiating with the militia"),
        ("the Sereh crossing", "reopening the Sereh crossing"),
        ("opening the Sereh crossing", "closing the Sereh crossing"),
        ("Azrani as premier", "Marwani as premier"),
        ("Azrani as premier", "Azrani as speaker"),
        ("Azrani as premier", "Azrani as interior minister"),
        ("the truce plan", "the water agreement"),
        ("coalition talks", "coalition talks with a fixed nominee"),
        ("Tirmen", "Tirmen, over the depot blast"),
        ("lifting the sanctions", "tightening the sanctions"),
    ],
)
def test_what_turns_or_narrows_a_target_makes_another(first: str, second: str) -> None:
    """A target is never set against its own withdrawal, its denial, or a part of it."""
    assert targets(first, second) == targets(second, first) == 2


def test_a_target_that_fits_two_others_equally_joins_neither() -> None:
    """ "The transfers" may be of prisoners or of money."""
    assert targets("the prisoner transfers", "the money transfers", "the transfers") == 3


def test_names_of_one_actor_are_one_holder() -> None:
    """Holders are told apart by key, not by the words of the article."""
    keys = {"PGB": "guard", "the Brigades": "guard"}
    (position,) = positions_of(
        [stance("PGB", "the truce", keys=keys), stance("the Brigades", "the truce", day=4, keys=keys)]
    )
    assert (position.holder, len(position.points)) == ("guard", 2)


def test_points_are_in_order_of_day_and_the_latest_counts() -> None:
    """A holder who turned shows the latest polarity and is marked."""
    late, early = stance("Besheli", "the truce", "favor", day=6), stance("Besheli", "the truce", "against", day=4)
    (position,) = positions_of([late, early])
    assert [point.day for point in position.points] == [date(2031, 3, 4), date(2031, 3, 6)]
    assert (position.polarity, position.shifted) == ("favor", True)


def test_a_day_that_shows_both_is_mixed() -> None:
    """Two polarities on the latest day are not decided, and alone are no shift."""
    (position,) = positions_of([stance("Besheli", "the truce", "favor"), stance("Besheli", "the truce", "against")])
    assert (position.polarity, position.shifted) == ("mixed", False)


@pytest.mark.parametrize(("before", "shifted"), [("favor", False), ("against", True), ("neutral", True)])
def test_the_last_brief_shows_a_shift(before: str, shifted: bool) -> None:
    """A position is compared with that of the last brief, whose points it keeps."""
    earlier = [stance("Besheli", "the truce", before, day=1)]
    (position,) = positions_of([stance("Besheli", "the truce", "favor")], earlier)
    assert (position.shifted, len(position.points)) == (shifted, 2)


def test_what_only_the_last_brief_tells_is_no_position() -> None:
    """A picture holds the positions of its own period."""
    assert positions_of([], [stance("Besheli", "the truce")]) == ()
    (position,) = positions_of([stance("Besheli", "the water agreement")], [stance("Besheli", "the truce")])
    assert position.target == "the water agreement"


def test_another_holder_is_no_shift() -> None:
    """That one favors what another opposed is no change of mind."""
    positions = positions_of([stance("Sarvan", "the truce")], [stance("Halvaz", "the truce", "against", day=1)])
    assert [position.shifted for position in positions] == [False]


def test_a_turn_of_the_target_is_no_shift() -> None:
    """To favor lifting what one opposed is to stand where one stood."""
    earlier = [stance("Marwani", "the closure of the Sereh crossing", "against", day=1)]
    (position,) = positions_of([stance("Marwani", "lifting the closure of the Sereh crossing")], earlier)
    assert not position.shifted


def test_an_undated_report_shows_no_shift() -> None:
    """Nobody knows whether it was before or after; it comes first, and the dated one counts."""
    undated = stance("Besheli", "the truce", "against", day=None)
    (position,) = positions_of([stance("Besheli", "the truce"), undated])
    assert (position.polarity, position.shifted) == ("favor", False)
    assert [point.day for point in position.points] == [None, date(2031, 3, 3)]


def test_a_record_of_both_briefs_counts_once() -> None:
    """An article that both periods hold gives one point."""
    report = stance("Besheli", "the truce")
    (position,) = positions_of([report], [report])
    assert len(position.points) == 1


def test_other_kinds_of_records_are_left_aside() -> None:
    """Only stances show a position."""
    report = stance("Besheli", "the truce")
    event = Report[Record](Event(sentences=[1], type="REQUEST", what="W."), report.article, "a", {})
    assert len(positions_of([event, report])) == 1


def test_a_theme_gathers_holders_and_is_named_by_the_shortest_target() -> None:
    """Three holders on one candidacy share a theme; a matter of one holder alone has none."""
    shown = themes(
        stance("Aldmoor", "Taufik Azrani as prime minister of Sarvan", "against"),
        stance("Compact", "Azrani as premier"),
        stance("Front", "the nomination of Tawfiq Azrani", "against"),
        stance("Tirmen", "a new railway to the coast"),
    )
    assert shown == ["Azrani as premier"] * 3 + [""]


@pytest.mark.parametrize(
    "other",
    ["dropping Azrani", "a link between the sanctions and Azrani", "giving weapons to soldiers led by Azrani"],
)
def test_a_theme_does_not_mix_what_it_is_for_and_against(other: str) -> None:
    """Who opposes dropping somebody or a charge against him is no opponent of his."""
    shown = themes(
        stance("A", "Azrani as premier"), stance("B", "the nomination of Azrani", "against"), stance("C", other)
    )
    assert shown == ["Azrani as premier"] * 2 + [""]


def test_a_theme_of_one_word_takes_in_the_longer_ones() -> None:
    """ "The transfers" and "the prisoner transfers" of two holders head one column."""
    shown = themes(
        stance("A", "the transfers"), stance("B", "the prisoner transfers"), stance("C", "the prisoner transfers")
    )
    assert shown == ["prisoner transfers"] * 3


def test_a_theme_is_short() -> None:
    """A long target gives its shared words, whole."""
    long = "the reopening of the old Sereh crossing for farm goods and for returning families"
    name = themes(stance("A", long), stance("B", long))[0]
    assert 0 < len(name) <= 40
    assert set(name.split()) <= set(long.split())


def test_holders_with_most_positions_come_first() -> None:
    """Then by key, then by target."""
    positions = positions_of(
        [stance("A", "the truce"), stance("C", "the curfew"), stance("C", "the railway"), stance("B", "the truce")]
    )
    assert [position.holder for position in positions] == ["C", "C", "A", "B"]


def test_the_order_of_the_reports_does_not_matter() -> None:
    """Any order of the records gives the same positions."""
    reports = [
        stance("A", "Azrani as premier"),
        stance("A", "the nomination of Tawfiq Azrani", "against", day=4),
        stance("B", "dropping Azrani"),
        stance("B", "the prisoner transfers"),
        stance("C", "the transfers", "against"),
    ]
    shown: set[tuple[Position, ...]] = {positions_of(order) for order in permutations(reports)}
    assert len(shown) == 1
