"""The shape of an answer: what fits, what does not, and how a record is written back."""

from typing import Annotated, Any

import pytest
from sitbrief.agents.answers import Misfit, answer_model, corrections_model, flatten, plain, wire
from sitbrief.schemas import Actor, Event, Figure, Name, Quote, Record, Stance

WALKED = {"s": [4], "value": "1,200", "qualifier": "About", "of": "workers", "as_of": "25 February"}


class Promise(Record):
    """A kind of a user's own, with a plural of its own."""

    plural = "pledges"

    promiser: Annotated[str, Name()]
    words: Annotated[str, Quote()] = ""


def test_records_come_in_the_order_of_the_kinds() -> None:
    """Each record is told with its kind, a list after the other."""
    kinds = (Actor, Figure)
    data = {"figures": [WALKED], "actors": [{"s": [1], "name": "Mara Tilden", "type": "person"}]}
    assert [kind for kind, _ in flatten(answer_model(kinds).model_validate(data), kinds)] == [Actor, Figure]


@pytest.mark.parametrize("data", [{}, {"figures": "none"}, {"figures": None}, []])
def test_a_list_that_is_missing_is_a_fault_of_the_whole_answer(data: Any) -> None:
    """A required list that is left out or is no list is asked for again, never taken for an empty one."""
    with pytest.raises(ValueError, match="validation error"):
        answer_model((Figure,)).model_validate(data)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, ["s", "value", "of"]),
        ({**WALKED, "s": []}, ["s"]),
        ({**WALKED, "s": [1, 2, 3, 4, 5]}, ["s"]),
        ({**WALKED, "s": ["four"]}, ["s.0"]),
        ({**WALKED, "value": 1200}, ["value"]),
        ("1,200 workers", [""]),
        (None, [""]),
    ],
)
def test_a_misfit_keeps_what_was_given_and_names_each_field(given: Any, fields: list[str]) -> None:
    """One misfit in a list is kept with a reason a field; its neighbour is a record."""
    misfit, record = answer_model((Figure,)).model_validate({"figures": [given, WALKED]}).figures
    assert isinstance(misfit, Misfit)
    assert misfit.raw == (given if isinstance(given, dict) else {"value": given})
    assert [finding.field for finding in misfit.findings] == fields
    assert all(finding.check == "schema" and finding.reason for finding in misfit.findings)
    assert isinstance(record, Figure)


def test_a_record_is_written_back_as_the_model_wrote_it() -> None:
    """Empty fields and those that code fills are left out; a time is its words; `s` is `s`."""
    assert wire(Figure.model_validate(WALKED).model_copy(update={"id": "f-1", "amount": 1200.0})) == WALKED


def test_a_corrected_record_is_the_record_without_its_number() -> None:
    """What a correction gives becomes a record of the kind that was asked for."""
    (corrected,) = corrections_model((Figure,)).model_validate({"figures": [{**WALKED, "number": 3}]}).figures
    record = plain(corrected, Figure)
    assert type(record) is Figure
    assert record == Figure.model_validate(WALKED)
    assert corrected.number == 3


def test_a_corrected_kind_goes_by_the_name_of_its_kind() -> None:
    """The lists of a correction are called as in the first answer."""
    assert set(corrections_model((Event, Stance)).model_fields) == {"events", "stances"}


def test_a_kind_of_ones_own_is_asked_for_like_the_others() -> None:
    """Its list bears its plural, its schema its own fields, and its corrections a number."""
    assert set(answer_model((Promise,)).model_json_schema()["$defs"]["Promise"]["properties"]) == {
        "s",
        "promiser",
        "words",
    }
    answer = corrections_model((Promise,)).model_validate({"pledges": [{"s": [1], "number": 1, "promiser": "Tilden"}]})
    ((kind, record),) = flatten(answer, (Promise,))
    assert plain(record, kind) == Promise(sentences=[1], promiser="Tilden")
