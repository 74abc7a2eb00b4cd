"""Kinds of a user's own: what types their fields have, and what must hold before a model is asked for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from enum import Enum
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError
from pydantic.fields import FieldInfo

from .errors import KindError
from .extraction import KINDS, Extraction
from .fields import Check, is_by_code
from .records import Record, WhenModel

__all__ = ["Leaf", "asked_fields", "checked_kinds", "leaves"]

# In an answer `s` is a record's sentences, and `number` that under which it was asked for again.
_IN_ANSWERS = {"s", "number"}


@dataclass(frozen=True)
class Leaf:
    """One type that a field's value may have, or an item of it if `several`, with the marks that stand on it.

    `seen` is False where no check looks: at a mapping's keys, and at the items of a tuple of different types.
    """

    value_type: Any
    marks: tuple[Check, ...] = ()
    several: bool = False
    seen: bool = True

    @property
    def choices(self) -> tuple[Any, ...]:
        """The values of a closed list; none for any other type."""
        if get_origin(self.value_type) is Literal:
            return get_args(self.value_type)
        return tuple(member.value for member in self.value_type) if _is_a(self.value_type, Enum) else ()

    @property
    def model(self) -> type[BaseModel] | None:
        """The model whose fields the value has; a time counts as words."""
        return self.value_type if _is_a(self.value_type, BaseModel) and not _is_a(self.value_type, WhenModel) else None

    @property
    def is_text(self) -> bool:
        """True if a check of words can look at it."""
        return _is_a(self.value_type, str | WhenModel | NoneType) or (
            bool(self.choices) and all(isinstance(choice, str) for choice in self.choices)
        )


def asked_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields that a model is asked to fill, but for a record's sentences."""
    return {
        name: info
        for name, info in model.model_fields.items()
        if not is_by_code(info) and not (name == "sentences" and issubclass(model, Record))
    }


def leaves(info: FieldInfo) -> list[Leaf]:
    """The types of a field: those inside lists, mappings, unions and named aliases, each with its marks."""
    return list(_leaves(info.annotation, _marks(info.metadata)))


def _leaves(annotation: Any, marks: tuple[Check, ...] = (), several: bool = False, seen: bool = True) -> Iterator[Leaf]:
    annotation = getattr(annotation, "__value__", annotation)
    origin, arguments = get_origin(annotation), [part for part in get_args(annotation) if part is not Ellipsis]
    if origin is Annotated:
        yield from _leaves(arguments[0], marks + _marks(arguments[1:]), several, seen)
    elif origin is Literal or not arguments:
        yield Leaf(annotation, marks, several, seen)
    elif origin is dict:
        yield from _leaves(arguments[0], several=True, seen=False)
        yield from _leaves(arguments[1], marks, several=True, seen=seen)
    else:
        several = several or origin in {list, tuple, set, frozenset}
        seen = seen and not (origin is tuple and len(arguments) > 1)
        yield from (leaf for part in arguments for leaf in _leaves(part, marks, several, seen))


def _marks(metadata: Iterable[Any]) -> tuple[Check, ...]:
    return tuple(mark for mark in metadata if isinstance(mark, Check))


def _is_a(value: Any, kind: Any) -> bool:
    return isinstance(value, type) and issubclass(value, kind)


# ------------------------------------------------------------------------------------------ what must hold


def checked_kinds(kinds: Iterable[type[Record]]) -> tuple[type[Record], ...]:
    """The kinds, if a model can be asked for them. KindError names the class and the field that stand in the way."""
    if isinstance(kinds, type | str):
        raise KindError(f"kinds is {_called(kinds)}; give a list of classes, such as kinds=[Sanction].")
    chosen = tuple(kinds)
    if not chosen:
        raise KindError("kinds is empty; name at least one class, such as kinds=[Sanction], or leave it out.")
    for kind in chosen:
        if not _is_a(kind, Record) or kind is Record:
            raise KindError(f"{_called(kind)} is no kind of record; give a class derived from sitbrief.Record.")
        if kind not in KINDS:
            _check_field_names(kind)
            _check_kind_names(kind)
            _check_class(kind)
            for name, info in asked_fields(kind).items():
                _check_field(f"{kind.__name__}.{name}", info, ())
    for names in ([kind.kind for kind in chosen], [kind.plural for kind in chosen]):
        if twice := [name for name in names if names.count(name) > 1]:
            raise KindError(f"two of the kinds are called {twice[0]!r}; give one of them another `kind` and `plural`.")
    return chosen


def _called(value: object) -> str:
    return value.__name__ if isinstance(value, type) else repr(value)


def _check_field_names(kind: type[Record]) -> None:
    for name in ("kind", "plural"):
        if name in kind.__pydantic_fields__:
            raise KindError(
                f"{kind.__name__}.{name}: {name!r} names the kind itself; call the field otherwise, or, if it is to "
                f'name the kind, write {name} = "..." without a type.'
            )
    for name, info in kind.__pydantic_fields__.items():
        base = Record.model_fields.get(name)
        changed = base is not None and (info.annotation, info.metadata) != (base.annotation, base.metadata)
        if changed or (base is None and {name, info.alias} & _IN_ANSWERS):
            raise KindError(
                f"{kind.__name__}.{name}: this name has a meaning of its own in every record; call the field "
                f"otherwise than {', '.join(sorted({*_IN_ANSWERS, *Record.model_fields}))}."
            )


def _check_kind_names(kind: type[Record]) -> None:
    if kind.kind in {each.kind for each in KINDS}:
        raise KindError(f"{kind.__name__}: sitbrief has a kind {kind.kind!r} already; name the class otherwise.")
    if kind.plural in Extraction.model_fields:
        raise KindError(
            f"{kind.__name__}: an extraction has {kind.plural!r} already; name the class otherwise, or write another "
            'plural = "..." in it.'
        )
    if not kind.plural.isidentifier() or kind.plural.startswith("_") or hasattr(BaseModel, kind.plural):
        raise KindError(
            f'{kind.__name__}: {kind.plural!r} cannot name a list in an answer; write another plural = "..." in the '
            "class: letters, digits and underscores, a letter first."
        )


def _check_class(kind: type[Record]) -> None:
    if not (kind.__doc__ or "").strip():
        raise KindError(f"{kind.__name__} has no docstring; say in one what it is: the model is told so.")
    try:
        kind.model_rebuild()
        kind.model_json_schema()
    except PydanticUndefinedAnnotation as problem:
        field = next(
            (n for n, i in kind.__pydantic_fields__.items() if str(problem.name) in str(i.annotation)), "a field"
        )
        raise KindError(
            f"{kind.__name__}.{field}: its type names {problem.name!r}, which is not defined; define it before the "
            "class, or import it where the class stands."
        ) from problem
    except PydanticUserError as problem:
        raise KindError(f"{kind.__name__} cannot be put to a model as a JSON schema: {problem.message}") from problem
    if not asked_fields(kind):
        raise KindError(f"{kind.__name__} has no field of its own; give it those that a model shall fill.")
    for name, info in kind.model_fields.items():
        if is_by_code(info) and info.is_required():
            raise KindError(f"{kind.__name__}.{name}: no model fills a ByCode field; give it a default.")


def _check_field(path: str, info: FieldInfo, above: tuple[type[BaseModel], ...]) -> None:
    """A field and those of the models in it: where a mark stands, a check must be able to look."""
    if not info.validation_alias == info.serialization_alias == info.alias:
        raise KindError(f"{path} has one name when it is read and another when it is written; give it one alias.")
    for leaf in leaves(info):
        if is_dataclass(leaf.value_type) or any(hasattr(leaf.value_type, n) for n in ("__total__", "_fields")):
            raise KindError(f"{path}: no check looks into {leaf.value_type.__name__}; make it a pydantic model.")
        if leaf.marks and not leaf.seen:
            raise KindError(
                f"{path}: no check looks at a mapping's keys, or at a tuple of several types; make it a model with a "
                "field for each."
            )
        if leaf.marks and not leaf.is_text:
            mark, given = type(leaf.marks[0]).__name__, getattr(leaf.value_type, "__name__", leaf.value_type)
            raise KindError(
                f"{path}: {mark} checks text as the article writes it, and {given} is none; make it "
                f"Annotated[str, {mark}()]."
            )
        if leaf.model and leaf.model not in above:
            for name, inner in asked_fields(leaf.model).items():
                _check_field(f"{path}.{name}", inner, (*above, leaf.model))
