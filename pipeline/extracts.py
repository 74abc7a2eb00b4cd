"""The brief in the articles' own words: sentences picked by rules, and each checked like any other statement.

Where a small model has confirmed who does what in a sentence, that sentence comes first, with its record.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ..analysis import Origin
from ..analysis.extractive import Said, read
from ..analysis.trimming import trimmed
from ..grounding import check_statement
from ..render.dates import day_words, publication
from ..schemas import (
    BriefHeader,
    Event,
    FailedArticle,
    Gaps,
    Group,
    Record,
    RecordSet,
    Rejected,
    Saying,
    SourceNote,
    Statement,
    Usage,
)
from .briefing import SituationBrief, failures
from .extracting import Outcome
from .notes import Notes, also_printed

__all__ = ["write_extracts"]


def write_extracts(
    origins: Sequence[Origin],
    header: BriefHeader,
    outcomes: Sequence[Outcome] = (),
    *,
    failed: Sequence[FailedArticle] = (),
    outside: int = 0,
    late: Sequence[str] = (),
) -> SituationBrief:
    """The extractive brief of the first article of each origin. What fails its checks is left out, and counted.

    `outcomes` hold the records that were confirmed, if a model was asked.
    """
    confirmed = _confirmed(outcomes)
    told = read(origins, header.since, header.until, frozenset(confirmed))
    made = _Made(Notes(also=also_printed(origins)), confirmed)
    printed = publication(header.timezone)
    sections = {
        "takeaways": made.statements("takeaways", told.takeaways),
        "developments": [
            made.group("developments", f"{article.outlet or article.title}, {printed(article.published)}", said)
            for article, said in told.developments
        ],
        "timeline": [
            made.group("timeline", day_words(day), (dated.said for dated in those))
            for day, those in groupby(told.timeline, lambda dated: dated.day)
        ],
        "positions": made.statements("positions", told.positions),
        "figures": made.statements("figures", told.figures),
    }
    undated = tuple(a.title for origin in origins for a in origin.members if a.published is None)
    gaps = Gaps(
        undated=undated,
        failed=(*failed, *failures(outcomes)),
        rejected=tuple(r for o in outcomes if o.extraction for r in o.extraction.rejected),
        refused=tuple(made.refused),
        outside_period=outside,
        late=tuple(late),
        untold=told.untold,
    )
    records = RecordSet()
    records.add(made.notes.records.values())
    return SituationBrief(
        header=header,
        gaps=gaps,
        sources=made.notes.notes,
        articles=list(made.notes.articles.values()),
        records=records,
        usage=sum((outcome.usage for outcome in outcomes), Usage()),
        **sections,
    )


def _confirmed(outcomes: Sequence[Outcome]) -> dict[tuple[str, int], list[Record]]:
    """The confirmed records by revision and sentence."""
    found: dict[tuple[str, int], list[Record]] = {}
    for outcome in outcomes:
        for record in outcome.extraction.records() if outcome.extraction else ():
            found.setdefault((outcome.article.revision, record.sentences[0]), []).append(record)
    return found


@dataclass
class _Made:
    """Statements made one after the other, with their notes; those that fail their checks are refused."""

    notes: Notes
    confirmed: dict[tuple[str, int], list[Record]]
    refused: list[Rejected] = field(default_factory=list)

    def group(self, section: str, heading: str, said: Iterable[Said]) -> Group:
        return Group(heading=heading, statements=tuple(self.statements(section, said)))

    def statements(self, section: str, said: Iterable[Said]) -> list[Statement]:
        return [statement for each in said for statement in self._checked(section, each)]

    def _checked(self, section: str, said: Said) -> Iterator[Statement]:
        records = self.confirmed.get((said.article.revision, said.sentence.n), [])
        text = said.text if said.quotation or not records else _shortened(said, records[0])
        note = SourceNote.of(1, said.article, said.sentence.n)
        findings = check_statement(text, [note], {said.article.revision: said.article})
        if findings:
            raw = {"section": section, "t": text}
            self.refused.append(Rejected(kind="statement", raw=raw, findings=findings))
        else:
            # A brief embeds the four kinds that a model fills, so of the confirmed records the events.
            events = [record for record in records if isinstance(record, Event)]
            yield self.notes.extract(text, said.article, said.sentence.n, events)


def _shortened(said: Said, record: Record) -> str:
    """A confirmed sentence, cut short behind its verb where it is long."""
    if isinstance(record, Event):
        return record.what
    assert isinstance(record, Saying)
    return trimmed(said.sentence.text, said.sentence.text.find(record.verb))
