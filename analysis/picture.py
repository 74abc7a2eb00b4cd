"""A period's records laid beside each other and beside those of the last brief: the picture of it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..registry import Registry
from ..schemas import (
    Article,
    Contradiction,
    Event,
    MergedEvent,
    Picture,
    Record,
    Reliability,
    Series,
)
from .actors import Resolution, actors_of, resolve_article
from .changes import changes_of
from .contradictions import contradictions_of
from .copies import Origin
from .figures import series_of
from .merging import merge_events
from .positions import positions_of
from .reports import Report, of_kind
from .weighing import Weights, weighed

__all__ = ["Decide", "Told", "picture_of"]

# Pairs of reports that a rule leaves in doubt -> whether each is one event.
Decide = Callable[[Sequence[tuple[Report[Event], Report[Event]]]], Sequence[bool]]


@dataclass(frozen=True)
class Told:
    """What a period told: its records, each with its article, and the origins of these articles."""

    pairs: Sequence[tuple[Record, Article]] = ()
    origins: Sequence[Origin] = ()


@dataclass(frozen=True)
class _Known:
    """The reports of one period or of two, with what the names in them stand for."""

    reports: list[Report[Record]] = field(default_factory=list)
    names: list[Mapping[str, Resolution]] = field(default_factory=list)


def picture_of(
    told: Told,
    earlier: Told | None = None,
    *,
    registry: Registry,
    grades: Mapping[str, Reliability] | None = None,
    weights: Weights | None = None,
    decide: Decide | None = None,
) -> Picture:
    """The picture of what a period told; with `earlier`, what the last brief told, also what changed.

    `grades` are those of the user's sources, by outlet or domain. `decide` is asked once, for all pairs of reports that
    a rule leaves in doubt; without it they stay apart.
    """
    now, before = _known(told, registry), _known(earlier or Told(), registry)
    ids = frozenset(report.record.id for report in now.reports)
    earlier_ids = frozenset(report.record.id for report in before.reports) - ids
    both = [*now.reports, *(report for report in before.reports if report.record.id in earlier_ids)]

    merged = merge_events(list(of_kind(both, Event)), family=registry.family, decide=decide)
    groups = _of_now(merged, ids)
    series, differing = series_of(both)
    contradictions = _touching((*differing, *contradictions_of(both, merged, family=registry.family)), ids)
    series = tuple(each for each in series if any(point.record in ids for point in each.points))
    positions = positions_of(now.reports, before.reports)
    changes, novelty = changes_of(_by_origins(merged), earlier_ids, series, positions, family=registry.family)
    events = weighed(
        groups,
        grades=grades or {},
        contradicted=_records_of(contradictions),
        novelty=novelty if earlier else {},
        weights=weights or Weights(),
    )
    return Picture(
        actors=actors_of([*now.names, *before.names], registry),
        events=events,
        series=_by_weight(series, events),
        contradictions=contradictions,
        positions=positions,
        changes=changes if earlier else (),
    )


def _known(told: Told, registry: Registry) -> _Known:
    """The reports of a period, in its order."""
    origin = {article.id: each.members[0].id for each in told.origins for article in each.members}
    by_article: dict[tuple[str, str], tuple[Article, list[Record]]] = {}
    for record, article in told.pairs:
        by_article.setdefault((article.id, article.revision), (article, []))[1].append(record)
    known = _Known()
    for article, records in by_article.values():
        names = resolve_article(article, records, registry)
        keys = {name: resolution.key for name, resolution in names.items()}
        known.names.append(names)
        known.reports.extend(Report(record, article, origin.get(article.id, article.id), keys) for record in records)
    return known


def _of_now(merged: Iterable[Sequence[Report[Event]]], ids: Collection[str]) -> list[tuple[Report[Event], ...]]:
    """The groups with the reports of this period alone."""
    now = (tuple(report for report in group if report.record.id in ids) for group in merged)
    return [group for group in now if group]


def _by_origins(merged: Iterable[tuple[Report[Event], ...]]) -> list[tuple[Report[Event], ...]]:
    """Those first that most origins report: the weight of an event needs to know what changed."""
    return sorted(merged, key=lambda group: -len({report.origin for report in group}))


def _touching(contradictions: Iterable[Contradiction], ids: Collection[str]) -> tuple[Contradiction, ...]:
    """Those in which something of this period has a side."""
    return tuple(
        each for each in contradictions if any(record in ids for side in each.sides for record in side.records)
    )


def _records_of(contradictions: Iterable[Contradiction]) -> frozenset[str]:
    return frozenset(record for each in contradictions for side in each.sides for record in side.records)


def _by_weight(series: Iterable[Series], events: Sequence[MergedEvent]) -> tuple[Series, ...]:
    """The longest first: what was counted most often is what the period was about."""
    return tuple(sorted(series, key=lambda each: (-len(each.points), each.of, each.id)))
