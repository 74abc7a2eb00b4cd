"""The shape of an answer: a list a kind, in which one misfit does not cost the others."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from instructor import ResponseSchema
from pydantic import BaseModel, ValidationError, ValidatorFunctionWrapHandler, WrapValidator, create_model
from pydantic_core import to_jsonable_python

from ..schemas import Finding, Record, WhenModel, is_by_code

__all__ = ["Misfit", "answer_model", "corrections_model", "flatten", "plain", "wire"]


@dataclass(frozen=True)
class Misfit:
    """A record that does not fit its schema, as the model gave it, and why."""

    raw: dict[str, Any]
    findings: tuple[Finding, ...]


def _lenient(kind: type[Record]) -> WrapValidator:
    """Keeps what does not fit beside what does. What code fills in is not the model's to give."""
    by_code = {name for name, info in kind.model_fields.items() if is_by_code(info)}

    def validate(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        if isinstance(value, dict):
            value = {name: given for name, given in value.items() if name not in by_code}
        return _keep_misfit(value, handler)

    return WrapValidator(validate)


def _keep_misfit(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError as problem:
        findings = tuple(
            Finding(
                check="schema",
                field=".".join(str(part) for part in error["loc"]),
                value=str(error["input"])[:80] if error["loc"] else "",
                reason=error["msg"].removeprefix("Value error, "),
            )
            for error in problem.errors(include_url=False)
        )
        return Misfit(value if isinstance(value, dict) else {"value": value}, findings)


class _Records(ResponseSchema):
    # What is no ResponseSchema instructor derives anew for each request, and asks for its schema each time:
    # a third of the client's work on an article.

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if args or kwargs:
            return super().model_json_schema(*args, **kwargs)
        schema: dict[str, Any] = json.loads(_schema_text(cls))  # a fresh one: the caller may write into it
        return schema


@lru_cache(maxsize=32)
def _schema_text(model: type[_Records]) -> str:
    return json.dumps(super(_Records, model).model_json_schema())


@lru_cache(maxsize=32)
def answer_model(kinds: tuple[type[Record], ...]) -> type[BaseModel]:
    """The model that instructor fills: one required list a kind, under the kind's plural name."""
    lenient: list[Any] = [Annotated[kind, _lenient(kind)] for kind in kinds]
    fields: dict[str, Any] = {
        kind.plural: (list[one], ...)  # type: ignore[valid-type]  # a type made here
        for kind, one in zip(kinds, lenient, strict=True)
    }
    return create_model("Records", __base__=_Records, **fields)


@lru_cache(maxsize=32)
def corrections_model(kinds: tuple[type[Record], ...]) -> type[BaseModel]:
    """The same for corrected records: each carries the `number` under which it was asked again."""
    return answer_model(tuple(_numbered(kind) for kind in kinds))


def _numbered(kind: type[Record]) -> type[Record]:
    numbered: type[Record] = create_model(f"Corrected{kind.__name__}", __base__=kind, number=(int, ...))
    numbered.kind, numbered.plural = kind.kind, kind.plural
    return numbered


def plain(record: Record, kind: type[Record]) -> Record:
    """A corrected record without its number."""
    return kind.model_validate(record.model_dump(by_alias=True, exclude={"number"}))


def flatten(answer: BaseModel, kinds: Sequence[type[Record]]) -> list[tuple[type[Record], Record | Misfit]]:
    """The answer's records with their kinds, in the order of the kinds."""
    return [(kind, record) for kind in kinds for record in getattr(answer, kind.plural)]


def wire(record: Record) -> dict[str, Any]:
    """The record as the model would write it: its own fields alone, empty ones left out."""
    return {name: value for name, value in _written(record).items() if value not in (None, "", [])}


def _written(value: Any) -> Any:
    """A value as the model would write it: of a time the words alone, of a model its own fields."""
    if isinstance(value, WhenModel):
        return value.words
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        return {i.alias or n: _written(getattr(value, n)) for n, i in fields if not is_by_code(i)}
    if isinstance(value, list | tuple):
        return [_written(item) for item in value]
    if isinstance(value, set | frozenset):  # in one order, so that asking again is the same request in each process
        return sorted((_written(item) for item in value), key=str)
    if isinstance(value, dict):
        return {str(key): _written(item) for key, item in value.items()}
    return to_jsonable_python(value, fallback=str)
