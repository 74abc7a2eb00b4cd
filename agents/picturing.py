"""The picture of a period in lines, as the summariser is told it: by the numbers of the records that it was given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..schemas import Change, Contradiction, MergedEvent, Picture, Point, Position, Series

__all__ = ["MOST_GONE", "MOST_NEW", "picture_text", "shown_changes"]

# Of what is new the weightiest: the others stand in the developments anyway.
MOST_NEW = 6
# A reader looks for what was expected and did not come; after so many, the list says nothing.
MOST_GONE = 8
# Claims of one origin alone that are pointed out.
_MOST_SINGLE = 5

Numbers = Mapping[str, str]  # the id of a record -> its number as the model is given it: "12", "E3"


def picture_text(picture: Picture, numbers: Numbers, origins: int) -> str:
    """What the picture says of the records in `numbers`, part by part. `origins` counts those of the whole period."""
    parts = {
        "one event, several records": _events(picture.events, numbers),
        "told before, nothing new": _known(picture.events, numbers),
        "figures over time": _series(picture.series, numbers),
        "contradictions": _contradictions(picture.contradictions, numbers),
        "changes": _changes(picture.changes, numbers),
        "positions that shifted": _shifts(picture, numbers),
        "one origin alone": _single(picture.events, numbers) if origins > 1 else iter(()),
    }
    lines = []
    for title, told in parts.items():
        if listed := list(told):
            lines += [f"{title}:", *(f"- {line}" for line in listed)]
    return "\n".join(lines) or "(nothing)"


def _cited(records: Iterable[str], numbers: Numbers) -> str:
    return " ".join(f"[{numbers[record]}]" for record in records if record in numbers)


def _events(events: Iterable[MergedEvent], numbers: Numbers) -> Iterator[str]:
    for event in events:
        if sum(record in numbers for record in event.records) > 1:
            origins = f"; {event.origins} origins" if event.origins > 1 else ""
            yield f"{_cited(event.records, numbers)}: {event.what}{origins}"


def _known(events: Iterable[MergedEvent], numbers: Numbers) -> Iterator[str]:
    if known := _cited((record for event in events if event.novelty == "known" for record in event.records), numbers):
        yield known


def _series(series: Iterable[Series], numbers: Numbers) -> Iterator[str]:
    for each in series:
        points = [_point(point, numbers) for point in each.points if point.record in numbers]
        if len(points) > 1:
            yield f"{each.of}{' (grows)' if each.grows else ''}: {'; '.join(points)}"


def _point(point: Point, numbers: Numbers) -> str:
    number = " ".join(filter(None, (point.qualifier, point.value)))
    day = f" on {point.day}" if point.day else ""
    said = f", said by {point.said_by}" if point.said_by else ""
    return f"{'planned ' if point.planned else ''}{number} [{numbers[point.record]}]{day}{said}"


def _contradictions(contradictions: Iterable[Contradiction], numbers: Numbers) -> Iterator[str]:
    for each in contradictions:
        sides = [f"{side.holder}: {side.says} {_cited(side.records, numbers)}" for side in each.sides]
        if all(_cited(side.records, numbers) for side in each.sides):
            yield f"{each.kind}: {' | '.join(sides)}"


def shown_changes(changes: Sequence[Change]) -> list[Change]:
    """The changes that a brief tells one by one: what is new last, and of it, and of what is gone, the first."""
    of = {kind: [change for change in changes if change.kind == kind] for kind in ("gone", "new")}
    others = [change for change in changes if change.kind not in of]
    return [*others, *of["gone"][:MOST_GONE], *of["new"][:MOST_NEW]]


def _changes(changes: Sequence[Change], numbers: Numbers) -> Iterator[str]:
    for change in shown_changes(changes):
        now, before = _cited(change.records, numbers), _cited(change.earlier, numbers)
        if now or before:
            kind = "no longer reported" if change.kind == "gone" else change.kind
            against = f" against {before}" if now and before else before
            yield f"{kind}: {change.about}{f' ({change.delta})' if change.delta else ''} {now}{against}"


def _shifts(picture: Picture, numbers: Numbers) -> Iterator[str]:
    names = {actor.key: actor.name for actor in picture.actors}
    for position in picture.positions:
        if position.shifted and all(point.record in numbers for point in position.points):
            yield f"{names.get(position.holder, position.holder)} on {position.target}: {_over_time(position, numbers)}"


def _over_time(position: Position, numbers: Numbers) -> str:
    return ", then ".join(f"{point.polarity} [{numbers[point.record]}]" for point in position.points)


def _single(events: Iterable[MergedEvent], numbers: Numbers) -> Iterator[str]:
    single = [event for event in events if event.single_source and _cited(event.records, numbers)]
    for event in single[:_MOST_SINGLE]:
        yield f"{event.outlets[0] if event.outlets else 'an unnamed outlet'}: {_cited(event.records, numbers)}"
