"""Records: what one article says, in the terms of the field, each tied to its sentences.

A model fills the plain fields; code fills those marked `ByCode` (`id`, `evidence`, `marks`, resolved
days). `Record.model_json_schema()` is what a model sees; with `mode="serialization"`, what a user gets.
Fields that the article leaves empty are left out of an answer.
"""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from .article import Frozen, Published
from .fields import ByCode, Name, Number, Prose, Quote, TimeWords
from .plover import CODEBOOK, Auxiliary, Context, EventType, Sector

__all__ = ["Actor", "Event", "Evidence", "Figure", "Record", "Saying", "Stance", "When"]

# A record rests on few sentences; a long list would cite everything and show nothing.
MOST_SENTENCES = 4


class Evidence(Frozen):
    """The words that carry a record: `article.text[start:end] == text`, inside one numbered sentence."""

    article: str
    revision: str
    sentence: int
    start: int
    end: int
    text: str


class WhenModel(BaseModel):
    """A time as the article words it, and the days it means: `start` to `end`, both included.

    A model writes the words alone. `start` and `end` are None where nobody can know them.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    words: str = ""
    start: date | None = None
    end: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        return {"words": value} if isinstance(value, str) else ({} if value is None else value)

    def __bool__(self) -> bool:
        return bool(self.words)


When = Annotated[WhenModel, TimeWords(), WithJsonSchema({"type": "string"}, mode="validation")]


class Record(BaseModel):
    """The base of every kind of record. Derive from it for a kind of one's own.

    `kind` and `plural` name the kind in answers, files and messages.
    """

    model_config = ConfigDict(extra="ignore", validate_by_name=True, validate_by_alias=True)

    kind: ClassVar[str]
    plural: ClassVar[str]

    sentences: list[int] = Field(alias="s", min_length=1, max_length=MOST_SENTENCES)
    id: Annotated[str, ByCode()] = ""
    evidence: Annotated[tuple[Evidence, ...], ByCode()] = ()
    marks: Annotated[tuple[str, ...], ByCode()] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__name__.lower()
        cls.kind = cls.__dict__.get("kind", name)
        cls.plural = cls.__dict__.get("plural", f"{name}s")


class Event(Record):
    """Who did what to whom, coded in PLOVER. `when` is when it happened, `reported` when it was published.

    `said_by` is who says so, where the sentences give it as somebody's word.
    """

    type: EventType
    mode: str | None = None
    aux: list[Auxiliary] = []
    contexts: list[Context] = []
    actors: list[Annotated[str, Name()]] = []
    recipients: list[Annotated[str, Name()]] = []
    when: When = Field(default_factory=WhenModel)
    where: Annotated[str, Name()] = ""
    said_by: Annotated[str, Name()] = ""
    what: Annotated[str, Prose()]
    reported: Annotated[Published | None, ByCode()] = None

    @model_validator(mode="after")
    def _mode_fits_type(self) -> Self:
        self.mode = self.mode or None
        legal = CODEBOOK[self.type].modes
        if self.mode and self.mode not in legal:
            choice = f"one of {', '.join(legal)}, or none" if legal else "none"
            raise ValueError(f"{self.type.value} has no mode {self.mode!r}; give {choice}")
        return self

    @model_validator(mode="after")
    def _recipient_where_needed(self) -> Self:
        # What has an id was accepted once, perhaps before this rule: what a store holds is still read.
        if self.id or self.recipients or not CODEBOOK[self.type].needs_recipient:
            return self
        if self.type is EventType.COOPERATE and len(self.actors) > 1:  # they act together, each towards the others
            return self
        raise ValueError(
            f"{self.type.value} needs `recipients`: to whom, by name or by the article's own word for the group; "
            "if the article does not say to whom, give a type that fits better or leave the record out"
        )


class Actor(Record):
    """A person or body that acts or speaks. `country` is as the article words it, `sector` PLOVER's code.

    `country_code` is ISO 3166 alpha-3 or PLOVER's own (KOS, PSE, HKG), looked up by code; empty if unknown.
    """

    name: Annotated[str, Name()]
    type: Literal["person", "body", "state"]
    role: Annotated[str, Name()] = ""
    country: Annotated[str, Name()] = ""
    country_code: Annotated[str, ByCode()] = ""
    sector: Sector | None = None


class Stance(Record):
    """A holder for or against a target. `cue` is the word that shows it; `quote` the words said, if any."""

    holder: Annotated[str, Name()]
    target: Annotated[str, Prose()]
    polarity: Literal["favor", "against", "neutral", "mixed"]
    cue: Annotated[str, Quote()]
    said: Literal["direct", "indirect"]
    quote: Annotated[str, Quote()] = ""


class Saying(Record):
    """Who says what, in the article's words: `verb` is that of saying, `words` the quotation or what the verb reports.

    Read by rules and confirmed by a small model (see `Strategy`), never asked of a model that fills schemas.
    """

    speaker: Annotated[str, Name()]
    verb: Annotated[str, Quote()]
    words: Annotated[str, Quote()]


class Figure(Record):
    """A number: `value` as it is written, `qualifier` (about, nearly, more than), `unit`, what it counts.

    `said_by` is who gives it; `amount` the value read by code, None where it is no single number.
    """

    value: Annotated[str, Number()]
    qualifier: Annotated[str, Quote()] = ""
    unit: str = ""
    of: Annotated[str, Prose()]
    as_of: When = Field(default_factory=WhenModel)
    said_by: Annotated[str, Name()] = ""
    amount: Annotated[float | None, ByCode()] = None
