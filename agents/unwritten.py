"""Statements that code words from the picture, where the model left out what must not be missing."""

from collections.abc import Collection, Iterator, Mapping

from ..schemas import Change, Contradiction, Picture, Side
from .drafts import Item
from .lines import Line
from .picturing import shown_changes

__all__ = ["unwritten"]

# Records of one side that are cited: the first say it best.
_MOST_A_SIDE = 2


def unwritten(picture: Picture, lines: Collection[Line], items: Mapping[str, Item]) -> Iterator[Line]:
    """A line for each contradiction of which `lines` do not tell two sides, and for each change that a brief shows (but
    what is new) and they do not tell. `items` are by the id of their record; what is in none of them is passed over.
    """
    told = [{item.record.id for item in line.items} for line in lines]
    for contradiction in picture.contradictions:
        if not any(_tells(records, contradiction) for records in told):
            yield from _contradiction(contradiction, items)
    changed = [{item.record.id for item in line.items} for line in lines if line.section == "changed"]
    for change in shown_changes(picture.changes):
        if change.kind != "new" and not any(records & {*change.records, *change.earlier} for records in changed):
            yield from _change(change, items)


def _tells(records: Collection[str], contradiction: Contradiction) -> bool:
    return sum(any(record in records for record in side.records) for side in contradiction.sides) > 1


def _contradiction(contradiction: Contradiction, items: Mapping[str, Item]) -> Iterator[Line]:
    sides = [[items[r] for r in side.records if r in items][:_MOST_A_SIDE] for side in contradiction.sides]
    if all(sides):
        says = "; against this: ".join(_said(side, contradiction.kind) for side in contradiction.sides)
        yield Line("contradictions", "", f"{says}.", tuple(item for side in sides for item in side))


def _said(side: Side, kind: str) -> str:
    """What a side says; with who says so if it is a number, for an event tells it itself."""
    says = side.says.rstrip(". ")
    told = kind != "figure" or not side.holder or side.holder.casefold() in says.casefold()
    return says if told else f"{says}, according to {side.holder}"


def _change(change: Change, items: Mapping[str, Item]) -> Iterator[Line]:
    now = [items[record] for record in change.records if record in items][:_MOST_A_SIDE]
    before = [items[record] for record in change.earlier if record in items][:_MOST_A_SIDE]
    if now or before:
        yield Line("changed", "", _worded(change), (*now, *before), gone=change.kind == "gone")


def _worded(change: Change) -> str:
    about = change.about.rstrip(". ")
    # The difference in a delta stands in no sentence, and "120 to 480" reads as a range.
    told = ", then ".join(change.values) or change.delta
    return f"{about}: {told}." if told else f"{about}."
