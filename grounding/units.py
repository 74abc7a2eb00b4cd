"""Units: 40 miles are not 40 kilometres, and a week is not a month."""

import re
from collections.abc import Iterator, Sequence

from .amounts import NumberMention
from .counts import same_number
from .lexicon import family, meaning
from .scope import Passage

__all__ = ["other_unit", "time_clash"]

# Each line: units of one kind, any two of which are different.
_KINDS = (
    "dollar euro pound lira dinar rial toman riyal shekel dirham yen yuan rouble ruble franc krona rupee",
    "kilometer mile meter foot yard inch centimeter",
    "kilogram gram pound ton ounce",
    "second minute hour day week month year decade century",
    "barrel liter gallon",
    "degree percent",
    "person seat vote",
)
_SPELLED = dict(
    pair.split(":")
    for pair in """kilometre:kilometer km:kilometer kilometres:kilometer metre:meter metres:meter miles:mile feet:foot
    inches:inch litre:liter tonne:ton kg:kilogram centuries:century $:dollar €:euro £:pound""".split()
)
_UNIT = {unit: kind for kind, line in enumerate(_KINDS) for unit in line.split()}
_BEHIND = re.compile(r"[\s-]*(?P<unit>[^\W\d_]+)")
_BEFORE = re.compile(r"[$€£]\s?$")


def other_unit(number: NumberMention, text: str, cited: Sequence[Passage]) -> str:
    """The unit with which the cited sentences give a number, if it is another one of the same kind than here."""
    said = _unit_of(number, text)
    if not said:
        return ""
    given = [
        unit
        for p in cited
        for m in same_number(number, p)
        if (unit := _unit_of(m, p.text)) and _UNIT[unit] == _UNIT[said]
    ]
    return given[0] if given and said not in given else ""


def _unit_of(number: NumberMention, text: str) -> str:
    if sign := _BEFORE.search(text, max(0, number.start - 2), number.start):
        return _SPELLED[sign.group().strip()]
    behind = _BEHIND.match(text, number.end)
    return _plain(behind["unit"]) if behind else ""


def _plain(word: str) -> str:
    low = word.lower()
    for form in (low, low.removesuffix("s")):
        unit = _SPELLED.get(form, form)
        if unit in _UNIT:
            return unit
    return ""


# Words for a time of day, a season and a stretch: if a statement has one that its sentences lack, while they have
# another one of its kind that it lacks, the time was changed.
_TIMES = (
    {
        "dawn": "dawn sunrise daybreak",
        "morning": "morning",
        "noon": "noon midday",
        "afternoon": "afternoon",
        "dusk": "dusk sunset nightfall",
        "evening": "evening",
        "night": "night overnight nightly midnight",
        "midnight": "midnight",
    },
    {"spring": "spring", "summer": "summer", "autumn": "autumn fall", "winter": "winter"},
    {unit: unit for unit in "minute hour day week month year decade century".split()},
)
_WORD = re.compile(r"[a-z]+")
# Under each head: what it may be given as instead.
_STANDS_FOR = {"evening": {"night"}, "night": {"midnight", "evening"}, "day": {"night", "morning"}}


def time_clash(text: str, cited: Sequence[Passage]) -> str:
    """A word for a time of day, a season or a stretch of time that takes the place of another one of its kind."""
    said = set(_WORD.findall(text.lower()))
    there = {word for passage in cited for word in _WORD.findall(passage.text.lower())}
    for kind in _TIMES:
        ours, theirs = set(_heads(kind, said)), set(_heads(kind, there))
        strange = {head for head in ours - theirs if not _STANDS_FOR.get(head, set()) & theirs}
        if strange and theirs - ours:
            return min(strange)
    return _turned_order(text, cited)


_ORDER = re.compile(
    r"\b(?P<way>after|following|before|prior to|ahead of)\s(?:(?:the|an?|its|his|her|their)\s)?(?P<what>[a-z]+)"
)
_LATER = frozenset({"after", "following"})


def _turned_order(text: str, cited: Sequence[Passage]) -> str:
    """The word of "after the blast" where the sentences have "before the blast"."""
    there = [(m["way"] in _LATER, meaning(family(m["what"]))) for p in cited for m in _ORDER.finditer(p.text.lower())]
    for match in _ORDER.finditer(text.lower()):
        ways = {later for later, means in there if means & meaning(family(match["what"]))}
        if ways and (match["way"] in _LATER) not in ways:
            return match["way"]
    return ""


def _heads(kind: dict[str, str], words: set[str]) -> Iterator[str]:
    for head, forms in kind.items():
        if any({form, f"{form}s"} & words for form in forms.split()):
            yield head
