"""Likelihood by ICD 203: a statement says how likely something is only as its sentences do, and never how sure of it
somebody is in the same sentence.

The terms and their bands are those of the United States' Intelligence Community Directive 203 (Analytic Standards,
2015), D.6.e.(2)(a): seven bands with two terms each, and no term of likelihood in one sentence with a confidence level.
"""

import re
from collections.abc import Iterator

from ..schemas import Finding
from .quotes import without_quotes
from .scope import Scope

__all__ = ["ICD_203", "check_likelihood"]

# Per cent, and the terms; adverbs and "most" are counted to the term that they are made of.
ICD_203: dict[str, tuple[str, ...]] = {
    "1 to 5 %": ("almost no chance", "remote"),
    "5 to 20 %": ("very unlikely", "highly improbable"),
    "20 to 45 %": ("unlikely", "improbable"),
    "45 to 55 %": ("roughly even chance", "roughly even odds"),
    "55 to 80 %": ("likely", "probable"),
    "80 to 95 %": ("very likely", "highly probable"),
    "95 to 99 %": ("almost certain", "nearly certain"),
}
_ADVERBS = {
    "improbable": "improbabl[ey]",
    "probable": "probabl[ey]",
    "certain": "certain(?:ly)?",
    "very": "(?:very|most)",
}
# Alone the word is about places.
_REMOTE = r"remote (?:chance|possibility|likelihood|prospect)s?|remotely (?:likely|possible)"
# Words for how likely something is that the directive does not have: a source may use them, a brief of its own may not.
_OTHERS = (
    r"in all (?:likelihood|probability)",
    r"chances are",
    r"(?:a )?(?:good|fair|slim|strong|high) (?:chance|likelihood|probability)",
    r"bound to",
    r"(?:un)?doubtless|undoubtedly|without (?:a )?doubt|surely|inevitabl[ey]",
    r"perhaps|maybe|possibly|conceivabl[ey]",
)
_CONFIDENCE = re.compile(
    r"\b(?:low|moderate|medium|high)(?:er|est)?(?: (?:degree|level) of)?[- ]confidence\b|"
    r"\bconfidence(?: level)? (?:is|was|of) (?:low|moderate|medium|high)\b",
    re.IGNORECASE,
)


def _pattern(term: str) -> str:
    if term == "remote":
        return _REMOTE
    return " ".join(_ADVERBS.get(word, word) for word in term.split())


def _terms() -> Iterator[tuple[str, str]]:
    """A pattern and its band, longer terms first: "very unlikely" is not "unlikely"."""
    pairs = [(term, band) for band, terms in ICD_203.items() for term in terms]
    for term, band in sorted(pairs, key=lambda pair: -len(pair[0].split())):
        yield _pattern(term), band


_BANDS = tuple(band for _, band in _terms())
_TERM = re.compile(
    r"\b(?:" + "|".join([*(f"({pattern})" for pattern, _ in _terms()), f"({'|'.join(_OTHERS)})"]) + r")\b",
    re.IGNORECASE,
)


def check_likelihood(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    """What the sentences do not say about how likely something is. What stands in quotation marks is not looked at:
    these words are compared as a quote.
    """
    own = without_quotes(text)
    said = list(_TERM.finditer(own))
    confidence = _CONFIDENCE.search(own)
    if said and confidence:
        reason = (
            f"{said[0][0]!r} says how likely it is and {confidence[0]!r} how sure somebody is; ICD 203 keeps them in "
            "sentences of their own: leave one out"
        )
        yield Finding(check="likelihood", fault="beside confidence", field=field, value=said[0][0], reason=reason)
    if scope.english:
        shown = [match for passage in scope.cited for match in _TERM.finditer(passage.text)]
        yield from (
            Finding(check="likelihood", fault="invented", field=field, value=match[0], reason=_invented(match))
            for match in said
            if not _carried(match, shown)
        )


def _carried(match: "re.Match[str]", shown: "list[re.Match[str]]") -> bool:
    """By a term of the same band; a word that the directive does not have, only by itself."""
    if _band(match) is None:
        return any(match[0].casefold() == other[0].casefold() for other in shown)
    return any(_band(match) == _band(other) for other in shown)


def _band(match: "re.Match[str]") -> str | None:
    at = (match.lastindex or 0) - 1
    return _BANDS[at] if at < len(_BANDS) else None


def _invented(match: "re.Match[str]") -> str:
    band = _band(match)
    if band is None:
        return f"no cited sentence says {match[0]!r}; a brief adds no likelihood of its own"
    return f"no cited sentence says {match[0]!r} ({band} by ICD 203) or a term of that band; add no likelihood"
