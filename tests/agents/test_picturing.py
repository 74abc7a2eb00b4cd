"""The picture as a model is told it, and what code words where the model left it out."""

from datetime import date

import pytest
from sitbrief.agents import Line
from sitbrief.agents.picturing import MOST_GONE, MOST_NEW, picture_text, shown_changes
from sitbrief.agents.unwritten import unwritten
from sitbrief.schemas import (
    Change,
    Contradiction,
    Event,
    EventType,
    MergedEvent,
    Picture,
    PictureActor,
    Point,
    Position,
    Series,
    Side,
    StancePoint,
)


def event(*records, **fields):
    return MergedEvent(
        **{"id": records[0], "records": records, "what": "A ferry left.", "type": EventType.AID} | fields
    )


PICTURE = Picture(
    actors=(PictureActor(key="~tilden", name="Mara Tilden", mentions=("Tilden",)),),
    events=(
        event("a", "b", origins=2, outlets=("Orlo Gazette", "Wire")),
        event("c", novelty="known", outlets=("Wire",)),
    ),
    series=(
        Series(
            id="s",
            of="workers on strike",
            grows=True,
            points=(
                Point(record="e", value="900", amount=900, day=date(2031, 3, 1), said_by="the union"),
                Point(record="f", value="1,200", amount=1200, qualifier="about", day=date(2031, 3, 5)),
                Point(record="g", value="2,000", amount=2000, planned=True),
            ),
        ),
    ),
    contradictions=(
        Contradiction(
            id="x",
            kind="figure",
            about="hurt",
            sides=(
                Side(holder="police", says="14 hurt", records=("h",)),
                Side(holder="doctors", says="41 hurt", records=("i",)),
            ),
        ),
    ),
    positions=(
        Position(
            holder="~tilden",
            target="the deal",
            theme="",
            polarity="against",
            shifted=True,
            points=(StancePoint(record="e", polarity="favor"), StancePoint(record="a", polarity="against")),
        ),
    ),
    changes=(
        Change(kind="new", about="A ferry left.", records=("a", "b")),
        Change(
            kind="updated",
            about="workers on strike",
            records=("f",),
            earlier=("e",),
            delta="900 to about 1,200",
            values=("900", "about 1,200"),
        ),
        Change(kind="gone", about="An ultimatum was set.", earlier=("j",)),
    ),
)
NUMBERS = {"a": "1", "b": "2", "c": "3", "f": "4", "g": "5", "h": "6", "i": "7", "e": "E1", "j": "E2"}


def test_the_picture_is_told_part_by_part_by_the_numbers_of_the_records():
    """Each part under its own line, the changes that are not new first."""
    assert picture_text(PICTURE, NUMBERS, 3).splitlines() == [
        "one event, several records:",
        "- [1] [2]: A ferry left.; 2 origins",
        "told before, nothing new:",
        "- [3]",
        "figures over time:",
        "- workers on strike (grows): 900 [E1] on 2031-03-01, said by the union; about 1,200 [4] on 2031-03-05; "
        "planned 2,000 [5]",
        "contradictions:",
        "- figure: police: 14 hurt [6] | doctors: 41 hurt [7]",
        "changes:",
        "- updated: workers on strike (900 to about 1,200) [4] against [E1]",
        "- no longer reported: An ultimatum was set. [E2]",
        "- new: A ferry left. [1] [2]",
        "positions that shifted:",
        "- Mara Tilden on the deal: favor [E1], then against [1]",
        "one origin alone:",
        "- Wire: [3]",
    ]


def test_of_what_is_gone_and_what_is_new_the_first_are_told():
    """What was updated is told whole, and first."""
    many = {kind: [Change(kind=kind, about=f"{kind} {n}") for n in range(12)] for kind in ("new", "gone", "updated")}
    shown = [change.about for change in shown_changes([change for kind in many.values() for change in kind])]
    assert shown == [change.about for change in (*many["updated"], *many["gone"][:MOST_GONE], *many["new"][:MOST_NEW])]


def test_what_a_model_is_not_given_is_not_told_to_it():
    """A contradiction needs a record of each side, a series two points, one event two records."""
    assert picture_text(PICTURE, {"a": "1", "h": "2"}, 1).splitlines() == ["changes:", "- new: A ferry left. [1]"]
    assert picture_text(Picture(), NUMBERS, 3) == "(nothing)"


@pytest.fixture
def items(make_article, make_item):
    """Items under the ids that the picture has."""
    article = make_article("The ferry left Orlo.")
    made = make_item(article, Event, s=[1], type="COOPERATE", actors=["Orlo"], recipients=["Orlo"], what="It left.")
    return {name: type(made)(made.record.model_copy(update={"id": name}), article) for name in "abcefghij"}


def told(lines, items, picture=PICTURE):
    return [(line.section, line.text, [i.record.id for i in line.items]) for line in unwritten(picture, lines, items)]


def test_what_the_model_left_out_is_worded_from_the_picture(items):
    """A contradiction with both sides, and each change but what is new."""
    assert told([], items) == [
        ("contradictions", "14 hurt, according to police; against this: 41 hurt, according to doctors.", ["h", "i"]),
        ("changed", "workers on strike: 900, then about 1,200.", ["f", "e"]),
        ("changed", "An ultimatum was set.", ["j"]),
    ]
    assert [line.gone for line in unwritten(PICTURE, [], items)] == [False, False, True]


def test_what_the_model_told_is_not_worded_again(items):
    """Both sides in one statement of any section; a change in the section of changes."""
    lines = [
        Line("figures", "", "14 or 41.", (items["h"], items["i"])),
        Line("changed", "", "More strike.", (items["f"],)),
        Line("changed", "", "The ultimatum is gone.", (items["j"],)),
    ]
    assert told(lines, items) == []


def test_one_side_alone_does_not_tell_a_contradiction(items):
    lines = [Line("contradictions", "", "14 hurt.", (items["h"],))]
    assert told(lines, items)[0][1] == "14 hurt, according to police; against this: 41 hurt, according to doctors."


def test_a_side_without_a_record_at_hand_is_passed_over(items):
    """What cannot be cited is not said."""
    del items["i"], items["f"], items["e"], items["j"]
    assert told([], items) == []
