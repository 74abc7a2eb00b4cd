"""What the fields of a record claim: a walk over their metadata, for any kind of record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from ..schemas import ByCode, Check, WhenModel

__all__ = ["Claim", "claims", "own_fields"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that must pass one check; `path` names its field, as in "actors[1]"."""

    check: Check
    path: str
    value: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """The checks of a value, and the shape of what it holds, if it holds several."""

    checks: tuple[Check, ...] = ()
    item: "_Shape | None" = None


def claims(model: BaseModel, prefix: str = "") -> Iterator[Claim]:
    """Every check that the metadata asks for, on every value that is not empty; models inside are walked too."""
    for name, shape in _shapes(type(model)):
        yield from _of(getattr(model, name), shape, f"{prefix}{name}")


def own_fields(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields that a model fills."""
    return tuple(name for name, _ in _shapes(kind))


@lru_cache(maxsize=256)
def _shapes(kind: type[BaseModel]) -> tuple[tuple[str, _Shape], ...]:
    return tuple(
        (name, _shape(info.annotation, _checks(info.metadata)))
        for name, info in kind.model_fields.items()
        if not any(isinstance(mark, ByCode) for mark in info.metadata)
    )


def _checks(metadata: Any) -> tuple[Check, ...]:
    return tuple(mark for mark in metadata if isinstance(mark, Check))


def _shape(annotation: Any, checks: tuple[Check, ...] = ()) -> _Shape:
    annotation = getattr(annotation, "__value__", annotation)  # a named alias
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return _shape(inner, checks + _checks(metadata))
    arguments = [part for part in get_args(annotation) if part is not Ellipsis]
    if get_origin(annotation) in {list, tuple, set, frozenset, dict}:
        return _Shape(item=_shape(arguments[-1], checks) if arguments else None)
    inside = [_shape(part) for part in arguments]  # the sides of a union
    found = tuple(check for shape in inside for check in shape.checks)
    item = next((shape.item for shape in inside if shape.item), None)
    return _Shape(checks + found, item)


def _of(value: Any, shape: _Shape, path: str) -> Iterator[Claim]:
    if isinstance(value, str | WhenModel):
        words = value if isinstance(value, str) else value.words
        yield from (Claim(check, path, words) for check in shape.checks if words.strip())
    elif isinstance(value, BaseModel):
        yield from claims(value, f"{path}.")
    elif isinstance(value, Mapping):
        yield from (c for key, item in value.items() for c in _of(item, shape.item or shape, f"{path}[{key!r}]"))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (c for i, item in enumerate(value) for c in _of(item, shape.item or shape, f"{path}[{i}]"))
