"""The extractive reader: what a brief tells in the articles' own sentences, where no model writes one.

No word is added and no event is coded. Leading sentences open, central ones (LexRank) follow; what is much like a
sentence that is told already is left out, and so is the second copy of one text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, islice

from ..grounding import read_numbers, resolve_in
from ..grounding.references import opens_back
from ..grounding.times import read_times
from ..schemas import Article, Sentence
from .centrality import Vector, cosine, lexrank, vectors
from .copies import Origin
from .dateline import DATELINE
from .quotations import Quotation, quotations

__all__ = ["Dated", "Reading", "Said", "read"]

# The bounds of a brief that is read in a few minutes.
_TAKEAWAYS, _CENTRAL, _CONFIRMED, _FIGURES, _QUOTATIONS, _DATED = 5, 2, 6, 12, 20, 20
# More words are no statement to be read at a glance; they stay in the article. Leads of agencies have up to 65.
_MOST_WORDS = 70
# Among so many first sentences a quotation may be drawn before the article begins.
_STANDFIRST = 3
_QUOTES = frozenset("\"“”„«'‘")
# Sentences more alike tell one thing (as in MEAD's reranking, Radev et al. 2004).
_ALIKE = 0.5
# Further away is background, or a year's end.
_BEFORE, _AFTER = timedelta(days=30), timedelta(days=90)
# What is answered stands in another sentence: "the charge", unless it is said which ("the charge of treason").
_ANSWERS = re.compile(
    r"\b(?:denie[sd]|reject(?:s|ed)|dismiss(?:es|ed)|confirm(?:s|ed)|welcom(?:es|ed)|refuse[sd]) "
    r"(?:this|that|it|them)\b|"
    r"\b(?:the|this|that|these|those) (?:accusations?|allegations?|appeals?|charges?|claims?|comments?|complaints?|"
    r"criticisms?|decision|demands?|ideas?|move|offers?|plans?|proposals?|remarks?|requests?|reports?|step|threats?|"
    r"warnings?)(?! (?:of|to|that|for|by|from|on|about|against|over|under|in)\b)(?!\w)"
)
# Small counts ("two ministers") are everywhere.
_LEAST_FIGURE = 10


@dataclass(frozen=True)
class Said:
    """A sentence of an article, or of a quotation the words with their speaker; if that one is not sure the whole
    sentence, which may tell more.
    """

    article: Article
    sentence: Sentence
    quotation: Quotation | None = None

    @property
    def text(self) -> str:
        if self.quotation is None or not self.quotation.speaker:
            return DATELINE.sub("", self.sentence.text)
        return f"{self.quotation.speaker}: {self.quotation.text}"


@dataclass(frozen=True)
class Dated:
    """A sentence with the day that time words of it mean."""

    said: Said
    day: date


@dataclass
class Reading:
    """What is told, by section. `developments` are by article, in the order of day and outlet; `timeline` by day.

    `untold` counts the sentences that no section tells.
    """

    takeaways: list[Said] = field(default_factory=list)
    developments: list[tuple[Article, list[Said]]] = field(default_factory=list)
    positions: list[Said] = field(default_factory=list)
    figures: list[Said] = field(default_factory=list)
    timeline: list[Dated] = field(default_factory=list)
    untold: int = 0


def read(
    origins: Sequence[Origin], since: date, until: date, confirmed: Collection[tuple[str, int]] = frozenset()
) -> Reading:
    """What the articles say, of each origin the first member. `since` and `until` are the days of the period.

    Sentences that need the one before ("They also urged ...") are passed over. Each sentence is told once outside
    takeaways and timeline: the first of an article and its central ones under developments, those with a number under
    figures, quotations under positions. `confirmed` are sentences, by revision and number, whose records a model has
    confirmed: they come before the other central ones.
    """
    articles = [origin.members[0] for origin in origins]
    by_article = _ranked(articles)
    ranked = [each for listed in by_article for each in listed]
    alone = _central(each for each in ranked if not _leans_back(each.said.sentence.text))
    told = _Told()
    leads = told.take((each for listed in by_article for each in _lead(listed)), len(articles))
    sure = [each for each in alone if _place(each.said) in confirmed]
    central = [each for a in articles for each in told.take(_of(a, sure), _CONFIRMED)]
    figures = told.take((each for each in alone if _has_figure(each.said)), _FIGURES)
    positions = told.take(_quoted(ranked), _QUOTATIONS)
    for article in articles:
        central += told.take(_of(article, alone), _CENTRAL - len(list(_of(article, central))))
    return Reading(
        takeaways=[each.said for each in _leading(leads, origins)[:_TAKEAWAYS]],
        developments=list(_by_article(articles, [*leads, *central])),
        positions=[each.said for each in positions],
        figures=[each.said for each in figures],
        timeline=_timeline(alone, since, until),
        untold=sum(each not in told for each in ranked),
    )


def _lead(listed: Sequence["_Ranked"]) -> Iterator["_Ranked"]:
    """The first sentence of an article, but no quotation drawn before it."""
    opening = (each for each in listed[:_STANDFIRST] if each.said.sentence.text[0] not in _QUOTES)
    yield from islice(chain(opening, listed), 1)


def _of(article: Article, ranked: Iterable["_Ranked"]) -> Iterator["_Ranked"]:
    return (each for each in ranked if each.said.article is article)


# ------------------------------------------------------------------------------------ what is told


@dataclass(frozen=True)
class _Ranked:
    """A sentence with its words, and how central it is in its article; 1 is the mean."""

    said: Said
    vector: Vector
    rank: float


class _Told:
    """What was told already: the same sentence, or one much like it, is not told again."""

    def __init__(self) -> None:
        self._sentences: set[tuple[str, int]] = set()
        self._vectors: list[Vector] = []

    def take(self, ranked: Iterable[_Ranked], most: int) -> list[_Ranked]:
        """The first of them that are new, at most so many."""
        taken: list[_Ranked] = []
        for each in ranked:
            if len(taken) < most and each not in self and not self._has_alike(each.vector):
                self._sentences.add(_place(each.said))
                self._vectors.append(each.vector)
                taken.append(each)
        return taken

    def _has_alike(self, vector: Vector) -> bool:
        return any(cosine(vector, other) > _ALIKE for other in self._vectors)

    def __contains__(self, each: _Ranked) -> bool:
        return _place(each.said) in self._sentences


def _place(said: Said) -> tuple[str, int]:
    return said.article.revision, said.sentence.n


# -------------------------------------------------------------------------------------- sentences


def _ranked(articles: Sequence[Article]) -> list[list[_Ranked]]:
    """The sentences of each article in its order; words are weighed over all of them."""
    whole = [[Said(article, s) for s in article.sentences if _is_statement(s.text)] for article in articles]
    weighed = iter(vectors(said.sentence.text for listed in whole for said in listed))
    found = []
    for listed in whole:
        own = [next(weighed) for _ in listed]
        ranks = lexrank(own)
        found.append([_Ranked(*each) for each in zip(listed, own, (rank * len(own) for rank in ranks), strict=True)])
    return found


def _is_statement(text: str) -> bool:
    """True unless it is a heading, a question, or too long to be read at a glance."""
    bare = text.rstrip("\"”'’)»]")
    return bare.endswith((".", "!", "…", "。", "۔")) and len(text.split()) <= _MOST_WORDS


def _leans_back(text: str) -> bool:
    """True if a sentence needs the one before: "They also urged ...", "Halvaz denied this", "rejected the demand"."""
    return opens_back(text) or bool(_ANSWERS.search(text))


def _central(ranked: Iterable[_Ranked]) -> list[_Ranked]:
    return sorted(ranked, key=lambda each: -each.rank)


def _has_figure(said: Said) -> bool:
    """True if it counts something: a number that is no ordinal and no part of a date, and not small."""
    times = [(mention.start, mention.end) for mention in read_times(said.text)]
    numbers = (n for n in read_numbers(said.text) if not n.ordinal and not _inside(n.start, times))
    return any(max(number.values(), default=0) >= _LEAST_FIGURE for number in numbers)


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _quoted(ranked: Iterable[_Ranked]) -> Iterator[_Ranked]:
    """The first quotation of each sentence, those with a known speaker first, the central ones before the others."""
    first: dict[tuple[str, int], Said] = {}
    central = _central(ranked)
    for article in {each.said.article.revision: each.said.article for each in central}.values():
        for quotation in quotations(article):
            said = Said(article, quotation.sentence, quotation)
            first.setdefault(_place(said), said)
    quoted = [replace(each, said=first[_place(each.said)]) for each in central if _place(each.said) in first]
    return iter(sorted(quoted, key=lambda each: not (each.said.quotation and each.said.quotation.speaker)))


# ---------------------------------------------------------------------------------------- sections


def _leading(leads: Sequence[_Ranked], origins: Sequence[Origin]) -> list[_Ranked]:
    """The leads that most outlets print first, then those most like the others."""
    outlets = {origin.members[0].revision: len(origin.members) for origin in origins}
    ranks = lexrank([lead.vector for lead in leads])
    order = sorted(range(len(leads)), key=lambda n: (-outlets[leads[n].said.article.revision], -ranks[n], n))
    return [leads[n] for n in order]


def _by_article(articles: Iterable[Article], told: Sequence[_Ranked]) -> Iterator[tuple[Article, list[Said]]]:
    for article in articles:
        own = [each.said for each in told if each.said.article is article]
        if own:
            yield article, sorted(own, key=lambda said: said.sentence.n)


def _timeline(ranked: Iterable[_Ranked], since: date, until: date) -> list[Dated]:
    """The most central sentences whose time words mean a day near the period, by that day."""
    found = (dated for each in ranked for dated in _dated(each.said))
    near = (dated for dated in found if since - _BEFORE <= dated.day <= until + _AFTER)
    return sorted(islice(near, _DATED), key=lambda dated: dated.day)


def _dated(said: Said) -> Iterator[Dated]:
    """The sentence with the first of its times that is known to the day."""
    for mention in read_times(said.text):
        span = resolve_in(mention.text, said.sentence.text, said.article.published)
        if span and span[0] == span[1]:
            yield Dated(said, span[0])
            return
