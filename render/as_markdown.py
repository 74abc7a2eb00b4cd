"""A brief as Markdown. Every text that a template prints is escaped unless it is marked as made here."""

from functools import cache

from jinja2 import Environment

from ..schemas import Brief
from .escape import Verbatim, autolink, escape_markdown
from .outline import sections
from .templating import environment, view

__all__ = ["markdown"]


def markdown(brief: Brief) -> str:
    """The brief as CommonMark with a final newline; BriefError if its time zone is not known."""
    return _templates().get_template("brief.md.jinja").render(view(brief, sections(brief)))


@cache
def _templates() -> Environment:
    return environment(escape_markdown, {"autolink": autolink, "verbatim": Verbatim})
