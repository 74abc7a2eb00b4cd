"""Words that loosen a number ("about", "more than"), and amounts that are given by such words alone."""

import re
from types import MappingProxyType

from .words import listed_phrases

__all__ = ["VAGUE", "qualifier_at", "qualifier_class", "read_vague"]

# Two qualifiers of one kind say the same.
_KINDS = {
    "near": """about; around; approximately; approx.; roughly; some; an estimated; estimated; circa; close to; ~; or so;
        in the region of; somewhere around""",
    "below": "nearly; almost; just under; under; less than; fewer than; below; just below; not quite",
    "above": """more than; over; at least; above; well over; just over; no fewer than; no less than; not less than;
        upwards of; in excess of; exceeding; or more; greater than; +; a minimum of; higher than""",
    "most": """up to; as many as; as much as; at most; no more than; not more than; a maximum of; maximum; or less;
        or fewer""",
}
_QUALIFIERS = {words: kind for kind, text in _KINDS.items() for words in listed_phrases(text)}
_LONGEST_FIRST = sorted(_QUALIFIERS, key=len, reverse=True)
_BEHIND = {"+", "or so", "or more", "or less", "or fewer"}
_BEFORE = re.compile(
    rf"(?:(?<=\W)|^)(?P<q>{'|'.join(re.escape(q) for q in _LONGEST_FIRST if q not in _BEHIND)})"
    r"(?:\s(?:the|a|an|another|as\smany\sas))?\s?(?:[$€£¥]|US\$)?\s?(?<=\W)$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s?(?P<q>\+)|(?:\s[^\W\d_]+)?\s(?P<p>or so|or more|or less|or fewer)\b", re.IGNORECASE)
# "talks about two islands", "control over 12 provinces": prepositions, not qualifiers.
_PREPOSITION_AFTER = re.compile(
    r"\b(?:talk\w*|sp[eo]ak\w*|spoken?|discuss\w*|ask\w*|concern\w*|worr\w+|statements?|questions?|informations?|"
    r"reports?|reported|inform\w*|told|warn\w*|complain\w*|know\w*|control|dispute\w*|power|fears?|authority|"
    r"sovereignty|clash\w*|anger|row|wars?|conflict\w*|rule\w*|protests?|tensions?|disagree\w*|fight\w*|spread|split|"
    r"charges?|debates?|rallied|gathered|put|placed|news|evidence|details?|all|come|turn\w*|look\w*)\s$",
    re.IGNORECASE,
)
_AMBIGUOUS = {"about", "around", "over", "under", "above", "below", "some"}
_TIME_UNIT = re.compile(r"[\s-](?:minutes?|hours?|days?|weeks?|months?|years?|decades?)\b", re.IGNORECASE)


def qualifier_at(text: str, start: int, end: int, value: float) -> str:
    """The words that loosen the number at `text[start:end]`, as written; empty if there are none."""
    before = _BEFORE.search(text, max(0, start - 24), start)
    if before and not _is_preposition(text, before, end, value) and not _compares(text, before):
        return before["q"]
    after = _AFTER.match(text, end)
    return (after["q"] or after["p"]) if after else ""


_ADDS = re.compile(r"\b(?:add(?:s|ed|ing)?|sums?|summed|come|comes|came|bring\w*)\s$", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:(?<![\d,.])(?!(?:19|20)\d\d\b)\d(?:[\d,.]*\d)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion))"
    r"(?:\s(?!(?:and|or|at|in|on|of|to|by|with|for|was|is|are|were)\b)[^\W\d_]+)?\s$",
    re.IGNORECASE,
)


def _compares(text: str, before: re.Match[str]) -> bool:
    """True for "16 more than the ten" and "two higher than five", where the number before says by how much, and for
    "adds up to six".
    """
    if before["q"].casefold() == "up to":
        return bool(_ADDS.search(text, max(0, before.start("q") - 12), before.start("q")))
    if not before["q"].casefold().endswith("than"):
        return False
    return bool(_COMPARED.search(text, max(0, before.start("q") - 40), before.start("q")))


def _is_preposition(text: str, before: re.Match[str], end: int, value: float) -> bool:
    word = before["q"].casefold()
    if word not in _AMBIGUOUS:
        return False
    if _PREPOSITION_AFTER.search(text, max(0, before.start("q") - 24), before.start("q")):
        return True
    # "held over three days" is a stretch of time; "over 30 years" is a number.
    return word in {"over", "under"} and value < 10 and bool(_TIME_UNIT.match(text, end))


def qualifier_class(qualifier: str) -> str:
    """ "near", "below", "above" or "most"; empty for no qualifier or an unknown one."""
    words = " ".join(qualifier.casefold().split())
    return next((_QUALIFIERS[known] for known in _LONGEST_FIRST if known in words), "")


# The numbers that a vague amount may stand for: from, and up to but not included.
VAGUE = MappingProxyType(
    {
        "dozens": (20.0, 200.0),
        "scores": (20.0, 200.0),
        "hundreds": (100.0, 3_000.0),
        "thousands": (1_000.0, 100_000.0),
        "tens of thousands": (10_000.0, 300_000.0),
        "hundreds of thousands": (100_000.0, 3e6),
        "millions": (1e6, 1e9),
        "tens of millions": (1e7, 3e8),
        "hundreds of millions": (1e8, 3e9),
        "billions": (1e9, 1e12),
        "tens of billions": (1e10, 3e11),
        "hundreds of billions": (1e11, 3e12),
    }
)
_ONE_WORD = "|".join(sorted(VAGUE, key=len, reverse=True))
_SEVERAL = r"(?:several|a few|many|a couple of|various) (?P<several>dozen|hundred|thousand|million|billion)"
_VAGUE = re.compile(rf"(?<![\w-])(?<!\d\s)(?:{_SEVERAL}|{_ONE_WORD})(?!\w)".replace(" ", r"\s"), re.IGNORECASE)


def read_vague(text: str) -> list[tuple[str, int, int]]:
    """Vague amounts ("dozens", "tens of thousands", "several hundred") as keys of `VAGUE`, with their offsets."""
    return [(_key(match), *match.span()) for match in _VAGUE.finditer(text)]


def _key(match: re.Match[str]) -> str:
    return f"{match['several']}s".casefold() if match["several"] else " ".join(match.group().casefold().split())
