"""The picture of a period as tables, from what the store holds: no model is asked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ..analysis import Told, origins_of
from ..schemas import (
    Article,
    ChangeRow,
    Citation,
    ContradictionRow,
    EventRow,
    Figure,
    FigureRow,
    Picture,
    Point,
    Record,
    Stance,
    StanceRow,
)
from ..store import Store
from .picturing import Pictures, told_before
from .running import as_day, period_of, utc_now
from .settings import Settings

__all__ = ["Tables", "changes", "contradictions", "events", "figures", "stances"]

T = TypeVar("T")
Day = date | str | None


@dataclass(frozen=True)
class Tables:
    """The picture of a period with the records that it rests on, by id, those of the last brief included.

    `earlier` are the ids of those that the last brief alone told. `unread` names the articles of the period that were
    not extracted yet; `previous` is the period of the last brief, empty if there is none.
    """

    picture: Picture
    pairs: dict[str, tuple[Record, Article]]
    earlier: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    previous: str = ""

    @classmethod
    def of(cls, settings: Settings, *, day: Day = None, since: Day = None, until: Day = None) -> "Tables":
        """Of the days asked for; of all that the store holds if none is given. SettingsError, StoreError."""
        pictures = Pictures.by(settings)
        with Store.open(settings.store) as store:
            held = store.articles(zone=settings.zone)
            period = period_of(
                held,
                settings,
                today=utc_now().astimezone(settings.zone).date(),
                day=as_day(day),
                since=as_day(since),
                until=as_day(until),
            )
            articles = [article for article in held if period.holds(article)]
            kept = store.latest_extractions(articles)
            last = store.previous_brief(period.start, settings.subject)
        found = [(a, kept[a.id, a.revision]) for a in articles if (a.id, a.revision) in kept]
        told = Told([(record, a) for a, extraction in found for record in extraction.records()], origins_of(articles))
        before = told_before(last) if last else None
        own, past = ({pair[0].id: pair for pair in each.pairs} for each in (told, before or Told()))
        return cls(
            pictures.of(told, before),
            past | own,
            frozenset(past.keys() - own.keys()),
            tuple(a.name for a in articles if (a.id, a.revision) not in kept),
            f"{last.header.since} to {last.header.until}" if last else "",
        )

    def events(self) -> list[EventRow]:
        """The events, the weightiest first."""
        return [
            EventRow(
                **event.model_dump(exclude={"records", "actors", "recipients"}),
                single_source=event.single_source,
                actors=self._names(event.actors),
                recipients=self._names(event.recipients),
                citations=self._cited(event.records),
            )
            for event in self.picture.events
        ]

    def stances(self) -> list[StanceRow]:
        """Holder by target over time: the points of a position together, by day."""
        return [
            StanceRow(
                holder=self._names([position.holder])[0],
                target=stance.target,
                theme=position.theme,
                polarity=point.polarity,
                day=point.day,
                said=stance.said,
                cue=stance.cue,
                quote=stance.quote,
                shifted=position.shifted,
                citations=self._cited([point.record]),
            )
            for position in self.picture.positions
            for point in position.points
            if isinstance(stance := self.pairs[point.record][0], Stance)
        ]

    def figures(self) -> list[FigureRow]:
        """The numbers: those of a series together, by day, then the others in the order of the articles."""
        rows = [
            _figure(self.pairs[point.record][0], point, series.id, self._cited([point.record]))
            for series in self.picture.series
            for point in series.points
        ]
        told = self.earlier.union(point.record for series in self.picture.series for point in series.points)
        others = [record for record, _ in self.pairs.values() if record.id not in told and isinstance(record, Figure)]
        return rows + [_figure(record, None, "", self._cited([record.id])) for record in others]

    def contradictions(self) -> list[ContradictionRow]:
        """Both sides of each contradiction, in rows of their own."""
        return [
            ContradictionRow(
                id=contradiction.id,
                kind=contradiction.kind,
                about=contradiction.about,
                holder=side.holder,
                says=side.says,
                citations=self._cited(side.records),
            )
            for contradiction in self.picture.contradictions
            for side in contradiction.sides
        ]

    def changes(self) -> list[ChangeRow]:
        """What changed since the last brief; none if there is none."""
        return [
            ChangeRow(
                kind=change.kind,
                about=change.about,
                delta=change.delta,
                citations=self._cited(change.records),
                earlier=self._cited(change.earlier),
            )
            for change in self.picture.changes
        ]

    def _names(self, keys: Iterable[str]) -> tuple[str, ...]:
        named = {actor.key: actor.name for actor in self.picture.actors}
        return tuple(named.get(key, key) for key in keys)

    def _cited(self, records: Iterable[str]) -> tuple[Citation, ...]:
        found = (self.pairs[record] for record in records if record in self.pairs)
        return tuple(dict.fromkeys(each for record, article in found for each in _citations(record, article)))


def _citations(record: Record, article: Article) -> Iterator[Citation]:
    for evidence in record.evidence:
        yield Citation(
            article=article.id,
            outlet=article.outlet,
            title=article.title,
            url=article.url,
            day=article.published.day if article.published else None,
            sentence=evidence.sentence,
            quote=evidence.text,
        )


def _figure(record: Record, point: Point | None, series: str, citations: tuple[Citation, ...]) -> FigureRow:
    assert isinstance(record, Figure)
    return FigureRow(
        of=record.of,
        value=record.value,
        qualifier=record.qualifier,
        unit=record.unit,
        amount=record.amount,
        day=point.day if point else record.as_of.start or next((c.day for c in citations), None),
        planned=point.planned if point else False,
        said_by=record.said_by,
        series=series,
        citations=citations,
    )


def _rows(
    pick: Callable[[Tables], Sequence[T]], day: Day, since: Day, until: Day, settings: Settings | None
) -> list[T]:
    return list(pick(Tables.of(settings or Settings.of(), day=day, since=since, until=until)))


def events(
    *, day: Day = None, since: Day = None, until: Day = None, settings: Settings | None = None
) -> list[EventRow]:
    """The events of a period, merged across the articles that the store holds; of all its days if none is given."""
    return _rows(Tables.events, day, since, until, settings)


def stances(
    *, day: Day = None, since: Day = None, until: Day = None, settings: Settings | None = None
) -> list[StanceRow]:
    """The stances of a period, by holder and target."""
    return _rows(Tables.stances, day, since, until, settings)


def figures(
    *, day: Day = None, since: Day = None, until: Day = None, settings: Settings | None = None
) -> list[FigureRow]:
    """The figures of a period, those of one quantity together."""
    return _rows(Tables.figures, day, since, until, settings)


def contradictions(
    *, day: Day = None, since: Day = None, until: Day = None, settings: Settings | None = None
) -> list[ContradictionRow]:
    """Where the records of a period contradict each other, a row a side."""
    return _rows(Tables.contradictions, day, since, until, settings)


def changes(
    *, day: Day = None, since: Day = None, until: Day = None, settings: Settings | None = None
) -> list[ChangeRow]:
    """What changed in a period against the last brief before it; none if there was none."""
    return _rows(Tables.changes, day, since, until, settings)
