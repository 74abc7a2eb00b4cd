"""Which records matter first: in the order of a brief, and when not all of them fit into it."""

from collections.abc import Iterable

from ..schemas import Actor, Article, Event, Figure, Picture, Record, Stance
from .weighing import Weights

__all__ = ["rank"]

# What is no event weighs as a new event of one origin would whose type has this score: a number as much as help that
# is given, a stance as much as a promise. Actors are named by what they do.
_SCORES: dict[type[Record], float] = {Figure: 10.0, Stance: 2.5, Actor: -10.0}
_OTHERWISE = 0.0
# Added to what the picture points out: a number that grew or is disputed, a position that shifted.
_POINTED_OUT = 1.0


def rank(pairs: Iterable[tuple[Record, Article]], picture: Picture, weights: Weights) -> list[tuple[Record, Article]]:
    """The records with their articles, the weightiest first; among equals the latest, then the order given.

    An event weighs what its merged event does.
    """
    merged = {record: event.weight for event in picture.events for record in event.records}
    pointed = {
        *(point.record for series in picture.series for point in series.points),
        *(r for contradiction in picture.contradictions for side in contradiction.sides for r in side.records),
        *(point.record for position in picture.positions if position.shifted for point in position.points),
    }

    def key(pair: tuple[Record, Article]) -> tuple[float, int]:
        record, article = pair
        day = article.published.day if article.published else article.first_seen.date()
        weight = merged.get(record.id)
        if weight is None or not isinstance(record, Event):
            weight = weights.of(1, _SCORES.get(type(record), _OTHERWISE), "new")
            weight += _POINTED_OUT * (record.id in pointed)
        return -weight, -day.toordinal()

    return sorted(pairs, key=key)
