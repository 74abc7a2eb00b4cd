"""A user's own kinds in words: what their classes say of themselves, as the model is told it.

    sanctions: A penalty that one side puts on another.
    - `target` (name; needed): who is hit by it
    - `measures` (quote; list)

What "name" or "quote" asks of the model stands in the prompt.
"""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..schemas import Name, Number, Prose, Quote, Record, TimeWords, asked_fields, leaves

__all__ = ["kinds_text"]

_MARKS = {Quote: "quote", Name: "name", Number: "number", TimeWords: "time words", Prose: "own words"}


def kinds_text(kinds: Sequence[type[Record]]) -> str:
    """A paragraph a kind: its list, its docstring, and a line a field."""
    return "\n\n".join("\n".join([f"{kind.plural}: {_line(kind.__doc__)}", *_fields(kind, ())]) for kind in kinds)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _fields(model: type[BaseModel], above: tuple[type[BaseModel], ...]) -> Iterator[str]:
    """The lines of the model's fields, and below a field those of the models in it, each once on the way down."""
    indent = "  " * len(above)
    for name, info in asked_fields(model).items():
        said = f": {_line(info.description)}" if info.description else ""
        brackets = "; ".join(_traits(info))
        yield f"{indent}- `{info.alias or name}`{f' ({brackets})' if brackets else ''}{said}"
        for inner in dict.fromkeys(leaf.model for leaf in leaves(info) if leaf.model):
            if inner not in (*above, model):
                yield from _fields(inner, (*above, model))


def _traits(info: FieldInfo) -> Iterator[str]:
    """How a field is filled: its marks, its choices, whether it is a list, and whether it is needed."""
    found = leaves(info)
    marks = (word for leaf in found for mark in leaf.marks for kind, word in _MARKS.items() if isinstance(mark, kind))
    yield from dict.fromkeys(marks)
    if choices := list(dict.fromkeys(str(choice) for leaf in found for choice in leaf.choices)):
        yield f"one of: {', '.join(choices)}"
    if any(leaf.several for leaf in found):
        yield "list"
    if info.is_required():
        yield "needed"
