"""Briefs built by hand, about the invented country Sarvan, for the tests of the three forms."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sitbrief.schemas import (
    Actor,
    Article,
    Aside,
    Brief,
    BriefHeader,
    FailedArticle,
    Figure,
    Finding,
    Gaps,
    Group,
    Published,
    RecordSet,
    Rejected,
    Sentence,
    SourceNote,
    Statement,
    text_hash,
)

DAY = date(2026, 3, 14)
PUBLISHED = Published(day=DAY, instant=datetime(2026, 3, 13, 22, 30, tzinfo=UTC), origin="front matter")

PIPELINE = [
    "Sarvan's parliament approved the pipeline law on Friday by 61 votes to 38.",
    "The energy ministry said that work would begin in May.",
    "“We were never asked,” said Delun Marok, who leads the opposition.",
]
BORDER = [
    "أعلنت حكومة سرفان فتح معبر تيرمن يوم السبت.",
    "وعبرت نحو 40 شاحنة في اليوم الأول.",
]
UNDATED = ["About 1,200 people marched in Port Ashe.", "Police put the crowd at nearly 700."]


def article(name: str, sentences: Sequence[str], **fields: Any) -> Article:
    """An article whose sentences stand one after the other, two a paragraph, after an optional aside."""
    aside = fields.pop("aside", "")
    text, numbered = f"{aside}\n\n" if aside else "", []
    for n, sentence in enumerate(sentences, start=1):
        numbered.append(Sentence(n=n, start=len(text), end=len(text) + len(sentence), text=sentence))
        text += sentence + ("\n\n" if n % 2 == 0 else " ")
    asides = (Aside(kind="newsletter", start=0, end=len(aside), text=aside),) if aside else ()
    fields = {"title": f"Title of {name}", **fields}
    return Article(id=name, revision=text_hash(text), text=text, sentences=tuple(numbered), asides=asides, **fields)


def note(number: int, source: Article, sentence: int) -> SourceNote:
    """The source note that quotes one sentence of an article."""
    shared = {name: getattr(source, name) for name in ("revision", "title", "outlet", "url", "language", "published")}
    return SourceNote(
        number=number, article=source.id, sentence=sentence, quote=source.sentence(sentence).text, **shared
    )


def said(text: str, *citations: int, marks: Sequence[str] = ()) -> Statement:
    """A statement with its citations; which records it rests on does not matter here."""
    return Statement(text=text, records=(), citations=citations, marks=tuple(marks))


def header(**fields: Any) -> BriefHeader:
    """The header of a brief of one day."""
    given = {
        "area": "Sarvan",
        "since": DAY,
        "until": DAY,
        "timezone": "Asia/Baghdad",
        "cut_off": datetime(2026, 3, 14, 18, 5, tzinfo=UTC),
        "articles": 4,
        "model": "some-model",
        "previous": "13 March 2026",
    }
    return BriefHeader(**{**given, **fields})


def sarvan_articles() -> list[Article]:
    """An English article with a newsletter line, an Arabic one, and one without date, outlet and address."""
    pipeline = article(
        "pipeline",
        PIPELINE,
        title="Parliament passes pipeline law",
        outlet="The Sarvan Courier",
        url="https://courier.example/pipeline?page=1&view=full",
        published=PUBLISHED,
        aside="Sign up for our morning letter.",
    )
    border = article(
        "border",
        BORDER,
        title="فتح معبر تيرمن",
        outlet="صوت سرفان",
        url="http://voice.example/border",
        language="ar",
        published=Published(day=DAY, origin="date line"),
    )
    return [pipeline, border, article("march", UNDATED, title="Thousands march in Port Ashe")]


def sarvan_gaps() -> Gaps:
    """One of everything that a brief can leave out, two of some."""
    return Gaps(
        questions=("What would the pipeline law cost?",),
        undated=("Thousands march in Port Ashe",),
        failed=(FailedArticle(name="inbox/broken.html", reason="the page holds no article text"),),
        rejected=(
            Rejected(
                kind="figure",
                raw={"s": [2], "value": "900", "unit": "people", "of": "marchers", "qualifier": ""},
                findings=(Finding(check="number", field="value", value="900", reason="not in sentence 2"),),
            ),
            Rejected(
                kind="event",
                raw={"s": [1], "type": "AGREE", "what": "Tirmen agreed to close the crossing."},
                findings=(Finding(check="negation", reason="sentence 1 says the opposite"),),
            ),
        ),
        refused=(
            Rejected(
                kind="statement",
                raw={"text": "The law passed unanimously."},
                findings=(Finding(check="name", reason="no source says it"),),
            ),
        ),
        omitted_records=7,
        outside_period=2,
    )


def sarvan_brief(**fields: Any) -> Brief:
    """A brief with something in every section; `fields` replace parts of it."""
    articles = sarvan_articles()
    pipeline, border, march = articles
    given = {
        "header": header(),
        "bottom_line": said("Sarvan's parliament approved the pipeline law over the opposition's protest.", 1, 3),
        "takeaways": [said("The law passed by 61 votes to 38.", 1), said("The Tirmen crossing is open again.", 4)],
        "changed": [
            said("The crossing, closed until Friday, was opened.", 4, marks=["translated, not string-checked"])
        ],
        "developments": [
            Group(heading="Energy", statements=(said("The parliament of Sarvan approved the pipeline law.", 1),)),
            Group(
                heading="Border",
                statements=(
                    said("The government opened the Tirmen crossing.", 4),
                    said("Trucks pass.", 5),
                ),
            ),
        ],
        "positions": [said("Delun Marok said that the opposition was never asked.", 3)],
        "figures": [said("About 40 trucks crossed on the first day.", 5)],
        "contradictions": [said("The article counts about 1,200 marchers, the police nearly 700.", 6, 7)],
        "outlook": [said("The energy ministry said that work would begin in May.", 2)],
        "gaps": sarvan_gaps(),
        "sources": [
            *(note(n, pipeline, n) for n in (1, 2, 3)),
            *(note(n + 3, border, n) for n in (1, 2)),
            *(note(n + 5, march, n) for n in (1, 2)),
        ],
        "articles": articles,
        "records": RecordSet(
            actors=[Actor(sentences=[3], id="a1", name="Delun Marok", type="person")],
            figures=[Figure(sentences=[2], id="f1", value="40", qualifier="about", of="trucks", amount=40.0)],
        ),
    }
    return Brief(**{**given, **fields})


def bare_brief(bottom_line: Statement | None, **fields: Any) -> Brief:
    """A brief whose only statement is its bottom line; with None, one without statements."""
    sections = ("takeaways", "changed", "developments", "positions", "figures", "contradictions", "outlook")
    return sarvan_brief(bottom_line=bottom_line, **dict.fromkeys(sections, ()), **fields)


def quoting(quote: str, **fields: Any) -> Brief:
    """A brief in which one text stands in every place that an article or a model can fill."""
    source = article("hostile", [quote, "A neighbour sentence."], title=quote, outlet=quote, **fields)
    rejected = Rejected(
        kind=quote,
        raw={quote: quote, "more": [quote]},
        findings=(Finding(check="x", field=quote, value=quote, reason=quote),),
    )
    brief = bare_brief(
        said(quote, 1),
        header=header(area=quote, model=quote, previous=quote),
        gaps=Gaps(
            questions=(quote,),
            undated=(quote,),
            failed=(FailedArticle(name=quote, reason=quote),),
            rejected=(rejected,),
            refused=(rejected,),
        ),
        sources=[note(1, source, 1)],
        articles=[source],
    )
    brief.takeaways = [said(quote, 1, marks=[quote])]
    brief.developments = [Group(heading=quote, statements=(said(quote, 1),))]
    return brief


@pytest.fixture
def make_brief() -> Callable[..., Brief]:
    """The brief on Sarvan; keyword arguments replace its parts."""
    return sarvan_brief


@pytest.fixture
def make_bare() -> Callable[..., Brief]:
    """A brief on Sarvan with its bottom line alone, or without any statement if that is None."""
    return bare_brief


@pytest.fixture
def make_header() -> Callable[..., BriefHeader]:
    """The header of the brief on Sarvan; keyword arguments replace its fields."""
    return header


@pytest.fixture
def make_hostile() -> Callable[..., Brief]:
    """A brief that says one text everywhere; keyword arguments are fields of its article."""
    return quoting


@pytest.fixture
def make_article() -> Callable[..., Article]:
    """An article of the given name and sentences."""
    return article


@pytest.fixture
def make_note() -> Callable[..., SourceNote]:
    """A numbered note on a sentence of an article."""
    return note


@pytest.fixture
def empty_brief() -> Brief:
    """A brief of a day with nothing in it but an article that failed."""
    failed = (FailedArticle(name="inbox/broken.html", reason="the page holds no article text"),)
    return Brief(header=header(articles=3), gaps=Gaps(failed=failed, outside_period=3))
