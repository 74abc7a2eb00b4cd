"""Lines that are not the article: which, and of what kind.

A rule that is unsure leaves the line to the article: a caption kept is a smaller loss than a sentence
dropped. What is set aside stays in the article's record.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..schemas import AsideKind as Kind
from .dates import date_line
from .texts import closed
from .wordings import (
    AGE,
    AGENCY_CREDIT,
    BYLINE,
    COMMENT,
    CONTRIBUTED,
    COOKIES,
    CREDITED,
    DATELINE,
    FURNITURE,
    IMAGE_OF,
    LABELLED,
    LINK,
    NEWSLETTER,
    OUTLET_AGAIN,
    RELATED,
    REPLY,
    REPORTED,
    SHARE,
    SHARED,
    TAGS,
)

__all__ = [
    "Kind",
    "Sorted",
    "is_caption",
    "is_comment",
    "is_headline",
    "is_open",
    "is_own_prose",
    "is_prose",
    "is_related",
    "repeats",
    "sort_lines",
]

# Bounds in words (and characters, for scripts that set no spaces) of what a line of its kind may be.
_HEADING = (10, 80)
_HEADLINE = (20, 160)
# Marks and quotation marks that a line may have beyond its title; longer lines are not compared.
_TITLE_SLACK = 20
_NOTICE_WORDS = 25
_COOKIE_WORDS = 60
# A line with which readers' comments show themselves stands so near below their heading.
_COMMENT_SIGNS = 4
_CAPTION_WORDS = 80
# Shorter lines above the headline name a section of the site ("News", "Middle East").
_SECTION_WORDS = 2
# More lines than these said twice in a row are no captions: the page doubles its paragraphs.
_DOUBLED = 2
# A line shorter than this may well stand twice in one article.
_REPEATED_WORDS = 4
_PROSE_WORDS = 8
# A closed line of so many may be a short sentence, as a quotation is; of fewer it is a button ("Read more.").
_SENTENCE_WORDS = 4
# Bylines stand near the top; further down "By ..." opens a sentence.
_TOP_LINES = 8

_QUOTED = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_QUOTATION = dict.fromkeys(map(ord, "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb"))
_SITE = re.compile(r"\s+[|\u2013\u2014-]\s+[^|]{2,40}$")


@dataclass(frozen=True)
class Sorted:
    """What became of each line: its kind, None for the article's own; with the headline and the day found."""

    kinds: tuple[Kind | None, ...]
    headline: str = ""
    day: date | None = None


def _within(line: str, bounds: tuple[int, int]) -> bool:
    words, characters = bounds
    return len(line) <= characters and len(line.split()) <= words


def _is_notice(line: str) -> bool:
    return len(line.split()) <= _NOTICE_WORDS and not _QUOTED.search(line) and not REPORTED.search(line)


def _whole(pattern: re.Pattern[str], line: str) -> bool:
    """True if the line is that and nothing more, a heading's marks, a colon or dots that go on aside."""
    return pattern.fullmatch(line.lstrip("# ").removesuffix("...").rstrip(" :\u2026")) is not None


def _is_furniture(line: str) -> bool:
    if LABELLED.fullmatch(line):
        return not closed(line)
    return not any(c.isalnum() for c in line) or _whole(FURNITURE, line)


def _is_cookie_notice(line: str) -> bool:
    return COOKIES.fullmatch(line) is not None and len(line.split()) <= _COOKIE_WORDS and not _QUOTED.search(line)


def _is_share_line(line: str) -> bool:
    return _whole(SHARE, line) and _is_notice(line) and (not line.endswith(".") or SHARED.search(line) is not None)


def is_comment(line: str) -> bool:
    """True for the heading of readers' comments, or their count."""
    return _whole(COMMENT, line)


def is_related(line: str) -> bool:
    """True for the heading of a block of related pieces."""
    return _whole(RELATED, line)


def _is_link(line: str) -> bool:
    # "More: five people died." is a sentence.
    return LINK.fullmatch(line) is not None and not line.endswith((".", ".\u201d", '."'))


def is_caption(line: str) -> bool:
    """True for a line that a credit, or its first words, show to be a picture's."""
    if len(line.split()) > _CAPTION_WORDS:
        return False
    return CREDITED.search(line) is not None or (IMAGE_OF.match(line) is not None and not closed(line))


# In the order in which they are asked: "[Read also: ...](...)" is a link before it is anything else.
_ALONE: tuple[tuple[Kind, Callable[[str], bool]], ...] = (
    ("newsletter", lambda line: line.startswith("[") and NEWSLETTER.match(line) is not None),
    ("link", _is_link),
    ("cookie notice", _is_cookie_notice),
    ("share line", _is_share_line),
    ("tag list", lambda line: TAGS.fullmatch(line) is not None and not closed(line.rstrip(":"))),
    ("comment", is_comment),
    ("date line", lambda line: _whole(AGE, line)),
    ("newsletter", lambda line: NEWSLETTER.match(line) is not None and _is_notice(line)),
    ("page furniture", _is_furniture),
    ("caption", is_caption),
    ("heading", lambda line: _MARKDOWN_HEADING.match(line) is not None),
)


def _alone(line: str) -> Kind | None:
    """The kind that a line shows by itself, wherever it stands."""
    return next((kind for kind, fits in _ALONE if fits(line)), None)


def is_prose(line: str) -> bool:
    """True for a closed line of some length."""
    return closed(line) and len(line.split()) >= _PROSE_WORDS


def _may_be_sentence(line: str) -> bool:
    return closed(line) and not line.endswith(("?", "!")) and len(line.split()) >= _SENTENCE_WORDS


def is_own_prose(line: str) -> bool:
    """True for prose that is no notice of the page, no caption and no date line."""
    return is_prose(line) and _alone(line) is None and date_line(line) is None


def _fold(title: str) -> str:
    bare = title.lstrip("# ").translate(_QUOTATION).rstrip(" .!?")
    return " ".join(bare.casefold().split())


def is_headline(line: str) -> bool:
    """True for a line that may be the headline of an article, by itself: of some length, and open."""
    opens = line.lstrip("# \"'\u2018\u201c\u00ab")[:1]
    return (
        _within(line, _HEADLINE)
        and len(line.split()) > _SECTION_WORDS
        and (not closed(line) or line.endswith("?"))
        and (opens.isupper() or opens.isdigit() or _is_caseless(opens))
        and is_open(line)
    )


def is_open(line: str) -> bool:
    """True for a line of the article's own, or a heading: none of the page's notices."""
    return _alone(line) in (None, "heading")


def _is_caseless(letter: str) -> bool:
    return letter.isalpha() and letter.lower() == letter.upper()


def _titles(title: str) -> frozenset[str]:
    """The title as a line may repeat it: whole, or without the name of the site behind it."""
    return frozenset({_fold(title), _fold(_SITE.sub("", title))} - {""})


def repeats(line: str, title: str) -> bool:
    """True if the line says the title again."""
    return len(line) <= len(title) + _TITLE_SLACK and _fold(line) in _titles(title)


class _Sorter:
    """One pass over the lines of one text; each step fills in kinds that no earlier step has given."""

    def __init__(self, lines: Sequence[str], title: str, outlet: str, related: Collection[int]) -> None:
        self.lines = lines
        self.titles = _titles(title)
        self.outlet = _fold(outlet)
        self.kinds: list[Kind | None] = [_alone(line) for line in lines]
        for index in related:
            self.kinds[index] = self.kinds[index] or "related"
        self.headline = ""
        self.day: date | None = None

    def _open(self) -> list[int]:
        return [index for index, kind in enumerate(self.kinds) if kind is None]

    def _top(self) -> int:
        """The first line of prose without an agency's name: what stands before it is the head of the page.

        0 if there is none: then nothing can be told from where it stands.
        """
        prose = (i for i in self._open() if is_prose(self.lines[i]) and not AGENCY_CREDIT.search(self.lines[i]))
        return next(prose, 0)

    def sort(self) -> Sorted:
        self._related()
        self._comments()
        self._titles()
        self._repeated()
        self._dates()
        self._bylines()
        self._top_captions()
        self._headline()
        self._headings()
        return Sorted(tuple(self.kinds), self.headline, self.day)

    def _related(self) -> None:
        """The headings of other pieces below "Related articles", down to the next prose, which may be the article's.

        Above any prose such a line is the name of a section. An outlet's name is no line of its article.
        """
        prose = block = False
        for index, line in enumerate(self.lines):
            again = OUTLET_AGAIN.fullmatch(line)
            if self.outlet and _fold(again[1] if again else line) == self.outlet:
                self.kinds[index] = "related"
                continue
            ends = self.kinds[index] == "comment" or _may_be_sentence(line)
            block = not ends and (block or (prose and is_related(line)))
            prose = prose or is_prose(line)
            if block and self.kinds[index] in (None, "heading", "link"):
                self.kinds[index] = "related"

    def _comments(self) -> None:
        """What readers wrote, below the article's prose, from a heading on that shows a comment below it."""
        comments = prose = False
        for index, line in enumerate(self.lines):
            prose = prose or is_prose(line)
            if self.kinds[index] == "comment":
                comments = comments or (prose and self._shows_comment(index))
            elif is_related(line):
                comments = False
            elif comments and self.kinds[index] in (None, "heading", "date line"):
                self.kinds[index] = "comment"

    def _shows_comment(self, heading: int) -> bool:
        """True if a name or a text stands below, and then how long ago, or "Reply".

        Beside its age and its buttons the count of comments stands in the head of an article.
        """
        written = False
        for index in range(heading + 1, min(heading + 1 + _COMMENT_SIGNS, len(self.lines))):
            line = self.lines[index]
            if is_related(line):
                return False
            if _whole(AGE, line) or _whole(REPLY, line):
                if written:
                    return True
            else:
                written = written or self.kinds[index] is None
        return False

    def _titles(self) -> None:
        longest = max(map(len, self.titles), default=0) + _TITLE_SLACK
        for index, line in enumerate(self.lines):
            # With a full stop the title may be a sentence of the article; with a question mark it is a headline.
            open_line = not closed(line) or line.endswith(("?", "!", "\u061f"))
            unsorted = self.kinds[index] in (None, "heading")
            if unsorted and open_line and len(line) <= longest and _fold(line) in self.titles:
                self.kinds[index] = "headline"

    def _repeated(self) -> None:
        """A line that stands twice: a caption, unless it may be the article's, which then keeps the first."""
        counts = Counter(self.lines[index] for index in self._open())
        doubling = self._doubles(counts)
        seen: set[str] = set()
        for index in self._open():
            line = self.lines[index]
            if counts[line] > 1 and len(line.split()) >= _REPEATED_WORDS:
                if line in seen or self._certain_caption(index, doubling):
                    self.kinds[index] = "caption"
                seen.add(line)

    def _doubles(self, counts: Counter[str]) -> bool:
        """True if the page says its paragraphs twice: many of them, or most."""
        doubled = {above for above, below in pairwise(self.lines) if above == below and is_prose(above)}
        return len(doubled) > _DOUBLED or len(doubled) * 2 > sum(map(is_prose, counts))

    def _certain_caption(self, index: int, doubling: bool) -> bool:
        line = self.lines[index]
        # A picture's text and its caption follow each other; a pull quote stands away from its sentence.
        follows = not doubling and line in self.lines[index + 1 : index + 2] and not DATELINE.match(line)
        return AGENCY_CREDIT.search(line) is not None or not closed(line) or follows

    def _dates(self) -> None:
        # In the middle of an article a bare date heads an entry of a chronology, and dates nothing else.
        top = self._second_prose()
        for index in self._open():
            found = date_line(self.lines[index])
            if found and (index < top or found[1]):
                self.kinds[index] = "date line"
                self.day = self.day or found[0]

    def _second_prose(self) -> int:
        prose = [index for index in self._open() if is_prose(self.lines[index])]
        return prose[1] if len(prose) > 1 else len(self.lines)

    def _bylines(self) -> None:
        for place, index in enumerate(self._open()):
            line = self.lines[index]
            if (place < _TOP_LINES and BYLINE.fullmatch(line)) or _whole(CONTRIBUTED, line):
                self.kinds[index] = "byline"

    def _headline(self) -> None:
        """The longest of the unclosed lines above the prose; the names of sections before it are furniture."""
        if "headline" in self.kinds:
            chosen = self.kinds.index("headline")
        else:
            run = self._head_run()
            if not run:
                return
            chosen = max(run, key=lambda index: len(self.lines[index].split()))
            if len(self.lines[chosen].split()) <= _SECTION_WORDS:
                return
            self.kinds[chosen] = "headline"
        self.headline = re.sub(r"^#+\s+", "", self.lines[chosen])
        for index in self._open():
            if index < chosen and len(self.lines[index].split()) <= _SECTION_WORDS and not closed(self.lines[index]):
                self.kinds[index] = "page furniture"

    def _head_run(self) -> list[int]:
        """The unclosed lines from the top on, down to the first closed one; none if the text is nothing else."""
        run: list[int] = []
        for index, kind in enumerate(self.kinds):
            line = self.lines[index]
            if kind is None or kind == "heading":
                below = self.lines[index + 1] if index + 1 < len(self.lines) else ""
                # A sentence that goes on below, or opens with its place, is none; nor is anything after it.
                torn = below[:1].islower() or DATELINE.match(line) is not None
                if (closed(line) and kind is None) or torn or not _within(line, _HEADLINE):
                    return run
                run.append(index)
        return []

    def _top_captions(self) -> None:
        # At the foot of an article "(AP)" signs a sentence; above it, a picture.
        top = self._top()
        for index in self._open():
            bare = AGENCY_CREDIT.sub("", self.lines[index]).rstrip()
            if index < top and bare != self.lines[index] and closed(bare):
                self.kinds[index] = "caption"

    def _headings(self) -> None:
        for index in self._open():
            if self._is_heading(index):
                self.kinds[index] = "heading"

    def _is_heading(self, index: int) -> bool:
        """A short unclosed line between closed ones: neither a piece of a sentence nor an item of a list."""
        line = self.lines[index]
        if closed(line) or _QUOTED.search(line) or DATELINE.match(line) or not _within(line, _HEADING):
            return False
        if not line[0].isalnum() or line[0].islower():
            return False
        after = next((self.lines[i] for i in range(index + 1, len(self.lines)) if self.kinds[i] is None), "")
        before = next((self.lines[i] for i in range(index - 1, -1, -1) if self.kinds[i] is None), ".")
        return is_prose(after) and closed(before) and not after[0].islower()


def sort_lines(lines: Sequence[str], title: str = "", outlet: str = "", related: Collection[int] = ()) -> Sorted:
    """Which of the lines (not empty, without outer white space) are the article's own, and what the others are.

    The lines are those of one article: see `splitting`, which knows the lines that are `related` pieces. If nothing
    would be left to the article, headlines, headings and captions are left to it.
    """
    result = _Sorter(lines, title, outlet, related).sort()
    if None in result.kinds:
        return result
    unsure = ("headline", "heading", "caption")
    kinds = tuple(None if kind in unsure else kind for kind in result.kinds)
    return Sorted(kinds, result.headline, result.day)
