"""Lines of a brief on their way: statements in their sections with what carries them, and what became of all."""

from dataclasses import dataclass, field

from ..schemas import Finding, Rejected, SourceNote, Unjudged
from .drafts import Item

__all__ = ["Line", "Written"]


@dataclass(frozen=True)
class Line:
    """A statement in its section, with the items that it rests on, and what its checks found.

    Light findings stay with a line that stands, and are shown beside it; so are `marks`. `update` says that it goes on
    with a story of the last brief, `gone` that it was told there and is no longer reported.
    """

    section: str
    heading: str
    text: str
    items: tuple[Item, ...]
    findings: tuple[Finding, ...] = ()
    marks: tuple[str, ...] = ()
    update: bool = False
    gone: bool = False

    def notes(self) -> list[SourceNote]:
        """The cited sentences, each once, numbered from 1 within this line."""
        places = {(i.article.id, e.revision, e.sentence): i.article for i in self.items for e in i.record.evidence}
        return [
            SourceNote.of(number, article, sentence)
            for number, ((_, _, sentence), article) in enumerate(places.items(), start=1)
        ]


@dataclass
class Written:
    """The lines that passed their checks, the questions, and what did not: nothing is dropped unseen.

    `repeated` are statements that only tell again what the last brief told, `unreported` what it told as to come and
    is no longer reported, beyond what the lines tell. `judge` is the model that gave verdicts on the lines, `unjudged`
    those lines on which it gave none.
    """

    lines: list[Line] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    refused: list[Rejected] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    unreported: list[str] = field(default_factory=list)
    omitted: int = 0
    unjudged: list[Unjudged] = field(default_factory=list)
    judge: str = ""
