"""The package shows what it has, and each form of a brief is whole."""

from collections.abc import Callable
from inspect import isfunction

import pytest
from sitbrief import render
from sitbrief.schemas import Brief, BriefError, BriefHeader

FORMS = [render.markdown, render.html, render.json]


def test_face_is_what_is_there() -> None:
    """`__all__` names every function of the package."""
    functions = {name for name, value in vars(render).items() if isfunction(value)}
    assert functions <= set(render.__all__)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_ends_with_one_newline(form: Callable[[Brief], str], make_brief: Callable[..., Brief]) -> None:
    """A form can be written to a file as it is."""
    text = form(make_brief())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_the_same_every_time(form: Callable[[Brief], str], make_brief: Callable[..., Brief]) -> None:
    """The same brief gives the same bytes."""
    assert form(make_brief()) == form(make_brief())


@pytest.mark.parametrize("form", [render.markdown, render.html])
@pytest.mark.parametrize("timezone", ["Sarvan/Port_Ashe", "../etc/passwd", ""])
def test_an_unknown_time_zone_is_an_error_of_the_brief(
    form: Callable[[Brief], str],
    timezone: str,
    make_brief: Callable[..., Brief],
    make_header: Callable[..., BriefHeader],
) -> None:
    """A brief whose time zone does not exist is refused by name, as its dates cannot be told."""
    with pytest.raises(BriefError, match=r"time zone '.*' is not known"):
        form(make_brief(header=make_header(timezone=timezone)))


def test_json_reads_back_as_the_same_brief(make_brief: Callable[..., Brief]) -> None:
    """The JSON holds the whole brief: articles, records and gaps included."""
    brief = make_brief()
    assert Brief.model_validate_json(render.json(brief)) == brief


def test_json_keeps_hostile_text_as_it_is(make_hostile: Callable[..., Brief]) -> None:
    """JSON is data: nothing in it is escaped away or dropped."""
    brief = make_hostile('</script>"\\\x00\u202e `*_[x](javascript:1)')
    assert Brief.model_validate_json(render.json(brief)) == brief


def test_json_of_an_empty_brief_reads_back(empty_brief: Brief) -> None:
    """A day with nothing is a brief too."""
    assert Brief.model_validate_json(render.json(empty_brief)) == empty_brief
