"""What became of one article: verified records, rejected ones with their reasons, and what it cost."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, SerializeAsAny, ValidationError

from .article import Frozen
from .errors import KindError
from .records import Actor, Event, Figure, Record, Stance

__all__ = ["KINDS", "Extraction", "Finding", "RecordSet", "Rejected", "Status", "UntypedRecord", "Usage", "status_of"]

R = TypeVar("R", bound=Record)

KINDS: tuple[type[Record], ...] = (Event, Actor, Stance, Figure)


class Usage(Frozen):
    """What was asked of a model. `reused` counts answers that came from the store and cost nothing.

    `calls` are answers that were paid for, those to `reasks` (questions asked again because of a fault of the
    answer) among them. `retries` are requests that a transport fault left without an answer, sent again.
    `seconds` is time waited, added up over the calls.
    """

    calls: int = 0
    retries: int = 0
    reasks: int = 0
    reused: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in Usage.model_fields})


Status = Literal["supported", "partly", "unsupported"]


class Finding(Frozen):
    """One failed check: which check, its fault, on which field and value, against which sentences, and why.

    `fault` is the class of what is wrong ("absent", "spliced", "invented", "misattributed", "lost" ...). `light`
    says that the sentences carry the claim but for a shade, such as a lost "about".
    """

    check: str
    fault: str = ""
    light: bool = False
    field: str = ""
    value: str = ""
    sentences: tuple[int, ...] = ()
    reason: str


def status_of(findings: Iterable[Finding]) -> Status:
    """How far a claim is carried: wholly without findings, partly with light ones alone, else not."""
    weights = {finding.light for finding in findings}
    return "unsupported" if False in weights else "partly" if weights else "supported"


class Rejected(Frozen):
    """A record or statement that was dropped, as the model gave it, with every reason.

    `article` is the title of the article that a record was read from.
    """

    kind: str
    article: str = ""
    raw: dict[str, Any]
    findings: tuple[Finding, ...]


class RecordSet(BaseModel):
    """Verified records, a list a kind."""

    model_config = ConfigDict(extra="forbid")

    events: list[Event] = []
    actors: list[Actor] = []
    stances: list[Stance] = []
    figures: list[Figure] = []

    def records(self) -> list[Record]:
        """All records, in the order of the kinds."""
        return [*self.events, *self.actors, *self.stances, *self.figures]

    def add(self, records: Iterable[Record]) -> None:
        """Appends each record to the list of its kind."""
        for record in records:
            getattr(self, record.plural).append(record)


class UntypedRecord(Record):
    """A record of a user's kind as it was read back: all of its fields, as JSON has them. See `Extraction.of`."""

    model_config = ConfigDict(extra="allow")


def _keep_fields(value: Any) -> Any:
    """What is read back loses no field, though nobody can know its class."""
    return value if isinstance(value, Record) else UntypedRecord.model_validate(value)


class Extraction(RecordSet):
    """What one article gave: its verified records, the rejected ones, and what the answers cost.

    `kinds` are the plural names of the kinds that were asked for. `own` holds the records of a user's own kinds, a list
    under the plural name of each.
    """

    own: dict[str, list[Annotated[SerializeAsAny[Record], BeforeValidator(_keep_fields)]]] = {}
    article: str
    revision: str
    model: str = ""
    kinds: tuple[str, ...] = ()
    rejected: list[Rejected] = []
    usage: Usage = Usage()

    def records(self) -> list[Record]:
        """All records: the four kinds in their order, then those of one's own."""
        return [*super().records(), *(record for records in self.own.values() for record in records)]

    def add(self, records: Iterable[Record]) -> None:
        """Appends each record to the list of its kind."""
        for record in records:
            if type(record) in KINDS:
                super().add([record])
            else:
                self.own.setdefault(record.plural, []).append(record)

    def of(self, kind: type[R]) -> list[R]:
        """The records of one kind, in objects of that class, also if they were read back from JSON or a store.

        KindError if records that were read back do not fit the class, which has changed since.
        """
        if kind in KINDS:
            return list(getattr(self, kind.plural))
        return [_typed(record, kind) for record in self.own.get(kind.plural, [])]


def _typed(record: Record, kind: type[R]) -> R:
    if isinstance(record, kind):
        return record
    try:
        return kind.model_validate_json(record.model_dump_json(round_trip=True))
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise KindError(
            f"a record of {kind.plural!r} that was read back does not fit {kind.__name__}: {where}: {first['msg']}. "
            "Extract the article again, or read it with the class that it was extracted with."
        ) from problem
