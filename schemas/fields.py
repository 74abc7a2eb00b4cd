"""What must be true of a record's field, said as metadata on the field.

    class Sanction(Record):
        target: Annotated[str, Name()]
        reason: Annotated[str, Quote()] = ""

Grounding reads these marks and checks the field against the record's sentences; a field without
a mark is not checked. `ByCode` marks what code fills in after the answer: such a field is left out
of the schema that a model sees (pydantic's schema for validation) and stands in the one that a
user sees (for serialization).
"""

from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticOmit

__all__ = ["ByCode", "Check", "Name", "Number", "Prose", "Quote", "TimeWords", "is_by_code"]


class Check:
    """A claim about a field that can be checked without a model."""


@dataclass(frozen=True)
class Quote(Check):
    """Words that stand in the cited sentences as they are, but for typography."""


@dataclass(frozen=True)
class Name(Check):
    """The name of a person, body or place that the article holds."""


@dataclass(frozen=True)
class Number(Check):
    """A number that stands in the cited sentences, in digits or in words."""


@dataclass(frozen=True)
class TimeWords(Check):
    """Words for a time, copied from the article; resolved by code."""


@dataclass(frozen=True)
class Prose(Check):
    """The model's own sentence: its names, numbers, quotes, dates and negations are checked."""


@dataclass(frozen=True)
class ByCode:
    """Filled in by code after the answer; a model never sees the field."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        if handler.mode == "validation":
            raise PydanticOmit
        schema: dict[str, Any] = handler(core)
        return schema


def is_by_code(info: FieldInfo) -> bool:
    """True if code fills the field."""
    return any(isinstance(mark, ByCode) for mark in info.metadata)
