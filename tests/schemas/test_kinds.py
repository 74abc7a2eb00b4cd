"""Kinds of a user's own: what is refused before a model is asked, and how their records are kept and read back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple, Optional

import pytest
from pydantic import BaseModel, ConfigDict, Field
from sitbrief.schemas import (
    KINDS,
    ByCode,
    Event,
    Evidence,
    Extraction,
    KindError,
    Name,
    Number,
    Prose,
    Quote,
    Record,
    SettingsError,
    TimeWords,
    UntypedRecord,
    When,
    WhenModel,
    checked_kinds,
)
from typing_extensions import TypedDict


class Level(Enum):
    LOW = "low"
    HIGH = "high"


class Party(BaseModel):
    """A model inside a record, which holds its like."""

    name: Annotated[str, Name()]
    since: When | None = None
    partners: list["Party"] = []


class Sanction(Record):
    """A penalty."""

    target: Annotated[str, Name()]
    parties: Annotated[list[Party], Field(default_factory=list)]
    level: Level | None = None
    status: Literal["in force", "lifted"] = "in force"
    words: Optional[list[Annotated[str, Quote()]]] = None  # noqa: UP045 - either way of writing it must do
    named: dict[str, Annotated[str, Name()]] = Field(default_factory=dict)
    pair: tuple[Annotated[str, Name()], ...] = ()
    tags: set[str] = Field(default_factory=set)
    since: When | None = None
    until: When = WhenModel()
    count: int = 0
    day: date | None = None
    from_: Annotated[str, Name()] = Field(default="", alias="from")


class Arrest(Event):
    """An event of one sort, with a field more."""

    prison: Annotated[str, Name()] = ""


def test_the_kinds_of_ones_own_may_stand_beside_the_four() -> None:
    """Nested models, lists, optionals, choices, times and an alias can be asked for."""
    assert checked_kinds([*KINDS, Sanction, Arrest]) == (*KINDS, Sanction, Arrest)


def test_an_error_of_a_kind_is_one_of_settings() -> None:
    """Whoever catches what cannot be used catches this too."""
    assert issubclass(KindError, SettingsError)


def made(doc: str | None = "A thing.", /, **fields: Any) -> type[Record]:
    """A kind `Thing` with these annotations; a pair is a type and its default."""
    defaults = {name: given[1] for name, given in fields.items() if isinstance(given, tuple)}
    types = {name: given[0] if isinstance(given, tuple) else given for name, given in fields.items()}
    body = {"__module__": __name__, "__annotations__": types, **defaults}
    return type(Record)("Thing", (Record,), body | ({"__doc__": doc} if doc else {}))


class PlainClass:
    """No model."""


class Named(NamedTuple):
    name: Annotated[str, Name()]


class Typed(TypedDict):
    name: Annotated[str, Name()]


@dataclass
class Data:
    name: Annotated[str, Name()]


class Unnamed(BaseModel):
    """A model with a mark that no check sees."""

    size: Annotated[int, Number()]


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "kinds is empty; name at least one class"),
        (Sanction, r"kinds is Sanction; give a list of classes, such as kinds=\[Sanction\]"),
        ("events", "kinds is 'events'; give a list"),
        ([PlainClass], r"PlainClass is no kind of record; give a class derived from sitbrief\.Record"),
        ([Record], "Record is no kind of record"),
        (["events"], "'events' is no kind of record"),
        ([Party], "Party is no kind of record"),
        ([Sanction, Sanction], "two of the kinds are called 'sanction'"),
        ([Event, Event], "two of the kinds are called 'event'"),
    ],
)
def test_what_is_no_list_of_kinds_is_refused(kinds: Any, words: str) -> None:
    """The error names what was given and says what to give."""
    with pytest.raises(KindError, match=words):
        checked_kinds(kinds)


def named(kind: str, plural: str) -> type[Record]:
    """A kind of that name and plural."""
    thing = made(x=str)
    thing.kind, thing.plural = kind, plural
    return thing


@pytest.mark.parametrize(
    ("kind", "plural", "words"),
    [
        ("event", "happenings", "Thing: sitbrief has a kind 'event' already"),
        ("happening", "events", "Thing: an extraction has 'events' already.*plural ="),
        *((name, name, f"an extraction has {name!r} already") for name in Extraction.model_fields),
        ("x", "press releases", "'press releases' cannot name a list in an answer; write another plural"),
        ("x", "_things", "'_things' cannot name a list"),
        ("x", "json", "'json' cannot name a list"),
    ],
)
def test_a_name_that_is_taken_or_none_is_refused(kind: str, plural: str, words: str) -> None:
    """Lists of an answer and of an extraction need names that are free."""
    with pytest.raises(KindError, match=words):
        checked_kinds([named(kind, plural)])


def test_two_kinds_of_one_plural_are_refused() -> None:
    """Their records would come in one list."""
    with pytest.raises(KindError, match="two of the kinds are called 'parties'"):
        checked_kinds([named("party", "parties"), named("gathering", "parties")])


@pytest.mark.parametrize("name", ["s", "number", "id", "evidence", "marks", "sentences"])
def test_a_field_with_a_name_that_records_use_is_refused(name: str) -> None:
    """The error names the class and the field."""
    with pytest.raises(KindError, match=rf"Thing\.{name}: this name has a meaning of its own.*evidence, id, marks"):
        checked_kinds([made(**{name: Annotated[str, Name()]})])


@pytest.mark.parametrize("name", ["kind", "plural"])
def test_a_field_that_hides_the_name_of_the_kind_is_refused(name: str) -> None:
    """To name a kind, no type is written; the message says so."""
    with pytest.raises(KindError, match=rf'Thing\.{name}: .* write {name} = "\.\.\." without a type'):
        checked_kinds([made(**{name: str})])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"x": (str, Field(alias="number"))}, r"Thing\.x: this name has a meaning"),
        ({"x": (str, Field(validation_alias="ex"))}, r"Thing\.x has one name when it is read and another"),
        ({"x": (str, Field(serialization_alias="ex"))}, r"Thing\.x has one name when it is read and another"),
        ({"x": "Nowhere"}, r"Thing\.x: its type names 'Nowhere', which is not defined"),
        ({"y": str, "x": "list[Nowhere]"}, r"Thing\.x: its type names 'Nowhere'"),
        ({"x": Callable[[], int]}, "Thing cannot be put to a model as a JSON schema"),
        ({}, "Thing has no field of its own"),
        ({"x": Annotated[str, ByCode()], "y": str}, r"Thing\.x: no model fills a ByCode field; give it a default"),
        ({"x": Annotated[int, Number()]}, r"Thing\.x: Number checks text .* int is none; make it Annotated\[str, Nu"),
        ({"x": list[Annotated[float, Number()]]}, r"Thing\.x: Number checks text .* float is none"),
        ({"x": Annotated[Any, Quote()]}, r"Thing\.x: Quote checks text .* Any is none"),
        ({"x": Annotated[date, TimeWords()]}, r"Thing\.x: TimeWords checks text .* date is none"),
        ({"x": Annotated[Party, Name()]}, r"Thing\.x: Name checks text .* Party is none"),
        ({"x": Annotated[Literal[1, 2], Number()]}, r"Thing\.x: Number checks text"),
        ({"x": dict[Annotated[str, Name()], str]}, r"Thing\.x: no check looks at a mapping's keys"),
        ({"x": tuple[Annotated[str, Name()], str]}, r"Thing\.x: no check looks at .* a tuple of several types"),
        ({"x": tuple[str, Annotated[str, Name()]]}, r"Thing\.x: no check looks at .* a tuple of several types"),
        ({"x": Data}, r"Thing\.x: no check looks into Data; make it a pydantic model"),
        ({"x": list[Typed]}, r"Thing\.x: no check looks into Typed"),
        ({"x": Named | None}, r"Thing\.x: no check looks into Named"),
        ({"x": Unnamed}, r"Thing\.x\.size: Number checks text"),
        ({"x": list[Unnamed] | None}, r"Thing\.x\.size: Number checks text"),
    ],
)
def test_a_field_that_cannot_be_asked_for_or_checked_is_refused(fields: dict[str, Any], words: str) -> None:
    """A mark that no check would see must not look as if it were checked."""
    with pytest.raises(KindError, match=words):
        checked_kinds([made("A thing.", **fields)])


@pytest.mark.parametrize("doc", [None, "", "  \n"])
def test_a_kind_without_a_docstring_is_refused(doc: str | None) -> None:
    """The model must be told what it is."""
    with pytest.raises(KindError, match="Thing has no docstring; say in one what it is"):
        checked_kinds([made(doc, x=str)])


@pytest.mark.parametrize(
    "type_",
    [
        Annotated[str, Prose()],
        Annotated[str | None, Quote()],
        Annotated[Literal["a", "b"], Quote()],
        Annotated[list[str], Name()],
        When,
        dict[str, int],
        tuple[int, str],
        list[int],
    ],
)
def test_a_mark_on_text_and_a_field_without_one_may_stand(type_: Any) -> None:
    """What the checks see, and what is plainly not checked."""
    kind = made(x=type_)
    assert checked_kinds([kind]) == (kind,)


# What became of them.


AT = Evidence(article="a1", revision="r1", sentence=1, start=0, end=5, text="Words")
FULL: dict[str, Any] = {
    "s": [1],
    "target": "Bank",
    "parties": [{"name": "A", "since": "on Friday", "partners": [{"name": "B"}]}],
    "level": "high",
    "words": ["so"],
    "named": {"first": "C"},
    "pair": ["D", "E"],
    "tags": ["t"],
    "since": "on Monday",
    "day": "2031-03-07",
    "from": "F",
}


@pytest.fixture
def kept() -> Extraction:
    """An extraction with an event and a sanction in full."""
    extraction = Extraction(article="a1", revision="r1")
    sanction = Sanction.model_validate(FULL).model_copy(update={"id": "s-1", "evidence": (AT,)})
    extraction.add([sanction, Event(sentences=[1], type="AGREE", what="w")])
    return extraction


def test_own_records_have_a_list_under_their_plural(kept: Extraction) -> None:
    """They come after the four kinds, and `of` gives the records of any kind."""
    (sanction,) = kept.of(Sanction)
    assert kept.own == {"sanctions": [sanction]}
    assert kept.records() == [*kept.events, sanction]
    assert kept.of(Event) == kept.events
    assert kept.of(Arrest) == []


def test_a_class_derived_from_one_of_the_four_is_a_kind_of_its_own() -> None:
    """It does not slip in among the events."""
    extraction = Extraction(article="a1", revision="r1")
    extraction.add([Arrest(sentences=[1], type="COERCE", what="w")])
    assert extraction.events == []
    assert [type(record) for record in extraction.of(Arrest)] == [Arrest]


@pytest.mark.parametrize("json", [True, False])
def test_own_records_read_back_without_their_class_lose_nothing(kept: Extraction, json: bool) -> None:
    """Written again they are the same to the letter, and with the class at hand they are its objects again."""
    text = kept.model_dump_json()
    again = Extraction.model_validate_json(text) if json else Extraction.model_validate(kept.model_dump(mode="json"))
    assert again.model_dump_json() == text
    assert [type(record) for record in again.own["sanctions"]] == [UntypedRecord]
    assert again.own["sanctions"][0].evidence == (AT,)
    assert again.of(Sanction) == kept.of(Sanction)
    assert len(again.records()) == 2


def test_a_record_that_does_not_fit_the_changed_class_is_a_clear_error(kept: Extraction) -> None:
    """The class has a field more, which the record that was read back lacks."""

    class Changed(Sanction):
        """A penalty, told in more words."""

        plural = "sanctions"

        reason: Annotated[str, Prose()]

    again = Extraction.model_validate_json(kept.model_dump_json())
    with pytest.raises(KindError, match=r"'sanctions' .* does not fit Changed: reason: Field required"):
        again.of(Changed)


def test_a_strict_class_takes_its_own_records_back() -> None:
    """What JSON makes of dates and sets is read as JSON, so that a strict class does not refuse it."""

    class Strict(Record):
        """A day."""

        model_config = ConfigDict(strict=True)

        day: date
        tags: set[str]

    extraction = Extraction(article="a1", revision="r1")
    extraction.add([Strict(sentences=[1], day=date(2031, 3, 7), tags={"t"})])
    assert Extraction.model_validate_json(extraction.model_dump_json()).of(Strict) == extraction.of(Strict)
