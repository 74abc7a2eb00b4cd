"""How likely something is, said by ICD 203 and only as the sentences say it."""

import pytest
from sitbrief import read_articles
from sitbrief.grounding import check_statement
from sitbrief.schemas import Article, SourceNote


def found(tmp_path, sentence: str, statement: str) -> list[tuple[str, str]]:
    path = tmp_path / "a.txt"
    path.write_text(f"Talks in Qaradin\n\n{sentence}\n", encoding="utf-8")
    article: Article = read_articles(path)[0]
    notes = [SourceNote.of(1, article, s.n) for s in article.sentences]
    findings = check_statement(statement, notes, {article.revision: article})
    return [(f.fault, f.value) for f in findings if f.check == "likelihood"]


@pytest.mark.parametrize(
    "statement",
    [
        "The minister said a deal was very likely.",
        "The minister said a deal was highly probable.",
        'The minister said: "It is in all likelihood a deal".',
        "The minister spoke of a deal in a remote valley.",
    ],
)
def test_a_term_of_the_band_that_the_sentence_gives_is_carried(tmp_path, statement):
    sentence = "The minister said a deal was very likely in the remote valley."
    assert found(tmp_path, sentence, statement) == []


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("The minister said a deal was likely.", "likely"),
        ("A deal is almost certain.", "almost certain"),
        ("A deal is very unlikely.", "very unlikely"),
        ("There is a remote chance of a deal.", "remote chance"),
        ("A deal is possibly near.", "possibly"),
        ("Chances are that a deal is near.", "Chances are"),
    ],
)
def test_a_likelihood_of_another_band_or_of_our_own_is_invented(tmp_path, statement, word):
    sentence = "The minister said a deal was very likely."
    assert found(tmp_path, sentence, statement) == [("invented", word)]


def test_a_word_that_the_directive_does_not_have_stands_where_the_source_uses_it(tmp_path):
    sentence = "The minister said the chambers were perhaps too late."
    assert found(tmp_path, sentence, "The chambers were perhaps too late, the minister said.") == []


@pytest.mark.parametrize(
    "statement",
    [
        "The agency said with moderate confidence that an attack was likely.",
        "An attack was likely, and the agency's confidence is moderate.",
    ],
)
def test_a_likelihood_never_stands_beside_a_confidence_level(tmp_path, statement):
    sentence = "The agency said with moderate confidence that an attack was likely."
    assert found(tmp_path, sentence, statement) == [("beside confidence", "likely")]


def test_a_confidence_level_alone_is_no_likelihood(tmp_path):
    sentence = "The agency said with high confidence that the drone came from Tirmen."
    assert found(tmp_path, sentence, sentence) == []


def test_in_another_language_only_the_confidence_rule_is_held(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("محادثات\n\nقال الوزير إن الاتفاق مرجح جدا في الأيام المقبلة وفق البيان.\n", encoding="utf-8")
    article = read_articles(path)[0]
    notes = [SourceNote.of(1, article, s.n) for s in article.sentences]
    texts = ("A deal is very likely.", "With high confidence a deal is very likely.")
    checked = [check_statement(text, notes, {article.revision: article}) for text in texts]
    assert [[f.fault for f in found if f.check == "likelihood"] for found in checked] == [[], ["beside confidence"]]
