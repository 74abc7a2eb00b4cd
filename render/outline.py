"""The sections of a brief: their titles and order, in one place for Markdown and HTML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType

from ..schemas import Brief, BriefHeader, Group, Statement
from .dates import days_in_words

__all__ = ["TITLES", "Line", "Part", "Section", "sections"]

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "header": "Situation brief",
        "bottom_line": "Bottom line",
        "takeaways": "Key takeaways",
        "changed": "What changed since the last brief",
        "developments": "Developments",
        "timeline": "Timeline",
        "positions": "Actors and positions",
        "figures": "Key figures",
        "contradictions": "Contradictions and single-source claims",
        "outlook": "Outlook",
        "gaps": "Gaps",
        "sources": "Sources",
        "articles": "Cited articles",
    }
)


@dataclass(frozen=True)
class Line:
    """A statement with its number, counted from 1 through the brief, its section's title, and its place there."""

    number: int
    section: str
    place: int
    statement: Statement


@dataclass(frozen=True)
class Part:
    """Statements of a section under one heading, which may be empty."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """A section that is shown: its title, a line of our own before the statements if any, and its parts."""

    key: str
    title: str
    lead: str
    parts: tuple[Part, ...]


def sections(brief: Brief) -> list[Section]:
    """The sections from the bottom line to the outlook that have something to show, in the order of the brief."""
    numbers = count(1)
    shown = [_section(key, groups, brief.header, numbers) for key, groups in _groups(brief).items()]
    return [section for section in shown if section.lead or section.parts]


def _groups(brief: Brief) -> dict[str, Sequence[Group]]:
    plain: dict[str, Sequence[Statement]] = {
        "bottom_line": [brief.bottom_line] if brief.bottom_line else [],
        "takeaways": brief.takeaways,
        "changed": brief.changed,
        "positions": brief.positions,
        "figures": brief.figures,
        "contradictions": brief.contradictions,
        "outlook": brief.outlook,
    }
    groups = {key: [Group(heading="", statements=tuple(listed))] for key, listed in plain.items()}
    groups |= {"developments": brief.developments, "timeline": brief.timeline}
    return {key: groups[key] for key in TITLES if key in groups}


def _section(key: str, groups: Sequence[Group], header: BriefHeader, numbers: Iterator[int]) -> Section:
    places = count(1)
    parts = tuple(
        Part(group.heading, tuple(Line(next(numbers), TITLES[key], next(places), s) for s in group.statements))
        for group in groups
        if group.statements
    )
    lead = _compared_with(header.previous, bool(parts)) if key == "changed" and not header.extractive else ""
    return Section(key, TITLES[key], lead, parts)


def _compared_with(previous: str, changes: bool) -> str:
    if not previous:
        return "There is no earlier brief to compare with."
    return f"Compared with the brief for {days_in_words(previous)}:{'' if changes else ' no change to report.'}"
