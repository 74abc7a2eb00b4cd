"""The brief that code puts together where no model can be asked to write it: the records, as they were checked."""

import re
from collections.abc import Iterator, Mapping

from ..schemas import Figure, status_of
from .drafts import Item
from .lines import Line, Written
from .summariser import Material, checked, finished, refused

__all__ = ["from_records"]

# What fits on a few pages; the others are counted.
_MOST_EVENTS, _MOST_FIGURES, _MOST_TAKEAWAYS = 40, 20, 5
# Records of one event that are cited: the first say it best.
_MOST_RECORDS = 3


def from_records(material: Material) -> Written:
    """Events and figures in the words of their records, the weightiest first, with the contradictions and changes of
    the picture. Each line is checked like one that a model wrote.
    """
    written = Written()
    for line in (*_events(material), *_figures(material)):
        line = checked(line)
        if status_of(line.findings) == "unsupported":
            written.refused.append(refused(line))
        else:
            written.lines.append(line)
    finished(written, material)
    told = {item.record.id for line in written.lines for item in line.items}
    written.omitted = sum(item.record.id not in told for item in material.items)
    return written


def _events(material: Material) -> Iterator[Line]:
    items = material.by_record()
    for place, event in enumerate(material.picture.events[:_MOST_EVENTS]):
        cited = _cited(event.records, items)
        if cited and place < _MOST_TAKEAWAYS:
            yield Line("takeaways", "", _sentence(event.what), cited)
        if cited:
            yield Line("developments", "", _sentence(event.what), cited)


def _cited(records: tuple[str, ...], items: Mapping[str, Item]) -> tuple[Item, ...]:
    return tuple(items[record] for record in records if record in items)[:_MOST_RECORDS]


def _figures(material: Material) -> Iterator[Line]:
    figures = [item for item in material.items if isinstance(item.record, Figure)]
    for item in figures[:_MOST_FIGURES]:
        assert isinstance(item.record, Figure)
        yield Line("figures", "", _figure(item.record), (item,))


def _figure(figure: Figure) -> str:
    said = f", according to {figure.said_by}" if figure.said_by else ""
    told = re.search(rf"\b{re.escape(figure.unit)}\b", figure.of, re.IGNORECASE)  # "men" is no word of "women"
    unit = "" if told else figure.unit
    number = " ".join(filter(None, (figure.qualifier, figure.value, unit)))
    return _sentence(f"{figure.of[:1].upper()}{figure.of[1:]}: {number}{said}")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
