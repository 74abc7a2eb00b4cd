"""Grounding of records: what is completed, what is mended, and what does not stand."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field
from sitbrief.grounding import EXTENDED, TRANSLATED, ground
from sitbrief.schemas import (
    Actor,
    Article,
    Event,
    Figure,
    Name,
    Number,
    Prose,
    Quote,
    Record,
    Sentence,
    Stance,
    TimeWords,
    When,
    WhenModel,
    text_hash,
)

MakeArticle = Callable[..., Article]

SENTENCES = (
    "QARADIN (SPS) - Sarvan's Prime Minister Idris Qalani met Halvazi envoys on Sunday, his office said.",
    "About 120 prisoners were flown in, of nearly 4,000 in all.",
    "“The road stays shut,” said Abu Yaman al-Sahli of the Plains Guard Brigades (PGB).",
    "Qalani rejected the demand.",
    "The Brigades rejected the plan of the United Nations.",
    "The sides have not signed an accord.",
    "The next round is to begin on Friday.",
    "Some 30 villages have had no power since February.",
)


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    """Eight sentences on Sarvan, published on Wednesday 5 March 2031."""
    return make_article(*SENTENCES, title="Prisoners flown in")


def checks(record: Record, article: Article) -> list[tuple[str, str]]:
    """The check and field of every finding."""
    return [(finding.check, finding.field) for finding in ground(record, article)[1]]


def event(**fields: Any) -> Event:
    """An event that stands as it is, changed by `fields`."""
    given = {"s": [1], "type": "CONSULT", "actors": ["Idris Qalani"], "recipients": ["Halvaz"], "when": "on Sunday"}
    return Event.model_validate(given | {"what": "Idris Qalani met Halvazi envoys."} | fields)


def test_a_record_that_stands_is_completed(article: Article) -> None:
    """Identity, evidence, days and the date of reporting are filled in; nothing is found."""
    grounded, findings = ground(event(), article)
    assert findings == ()
    assert grounded.id.startswith("e-")
    assert len(grounded.id) == 10
    assert (grounded.when.start, grounded.when.end) == (date(2031, 3, 2), date(2031, 3, 2))
    assert grounded.reported == article.published
    assert grounded.marks == ()
    (evidence,) = grounded.evidence
    assert evidence.text == SENTENCES[0] == article.text[evidence.start : evidence.end]
    assert (evidence.article, evidence.revision, evidence.sentence) == (article.id, article.revision, 1)


def test_the_given_record_is_not_changed(article: Article) -> None:
    """Grounding returns a new record."""
    given = event()
    ground(given, article)
    assert given == event()


def test_grounding_again_changes_nothing(article: Article) -> None:
    """A grounded record is a fixed point, also where its evidence was extended."""
    for record in (
        event(),
        event(s=[2]),
        Figure(sentences=[4], value="120", qualifier="about", of="prisoners flown in"),
    ):
        once = ground(record, article)
        assert ground(once[0], article) == once


def test_the_id_depends_on_what_the_model_wrote_and_where(article: Article, make_article: MakeArticle) -> None:
    """Same words on the same revision, same id; another word, kind or text, another id."""
    first = ground(event(), article)[0].id
    assert ground(event(), article)[0].id == first
    assert ground(event(what="Qalani met Halvazi envoys."), article)[0].id != first
    assert ground(event(), make_article(*SENTENCES, "One more."))[0].id != first


@pytest.mark.parametrize("numbers", [[9], [0], [1, 40], [-1]])
def test_sentence_numbers_must_exist(article: Article, numbers: list[int]) -> None:
    """A number outside the article is named, with the numbers there are; nothing breaks."""
    grounded, (finding,) = ground(event(s=numbers), article)
    assert finding.check == "sentences"
    assert "[1] to [8]" in finding.reason
    assert all(1 <= evidence.sentence <= 8 for evidence in grounded.evidence)


def test_time_words_elsewhere_extend_the_evidence(article: Article) -> None:
    """ "Sunday" stands in the lead: that sentence is cited too, and the mark says so."""
    grounded, findings = ground(event(s=[4], what="Qalani rejected the demand."), article)
    assert findings == ()
    assert grounded.sentences == [4, 1]
    assert [evidence.sentence for evidence in grounded.evidence] == [4, 1]
    assert grounded.marks == (EXTENDED,)


def test_quotes_and_numbers_elsewhere_extend_the_evidence(article: Article) -> None:
    """So does a quote of some length, and a number."""
    stance = Stance(
        sentences=[4], holder="Abu Yaman al-Sahli", target="the road", polarity="against", said="direct",
        cue="rejected", quote="The road stays shut",
    )  # fmt: skip
    assert ground(stance, article)[0].sentences == [4, 3]
    figure = Figure(sentences=[1], value="4,000", qualifier="nearly", of="prisoners in all")
    assert ground(figure, article)[0].sentences == [1, 2]


def test_a_short_cue_in_several_other_sentences_is_asked_back(article: Article) -> None:
    """One word that stands in two other sentences proves neither: the message names them."""
    stance = Stance(
        sentences=[1], holder="Qalani", target="the demand", polarity="against", cue="rejected", said="indirect"
    )
    _, (finding,) = ground(stance, article)
    assert (finding.check, finding.field) == ("quote", "cue")
    assert "[4], [5]" in finding.reason


def test_evidence_is_not_extended_beyond_what_a_record_may_cite(article: Article) -> None:
    """A record that would need a fifth sentence does not stand, and still fits its own schema's bound when cut."""
    _, findings = ground(event(s=[2, 3, 4, 5]), article)
    assert [finding.check for finding in findings] == ["sentences"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"actors": ["Karim Qalani"]}, [("name", "actors[0]")]),
        ({"actors": ["Idris Qalani", "Tirmen"]}, [("name", "actors[1]")]),
        ({"recipients": ["Halvazi police"]}, [("name", "recipients[0]")]),
        ({"where": "Vienna"}, [("name", "where")]),
        ({"where": "Qaradin, Sarvan"}, []),
        ({"actors": ["Prime Minister Qalani", "PM Idris Qalani"]}, []),
        ({"recipients": ["the envoys", "UN", "Brigades"]}, []),
        ({"when": "last spring"}, [("time", "when")]),
        ({"when": "Sunday"}, []),
        ({"what": "Qalani met 17 Halvazi envoys."}, [("number", "what")]),
        ({"what": "Qalani met Halvazi envoys in Vienna."}, [("name", "what")]),
        ({"what": "Qalani met Halvazi envoys on April 9."}, [("date", "what")]),
        ({"what": "Qalani met Halvazi envoys on March 2."}, []),
        ({"what": 'Qalani met "friendly" envoys.'}, [("quote", "what")]),
        ({"what": "Qalani did not meet Halvazi envoys."}, [("negation", "what")]),
        ({"s": [6], "when": "", "what": "The sides have signed an accord."}, [("negation", "what")]),
        ({"s": [2], "when": "", "what": "120 prisoners were flown in."}, [("qualifier", "what")]),
    ],
)
def test_each_field_is_checked_by_its_mark(
    article: Article, fields: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    """Names against the article, times, numbers, quotes and negation against the sentences; the field is named."""
    assert checks(event(**fields), article) == found


@pytest.mark.parametrize(
    ("country", "found", "code"),
    [
        ("Sarvan", [], "XSA"),
        ("Sarvani", [], "XSA"),
        ("Halvaz", [], "XHA"),  # the article has the demonym
        ("", [], ""),
        ("Tirmen", [("name", "country")], "XTI"),
        ("Plains", [], ""),
    ],
)
def test_a_country_is_one_that_the_article_names(
    article: Article, country: str, found: list[tuple[str, str]], code: str
) -> None:
    """The article must name it in some way; its code is looked up, and empty where nobody knows it."""
    actor = Actor(sentences=[1], name="Idris Qalani", type="person", role="Prime Minister", country=country)
    assert checks(actor, article) == found
    assert ground(actor, article)[0].country_code == code


@pytest.mark.parametrize(
    ("fields", "found", "amount"),
    [
        ({"value": "120", "qualifier": "about"}, [], 120),
        ({"value": "About 120"}, [], 120),
        ({"value": "120"}, [("qualifier", "qualifier")], 120),
        ({"value": "120", "qualifier": "nearly"}, [("qualifier", "qualifier")], 120),
        ({"value": "120", "qualifier": "exactly"}, [("qualifier", "qualifier")], 120),
        ({"value": "130", "qualifier": "about"}, [("number", "value")], 130),
        ({"value": "4,000", "qualifier": "nearly"}, [], 4000),
        ({"value": "four thousand", "qualifier": "nearly"}, [], 4000),
        ({"value": "hundreds"}, [("number", "value")], None),
    ],
)
def test_a_figure_keeps_its_number_and_its_qualifier(
    article: Article, fields: dict[str, Any], found: list[tuple[str, str]], amount: float | None
) -> None:
    """The value stands in the sentence with the word that loosens it there; its amount is read by code."""
    figure = Figure.model_validate({"s": [2], "of": "prisoners"} | fields)
    assert checks(figure, article) == found
    assert ground(figure, article)[0].amount == amount


def test_a_scale_in_the_unit_counts(make_article: MakeArticle) -> None:
    """ "2.4" of "billion lira" is two thousand million, and a range is no single amount."""
    article = make_article("The bill is worth 2.4 billion lira, for 10 to 12 months.")
    bill = Figure(sentences=[1], value="2.4", unit="billion lira", of="the bill")
    assert ground(bill, article)[1] == ()
    assert ground(bill, article)[0].amount == 2.4e9
    assert ground(Figure(sentences=[1], value="10 to 12", unit="months", of="the bill"), article)[0].amount is None


def test_what_lies_ahead_is_resolved_ahead(article: Article) -> None:
    """A weekday of an event in the future is the next such day, if its sentence looks ahead; or else nobody knows."""
    ahead = event(s=[7], aux=["future"], when="on Friday", actors=[], recipients=[], what="The next round is to begin.")
    grounded, findings = ground(ahead, article)
    assert findings == ()
    assert grounded.when.start == date(2031, 3, 7)
    behind = event(s=[1], aux=["future"])
    assert ground(behind, article)[0].when.start is None


def test_without_a_publication_date_times_stay_open(make_article: MakeArticle) -> None:
    """The words stand, the days are unknown."""
    grounded, findings = ground(event(), make_article(*SENTENCES, published=None))
    assert findings == ()
    assert grounded.when.words == "on Sunday"
    assert (grounded.when.start, grounded.when.end, grounded.reported) == (None, None, None)


def test_a_record_of_a_foreign_article_is_marked(make_article: MakeArticle) -> None:
    """English names and prose are not compared; numbers, quotes and time words still are."""
    article = make_article(
        "قال إدريس قلاني، الأحد، إن 480 سجيناً وصلوا.", "ورفض «الخطة» في خطاب.", title="سجناء", language="ar"
    )
    good = event(s=[1], when="الأحد", what="Idris Qalani said that 480 prisoners had arrived on Sunday.")
    grounded, findings = ground(good, article)
    assert findings == ()
    assert grounded.marks == (TRANSLATED,)
    assert grounded.when.start == date(2031, 3, 2)
    assert checks(event(s=[1], when="Sunday"), article) == []
    assert checks(event(s=[1], when="الجمعة"), article) == [("time", "when")]
    assert checks(event(s=[1], when="", what="Qalani said 950 prisoners had arrived."), article) == [("number", "what")]
    stance = Stance(sentences=[2], holder="Qalani", target="the plan", polarity="against", cue="وافق", said="indirect")
    assert checks(stance, article) == [("quote", "cue")]


class Place(BaseModel):
    """A model inside a record."""

    name: Annotated[str, Name()]


class Outage(Record):
    """A kind of record of a user's own, with its checks in every position."""

    places: list[Annotated[str, Name()]] | None = None
    seat: Place | None = None
    said: Annotated[str | None, Quote()] = None
    homes: Annotated[str, Number()] | None = None
    notes: dict[str, Annotated[str, Prose()]] = Field(default_factory=dict)
    since: When = Field(default_factory=WhenModel)
    until: Annotated[str, TimeWords()] = ""
    remark: str = ""


def test_a_kind_of_a_users_own_is_checked_by_its_marks(article: Article) -> None:
    """Marks count in lists, mappings, unions and models inside; a field without one is left alone."""
    good = Outage(
        sentences=[8], places=["Qaradin"], seat=Place(name="Sarvan"), said="had no power", homes="30",
        notes={"a": "Some 30 villages have no power."}, since="February", remark="Vienna, 77",
    )  # fmt: skip
    grounded, findings = ground(good, article)
    assert findings == ()
    assert grounded.since.start == date(2031, 2, 1)
    assert grounded.id.startswith("o-")
    bad = Outage(
        sentences=[8], places=["Qaradin", "Vienna"], seat=Place(name="Tirmen"), said="had power", homes="31",
        notes={"a": "All 99 villages."}, since="July", until="August",
    )  # fmt: skip
    assert checks(bad, article) == [
        ("name", "places[1]"),
        ("name", "seat.name"),
        ("quote", "said"),
        ("number", "homes"),
        ("number", "notes['a']"),
        ("time", "since"),
        ("time", "until"),
    ]


def test_reasons_name_the_value_and_the_sentences(article: Article) -> None:
    """A model that is asked again can act on the reason: what, where it was looked for, what to do."""
    _, (finding,) = ground(event(s=[2, 4], when="", what="Qalani met 17 envoys."), article)
    assert finding.sentences == (2, 4)
    assert finding.value == "17"
    assert finding.reason == (
        "the number '17' does not stand in sentences [2], [4] nor elsewhere in the article; "
        "copy the number as written or leave the record out"
    )


def test_a_field_longer_than_a_sentence_is_not_even_read(article: Article) -> None:
    """A thousand characters are enough for any field; the message says so."""
    assert checks(event(what="Qalani met envoys. " * 60, actors=["Qalani " * 200]), article) == [
        ("length", "actors[0]"),
        ("length", "what"),
    ]


@given(
    st.text(max_size=60),
    st.text(max_size=30),
    st.text(max_size=30),
    st.lists(st.integers(-3, 12), min_size=1, max_size=4),
)
def test_no_answer_makes_grounding_fail(what: str, when: str, name: str, numbers: list[int]) -> None:
    """Whatever a model writes into a record, the record comes back with its findings and a bounded evidence."""
    text = "Idris Qalani met 12 envoys on Sunday. “Not now,” he said."
    article = Article(
        id="a-1",
        revision=text_hash(text),
        title="",
        text=text,
        sentences=(
            Sentence(n=1, start=0, end=37, text=text[:37]),
            Sentence(n=2, start=38, end=len(text), text=text[38:]),
        ),
    )
    grounded, findings = ground(event(s=numbers, what=what, when=when, where=name, actors=[name]), article)
    assert set(numbers) <= {1, 2} or [finding.check for finding in findings] == ["sentences"]
    assert all(text[e.start : e.end] == e.text for e in grounded.evidence)
    assert ground(grounded, article)[0] == grounded
