"""What the templates of both printed forms share: the settings, and what there is to print."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..schemas import Brief
from .dates import publication
from .outline import TITLES, Section
from .words import ASKED, COUNTED, authorship, facts, headline, label, nothing_to_report, partial, tallies

__all__ = ["environment", "view"]


def environment(
    finalize: Callable[[Any], Any], filters: Mapping[str, Callable[..., Any]], *, autoescape: bool = False
) -> Environment:
    """A template environment in which every printed value passes `finalize`, and an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("sitbrief.render"),
        finalize=finalize,
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= filters
    return made


def view(brief: Brief, shown: list[Section]) -> dict[str, Any]:
    """What a template prints, by name; BriefError if the brief's time zone is not known."""
    header = brief.header
    return {
        "brief": brief,
        "titles": TITLES,
        "sections": shown,
        "headline": headline(header),
        "facts": facts(brief),
        "authorship": authorship(header),
        "partial": partial(header),
        "nothing": nothing_to_report(header),
        "publication": publication(header.timezone),
        "asked": ASKED,
        "counted": COUNTED,
        "label": label,
        "tallies": tallies(brief),
    }
