"""Which articles are one text: the same, near the same, or printed from one agency."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import blake2b
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal

from ..schemas import Article
from .credits import Credit, credits_of, dateline_end
from .shingles import Shingles, candidates, sample, words_of

if TYPE_CHECKING:
    import numpy

__all__ = ["Origin", "origins_of", "wording"]

# A story is printed within days; what stands again a week later is told anew, and its "Sunday" is another one.
_DAYS = 7
# Two reporters may word a flash of a few words alike.
_FLASH_WORDS = 12
# Runs of five words that two texts share at least: some 25 words outside of quotation marks.
_LEAST = 20
# The part of the shorter text that stands in the other: without a credit about half of it; less where both credit one
# agency, whose text outlets shorten and lead in with words of their own. Of the samples no other two share 0.03;
# generated articles that fill the same forms with other names share up to 0.38.
_NEAR, _WIRE = 0.45, 0.4
# The news stands in the upper half. What shares only the lower one has its background from there.
_UPPER = 0.3
# Two copies of one text share at least this; two texts that share less have met on a page that holds both.
_RELATED = 0.15
# With so many texts of a group a further one is compared: enough to find what it shares, and no more than needed.
_COMPARED = 3

# Characters of a text that are compared, some 30,000 words; a longer one is compared by its beginning.
_LONGEST = 200_000

# Said by somebody, and printed by everybody who was there.
_QUOTED = re.compile('"[^"]{1,1000}"|[“„][^“”„]{1,1000}[”“]|«[^«»]{1,1000}»')
_LAST = date.max, datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Origin:
    """Articles that go back to one text, `members[0]` the original: the agency's own, or else the earliest published,
    of one day the fullest.

    `agency` is whose text it is, by its usual name; empty if no member says so, or two name different ones. `why`: they
    have the same words; or they share most of them; or they share much and credit one agency.
    """

    members: tuple[Article, ...]
    agency: str = ""
    why: Literal["alone", "same text", "near copy", "wire copy"] = "alone"


def origins_of(articles: Sequence[Article]) -> list[Origin]:
    """The articles by origin: each in exactly one, the origins in the order of their originals.

    Which articles belong together does not depend on their order. A shared topic or a shared quotation makes no copy:
    what stands in quotation marks is not compared. In doubt two articles stay two.
    """
    order = sorted(range(len(articles)), key=lambda at: _age(articles[at]))
    ordered = [articles[at] for at in order]
    texts = _texts(ordered)
    groups = _groups(texts) if len(texts) > 1 else [[text] for text in texts]
    found = [_origin(group, ordered) for group in groups]
    return [origin for _, origin in sorted(((order[at], origin) for at, origin in found), key=lambda pair: pair[0])]


# ------------------------------------------------------------------------------------------ texts


@dataclass(eq=False)
class _Text:
    """One text with the places of the articles that have it word for word. `day` is the first of theirs."""

    article: Article
    digest: bytes
    sample: "numpy.ndarray[Any, Any] | None"
    members: list[int] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)

    @property
    def day(self) -> date | None:
        return _day(self.article)

    @property
    def agency(self) -> str:
        named = {credit.agency for credit in self.credits} - {""}
        return next(iter(named)) if len(named) == 1 else ""

    @property
    def own(self) -> bool:
        return any(credit.own for credit in self.credits)


def _age(article: Article) -> tuple[Any, ...]:
    """Sorts articles by publication, the undated behind by when they were seen; what follows settles ties."""
    given = article.published
    day, instant = (given.day, given.instant or _LAST[1]) if given else _LAST
    return day, instant, article.first_seen, article.id, article.revision, article.outlet, article.title, article.path


def _day(article: Article) -> date | None:
    return article.published.day if article.published else None


def _near_in_time(first: date | None, second: date | None) -> bool:
    return first is None or second is None or abs((first - second).days) <= _DAYS


def _own_words(article: Article) -> str:
    """The article's sentences without its dateline."""
    text = " ".join(sentence.text for sentence in article.sentences)
    return text[dateline_end(text[:200]) :]


def wording(article: Article) -> bytes:
    """What articles share that have the same words, whatever their typography and their dateline."""
    text = _own_words(article)
    words = text if len(text) > _LONGEST else " ".join(words_of(text))
    return blake2b(words.encode("utf-8", "replace"), digest_size=16).digest()


def _told(text: str) -> list[str]:
    """The words that the reporter wrote: none of those in quotation marks."""
    return words_of(_QUOTED.sub(" ", text[:_LONGEST]))


def _texts(articles: Sequence[Article]) -> list[_Text]:
    """The different texts of articles that are sorted by age."""
    alike: defaultdict[bytes, list[_Text]] = defaultdict(list)
    texts = []
    alone = len(articles) == 1
    for at, (article, credit) in enumerate(zip(articles, credits_of(articles), strict=True)):
        own, digest = _own_words(article), wording(article)
        flash = len(own) < 1_000 and len(words_of(own)) < _FLASH_WORDS
        known = [] if flash else alike[digest]
        text = next((text for text in known if _near_in_time(text.day, _day(article))), None)
        if text is None:
            text = _Text(article, digest, None if alone else sample(_told(own)))
            texts.append(text)
            known.append(text)
        text.members.append(at)
        text.credits.append(credit)
    return texts


@lru_cache(maxsize=256)
def _cached(key: "_Key") -> Shingles:
    return Shingles.of(_told(_own_words(key.article)))


@dataclass(frozen=True)
class _Key:
    """An article as a cache key: its text decides."""

    digest: bytes
    article: Article = field(compare=False)


def _shingles(text: _Text) -> Shingles:
    return _cached(_Key(text.digest, text.article))


# ------------------------------------------------------------------------------------------ comparing


def _compatible(first: _Text, second: _Text) -> bool:
    """Two that may be copies at all: near in time, and not credited to two agencies."""
    agencies = {first.agency, second.agency} - {""}
    return len(agencies) < 2 and _near_in_time(first.day, second.day)


def _belongs(text: _Text, original: _Text) -> bool:
    return _compatible(text, original) and _is_related(text, original)


def _needed(first: _Text, second: _Text) -> float:
    """The part of the shorter text that has to stand in the other."""
    # Two texts of the agency's own are two stories unless they are near the same.
    wire = first.agency and first.agency == second.agency and not (first.own and second.own)
    return _WIRE if wire else _NEAR


def _is_copy(first: _Text, second: _Text) -> bool:
    """True if the shorter text has enough of the other, and has its beginning from there."""
    if not _compatible(first, second) or not _may_be_copy(first, second):
        return False
    shorter, longer = sorted((_shingles(first), _shingles(second)), key=lambda shingles: len(shingles.all))
    if shorter.shared(longer) < _LEAST or shorter.begins_in(longer) < _UPPER:
        return False
    return shorter.contained(longer) >= _needed(first, second)


def _is_related(first: _Text, second: _Text) -> bool:
    return _shingles(first).contained(_shingles(second)) >= _RELATED


def _may_be_copy(first: _Text, second: _Text) -> bool:
    """False if the samples already say that they share too little, give or take three standard errors."""
    import numpy

    assert first.sample is not None
    assert second.sample is not None
    shared = len(numpy.intersect1d(first.sample, second.sample, assume_unique=True))
    least = max(1, min(len(first.sample), len(second.sample)))
    needed = _needed(first, second)
    return shared / least >= needed - 3 * sqrt(needed * (1 - needed) / least)


# ------------------------------------------------------------------------------------------ grouping

_Links = dict[_Text, list[_Text]]


def _groups(texts: Sequence[_Text]) -> list[list[_Text]]:
    """The texts by origin, each group in the order given."""
    links: _Links = {text: [] for text in texts}
    for a, b in candidates([text.sample for text in texts if text.sample is not None]):
        first, second = texts[a], texts[b]
        if _is_copy(first, second):
            links[first].append(second)
            links[second].append(first)
    for digest in [text for text in texts if _is_digest(links[text])]:
        for other in links[digest]:
            links[other] = [text for text in links[other] if text is not digest]
        links[digest] = []
    return [group for whole in _connected(texts, links) for group in _settled(whole, links)]


def _is_digest(neighbours: Sequence[_Text]) -> bool:
    """True for a page that shares texts with others which share nothing with each other: it holds several stories."""
    groups: list[list[_Text]] = []
    for text in neighbours:
        near = [group for group in groups if any(_is_related(text, other) for other in group[:_COMPARED])]
        if not near:
            groups.append([text])
            continue
        near[0].append(text)
        for group in near[1:]:
            near[0] += group
            groups.remove(group)
    return len(groups) > 1


def _connected(texts: Iterable[_Text], links: _Links) -> Iterator[list[_Text]]:
    """The texts that links connect, through others of `texts` as well."""
    left = dict.fromkeys(texts)
    places = {text: place for place, text in enumerate(left)}
    while left:
        group, waiting = [], [next(iter(left))]
        del left[waiting[0]]
        while waiting:
            group.append(waiting.pop())
            for other in links[group[-1]]:
                if other in left:
                    del left[other]
                    waiting.append(other)
        yield sorted(group, key=places.__getitem__)


def _settled(group: Sequence[_Text], links: _Links) -> Iterator[list[_Text]]:
    """The group without those that others led to and that are no copies of the original; these are looked at anew."""
    waiting = [list(group)]
    while waiting:
        group = waiting.pop()
        original = _original_text(group)
        held = [text for text in group if text is original or _belongs(text, original)]
        yield held
        taken = set(held)
        waiting += _connected([text for text in group if text not in taken], links)


def _original_text(group: Sequence[_Text]) -> _Text:
    """The agency's own text, or else the earliest; of one day the fullest, unless each one's hour is known."""
    own = [text for text in group if text.own] or list(group)
    first_day = [text for text in own if text.day == own[0].day]
    if all(text.article.published and text.article.published.instant for text in first_day):
        return first_day[0]
    return max(first_day, key=lambda text: sum(len(sentence.text) for sentence in text.article.sentences))


def _origin(group: Sequence[_Text], articles: Sequence[Article]) -> tuple[int, Origin]:
    """The origin of a group, with the place of its original."""
    text = _original_text(group)
    own = (at for at, credit in zip(text.members, text.credits, strict=True) if credit.own)
    first = next(own, text.members[0])
    rest = sorted(at for each in group for at in each.members if at != first)
    named = {credit.agency for each in group for credit in each.credits} - {""}
    agency = next(iter(named)) if len(named) == 1 else ""
    why: Literal["same text", "near copy", "wire copy"]
    why = "wire copy" if agency else "same text" if len(group) == 1 else "near copy"
    return first, Origin(tuple(articles[at] for at in (first, *rest)), agency, why if rest else "alone")
