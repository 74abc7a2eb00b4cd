"""Publication dates: from fields, and from the line under a headline."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from ..schemas import Origin, Published

__all__ = ["address_day", "date_line", "dateline_day", "parse_declared", "parse_published"]

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\S.*)?$")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The names of each month in other languages, by its number: both in Arabic, then German, French, Spanish, Turkish.
_OTHER_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "يناير|كانون الثاني|januar|jänner|janvier|enero|ocak",
            "فبراير|شباط|februar|février|febrero|şubat",
            "مارس|آذار|اذار|märz|mars|marzo|mart",
            "أبريل|ابريل|نيسان|avril|abril|nisan",
            "مايو|أيار|ايار|mai|mayo|mayıs",
            "يونيو|حزيران|juni|juin|junio|haziran",
            "يوليو|تموز|juli|juillet|julio|temmuz",
            "أغسطس|اغسطس|آب|août|agosto|ağustos",
            "سبتمبر|أيلول|ايلول|septembre|septiembre|eylül",
            "أكتوبر|اكتوبر|تشرين الأول|oktober|octobre|octubre|ekim",
            "نوفمبر|تشرين الثاني|novembre|noviembre|kasım",
            "ديسمبر|كانون الأول|dezember|décembre|diciembre|aralık",
        ),
        start=1,
    )
    for name in names.split("|")
}
# Longer names first: "mars" must not be left at "mar".
_OTHERS = "|".join(sorted(_OTHER_MONTHS, key=len, reverse=True))
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_WRITTEN = (
    rf"{_MONTH.format('m1')}\s+{_DAY.format('d1')},?\s+(?P<y1>\d{{4}})\b"
    rf"|{_DAY.format('d2')}[\s-]\s*{_MONTH.format('m2')},?[\s-]\s*(?P<y2>\d{{4}})\b"
)
_DATES = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d{2}-\d{2})(?:T(?=\d)|\b)"
    rf"|{_WRITTEN}"
    r"|(?P<y4>\d{4})(?P<s4>[/.])(?P<m4>\d{1,2})(?P=s4)(?P<d4>\d{1,2})\b"
    rf"|(?P<d3>\d{{1,2}})\.?\s+(?:de\s+)?(?P<m3>{_OTHERS})(?:\s?/\s?(?:{_OTHERS}))?\s+(?:del?\s+)?(?P<y3>\d{{4}})\b"
    # Which of 3/5 is the month depends on the country: such a date is seen, and read only if one is no month.
    r"|(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y5>\d{4})\b)",
    re.IGNORECASE,
)
# What may stand beside a date on a line that is nothing but a date.
_BESIDE = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?z?|\d{1,2}(?=\s*[ap]\.?m\b)|[ap]\.?m\b"
    r"|\d+\s*min(?:ute)?s?(?:\s+read)?"
    r"|publié|veröffentlicht|publicado|yayınlanma|yayın|mis à jour|aktualisiert|stand|actualizado|güncelleme|tarihi"
    r"|le|am|um|uhr|à|el|a las|saat|\d{1,2}\s?h\s?\d{2}"
    r"|first|published|posted|release|created|last|updated|modified|date|on|at|local time"
    r"|(?:gmt|utc)\s*[+-]\s*\d{1,2}(?::?\d{2})?\b|gmt|utc|[cew]es?t|e[ds]?t|[cmp][ds]t|ast|msk|bst"
    r"|(?:ال)?(?:أحد|اثنين|إثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت)|نشر|نُشر|تاريخ النشر|آخر تحديث|في|ص|م)\b"
    r"|[+-]\d{2}:?\d{2}\b|[\W_]",
    re.IGNORECASE,
)
_SAID = "published|posted|publié|veröffentlicht|publicado|yayınlanma"
_PUBLISHED = re.compile(rf"\b(?:{_SAID})\b|\bmin(?:ute)?s? read\b|ن\u064f?شر", re.IGNORECASE)
_SAYS_PUBLISHED = re.compile(rf"^\W*(?:first )?(?:{_SAID}|date)\b|\bmin(?:ute)?s? read\b|ن\u064f?شر", re.IGNORECASE)
_UPDATED = re.compile(
    r"\b(?:updated|modified|mis à jour|aktualisiert|stand|actualizado|güncelleme)\b|تحديث", re.IGNORECASE
)
_LONGEST_DATE_LINE = 100
# Addresses that hold a day, in folders of its own (/2031/03/05/, /2031/3/5/, /2031/mar/05/) or else within a name
# (-2031-03-05-, -20310305.html), where it may also be what the article is about.
_FOLDERS = re.compile(rf"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{{1,2}}|{'|'.join(_MONTHS)})/(?P<d>\d{{1,2}})(?=/|$)", re.I)
_ADDRESS = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[/_-]?)(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?!\d)")
# Before these nobody put news on the network; a later year than this is no year.
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
# "QARADIN, March 5, 2031 (SPS) -", "QARADIN (SPS, Feb. 3, 2031) -": the place in capitals opens the line.
_DATELINE = re.compile(rf"^[A-Z][A-Z .'’-]{{1,40}},?\s*\(?(?:[A-Z][\w ]{{0,30}},\s*)?(?:{_WRITTEN})", re.IGNORECASE)
_CAPITALS = re.compile(r"^[A-Z][A-Z .'’-]+[,(\s]")
# The same in Arabic, which has no capitals: its whole date, and what ends it, must do.
_ARABIC_DATELINE = re.compile(
    rf"^[\u0621-\u064a][\u0621-\u064a -]{{1,40}}[،,]\s*\d{{1,2}}\s+(?:{_OTHERS})(?:\s?/\s?(?:{_OTHERS}))?\s+\d{{4}}\b"
)
_DATELINE_END = re.compile(r"^\s*(?:\([^()]{1,40}\)|\))?\s*(?:/[^/]{1,30}/)?\s*(?:[–—-]|:)")


def parse_published(value: str, origin: Origin) -> Published:
    """A day ("2031-03-05"), or an instant with its zone; an instant without a zone gives its day alone.

    The day of an instant is the one in UTC. ValueError says what is wrong with `value` and what to write.
    """
    text = value.strip()
    try:
        if not _ISO.match(text):
            raise ValueError
        if len(text) == 10:
            return Published(day=date.fromisoformat(text), origin=origin)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return Published(day=moment.date(), origin=origin)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            f"published {value!r} is no date; write a day (2031-03-05) or an instant with its zone "
            "(2031-03-05T17:40:00Z)"
        ) from None
    return Published(day=moment.date(), instant=moment, origin=origin)


def parse_declared(value: str, origin: Origin) -> Published | None:
    """A date as pages, feeds and mails declare it (ISO 8601, RFC 822, RFC 3339); None if it cannot be read, or if its
    year is none of news: programs write 0001 or 1970 where they know no date.

    It is not the user's to mend, so what cannot be read is passed over.
    """
    found = _parsed(value.strip(), origin)
    return found if found and _FIRST_YEAR <= found.day.year <= _LAST_YEAR else None


def _parsed(value: str, origin: Origin) -> Published | None:
    try:
        return parse_published(value, origin)
    except ValueError:
        pass
    try:
        return parse_published(parsedate_to_datetime(value).isoformat(), origin)
    except (TypeError, ValueError, IndexError, OverflowError):
        pass
    day = date_line(value)
    return Published(day=day[0], origin=origin) if day and day[0] else None


def address_day(url: str) -> date | None:
    """The day in the path of an address ("…/2031/03/05/…", "…-20310305.html"); None if there is none, or two."""
    path = "/" + url.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
    matches = list(_FOLDERS.finditer(path)) or [match for match in _ADDRESS.finditer(path) if _stands_alone(match)]
    found = {day for match in matches if (day := _address_day(match))}
    return found.pop() if len(found) == 1 else None


def _stands_alone(match: re.Match[str]) -> bool:
    """True unless it is eight digits in a row that may be any number: only between marks are they a day."""
    around = match.string[match.start() - 1], match.string[match.end() : match.end() + 1]
    return bool(match["sep"]) or not any(sign.isalnum() for sign in around)


def _address_day(match: re.Match[str]) -> date | None:
    month = match["m"].lower()
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
        day = date(int(match["y"]), number, int(match["d"]))
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def dateline_day(line: str) -> date | None:
    """The day of a dateline with a whole date ("QARADIN, March 5, 2031 (SPS) - ..."); None if it has none."""
    head = line[:120]
    match = (_DATELINE.match(head) if _CAPITALS.match(head) else None) or _ARABIC_DATELINE.match(head)
    if match is None or not _DATELINE_END.match(head[match.end() :]):
        return None
    return next(_days(match.group()), None)


def _days(line: str) -> Iterator[date]:
    for match in _DATES.finditer(line):
        try:
            if (day := _day_of(match)) is not None:
                yield day
        except ValueError:
            continue  # 31 February is printed now and then; it dates nothing


def _day_of(match: re.Match[str]) -> date | None:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if month := match["m1"] or match["m2"]:
        number = _MONTHS.index(month[:3].lower()) + 1
        return date(int(match["y1"] or match["y2"]), number, int(match["d1"] or match["d2"]))
    if match["m3"]:
        # In capitals the Turkish letter with its dot becomes two signs.
        number = _OTHER_MONTHS.get(match["m3"].lower().replace("i\u0307", "i"), 0)
        return date(int(match["y3"]), number, int(match["d3"]))
    if match["m4"]:
        return date(int(match["y4"]), int(match["m4"]), int(match["d4"]))
    first, second = int(match["a"]), int(match["b"])
    # With dots the day stands first everywhere; with slashes only a number above 12 says which it is.
    if match["sep"] == "." or first > 12:
        return date(int(match["y5"]), second, first)
    return date(int(match["y5"]), first, second) if second > 12 else None


def date_line(line: str) -> tuple[date | None, bool] | None:
    """None if `line` is more than a date; else the day of publication it gives, and whether it calls itself so.

    The day is None where the line only tells of an update, or cannot be read without guessing. A line
    calls itself a date line with "Published" or "3 min read".
    """
    if len(line) > _LONGEST_DATE_LINE or not _DATES.search(line):
        return None
    if _BESIDE.sub("", _DATES.sub(" ", line)):
        return None
    said = _SAYS_PUBLISHED.search(line) is not None
    if not _UPDATED.search(line):
        return next(_days(line), None), said
    # "Updated March 6, 2031; published March 5, 2031": the day that stands behind the word.
    word = _PUBLISHED.search(line)
    behind = line[word.end() :] if word else ""
    return next(_days(_UPDATED.split(behind)[0]), None) if word else None, said or word is not None
