"""A brief whose parts do not fit together is refused, and one that fits reads back as it was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError
from sitbrief.schemas import (
    Article,
    Brief,
    BriefHeader,
    Event,
    FailedArticle,
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

TEXT = "The ferry left Orlo at dawn."
ARTICLE = Article(
    id="a1",
    revision=text_hash(TEXT),
    title="Ferry leaves",
    outlet="Orlo Gazette",
    url="https://orlo.example/ferry",
    language="en",
    published=Published(day=date(2031, 3, 6), origin="flag"),
    text=TEXT,
    sentences=(Sentence(n=1, start=0, end=len(TEXT), text=TEXT),),
)
HEADER = BriefHeader(
    since=date(2031, 3, 6), until=date(2031, 3, 7), cut_off=datetime(2031, 3, 7, 18, tzinfo=UTC), articles=1
)
LEFT = Event(sentences=[1], id="e-1", type="COOPERATE", what="The ferry left Orlo.")


def statement(text: str = TEXT, records: tuple[str, ...] = ("e-1",), citations: tuple[int, ...] = (1,)) -> Statement:
    return Statement(text=text, records=records, citations=citations)


def brief(**fields: Any) -> Brief:
    """A brief with one note and one record; sections may be given."""
    known = {"sources": [SourceNote.of(1, ARTICLE, 1)], "records": RecordSet(events=[LEFT]), "articles": [ARTICLE]}
    return Brief(header=HEADER, **{**known, **fields})


SECTIONS: list[tuple[str, Any]] = [
    ("bottom_line", lambda s: s),
    ("takeaways", lambda s: [s]),
    ("changed", lambda s: [s]),
    ("developments", lambda s: [Group(heading="Ferries", statements=(s,))]),
    ("positions", lambda s: [s]),
    ("figures", lambda s: [s]),
    ("contradictions", lambda s: [s]),
    ("outlook", lambda s: [s]),
]


@pytest.mark.parametrize(("section", "wrap"), SECTIONS, ids=[name for name, _ in SECTIONS])
@pytest.mark.parametrize("number", [0, -1, 2])
def test_a_citation_needs_its_note(section: str, wrap: Any, number: int) -> None:
    """In every section a statement that cites a note which is not there is refused by its words."""
    with pytest.raises(ValidationError, match=rf"'Away\.' cites note {number}, which is not there"):
        brief(**{section: wrap(statement("Away.", citations=(1, number)))})


@pytest.mark.parametrize(("section", "wrap"), SECTIONS, ids=[name for name, _ in SECTIONS])
def test_a_statement_needs_its_records(section: str, wrap: Any) -> None:
    """In every section a statement that rests on a record which is not there is refused by its words."""
    with pytest.raises(ValidationError, match=r"'Away\.' rests on record 'e-2', which is not there"):
        brief(**{section: wrap(statement("Away.", records=("e-1", "e-2")))})


@pytest.mark.parametrize("numbers", [(2,), (1, 1), (2, 1), (1, 3), (0,)])
def test_notes_are_numbered_from_one(numbers: tuple[int, ...]) -> None:
    """A note's number is its place."""
    with pytest.raises(ValidationError, match=r"source note \d stands in place \d"):
        brief(sources=[SourceNote.of(number, ARTICLE, 1) for number in numbers])


SHADE = Finding(check="qualifier", fault="other", light=True, reason="“about” is not given")
FAULT = Finding(check="number", reason="13 is not given")


@pytest.mark.parametrize(("findings", "status"), [((), "supported"), ((SHADE,), "partly"), ((SHADE, SHADE), "partly")])
def test_a_statement_has_the_status_of_its_findings(findings: tuple[Finding, ...], status: Any) -> None:
    """Light findings alone make it partly carried; it reads back as it was."""
    made = Statement(text=TEXT, records=("e-1",), citations=(1,), status=status, findings=findings)
    assert Statement.model_validate_json(made.model_dump_json()) == made


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        ((), "partly"),
        ((SHADE,), "supported"),
        ((FAULT,), "partly"),
        ((FAULT, SHADE), "partly"),
        ((FAULT,), "supported"),
    ],
)
def test_a_status_that_the_findings_do_not_give_is_refused(findings: tuple[Finding, ...], status: Any) -> None:
    """Neither a shade may be hidden, nor what is not carried stand in a brief."""
    with pytest.raises(ValidationError, match=f"'Away.' has the status '{status}', which its findings do not give"):
        Statement(text="Away.", records=("e-1",), citations=(1,), status=status, findings=findings)


def test_statements_come_in_the_order_of_the_sections() -> None:
    """Every section is among them, and the groups of the developments one after the other."""
    groups = [Group(heading=heading, statements=(statement(heading),)) for heading in ("one group", "another group")]
    sections = {name: wrap(statement(name)) for name, wrap in SECTIONS} | {"developments": groups}
    assert [s.text for s in brief(**sections).statements()] == [
        "bottom_line",
        "takeaways",
        "changed",
        "one group",
        "another group",
        "positions",
        "figures",
        "contradictions",
        "outlook",
    ]


def test_a_brief_without_statements_is_empty() -> None:
    """Gaps and sources are no news; one statement anywhere is."""
    assert brief(gaps=Gaps(questions=("Who paid?",))).empty
    assert brief(developments=[Group(heading="Ferries", statements=())]).empty
    assert not brief(outlook=[statement()]).empty


def test_a_note_quotes_its_sentence() -> None:
    """A note is filled from the article: the sentence as it stands, and where it comes from."""
    assert SourceNote.of(7, ARTICLE, 1) == SourceNote(
        number=7,
        article="a1",
        revision=text_hash(TEXT),
        sentence=1,
        quote=TEXT,
        title="Ferry leaves",
        outlet="Orlo Gazette",
        url="https://orlo.example/ferry",
        language="en",
        published=Published(day=date(2031, 3, 6), origin="flag"),
    )


def test_a_note_on_no_sentence_is_an_error() -> None:
    """There is nothing to quote."""
    with pytest.raises(IndexError, match="'a1' has sentences 1 to 1, not 2"):
        SourceNote.of(1, ARTICLE, 2)


def test_a_cited_revision_is_found_by_its_article_and_hash() -> None:
    """The brief holds what it cites; the same text of another article is not it."""
    assert brief().article(ARTICLE.id, ARTICLE.revision) == ARTICLE
    assert brief().article("another", ARTICLE.revision) is None
    assert brief().article(ARTICLE.id, "another") is None


def test_an_unknown_section_is_an_error() -> None:
    """A misspelt section is not lost."""
    with pytest.raises(ValidationError, match="Extra inputs"):
        brief(takeaway=[statement()])


def test_a_brief_reads_back_from_its_json() -> None:
    """Whole: sections, gaps, notes, the cited articles and records."""
    gaps = Gaps(
        questions=("Who paid?",),
        undated=("Ferry leaves",),
        failed=(FailedArticle(name="one.txt", reason="it is empty"),),
        rejected=(Rejected(kind="event", article="Ferry leaves", raw={"s": [1]}, findings=()),),
        omitted_records=3,
    )
    made = brief(**{name: wrap(statement(name)) for name, wrap in SECTIONS}, gaps=gaps)
    assert Brief.model_validate_json(made.model_dump_json()) == made


def test_a_brief_that_was_tampered_with_does_not_read_back() -> None:
    """The checks hold for what is read, too."""
    data = brief(outlook=[statement()]).model_dump(mode="json")
    data["sources"] = []
    with pytest.raises(ValidationError, match="cites note 1, which is not there"):
        Brief.model_validate(data)
