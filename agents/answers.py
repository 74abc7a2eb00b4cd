"""The shape of an answer: a list a kind, in which one misfit does not cost the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, ValidationError, ValidatorFunctionWrapHandler, WrapValidator, create_model

from ..schemas import Finding, Record

__all__ = ["Misfit", "answer_model", "corrections_model", "flatten", "plain", "wire"]


@dataclass(frozen=True)
class Misfit:
    """A record that does not fit its schema, as the model gave it, and why."""

    raw: dict[str, Any]
    findings: tuple[Finding, ...]


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


@lru_cache(maxsize=32)
def answer_model(kinds: tuple[type[Record], ...]) -> type[BaseModel]:
    """The model that instructor fills: one required list a kind, under the kind's plural name."""
    lenient: list[Any] = [Annotated[kind, WrapValidator(_keep_misfit)] for kind in kinds]
    fields: dict[str, Any] = {
        kind.plural: (list[one], ...)  # type: ignore[valid-type]  # a type made here
        for kind, one in zip(kinds, lenient, strict=True)
    }
    return create_model("Records", **fields)


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
    fields = type(record).model_json_schema()["properties"]
    dumped = record.model_dump(mode="json", by_alias=True)
    whole = {name: dumped[name] for name in fields}
    worded = {
        name: value["words"] if isinstance(value, dict) and "words" in value else value for name, value in whole.items()
    }
    return {name: value for name, value in worded.items() if value not in (None, "", [])}
