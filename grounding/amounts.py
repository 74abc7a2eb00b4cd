"""Numbers in a text: digits with separators, words, ordinals, percentages, ranges, and their qualifiers.

Years and dates are not numbers (they are read by `dates`), nor are clock times, digits that belong to a name
("F-16", "COVID-19"), fractions of a calendar ("9/11") and "one" where it stands for a thing said before.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .numerals import ORDINALS, SCALES, WORDS, words_value
from .qualifiers import qualifier_at
from .times import read_times

__all__ = ["NumberMention", "read_numbers"]


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One number: `text[start:end]`. `high` is the upper end of a range, `other` a second possible reading.

    `qualifier` is the word that loosens it ("about", "more than"), as written; `percent` and `ordinal` say
    what kind of number it is.
    """

    value: float
    start: int
    end: int
    text: str
    high: float | None = None
    qualifier: str = ""
    percent: bool = False
    ordinal: bool = False
    other: float | None = None

    def values(self) -> set[float]:
        """Every value that a reader may take from it."""
        return {round(v, 6) for v in (self.value, self.high, self.other) if v is not None}


_GROUP = r"[,٬'’\u00a0\u202f\u2009]"
_DIGITS = (
    rf"\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)(?:[.٫]\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)"
    r"|\d+(?:[.٫]\d+|,\d{1,2}(?!\d))?"
)
_WORD_LIST = "|".join(sorted({*WORDS, *ORDINALS, *(s for s in SCALES if s.isascii())}, key=len, reverse=True))
_ELEMENT = re.compile(rf"(?P<digits>{_DIGITS})|(?<![^\W\d_])(?P<word>{_WORD_LIST})(?![^\W\d_])", re.IGNORECASE)
_SCALE_AFTER = re.compile(
    rf"(?:\s|-)?(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))}|[mkMK](?![^\W\d_]))(?![^\W\d_])",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"(?:km|kg|m|mm|cm|kwh|mwh|gwh|mw|gw|kw|ft|am|pm|st|nd|rd|th|bn|mn|tn|k|ha|bpd|mph|kph)(?![^\W\d_])", re.I
)
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)(?!\w)", re.IGNORECASE)
_PERCENT_AFTER = re.compile(
    r"[\s-]?(?:%|٪|per\s?cent\b|pct\b|percentage\spoints?\b|بالمئة|بالمائة|في المئة)", re.IGNORECASE
)
_FRACTION_AFTER = re.compile(
    r"(?P<gap>[\s-])(?P<part>hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b(?P<of>\sof\b)?",
    re.IGNORECASE,
)
_PARTS = {"hal": 2, "thi": 3, "qua": 4, "fou": 4, "fif": 5, "six": 6, "eig": 8, "ten": 10}
_HALF_AFTER = re.compile(r"\s?(?:and\sa\shalf|½)", re.IGNORECASE)
_LINK = re.compile(r"\s?[-–—‑]\s?|\s(?:to|or)\s|\s?(?:to|-)\s?(?=\d)", re.IGNORECASE)
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_NOT_NUMBERS = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?|(?<!\d)\d{1,2}/\d{1,2}(?!/?\d)|(?:19|20)\d\d[-–/]\d\d(?![\d-])|\[\d+\]|https?://\S+"
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|some|this|that|which|each|another|the|only|not|either|neither|such|new|number|as)[\s-]$", re.I
)
_PRONOUN_AFTER = re.compile(
    r"['’]s\b|-(?:on|sided|off|time|way|man|stop|party|of)\b|\s(?:of|another|by|who|that|which|is|was|has|had|day|such|and|or|to|in|on|for|from|with|as|at)\b|\s?(?:[.,;:!?)\"”]|$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _read(text: str) -> tuple[NumberMention, ...]:
    taken = [
        (time.start, time.end) for time in read_times(text) if any(c.isdigit() for c in time.text) or " " in time.text
    ]
    taken += [match.span() for match in _NOT_NUMBERS.finditer(text)]
    elements = [m for m in _ELEMENT.finditer(text) if not any(a < m.end() and m.start() < b for a, b in taken)]
    found: list[NumberMention] = []
    at = 0
    while at < len(elements):
        mention, used = _number_at(text, elements, at)
        if mention:
            found.append(mention)
        at += used
    return tuple(_qualified(text, mention) for mention in _joined(text, found))


def _qualified(text: str, mention: NumberMention) -> NumberMention:
    if mention.ordinal:
        return mention
    return replace(mention, qualifier=qualifier_at(text, mention.start, mention.end, mention.value))


def read_numbers(text: str) -> list[NumberMention]:
    """The numbers of a text, in order; a range is one mention."""
    return list(_read(text))


# ------------------------------------------------------------------------------------------ one number

_Elements = list[re.Match[str]]
_NEAR = 40  # characters before a number that can belong to it
_MOST_WORDS = 20  # a number below a billion takes 17 words


def _number_at(text: str, elements: _Elements, at: int) -> tuple[NumberMention | None, int]:
    """The number that begins at element `at`, if any, and how many elements it takes (at least one)."""
    mention, used = _digits_at(text, elements, at) if elements[at]["digits"] else _words_at(text, elements, at)
    if mention is None:
        return None, used
    mention = _with_fraction(text, mention)
    if percent := _PERCENT_AFTER.match(text, mention.end):
        mention = _longer(text, mention, percent.end(), percent=True)
    # What a suffix has eaten ("two thirds") is no number of its own.
    while at + used < len(elements) and elements[at + used].start() < mention.end:
        used += 1
    return mention, used


def _longer(text: str, mention: NumberMention, end: int, **changes: object) -> NumberMention:
    return replace(mention, end=end, text=text[mention.start : end], **changes)  # type: ignore[arg-type]


def _digits_at(text: str, elements: _Elements, at: int) -> tuple[NumberMention | None, int]:
    match = elements[at]
    if _part_of_name(text, match):
        return None, 1
    value, other = _digits_value(match.group())
    mention = NumberMention(value, *match.span(), match.group(), other=other)
    if ordinal := _ORDINAL_AFTER.match(text, match.end()):
        return _longer(text, mention, ordinal.end(), ordinal=True), 1
    scale = _SCALE_AFTER.match(text, match.end())
    return (_scaled(text, mention, scale) if scale else mention), 1


def _digits_value(digits: str) -> tuple[float, float | None]:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", digits):
        return float(digits.replace(".", "")), None
    decimal_comma = re.fullmatch(r"\d+,\d{1,2}", digits)
    plain = digits.replace(",", ".") if decimal_comma else re.sub(_GROUP, "", digits)
    # "2.250" is two and a quarter in English, and 2,250 in half of Europe.
    other = float(digits.replace(".", "")) if re.fullmatch(r"\d{1,3}\.\d{3}", digits) else None
    return float(plain.replace("٫", ".")), other


def _scaled(text: str, mention: NumberMention, scale: re.Match[str]) -> NumberMention:
    word = scale["scale"].casefold()
    if word in {"m", "k"}:
        factor = 1_000_000 if word == "m" else 1_000
        money = text[max(0, mention.start - 1) : mention.start] in {"$", "€", "£", "¥"}
        # Without a currency "5m" may be metres: both readings are kept.
        value, other = (
            (mention.value * factor, None) if money or word == "k" else (mention.value, mention.value * factor)
        )
        return _longer(text, mention, scale.end(), value=value, other=other)
    return _longer(text, mention, scale.end(), value=mention.value * SCALES[word], other=None)


def _part_of_name(text: str, match: re.Match[str]) -> bool:
    """True for digits that belong to a name ("F-16", "G7", "Radio24", "5G")."""
    before, after = text[max(0, match.start() - 3) : match.start()], text[match.end() : match.end() + 1]
    if re.search(r"(?<!\w)[وبلفك]$", before):
        return False  # "and", "in", "to" are bound letters in Arabic
    if re.search(r"[^\W\d_]$|[^\W\d_][-\u2010\u2011]$", before):
        return True
    return bool(after) and (after.isalpha() or after == "_") and not _UNIT_AFTER.match(text, match.end())


def _words_at(text: str, elements: _Elements, at: int) -> tuple[NumberMention | None, int]:
    run = _run(text, elements, at)
    words = [match.group().casefold() for match in run]
    start = run[0].start()
    if words[0] in SCALES:
        return _article_and_scale(text, run, words)
    if words[0] in ORDINALS:
        return _ordinal(text, run[0], ORDINALS[words[0]], start), 1
    value, used = words_value(words)
    if used < len(run) and words[used] in ORDINALS and _closes(words[used - 1], words[used]):
        return _ordinal(text, run[used], value + ORDINALS[words[used]], start), used + 1
    if words[:used] == ["one"] and _is_pronoun(text, run[0]):
        return None, 1
    end = run[used - 1].end()
    return NumberMention(value, start, end, text[start:end]), used


def _run(text: str, elements: _Elements, at: int) -> _Elements:
    """The number words from `at` on that one number may be made of."""
    run = [elements[at]]
    for match in elements[at + 1 : at + _MOST_WORDS]:
        gap = text[run[-1].end() : match.start()]
        after_scale = run[-1].group().casefold() in SCALES
        if match["digits"] or not (gap in {" ", "-", "\u00a0", "‑"} or (after_scale and gap == " and ")):
            break
        run.append(match)
    return run


def _closes(tens: str, ordinal: str) -> bool:
    return (WORDS.get(tens, 0) >= 20 and ORDINALS[ordinal] < 10) or tens in SCALES


_ARTICLE_BEFORE = re.compile(r"\b(?P<half>half[\s-]an?[\s-])$|\b(?:a|an)[\s-]$", re.IGNORECASE)


def _article_and_scale(text: str, run: _Elements, words: list[str]) -> tuple[NumberMention | None, int]:
    """ "a dozen", "half a million", "a hundred and twenty"; a bare "hundred" is no number."""
    at = run[0].start()
    article = _ARTICLE_BEFORE.search(text, max(0, at - _NEAR), at)
    if not article:
        return None, 1
    value, used = words_value(["one", *words])
    start, end = article.start(), run[used - 2].end()
    return NumberMention(value * (0.5 if article["half"] else 1), start, end, text[start:end]), used - 1


_UNIT_BEFORE = re.compile(r"(?:\d|\b(?:per|split))[\s-]$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:a|each|every)[\s-]$", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"[\s-](?!(?:of|to|and|or|in|on|at|for|with|by|later|after|before|is|was)\b)[^\W\d_]", re.IGNORECASE
)


def _ordinal(text: str, match: re.Match[str], value: float, start: int) -> NumberMention | None:
    before, end = text[max(0, start - _NEAR) : start], match.end()
    after_article = bool(_ARTICLE.search(before))
    if value == 2 and (_UNIT_BEFORE.search(before) or (after_article and not _NOUN_AFTER.match(text, end))):
        return None  # the unit of time
    if value == 3 and after_article and re.match(r" of |$", text[end : end + 4], re.IGNORECASE):
        return NumberMention(1 / 3, start, end, text[start:end])
    return NumberMention(value, start, end, text[start:end], ordinal=True)


def _is_pronoun(text: str, match: re.Match[str]) -> bool:
    before, after = _PRONOUN_BEFORE.search(text, max(0, match.start() - 10), match.start()), match.end()
    return bool(before or _PRONOUN_AFTER.match(text, after))


def _with_fraction(text: str, mention: NumberMention) -> NumberMention:
    if mention.ordinal:
        return mention
    if half := _HALF_AFTER.match(text, mention.end):
        return _longer(text, mention, half.end(), value=mention.value + 0.5)
    part = _FRACTION_AFTER.match(text, mention.end)
    if part and (part["gap"] == "-" or part["of"]) and mention.value < 10:
        return _longer(text, mention, part.end("part"), value=mention.value / _PARTS[part["part"][:3].lower()])
    return mention


# ------------------------------------------------------------------------------------------ ranges


def _joined(text: str, mentions: list[NumberMention]) -> list[NumberMention]:
    """Two numbers that are the ends of one range become one mention."""
    joined: list[NumberMention] = []
    for mention in mentions:
        if joined and (whole := _range(text, joined[-1], mention)):
            joined[-1] = whole
        else:
            joined.append(mention)
    return joined


def _range(text: str, low: NumberMention, high: NumberMention) -> NumberMention | None:
    gap = text[low.end : high.start]
    between = re.search(r"\bbetween\s(?:[$€£]\s?)?$", text[max(0, low.start - 11) : low.start], re.IGNORECASE)
    linked = _LINK.fullmatch(gap.rstrip("$€£")) or (between and _AND.fullmatch(gap.rstrip("$€£")))
    if not linked or low.high is not None or low.ordinal or high.ordinal:
        return None
    if re.search(r"\bfrom\s(?:\w+\s){0,2}[$€£]?$", text[max(0, low.start - _NEAR) : low.start], re.IGNORECASE):
        return None  # a rise or a fall, whose ends may stand far apart elsewhere
    value = low.value
    unscaled = re.fullmatch(r"[\d.,٫]+", low.text) and not re.fullmatch(r"[\d.,٫%]+", high.text)
    mantissa = _ELEMENT.match(high.text)
    if unscaled and mantissa and mantissa["digits"] and (base := _digits_value(mantissa["digits"])[0]):
        value *= high.value / base  # "2 to 3 million"
    if not value < high.value:
        return None
    return replace(
        low,
        value=value,
        high=high.value,
        end=high.end,
        text=text[low.start : high.end],
        percent=low.percent or high.percent,
        other=None if value == low.value else low.value,
    )
