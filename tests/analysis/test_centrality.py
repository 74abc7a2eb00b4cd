"""LexRank: which sentences say most of what the others say."""

import pytest
from sitbrief.analysis.centrality import cosine, lexrank, vectors

FERRIES = "Two ferries left Orlo harbour for Sund."
STORM = "A storm closed Orlo harbour to ferries."
BREAD = "Bakers in Veldor raised the price of bread."


def test_words_that_all_texts_share_weigh_nothing() -> None:
    """So do function words; what is left decides."""
    first, second = vectors(["The ferry left Orlo.", "The ferry reached Orlo."])
    assert cosine(first, second) == 0
    assert cosine(first, first) == pytest.approx(1)


def test_texts_with_rare_words_in_common_are_alike() -> None:
    ferries, storm, bread = vectors([FERRIES, STORM, BREAD])
    assert cosine(ferries, storm) > cosine(ferries, bread) == 0


def test_the_sentence_that_shares_most_is_the_most_central() -> None:
    """The ranks are shares of one whole, and do not hang on the order."""
    texts = [FERRIES, STORM, BREAD, "The storm sank a boat.", "Passengers for Sund waited in the harbour of Orlo."]
    ranks = lexrank(vectors(texts))
    assert sum(ranks) == pytest.approx(1, abs=1e-3)
    assert min(ranks) == ranks[texts.index(BREAD)]
    assert lexrank(vectors(texts[::-1]))[::-1] == pytest.approx(ranks, abs=1e-3)


@pytest.mark.parametrize("texts", [[], ["Alone."], ["", ""]])
def test_few_or_empty_texts_are_no_trouble(texts: list[str]) -> None:
    ranks = lexrank(vectors(texts))
    assert ranks == pytest.approx([1 / len(texts)] * len(texts)) if texts else ranks == []
