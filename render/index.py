"""The index page: the days that have a brief, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from .dates import day_words
from .templating import environment

__all__ = ["IndexedDay", "index"]


@dataclass(frozen=True)
class IndexedDay:
    """A day with a brief: how its run ended in a word and in a sentence."""

    day: date
    area: str
    state: str
    said: str


def index(days: Iterable[IndexedDay]) -> str:
    """A self-contained HTML page that links to the brief of each day, by the folder that is called as the day."""
    listed = sorted(days, key=lambda each: each.day, reverse=True)
    areas = list(dict.fromkeys(each.area for each in listed if each.area))
    return _templates().get_template("index.html.jinja").render(days=listed, areas=areas, words=day_words)


def _escaped(value: Any) -> Markup:
    return escape(value)


@cache
def _templates() -> Environment:
    return environment(_escaped, {}, autoescape=True)
