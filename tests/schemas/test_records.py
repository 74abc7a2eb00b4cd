"""Records: what a model may fill, what code fills, and which codes are legal."""

from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sitbrief.schemas import (
    CODEBOOK,
    KINDS,
    Actor,
    ByCode,
    Check,
    Event,
    EventType,
    Evidence,
    Figure,
    Name,
    Published,
    Quote,
    Record,
    Stance,
    WhenModel,
)

EVENT = {"s": [1], "type": "PROTEST", "mode": "strike", "when": "on Thursday", "what": "Dock workers went on strike."}
ACTOR = {"s": [1], "name": "Mara Tilden", "type": "person", "sector": "LAB"}
STANCE = {
    "s": [2],
    "holder": "Mara Tilden",
    "target": "the strike",
    "polarity": "favor",
    "cue": "praised",
    "said": "indirect",
}
FIGURE = {"s": [1, 3], "value": "1,200", "of": "workers on strike", "as_of": "this week"}
ANSWERS: list[tuple[type[Record], dict[str, Any]]] = [
    (Event, EVENT),
    (Actor, ACTOR),
    (Stance, STANCE),
    (Figure, FIGURE),
]
ALL_MODES = sorted({mode for entry in CODEBOOK.values() for mode in entry.modes})


class Promise(Record):
    """A kind of a user's own."""

    promiser: Annotated[str, Name()]


class Treaty(Record):
    """A kind with a plural of its own."""

    plural = "treaties"


def takes(type_: EventType, mode: str) -> bool:
    """True if an event of that type may have that mode; the refusal must name both."""
    try:
        return Event.model_validate({**EVENT, "type": type_, "mode": mode}).mode == mode
    except ValidationError as problem:
        return f"{type_.value} has no mode {mode!r}" not in str(problem)


@pytest.mark.parametrize("type_", EventType)
def test_a_mode_is_legal_for_its_own_types_alone(type_: EventType) -> None:
    """Of all modes that there are, a type takes just those of its entry in the codebook."""
    assert [mode for mode in ALL_MODES if takes(type_, mode)] == sorted(CODEBOOK[type_].modes)


@given(st.sampled_from(EventType), st.text(min_size=1).filter(lambda word: word not in ALL_MODES))
def test_no_other_word_is_a_mode(type_: EventType, mode: str) -> None:
    """Whatever else a model writes is an error that lists the type's modes."""
    with pytest.raises(ValidationError) as caught:
        Event.model_validate({**EVENT, "type": type_, "mode": mode})
    assert [legal for legal in CODEBOOK[type_].modes if legal not in str(caught.value)] == []


@pytest.mark.parametrize("type_", EventType)
def test_every_type_does_without_a_mode(type_: EventType) -> None:
    """No mode and an empty one are the same."""
    without = {name: value for name, value in EVENT.items() if name != "mode"} | {"type": type_, "recipients": ["Orlo"]}
    assert Event.model_validate(without) == Event.model_validate({**without, "mode": ""})
    assert Event.model_validate(without).mode is None


# To whom it was done.

AID = {"s": [1], "type": "AID", "actors": ["Harbour Board"], "what": "The Harbour Board sent tents."}


@pytest.mark.parametrize("type_", EventType)
def test_some_types_need_a_recipient(type_: EventType) -> None:
    """Those of the codebook's rule are refused without one, by a message that names type and field; others are not."""
    lone = {**AID, "type": type_}
    assert Event.model_validate({**lone, "recipients": ["Orlo"]}).recipients == ["Orlo"]
    if type_ not in (EventType.AID, EventType.COOPERATE, EventType.SANCTION):
        assert Event.model_validate(lone).recipients == []
        return
    with pytest.raises(ValidationError, match=rf"{type_.value} needs `recipients`"):
        Event.model_validate(lone)


def test_those_who_act_together_are_each_others_recipients() -> None:
    """A joint act with two actors needs no recipient beside them; help and punishment by two still do."""
    two = {**AID, "actors": ["Harbour Board", "Ferry Guild"]}
    assert Event.model_validate({**two, "type": "COOPERATE"}).recipients == []
    for type_ in ("AID", "SANCTION"):
        with pytest.raises(ValidationError, match="recipients"):
            Event.model_validate({**two, "type": type_})


def test_a_negated_or_planned_act_needs_its_recipient_too() -> None:
    """What did not happen did not happen to somebody."""
    for aux in ("negation", "future", "hypothetical", "historical"):
        with pytest.raises(ValidationError, match="recipients"):
            Event.model_validate({**AID, "aux": [aux]})


def test_what_was_accepted_before_the_rule_is_still_read() -> None:
    """A record that a store holds has an id; it reads back as it is."""
    assert Event.model_validate({**AID, "id": "e-1"}).recipients == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Event, {**EVENT, "type": "FIGHT"}),
        (Event, {**EVENT, "aux": ["past"]}),
        (Event, {**EVENT, "contexts": ["weather"]}),
        (Actor, {**ACTOR, "sector": "LABOUR"}),
        (Actor, {**ACTOR, "type": "country"}),
        (Stance, {**STANCE, "polarity": "favour"}),
        (Stance, {**STANCE, "said": "quoted"}),
    ],
)
def test_a_code_of_no_codebook_is_refused(kind: type[Record], data: dict[str, Any]) -> None:
    """Codes are closed lists."""
    with pytest.raises(ValidationError):
        kind.model_validate(data)


@pytest.mark.parametrize("sentences", [[], [1, 2, 3, 4, 5], "1", None])
def test_a_record_rests_on_one_to_four_sentences(sentences: Any) -> None:
    """A record without evidence is none, and one that cites everything shows nothing."""
    with pytest.raises(ValidationError, match=r"\bs\b"):
        Event.model_validate({**EVENT, "s": sentences})


# Who fills what.


def by_code(kind: type[Record]) -> set[str]:
    """The fields that code fills in."""
    return {name for name, info in kind.model_fields.items() if any(isinstance(m, ByCode) for m in info.metadata)}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [(Event, {"reported"}), (Actor, {"country_code"}), (Stance, set()), (Figure, {"amount"}), (Promise, set())],
)
def test_a_model_never_sees_what_code_fills_in(kind: type[Record], fields: set[str]) -> None:
    """Such fields are not in the schema of an answer, and are in that of what a user gets."""
    filled = {"id", "evidence", "marks"} | fields
    assert by_code(kind) == filled
    asked = kind.model_json_schema()["properties"].keys()
    shown = kind.model_json_schema(mode="serialization")["properties"].keys()
    assert not filled & asked
    assert shown == asked | filled


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_is_not_asked_for_days(kind: type[Record]) -> None:
    """In an answer a time is its words; what a user gets has the days too."""
    asked, shown = str(kind.model_json_schema()), str(kind.model_json_schema(mode="serialization"))
    assert "WhenModel" not in asked
    assert ("WhenModel" in shown) == (kind in (Event, Figure))
    if kind is Event:
        assert kind.model_json_schema()["properties"]["when"]["type"] == "string"


def test_only_the_needed_fields_are_required() -> None:
    """What an article does not say is left out of an answer."""
    required = {kind.__name__: sorted(kind.model_json_schema()["required"]) for kind in KINDS}
    assert required == {
        "Event": ["s", "type", "what"],
        "Actor": ["name", "s", "type"],
        "Stance": ["cue", "holder", "polarity", "s", "said", "target"],
        "Figure": ["of", "s", "value"],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_record_is_checked(kind: type[Record]) -> None:
    """Each free text that a model fills has its check as metadata; a figure's unit alone has none."""
    unchecked = []
    for name, info in kind.model_fields.items():
        metadata = [*info.metadata, *(m for a in getattr(info.annotation, "__args__", ()) for m in _metadata(a))]
        checked = any(isinstance(mark, Check | ByCode) for mark in metadata)
        if not checked and (info.annotation is str or info.annotation == list[str]):
            unchecked.append(name)
    assert unchecked == (["unit"] if kind is Figure else [])


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__metadata__", ())


def test_an_unknown_field_of_an_answer_is_ignored() -> None:
    """A model that adds a remark does not lose the record for it."""
    assert Event.model_validate({**EVENT, "confidence": "high"}) == Event.model_validate(EVENT)


@pytest.mark.parametrize("name", ["s", "sentences"])
def test_sentences_may_be_given_under_either_name(name: str) -> None:
    """An answer says `s`, a script says `sentences`."""
    assert Promise.model_validate({name: [2], "promiser": "Mara Tilden"}).sentences == [2]


# Kinds and round trips.


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Event, ("event", "events")),
        (Actor, ("actor", "actors")),
        (Stance, ("stance", "stances")),
        (Figure, ("figure", "figures")),
        (Promise, ("promise", "promises")),
        (Treaty, ("treaty", "treaties")),
    ],
)
def test_a_kind_is_called_as_its_class(kind: type[Record], names: tuple[str, str]) -> None:
    """Name and plural come from the class unless it gives its own."""
    assert (kind.kind, kind.plural) == names


@pytest.mark.parametrize(("kind", "data"), ANSWERS)
def test_a_record_reads_back_from_its_json(kind: type[Record], data: dict[str, Any]) -> None:
    """Complete with what code has filled in, and under either name of its fields."""
    at = Evidence(article="a1", revision="r1", sentence=1, start=0, end=5, text="Words")
    filled: dict[str, Any] = {"id": "x-1", "evidence": (at,), "marks": ("translated",)}
    if kind is Event:
        filled |= {"reported": Published(day=date(2031, 3, 6), origin="flag")}
        filled |= {"when": WhenModel(words="on Thursday", start=date(2031, 3, 6), end=date(2031, 3, 6))}
    record = kind.model_validate(data).model_copy(update=filled)
    assert kind.model_validate_json(record.model_dump_json()) == record
    assert kind.model_validate_json(record.model_dump_json(by_alias=True)) == record


# Times.


@pytest.mark.parametrize(
    ("given", "words"),
    [("on Thursday", "on Thursday"), ("", ""), (None, ""), ({"words": "on Thursday"}, "on Thursday"), ({}, "")],
)
def test_a_time_is_given_by_its_words(given: Any, words: str) -> None:
    """A model writes the words alone; nothing, and an empty text, mean that there is no time."""
    when = Event.model_validate({**EVENT, "when": given}).when
    assert (when.words, when.start, when.end) == (words, None, None)
    assert bool(when) == bool(words)


def test_a_time_that_was_left_out_is_empty() -> None:
    """An event without a time has words and days that are empty."""
    event = Event.model_validate({name: value for name, value in EVENT.items() if name != "when"})
    assert not event.when
    assert event.when == WhenModel()


@pytest.mark.parametrize("given", [7, ["on Thursday"], {"words": "on Thursday", "start": "soon"}])
def test_what_is_no_time_is_refused(given: Any) -> None:
    """Numbers, lists and days that are none are faults of the record."""
    with pytest.raises(ValidationError):
        Event.model_validate({**EVENT, "when": given})


def test_checks_are_values() -> None:
    """Two marks of one sort are equal, so that a schema can be compared."""
    assert Quote() == Quote()
    assert Quote() != Name()
