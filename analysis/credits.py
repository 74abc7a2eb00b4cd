"""Whose text an article prints: the agency that its dateline, byline, credit line or outlet names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..registry import agency_name
from ..schemas import Article

__all__ = ["Credit", "credits_of", "dateline_end"]

# A credit line is short; a sentence about an agency is longer.
_LONGEST_CREDIT = 80
# Such asides name agencies for something else: for a picture, or for another piece.
_OTHERS = frozenset({"caption", "related", "comment", "link", "newsletter", "cookie notice", "tag list", "share line"})
# Credits stand at the head or the foot of a text; so many sentences of each are looked at.
_ENDS = 2

_DASH = "[-\u2010-\u2015\u0640_:]"
# "CITY, March 6 (Reuters) - " and "(Reuters) - ": at most a city, a country and a date before the bracket.
_DATELINE = re.compile(rf"[^()\"“”«»]{{0,60}}\((?P<name>[^()]{{2,60}})\)\s*{_DASH}+\s")
# "قرادين - رويترز - ", "CITY, Reuters - ".
_DASHED = re.compile(
    rf"[^()\"“”«».]{{2,40}}?\s*[-\u2010-\u2015\u0640/,،]\s*(?P<name>[^-,،:/()\"]{{2,30}}?)\s*{_DASH}\s"
)
_SAID_FIRST = re.compile(
    r"(?:(?:sources?|credits?|agency|via|text|by|from|copyright|المصدر|نقلاً? عن)\b|©|\(c\))"
    r"\s*[:©\u2013\u2014-]?\s*(?:\d{4}\s+)?",
    re.IGNORECASE,
)
_NAMED_SOURCE = re.compile(r"(?:sources?|via|المصدر)\s*:?\s+\S", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\((?P<name>[^()]{2,60})\)[\s.]*$")
_AFTER_DASH = re.compile(r"[.!?…\"”»]\s*[\u2012-\u2015-]+\s*(?P<name>[^.!?]{2,30})\.?$")
_WITH_ACRONYM = re.compile(r"(?P<name>[^()]{4,60}?)\s*\((?P<acronym>[^()\s]{2,10})\)")
_BETWEEN = re.compile(r"\s*(?:[/,;،&|+]|\band\b|\bet\b|\s+و(?=\S))\s*", re.IGNORECASE)
_STAFF = re.compile(r"\s+(?:staff|newsroom|correspondents?|reporters?|writers?)$", re.IGNORECASE)


@dataclass(frozen=True)
class Credit:
    """The one agency whose text an article is, by its usual name, empty if none is named; `own`: it is the agency's."""

    agency: str = ""
    own: bool = False


def credits_of(articles: Sequence[Article]) -> list[Credit]:
    """One credit an article, in their order.

    An agency is one of the registry; or an outlet of these articles that credits itself by its initials in a
    dateline, or that another one credits; or a name that a source line gives with its initials. A text that names two
    agencies, or "agency reports", was put together by its outlet and has no credit.
    """
    places = [_Places(article) for article in articles]
    known = _known(places)
    return [_credit(place, known) for place in places]


def dateline_end(sentence: str) -> int:
    """Where the words begin after a dateline with an agency in brackets; 0 if there is none.

    An agency that the registry does not hold is told by capitals, its own and the city's: what stands before "(PGB) - "
    may as well belong to the sentence.
    """
    match = _DATELINE.match(sentence)
    if not match:
        return 0
    place, name = sentence[: match.start("name") - 1].split(), match["name"].strip()
    in_capitals = bool(place) and place[0].isupper() and len(place[0]) > 1 and name.isupper() and " " not in name
    return match.end() if _is_place(" ".join(place)) and (in_capitals or agency_name(name)) else 0


def _is_place(words: str) -> bool:
    """True for what stands before an agency in a dateline: nothing, or words that begin like a name."""
    bare = words.strip()
    return not bare or (not bare[0].islower() and len(bare.split()) <= 6)


class _Places:
    """The places of one article at which an agency may be named."""

    def __init__(self, article: Article) -> None:
        self.outlet = article.outlet
        self.dateline = list(_datelines(article))
        self.lines = list(_lines(article))
        self.byline = list(_bylines(article))

    def all(self) -> list[str]:
        return [*self.dateline, *self.lines, *self.byline]


def _datelines(article: Article) -> Iterator[str]:
    if article.sentences:
        first = article.sentences[0].text
        for pattern in (_DATELINE, _DASHED):
            match = pattern.match(first)
            if match and _is_place(first[: match.start("name") - 1]):
                yield match["name"].strip()


def _lines(article: Article) -> Iterator[str]:
    """What lines at the head and the foot say that are a credit and nothing else, prefixes kept."""
    sentences = [sentence.text for sentence in article.sentences]
    asides = [line for aside in article.asides if aside.kind not in _OTHERS for line in aside.text.splitlines()]
    ends = sentences if len(sentences) <= 2 * _ENDS else sentences[:_ENDS] + sentences[-_ENDS:]
    for line in (*asides, *ends):
        if len(line) <= _LONGEST_CREDIT:
            yield line.strip()
    for pattern in (_IN_BRACKETS, _AFTER_DASH):
        if sentences and (match := pattern.search(sentences[-1][-_LONGEST_CREDIT:])):
            yield match["name"].strip()


def _bylines(article: Article) -> Iterator[str]:
    for author in article.authors:
        yield author
        # "Jane Doe, Reuters", "Jane Doe of The Associated Press"
        yield from re.split(r",|\||/| of ", author)[1:]


def _bare(line: str) -> str:
    """A line without what introduces a credit, and without marks around it."""
    inner = _SAID_FIRST.sub("", line.strip(" .*[]-–—_"), count=1) if _SAID_FIRST.match(line) else line
    inner = inner.strip(" .*[]-–—_")
    if inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1]
    return _STAFF.sub("", inner).strip()


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _known(places: Sequence[_Places]) -> Mapping[str, str]:
    """The agencies that these articles show, by what they are called, in small letters; initials of two are none's."""
    outlets = {place.outlet.casefold(): place.outlet for place in places if place.outlet}
    found: dict[str, set[str]] = {}

    def add(name: str, *called: str) -> None:
        for each in called:
            found.setdefault(each.casefold(), set()).add(name)

    for place in places:
        for name in place.dateline:
            if name.isupper() and name == _initials(place.outlet):
                add(place.outlet, name, place.outlet)
        for line in place.lines:
            if not _NAMED_SOURCE.match(line):
                continue
            bare = _bare(line)
            given = _WITH_ACRONYM.fullmatch(bare)
            if given and given["acronym"] == _initials(given["name"]):
                name = outlets.get(given["name"].casefold(), given["name"])
                add(name, name, given["acronym"])
            elif bare.casefold() in outlets and bare.casefold() != place.outlet.casefold():
                add(outlets[bare.casefold()], bare)
    return {called: next(iter(names)) for called, names in found.items() if len(names) == 1}


def _credit(place: _Places, known: Mapping[str, str]) -> Credit:
    own = _agency(place.outlet, known)
    named = {agency for line in place.all() if (agency := _named(line, place.outlet, known))}
    if len(named) > 1 or "several" in named:
        return Credit()
    agency = next(iter(named), own)
    return Credit(agency, own=bool(agency) and agency == own)


def _named(line: str, outlet: str, known: Mapping[str, str]) -> str:
    """The agency that a line names and nothing else; "several" for two; empty if it is no credit."""
    bare = _bare(line)
    if agency := _agency(bare, known):
        return agency
    if given := _WITH_ACRONYM.fullmatch(bare):
        return _agency(given["name"], known) or _agency(given["acronym"], known)
    pieces = [piece for piece in _BETWEEN.split(bare) if piece and piece.casefold() != outlet.casefold()]
    found = [_agency(piece, known) for piece in pieces]
    if not found or not all(found):
        return ""
    return found[0] if len(set(found)) == 1 else "several"


def _agency(name: str, known: Mapping[str, str]) -> str:
    return agency_name(name) or known.get(name.casefold(), "")
