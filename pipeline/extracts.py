"""The brief where no model is configured: sentences of the articles, picked by rules, each checked like any other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ..analysis import Origin
from ..analysis.extractive import Said, read
from ..grounding import check_statement
from ..render.dates import day_words, publication
from ..schemas import BriefHeader, FailedArticle, Gaps, Group, Rejected, SourceNote, Statement
from .briefing import SituationBrief
from .notes import Notes, also_printed

__all__ = ["write_extracts"]


def write_extracts(
    origins: Sequence[Origin], header: BriefHeader, *, failed: Sequence[FailedArticle] = (), outside: int = 0
) -> SituationBrief:
    """The extractive brief of the first article of each origin. What fails its checks is left out, and counted."""
    told = read(origins, header.since, header.until)
    made = _Made(Notes(also=also_printed(origins)))
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
        undated=undated, failed=tuple(failed), refused=tuple(made.refused), outside_period=outside, untold=told.untold
    )
    return SituationBrief(
        header=header, gaps=gaps, sources=made.notes.notes, articles=list(made.notes.articles.values()), **sections
    )


@dataclass
class _Made:
    """Statements made one after the other, with their notes; those that fail their checks are refused."""

    notes: Notes
    refused: list[Rejected] = field(default_factory=list)

    def group(self, section: str, heading: str, said: Iterable[Said]) -> Group:
        return Group(heading=heading, statements=tuple(self.statements(section, said)))

    def statements(self, section: str, said: Iterable[Said]) -> list[Statement]:
        return [statement for each in said for statement in self._checked(section, each)]

    def _checked(self, section: str, said: Said) -> Iterator[Statement]:
        note = SourceNote.of(1, said.article, said.sentence.n)
        findings = check_statement(said.text, [note], {said.article.revision: said.article})
        if findings:
            raw = {"section": section, "t": said.text}
            self.refused.append(Rejected(kind="statement", raw=raw, findings=findings))
        else:
            yield self.notes.extract(said.text, said.article, said.sentence.n)
