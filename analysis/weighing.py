"""How much a merged event weighs: who reports it, how well it is confirmed, what it is, and what is new in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from math import log2
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from ..schemas import CODEBOOK, Article, Event, MergedEvent, Novelty, Reliability
from .reports import Report

__all__ = ["Weights", "weighed"]

_NOVELTY: Mapping[Novelty, float] = {"new": 1.0, "reversed": 1.0, "updated": 0.5, "known": 0.0}
_MATERIAL_CONFLICT = 4
_CONFIRMING = {"A", "B"}


class Weights(BaseModel):
    """What weighs how much; the weight of an event is

        origins * log2(1 + its independent origins)
        + score * |PLOVER score of its type|
        + force, if its type is material conflict (PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT)
        + novelty * (1 new or reversed, 0.5 updated, 0 known)
        + historical, if it is background.

    With the defaults, of events that are alike otherwise, what was done comes before what was said, and of what was
    done violence, coercion and sanctions before help.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    origins: float = 1.0
    score: float = 0.3
    # Just so much that a sanction, at 6, comes before aid, at 10.
    force: float = 1.25
    novelty: float = 2.0
    historical: float = -3.0

    def of(
        self, origins: int, score: float, novelty: Novelty, *, force: bool = False, historical: bool = False
    ) -> float:
        """The weight by the formula; `score` is taken as given, the higher the weightier."""
        return (
            self.origins * log2(1 + origins)
            + self.score * score
            + self.force * force
            + self.novelty * _NOVELTY[novelty]
            + self.historical * historical
        )

    def in_words(self) -> str:
        """The formula with its numbers, as a brief says by what it is ordered."""
        sign = "-" if self.historical < 0 else "+"
        return (
            f"by {self.origins:g} x log2(1 + origins) + {self.score:g} x PLOVER score + {self.force:g} if force or "
            f"pressure was used + {self.novelty:g} x novelty {sign} {abs(self.historical):g} if background"
        )


def weighed(
    groups: Iterable[Sequence[Report[Event]]],
    *,
    grades: Mapping[str, Reliability],
    contradicted: Collection[str],
    novelty: Mapping[str, Novelty],
    weights: Weights,
) -> tuple[MergedEvent, ...]:
    """The merged events, the weightiest first; among equals the latest reported, then by id.

    A group is the reports of one event, the fullest first. `grades` are by outlet or by domain, whatever the case; an
    outlet that is in neither way there has F, and the best of an event's outlets is its source's grade. `contradicted`
    are the ids of records that another one contradicts; `novelty` is by the id of a group's first record, new if it is
    not there. The item grade (Admiralty code, 1 to 6) is read off, never judged:

    - contradicted: 4 (doubtfully true) with one origin, 3 (possibly true) with more; never 5 (improbable), which takes
      a judgement that no rule makes
    - three origins or more, a source graded A or B: 1 (confirmed)
    - two origins or more: 2 (probably true)
    - one origin: 3 if its grade is A to C, 4 if it is D or E, 6 (cannot be judged) if it is F
    """
    graded = {source.casefold(): grade for source, grade in grades.items()}
    disputed = frozenset(contradicted)
    events = [_merged(group, graded, disputed, novelty, weights) for group in groups]
    return tuple(sorted(events, key=lambda e: (-e.weight, -(e.last.toordinal() if e.last else 0), e.id)))


def _merged(
    group: Sequence[Report[Event]],
    grades: Mapping[str, Reliability],
    contradicted: frozenset[str],
    novelty: Mapping[str, Novelty],
    weights: Weights,
) -> MergedEvent:
    lead = group[0].record
    records = tuple(dict.fromkeys(report.record.id for report in group))
    origins = len({report.origin for report in group})
    source = min(_grade(report.article, grades) for report in group)
    days = sorted(report.day for report in group if report.day)
    start, end = _when(group)
    new = novelty.get(lead.id, "new")
    entry = CODEBOOK[lead.type]
    weight = weights.of(
        origins,
        abs(entry.score),
        new,
        force=entry.quad == _MATERIAL_CONFLICT,
        historical="historical" in lead.aux,
    )
    return MergedEvent(
        id=sha256(" ".join(sorted(records)).encode()).hexdigest()[:12],
        records=records,
        what=lead.what,
        type=lead.type,
        mode=lead.mode or "",
        aux=tuple(lead.aux),
        actors=_keys(group, "actors"),
        recipients=_keys(group, "recipients"),
        start=start,
        end=end,
        outlets=tuple(dict.fromkeys(report.article.outlet or report.article.title for report in group)),
        origins=origins,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        source=source,
        credibility=_credibility(origins, source, not contradicted.isdisjoint(records)),
        novelty=new,
        weight=round(weight, 3),
    )


def _keys(group: Sequence[Report[Event]], role: str) -> tuple[str, ...]:
    """The keys of the actors or recipients of all reports, those of the fullest first."""
    named = (report.record.actors if role == "actors" else report.record.recipients for report in group)
    return tuple(dict.fromkeys(report.key(name) for report, names in zip(group, named, strict=True) for name in names))


def _when(group: Sequence[Report[Event]]) -> tuple[date | None, date | None]:
    """The days on which it happened, as the report gives them that is the most exact."""
    whens = (report.record.when for report in group)
    spans = [(when.start, when.end) for when in whens if when.start and when.end]
    return min(spans, key=lambda span: span[1] - span[0], default=(None, None))


def _grade(article: Article, grades: Mapping[str, Reliability]) -> Reliability:
    """The grade of an article's source: the better of its outlet's and its domain's, F if neither is known."""
    host = (urlsplit(article.url).hostname or "").split(".")
    domains = (".".join(host[at:]) for at in range(len(host)))
    return min((grades[name] for name in (article.outlet.casefold(), *domains) if name in grades), default="F")


def _credibility(origins: int, source: Reliability, contradicted: bool) -> int:
    if contradicted:
        return 4 if origins == 1 else 3
    if origins >= 2:
        return 1 if origins >= 3 and source in _CONFIRMING else 2
    return 6 if source == "F" else 4 if source in {"D", "E"} else 3
