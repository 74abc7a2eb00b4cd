"""Which records matter first when not all of them fit into a brief."""

from collections.abc import Iterable

from ..schemas import Actor, Article, Event, EventType, Figure, Record, Stance

__all__ = ["rank"]

# What was done outweighs what was said, and force outweighs both: the order of PLOVER's quad classes,
# material conflict first, then material and verbal cooperation and conflict.
_TYPE_WEIGHT = {
    EventType.ASSAULT: 5,
    EventType.COERCE: 5,
    EventType.SANCTION: 5,
    EventType.MOBILIZE: 4,
    EventType.PROTEST: 4,
    EventType.RETREAT: 4,
    EventType.COOPERATE: 4,
    EventType.AID: 4,
    EventType.THREATEN: 3,
    EventType.AGREE: 3,
    EventType.CONCEDE: 3,
    EventType.REJECT: 3,
}
_EVENT_WEIGHT = 2
_KIND_WEIGHT: dict[type[Record], int] = {Figure: 3, Stance: 2, Actor: 0}
# Background is needed least.
_HISTORICAL = -3


def rank(pairs: Iterable[tuple[Record, Article]]) -> list[tuple[Record, Article]]:
    """The records with their articles, the weightiest first; among equals the latest, then the order given.

    A record's weight is that of its kind, and for an event of its type; background weighs less.
    """

    def key(pair: tuple[Record, Article]) -> tuple[int, int]:
        record, article = pair
        day = article.published.day if article.published else article.first_seen.date()
        return -_weight(record), -day.toordinal()

    return sorted(pairs, key=key)


def _weight(record: Record) -> int:
    if not isinstance(record, Event):
        return _KIND_WEIGHT.get(type(record), 1)
    weight = _TYPE_WEIGHT.get(record.type, _EVENT_WEIGHT)
    return weight + (_HISTORICAL if "historical" in record.aux else 0)
