"""What became of one article: verified records, rejected ones with their reasons, and what it cost."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from .article import Frozen
from .records import Actor, Event, Figure, Record, Stance

__all__ = ["KINDS", "Extraction", "Finding", "RecordSet", "Rejected", "Status", "Usage", "status_of"]

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


class Extraction(RecordSet):
    """What one article gave: its verified records, the rejected ones, and what the answers cost."""

    article: str
    revision: str
    model: str = ""
    rejected: list[Rejected] = []
    usage: Usage = Usage()
