"""Extractions and their rejected records."""

import pytest
from sitbrief.schemas import NoSuchArticleError


@pytest.fixture
def article(store, make_article):
    """An article in the store."""
    return store.add_article(make_article())


def test_an_extraction_comes_back(store, article, make_extraction):
    """Records, rejected records and usage return as they were kept."""
    extraction = make_extraction(article)
    store.keep_extraction(extraction, "c1")
    assert store.extraction(article.revision, "c1") == extraction


def test_another_revision_or_configuration_has_none(store, article, make_extraction):
    """An extraction answers for its own revision and configuration alone."""
    store.keep_extraction(make_extraction(article), "c1")
    assert store.extraction(article.revision, "c2") is None
    assert store.extraction("0" * 16, "c1") is None
    assert store.extraction(article.revision, "c1", article="other") is None


def test_a_later_extraction_takes_the_place_of_the_earlier(store, article, make_extraction):
    """Kept again, records and rejected records are those of the last time only."""
    first = make_extraction(article)
    store.keep_extraction(first, "c1")
    second = make_extraction(article, events=[], rejected=[first.rejected[0].model_copy(update={"kind": "event"})])
    store.keep_extraction(second, "c1")
    assert store.extraction(article.revision, "c1") == second
    assert store.rejected() == second.rejected
    store.keep_extraction(make_extraction(article, rejected=[]), "c1")
    assert store.rejected() == []


def test_rejected_records_keep_their_order(store, article, make_extraction):
    """Rejected records return in the order of the extraction."""
    one = make_extraction(article).rejected[0]
    many = [one.model_copy(update={"raw": {"n": n}}) for n in range(30)]
    store.keep_extraction(make_extraction(article, rejected=many), "c1")
    assert store.rejected(article.revision) == many
    assert store.extraction(article.revision, "c1").rejected == many


def test_rejected_of_a_revision_or_of_all(store, article, make_article, make_extraction):
    """Without a revision every rejected record is listed, with one only those of it."""
    other = store.add_article(make_article(first="The ferry came back."))
    for revision, config in ((article, "c1"), (article, "c2"), (other, "c1")):
        store.keep_extraction(make_extraction(revision), config)
    assert len(store.rejected()) == 3
    assert len(store.rejected(article.revision)) == 2
    assert len(store.rejected(other.revision)) == 1
    assert store.rejected("0" * 16) == []


def test_one_text_in_two_articles_has_two_extractions(store, make_article, make_extraction):
    """Articles with the same text keep extractions of their own, whose evidence names the right article."""
    kept = [make_extraction(store.add_article(make_article(id=name))) for name in ("wire-2", "wire-1")]
    for extraction in kept:
        store.keep_extraction(extraction, "c1")
    revision = kept[0].revision
    assert [store.extraction(revision, "c1", article=e.article) for e in kept] == kept
    assert store.extraction(revision, "c1").article == "wire-1"


def test_an_extraction_needs_its_article(store, make_article, make_extraction):
    """An extraction of a revision that was never added is an error that says what to add, and is not kept."""
    stranger = make_article(first="Never added.")
    with pytest.raises(NoSuchArticleError, match="add the article before") as caught:
        store.keep_extraction(make_extraction(stranger), "c1")
    assert repr(stranger.revision) in str(caught.value)
    assert store.extraction(stranger.revision, "c1") is None


def test_the_latest_extraction_of_every_kind_is_the_one_that_was_kept_last(store, article, make_extraction):
    """One of some kinds only, or of another article, does not stand in for it; kept again, an older one is the last."""
    whole = ("events", "actors", "stances", "figures")
    old, new = (make_extraction(article, kinds=whole, model=model, rejected=[]) for model in ("old", "new"))
    store.keep_extraction(old, "c1")
    store.keep_extraction(new, "c2")
    store.keep_extraction(make_extraction(article, kinds=("events",), model="events alone"), "c3")
    key = (article.id, article.revision)
    assert store.latest_extractions([article]) == {key: new}
    store.keep_extraction(old, "c1")
    assert store.latest_extractions([article]) == {key: old}


def test_an_article_that_was_never_extracted_has_no_latest_extraction(store, article):
    """It is not in the answer, rather than there with nothing."""
    assert store.latest_extractions([article]) == {}
