"""Source notes: numbered as they are first cited, with what they quote embedded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..agents import Line
from ..analysis import Origin
from ..schemas import Article, MergedEvent, Picture, Record, SourceNote, Statement

__all__ = ["Notes", "also_printed"]


def also_printed(origins: Sequence[Origin]) -> dict[str, tuple[str, ...]]:
    """By article, the outlets (or titles) of the other members of its origin."""
    return {
        article.id: tuple(
            dict.fromkeys(other.outlet or other.title for other in origin.members if other is not article)
        )
        for origin in origins
        for article in origin.members
    }


@dataclass
class Notes:
    """Source notes, numbered as they are first cited."""

    numbers: dict[tuple[str, str, int], int] = field(default_factory=dict)
    notes: list[SourceNote] = field(default_factory=list)
    articles: dict[tuple[str, str], Article] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: Mapping[str, MergedEvent] = field(default_factory=dict)

    def statement(self, line: Line) -> Statement:
        for item in line.items:
            self._embed(item.record, item.article)
        return Statement(
            text=line.text,
            records=tuple(dict.fromkeys(item.record.id for item in line.items)),
            citations=tuple(sorted(self._number(note) for note in line.notes())),
            marks=tuple(dict.fromkeys([*_marks(line), *self._weight(line)])),
            status="partly" if line.findings else "supported",
            findings=line.findings,
            update=line.update,
            gone=line.gone,
        )

    def add(self, picture: Picture, embedded: Mapping[str, tuple[Record, Article]]) -> None:
        """Embeds what a picture rests on, and cites what its timeline and its positions show."""
        for record, article in (embedded[rested] for rested in _rested_on(picture) if rested in embedded):
            self._embed(record, article)
        for record, article in (embedded[drawn] for drawn in _drawn(picture) if drawn in embedded):
            for evidence in record.evidence:
                self._number(SourceNote.of(1, article, evidence.sentence))

    def extract(self, text: str, article: Article, sentence: int, records: Sequence[Record] = ()) -> Statement:
        """A statement in the words of one sentence, with the records that rest on it."""
        self._embed_article(article)
        for record in records:
            self._embed(record, article)
        own = tuple(record.id for record in records)
        return Statement(text=text, records=own, citations=(self._number(SourceNote.of(1, article, sentence)),))

    def _embed(self, record: Record, article: Article) -> None:
        self.records[record.id] = record
        self._embed_article(article)

    def _embed_article(self, article: Article) -> None:
        # A brief is passed on; where its reader keeps files is nobody's business.
        self.articles.setdefault((article.id, article.revision), article.model_copy(update={"path": ""}))

    def _weight(self, line: Line) -> Iterator[str]:
        """How many origins report the events of a line, if several do, and how its source and they are graded."""
        events = [self.events[item.record.id] for item in line.items if item.record.id in self.events]
        best = max(events, key=lambda event: (event.origins, event.id), default=None)
        if best and best.origins > 1:
            yield f"{best.origins} origins"
        if best and best.source != "F":
            yield f"{best.source}{best.credibility}"

    def _number(self, note: SourceNote) -> int:
        place = (note.article, note.revision, note.sentence)
        if place not in self.numbers:
            self.numbers[place] = len(self.notes) + 1
            own = {"number": self.numbers[place], "also": self.also.get(note.article, ())}
            self.notes.append(note.model_copy(update=own))
        return self.numbers[place]


def _rested_on(picture: Picture) -> Iterator[str]:
    yield from (record for event in picture.events for record in event.records)
    yield from (point.record for series in picture.series for point in series.points)
    yield from (r for contradiction in picture.contradictions for side in contradiction.sides for r in side.records)
    yield from (point.record for position in picture.positions for point in position.points)
    yield from (record for change in picture.changes for record in (*change.records, *change.earlier))


def _drawn(picture: Picture) -> Iterator[str]:
    yield from (record for event in picture.events if event.start for record in event.records)
    yield from (point.record for position in picture.positions for point in position.points)


def _marks(line: Line) -> Iterator[str]:
    """What a reader is told beside a statement: of its records, of shades that are not carried, of the judge."""
    for item in line.items:
        yield from item.record.marks
    yield from line.marks
    yield from (f"partly carried: {finding.reason}" for finding in line.findings)
