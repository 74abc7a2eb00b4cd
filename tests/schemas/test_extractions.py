"""Sets of records, what was rejected, and what answers cost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sitbrief.schemas import (
    KINDS,
    Actor,
    Event,
    Extraction,
    Figure,
    Finding,
    RecordSet,
    Rejected,
    Stance,
    Usage,
    status_of,
)

counts = st.integers(min_value=0, max_value=10**9)
usages = st.builds(Usage, **{name: counts for name in Usage.model_fields if name != "seconds"})


@given(usages, usages)
def test_usage_adds_up_field_by_field(one: Usage, other: Usage) -> None:
    """No field is left out of a sum."""
    total = one + other
    assert {name: getattr(total, name) for name in Usage.model_fields} == {
        name: getattr(one, name) + getattr(other, name) for name in Usage.model_fields
    }


def test_usage_of_many_articles_is_a_sum() -> None:
    """Seconds add up too; nothing asked is no usage."""
    assert sum([Usage(calls=1, seconds=0.5), Usage(calls=2, reused=1, seconds=0.25)], Usage()) == Usage(
        calls=3, reused=1, seconds=0.75
    )
    assert Usage() + Usage() == Usage()


def test_an_unknown_count_is_an_error() -> None:
    """A misspelt count is not lost."""
    with pytest.raises(ValidationError, match="Extra inputs"):
        Usage.model_validate({"callls": 1})


@pytest.mark.parametrize(
    ("light", "status"),
    [
        ([], "supported"),
        ([True], "partly"),
        ([True, True], "partly"),
        ([False], "unsupported"),
        ([True, False], "unsupported"),
        ([False, True], "unsupported"),
    ],
)
def test_one_finding_that_is_not_light_is_enough(light: list[bool], status: str) -> None:
    """A claim is carried no better than its gravest finding says."""
    assert status_of(Finding(check="number", light=each, reason="why") for each in light) == status


def event(what: str) -> Event:
    return Event(sentences=[1], type="AID", recipients=["Orlo"], what=what)


def test_records_are_kept_by_kind() -> None:
    """Each record goes to the list of its kind, after those that are there; all come in the order of the kinds."""
    figure = Figure(sentences=[1], value="12", of="ferries")
    stance = Stance(sentences=[1], holder="A", target="B", polarity="mixed", cue="c", said="direct")
    actor = Actor(sentences=[1], name="A", type="body")
    found = RecordSet(events=[event("first")])
    found.add([figure, stance, event("second"), actor])
    assert [e.what for e in found.events] == ["first", "second"]
    assert found.records() == [*found.events, actor, stance, figure]


def test_two_sets_share_no_list() -> None:
    """What is added to one extraction does not show up in another."""
    one, other = RecordSet(), RecordSet()
    one.add([event("first")])
    assert other.records() == []


def test_there_is_a_list_for_each_kind() -> None:
    """A kind's plural is the name of its list, and an extraction has no other lists of records."""
    assert [kind.plural for kind in KINDS] == list(RecordSet.model_fields)


def test_an_extraction_reads_back_from_its_json() -> None:
    """Records, rejected ones with their findings, and usage."""
    finding = Finding(check="number", field="value", value="12", sentences=(2,), reason="not in sentence 2")
    raw: dict[str, Any] = {"value": "12", "s": [2], "deep": {"list": [1, None, "x"]}}
    made = Extraction(
        article="a1",
        revision="r1",
        model="m",
        events=[event("first")],
        rejected=[Rejected(kind="figure", article="Ferry leaves", raw=raw, findings=(finding,))],
        usage=Usage(calls=1, seconds=1.5),
    )
    assert Extraction.model_validate_json(made.model_dump_json()) == made
