"""Grounding of a brief: statements, questions and notes."""

from collections.abc import Callable
from datetime import date

import pytest
from sitbrief.grounding import check_note, check_question, check_statement, ground
from sitbrief.schemas import Article, Event, Figure, Record, SourceNote

MakeArticle = Callable[..., Article]
MakeNotes = Callable[..., list[SourceNote]]


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    """Three sentences, published on Wednesday 5 March 2031."""
    return make_article(
        "Sarvan's Idris Qalani met envoys in Qaradin on Sunday.",
        "About 120 prisoners were flown in.",
        "Mona Keddah said 480 would follow, and called it “a start”.",
    )


def checks(text: str, notes: list[SourceNote], *articles: Article) -> set[str]:
    """The names of the checks that a statement raises."""
    return {finding.check for finding in check_statement(text, notes, {a.revision: a for a in articles})}


def test_a_statement_without_notes_cites_nothing(article: Article) -> None:
    """No note, no statement."""
    assert checks("Prisoners were flown in.", [], article) == {"citation"}


def test_numbers_and_quotes_stand_in_the_cited_sentences_themselves(article: Article, make_notes: MakeNotes) -> None:
    """What another sentence of the article gives does not carry a statement, and the finding names what is given."""
    notes = make_notes(article, 2)
    assert checks("About 120 prisoners came, and 480 were to follow.", notes, article) == {"number"}
    assert checks('It was called "a start".', notes, article) == {"quote"}
    assert checks('It was called "a start".', make_notes(article, 2, 3), article) == set()
    finding, *_ = check_statement("Then 99 came.", notes, {article.revision: article})
    assert "they give 120" in finding.reason
    assert finding.sentences == (2,)


def test_a_time_may_stand_before_but_a_name_must_be_spoken_of(article: Article, make_notes: MakeNotes) -> None:
    """Which day it was a reader finds in the lead; who says it, only where the sentence points back to him."""
    notes = make_notes(article, 2)
    assert checks("About 120 prisoners were flown in on Sunday.", notes, article) == set()
    assert checks("About 120 prisoners were flown in on March 2.", notes, article) == set()
    assert "name" in checks("Mona Keddah said about 120 prisoners were flown in.", notes, article)
    assert checks("Farhad Dilevi said about 120 prisoners were flown in.", notes, article) == {"name"}
    assert checks("About 120 prisoners were flown in on March 1.", notes, article) == {"date"}


def test_each_article_may_carry_its_part(article: Article, make_article: MakeArticle, make_notes: MakeNotes) -> None:
    """A statement on two articles takes numbers, names and publication days from both."""
    other = make_article("By Saturday 1,360 had come, Jalal Temrouk said.", published=date(2031, 3, 8))
    notes = [*make_notes(article, 2), *make_notes(other, 1)]
    text = "The number rose from about 120, as reported on March 5, to 1,360 on March 8, Temrouk said."
    assert checks(text, notes, article, other) == set()
    assert checks(text.replace("1,360", "1,630"), notes, article, other) == {"number"}
    assert checks(text.replace("March 8", "March 9"), notes, article, other) == {"date"}


def test_an_undated_article_gives_only_the_words_that_it_has(make_article: MakeArticle, make_notes: MakeNotes) -> None:
    """A day without a year stays one: nobody adds the year."""
    article = make_article("The accord was signed on February 1, and then on Sunday.", published=None)
    notes = make_notes(article, 1)
    assert checks("The accord was signed on February 1.", notes, article) == set()
    assert checks("It was signed on Sunday.", notes, article) == set()
    assert checks("The accord was signed on February 1, 2031.", notes, article) == {"date"}
    assert checks("The accord was signed on March 5.", notes, article) == {"date"}


def test_a_foreign_article_is_checked_for_numbers_and_quotes(make_article: MakeArticle, make_notes: MakeNotes) -> None:
    """Names and negation cannot be compared; numbers, quotes and dates in digits can."""
    article = make_article("قال الوزير إن 480 سجيناً وصلوا في 27 شباط، وهذه «بداية».", language="ar")
    notes = make_notes(article, 1)
    assert checks("Mona Keddah said 480 prisoners did not arrive before February 27.", notes, article) == set()
    assert checks("The minister said 840 prisoners arrived.", notes, article) == {"number"}
    assert checks('The minister called it "a start".', notes, article) == {"quote"}
    assert checks("Three ministers said so.", notes, article) == set()


def test_a_note_is_enough_where_the_revision_is_missing(article: Article, make_notes: MakeNotes) -> None:
    """Without the article the quoted sentence itself is what a statement is held against."""
    notes = make_notes(article, 1)
    assert checks("Idris Qalani met envoys in Qaradin.", notes) == set()
    assert checks("Mona Keddah met envoys in Qaradin.", notes) == {"name"}


def test_marks_of_citation_are_no_numbers(article: Article, make_notes: MakeNotes) -> None:
    """ "[14]" in a rendered statement is not part of what it says."""
    assert checks("Qalani met envoys on Sunday [14].", make_notes(article, 1), article) == set()


@pytest.fixture
def records(article: Article) -> list[Record]:
    """A grounded event and a grounded figure."""
    event = Event(sentences=[1], type="CONSULT", actors=["Idris Qalani"], when="Sunday", what="Qalani met envoys.")
    figure = Figure(sentences=[2], value="120", qualifier="about", of="prisoners flown in")
    return [ground(record, article)[0] for record in (event, figure)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Whom did Idris Qalani meet in Qaradin?", set()),
        ("What did Sarvani officials offer on Sunday?", set()),
        ("Where are the 120 prisoners held, and since when?", set()),
        ("Will more flights follow by March 2?", set()),
        ("What does Mona Keddah say?", {"name"}),
        ("Where are the 480 prisoners?", {"number"}),
        ("Was Tirmen told on April 7?", {"name", "date"}),
    ],
)
def test_a_question_asks_only_about_what_records_give(question: str, found: set[str], records: list[Record]) -> None:
    """Every name, number and date of a question occurs in a record or in its evidence."""
    assert {finding.check for finding in check_question(question, records)} == found


def test_a_note_quotes_its_sentence_of_its_revision(
    article: Article, make_article: MakeArticle, make_notes: MakeNotes
) -> None:
    """Quote, number, article and hash must all be true; each fault is named."""
    (note,) = make_notes(article, 2)
    assert check_note(note, article) == ()
    other = make_article("Something else.")
    tampered = article.model_copy(update={"text": article.text + " More."})

    def fields(note: SourceNote, article: Article) -> list[str]:
        return [finding.field for finding in check_note(note, article)]

    assert fields(note, None) == ["revision"]
    assert fields(note, tampered) == ["revision"]
    assert fields(note, other) == ["article", "revision", "sentence"]
    assert fields(note.model_copy(update={"sentence": 9}), article) == ["sentence"]
    assert fields(note.model_copy(update={"quote": "About 121 prisoners were flown in."}), article) == ["quote"]
    assert fields(note.model_copy(update={"article": "a-000000"}), article) == ["article"]


def test_a_question_may_take_up_an_ordinal_that_a_sentence_uses_for_another() -> None:
    """ "A second convoy" is announced; a question about "the second convoy" asks about it."""
    notes = [Figure(sentences=[1], value="480", of="prisoners; a second convoy is being prepared")]
    assert check_question("When will the second convoy leave?", notes) == ()
    assert check_question("When will the third convoy leave?", notes)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("More names could follow in the week of 10 to 16 March 2031.", True),
        ("More names could follow from 10 March 2031.", True),
        ("More names could follow by 16 March 2031.", True),
        ("More names could follow in March 2031.", True),
        ("More names could follow on 12 March 2031.", False),
        ("More names could follow in the week of 17 to 23 March 2031.", False),
    ],
)
def test_a_statement_may_give_the_days_to_which_its_record_was_resolved(
    text: str, holds: bool, make_article: Callable[..., Article]
) -> None:
    """ "Next week" may be told as the days that code made of it, whole or by an end, and as no other days."""
    article = make_article("More names could follow next week, the official said.", published=date(2031, 3, 7))
    record, findings = ground(
        Event(sentences=[1], type="THREATEN", what="More names could follow.", when="next week"), article
    )
    assert findings == ()
    note = SourceNote.of(1, article, 1)
    assert (not check_statement(text, [note], {article.revision: article}, [record])) is holds


def test_a_number_that_grew_is_told_beside_what_it_was(make_article: Callable[..., Article]) -> None:
    """Two sentences count in other words ("fighters", "prisoners"), and a third number is the goal of both."""
    article = make_article(
        "The ministry said it had received 480 fighters by air.",
        "About 120 fighters had come by then, of nearly 4,000 prisoners in all.",
    )
    notes = [SourceNote.of(1, article, 1), SourceNote.of(2, article, 2)]
    articles = {article.revision: article}
    assert (
        check_statement("The ministry had received 480 prisoners, up from about 120 fighters.", notes, articles) == ()
    )
    assert check_statement("The ministry had received 490 prisoners, up from about 120 fighters.", notes, articles)


def test_with_records_only_their_days_count(article: Article, make_notes: MakeNotes, records: list[Record]) -> None:
    """What the records do not date, another day of the article does not date either."""
    notes = make_notes(article, 2)
    event, figure = records
    text = "About 120 prisoners were flown in on March 2."

    def found(rests_on: list[Record]) -> list[str]:
        return [f.check for f in check_statement(text, notes, {article.revision: article}, rests_on)]

    assert found([]) == []
    assert found([event, figure]) == []
    assert found([figure]) == ["date"]


def test_a_day_of_report_is_the_day_of_publication(article: Article, make_notes: MakeNotes) -> None:
    """ "Reported on" is said of the cited articles: another day that they name is not it."""
    notes = make_notes(article, 1)
    assert checks("Qalani met envoys, reported on March 5.", notes, article) == set()
    assert checks("Qalani met envoys, reported on March 2.", notes, article) == {"date"}
    assert checks("Qalani met envoys on March 2, as reported on 5 March 2031.", notes, article) == set()
