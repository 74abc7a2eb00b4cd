"""What was read of one article, and the Article that is made of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from ..schemas import Article, Aside, Published, SourceError, text_hash
from .asides import Sorted, sort_lines
from .dates import address_day, dateline_day
from .languages import language_of
from .sentences import number_sentences
from .splitting import Piece, Split, split_lines
from .texts import clean, one_line

__all__ = ["Draft", "Unsure", "make_articles"]

Line = tuple[int, int]


@dataclass(frozen=True)
class Draft:
    """An article as its file gives it; fields that the file leaves out are empty."""

    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: Published | None = None
    language: str = ""
    authors: tuple[str, ...] = ()


def _lines(text: str) -> Iterator[Line]:
    """The lines that hold something, as offsets without outer white space."""
    at = 0
    for line in text.split("\n"):
        if bare := line.strip():
            start = at + line.index(bare)
            yield start, start + len(bare)
        at += len(line) + 1


def _asides(text: str, lines: Sequence[Line], result: Sorted) -> tuple[Aside, ...]:
    return tuple(
        Aside(kind=kind, start=start, end=end, text=text[start:end])
        for (start, end), kind in zip(lines, result.kinds, strict=True)
        if kind
    )


def _article_id(draft: Draft, title: str, published: Published | None, text: str) -> str:
    """Twelve hex digits that stay the same when the text at an address, or under a headline, changes."""
    if url := draft.url.partition("#")[0].strip():
        known = url
    elif title:
        known = "\n".join((one_line(draft.outlet), title, str(published.day) if published else ""))
    else:
        known = text
    return hashlib.sha256(known.encode()).hexdigest()[:12]


def _published(draft: Draft, result: Sorted, first: str) -> Published | None:
    """What the source declares, or else a line of its own, the address, or the dateline; a caption dates nothing."""
    if draft.published:
        return draft.published
    if result.day:
        return Published(day=result.day, origin="date line")
    if day := address_day(draft.url):
        return Published(day=day, origin="address")
    if day := dateline_day(first):
        return Published(day=day, origin="dateline")
    return None


@dataclass(frozen=True)
class _Reading:
    """How a draft was read: its cleaned text and lines, and what its articles are made with."""

    draft: Draft
    text: str
    lines: tuple[Line, ...]
    path: str
    flag: date | None
    seen: datetime

    def shown(self) -> tuple[str, ...]:
        """The lines as texts."""
        return tuple(self.text[start:end] for start, end in self.lines)

    def article(self, number: int, piece: Piece) -> Article:
        """Article `number`, from 1, of the page. What the page declares is said of the first one alone."""
        draft, path = self.draft, self.path
        if number > 1:
            draft = Draft("", title=piece.title, outlet=piece.outlet, language=draft.language)
            path = f"{path}#{number}"
        spans = self.lines[piece.first : piece.last]
        start = spans[0][0]
        text = self.text[start : spans[-1][1]]
        lines = [(first - start, last - start) for first, last in spans]
        related = [index - piece.first for index in piece.related]
        return _article(replace(draft, text=text), lines, related, path, self.flag, self.seen)


def _article(
    draft: Draft, lines: Sequence[Line], related: Sequence[int], path: str, flag: date | None, seen: datetime
) -> Article:
    text = draft.text
    shown = [text[start:end] for start, end in lines]
    result = sort_lines(shown, one_line(draft.title), one_line(draft.outlet), related)
    own = [line for line, kind in zip(lines, result.kinds, strict=True) if kind is None]
    language = language_of("\n".join(text[start:end] for start, end in own), draft.language)
    sentences = number_sentences(language, text, own)
    if not sentences:
        raise SourceError(path, "holds no article text, only lines of page furniture; save the article's text itself")
    title = one_line(draft.title) or one_line(result.headline)
    published = _published(draft, result, sentences[0].text)
    return Article(
        # Without the flag: the same article read with and without it is one article.
        id=_article_id(draft, title, published, text),
        revision=text_hash(text),
        title=title,
        outlet=one_line(draft.outlet),
        authors=tuple(filter(None, map(one_line, draft.authors))),
        url=one_line(draft.url),
        path=path,
        published=published or (Published(day=flag, origin="flag") if flag else None),
        first_seen=seen,
        language=language,
        text=text,
        sentences=sentences,
        asides=_asides(text, lines, result),
    )


@dataclass(frozen=True)
class Unsure:
    """A page that may hold several articles: read as one, its lines, and those, from 0, that show signs of another."""

    article: Article
    lines: tuple[str, ...]
    places: tuple[int, ...]
    reading: _Reading

    @property
    def told(self) -> str:
        """What a reader is told of a page that nobody has divided."""
        opens = self.lines[self.places[0]]
        return f"read as one article, though another may begin at {opens[:60]!r}; save that one alone if it does"

    def split(self, borders: Sequence[int]) -> list[Article]:
        """Its articles if new ones begin at these lines. ValueError names a border that cannot be one."""
        edges = [0, *sorted(set(borders)), len(self.lines)]
        for border in edges[1:-1]:
            if not 0 < border < len(self.lines):
                raise ValueError(f"line {border + 1} is no line at which a second article could begin")
        pieces = [Piece(first, last) for first, last in pairwise(edges)]
        try:
            return [self.reading.article(number, piece) for number, piece in enumerate(pieces, start=1)]
        except SourceError as error:
            raise ValueError(f"an article would have no sentence of its own ({error})") from error


def make_articles(draft: Draft, path: str, flag: date | None, seen: datetime) -> tuple[list[Article], Unsure | None]:
    """The articles of a draft, split and numbered; and the draft as `Unsure` if it may hold more than were told apart.

    `flag` is the day given for whatever has no date of its own. SourceError if the draft holds no sentence.
    """
    text = clean(draft.text)
    if not text:
        raise SourceError(path, "holds no text; give a file with the text of an article")
    reading = _Reading(draft, text, tuple(_lines(text)), path, flag, seen)
    lines = reading.shown()
    split = split_lines(lines, one_line(draft.title))
    try:
        articles = [reading.article(number, piece) for number, piece in enumerate(split.pieces, start=1)]
    except SourceError:
        if len(split.pieces) == 1:
            raise
        # A piece without a sentence is no article: the borders are not to be trusted, and none of the page is lost.
        places = tuple(piece.first for piece in split.pieces[1:])
        split = Split((Piece(0, len(lines)),), places)
        articles = [reading.article(1, split.pieces[0])]
    return _apart(articles), _unsure(articles, split, reading, lines)


def _unsure(articles: Sequence[Article], split: Split, reading: _Reading, lines: tuple[str, ...]) -> Unsure | None:
    # Where the rules have divided a page, a sign that is left is an article's own more often than not.
    if not split.unsure or len(articles) > 1:
        return None
    return Unsure(articles[0], lines, split.unsure, reading)


def _apart(articles: Sequence[Article]) -> list[Article]:
    """The articles of one page under ids of their own: two may have one headline, or even one text."""
    known: set[str] = set()
    kept = []
    for number, article in enumerate(articles, start=1):
        if article.id in known:
            own = hashlib.sha256(f"{article.id}#{number}".encode()).hexdigest()[:12]
            article = article.model_copy(update={"id": own})
        known.add(article.id)
        kept.append(article)
    return kept
