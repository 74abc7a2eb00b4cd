"""A copy beside its original: whether it is asked about, and which records stand on the copy's own sentences."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sitbrief.analysis import carried, compare
from sitbrief.grounding import ground
from sitbrief.schemas import Article, Event, Figure, Record, Stance

Make = Callable[..., Article]
Text = tuple[str, ...]


def grounded(article: Article, kind: type[Record] = Event, **fields: Any) -> Record:
    """A verified record of an article."""
    given = {"type": "AGREE", **fields} if kind is Event else fields
    record, findings = ground(kind.model_validate(given), article)
    assert not findings, findings
    return record


def changed(wire: Text, old: str, new: str) -> Text:
    """The sentences with other words in one of them."""
    assert sum(old in sentence for sentence in wire) == 1
    return tuple(sentence.replace(old, new) for sentence in wire)


def test_the_same_sentences_are_not_asked_for(make: Make, wire: Text) -> None:
    """Wherever they stand, with other marks, and under a dateline of the agency."""
    again = [sentence.replace(",", " ,").replace("-", "‑") for sentence in reversed(wire)]
    comparison = compare(make(f"TESSARN (Reuters) - {wire[0]}", *wire[1:]), make(*again))
    assert comparison.matches == {n: len(wire) + 1 - n for n in range(1, len(wire) + 1)}
    assert comparison.differing == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("340", "430", 1),
        ("About 340", "More than 340", 1),
        ("on Tuesday", "on Monday", 1),
        ("two bridges", "three bridges", 2),
        ("Veldor by truck", "Ardmuth by truck", 3),
        ("Ansa Keruld", "Dorit Keruld", 4),
        ("is not expected", "is expected", 8),
        ("did not answer", "answered", 6),
        ("an inquiry", '"a full inquiry"', 4),
    ],
)
def test_a_sentence_with_another_number_name_or_denial_is_asked_for(
    make: Make, wire: Text, old: str, new: str, sentence: int
) -> None:
    """It alone differs, and has no counterpart."""
    comparison = compare(make(*wire), make(*changed(wire, old, new)))
    assert comparison.differing == {sentence}
    assert sentence not in comparison.matches


def test_a_sentence_that_only_says_it_otherwise_is_neither_asked_for_nor_carried(make: Make, wire: Text) -> None:
    """No number and no name is its own; but what a record says of the original's verb is not known of the copy's."""
    original, copy = make(*wire), make(*changed(wire, "lost most of", "feared for"))
    comparison = compare(original, copy)
    assert comparison.differing == frozenset()
    assert 7 not in comparison.matches
    record = grounded(original, sentences=[7], what="Farmers lost most of their barley.")
    assert carried([record], original, copy, comparison) == []


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("The mayor of Veldor spoke of a black day.", True),
        ("Twelve people are still in hospital.", True),
        ("It did not come as a surprise.", True),
        ("The cleaning up has begun.", False),
    ],
)
def test_a_sentence_without_a_counterpart_is_asked_for_if_it_names_counts_or_denies(
    make: Make, wire: Text, own: str, asked: bool
) -> None:
    """What is said in between of nobody and nothing in particular is not."""
    comparison = compare(make(*wire), make(*wire[:5], own, *wire[5:]))
    assert comparison.differing == ({6} if asked else set())


def test_a_script_without_capitals_has_names_in_any_word(make: Make, arabic: Text) -> None:
    """A new word is asked for; vowel signs are no new word."""
    signs = [sentence.replace("السد", "السَّدّ") for sentence in arabic]
    original = make(*arabic, language="ar")
    assert compare(original, make(*signs, language="ar")).differing == frozenset()
    other = [sentence.replace("فيلدور", "أردموث") for sentence in arabic]
    assert compare(original, make(*other, language="ar")).differing == {3}


def test_a_record_is_cited_by_the_copys_own_sentence(make: Make, wire: Text) -> None:
    """With an id, places and days of its own: the copy's date decides what "Tuesday" was."""
    original, copy = make(*wire, day=6), make(wire[4], *wire[:3], day=13, outlet="B")
    record = grounded(original, sentences=[1], what="About 340 families left the valley of Tessarn.", when="on Tuesday")
    (found,) = carried([record], original, copy, compare(original, copy))
    assert isinstance(found, Event)
    assert (found.sentences, found.when.start) == ([2], date(2031, 3, 11))
    assert [(e.article, e.revision, copy.text[e.start : e.end]) for e in found.evidence] == [
        (copy.id, copy.revision, wire[0])
    ]
    assert found.id != record.id
    assert found == ground(found, copy)[0]


def test_a_record_of_a_sentence_that_differs_is_not_the_copys(make: Make, wire: Text) -> None:
    """Nor one that needs it beside another."""
    original, copy = make(*wire), make(*changed(wire, "340", "430"))
    records = [
        grounded(original, Figure, sentences=[1], value="340", qualifier="About", unit="families", of="families"),
        grounded(original, sentences=[1, 3], what="Soldiers brought patients to the gymnasium."),
        grounded(original, sentences=[3], what="Soldiers brought patients to the gymnasium."),
    ]
    found = carried(records, original, copy, compare(original, copy))
    assert [record.sentences for record in found] == [[3]]


def test_a_shortened_sentence_carries_what_it_still_says(make: Make, wire: Text) -> None:
    """A record whose words were left out does not stand; one that is whole does."""
    cut = wire[2].replace(" and patients of the clinic", "")
    original, copy = make(*wire), make(*wire[:2], cut, *wire[3:])
    comparison = compare(original, copy)
    assert comparison.shorter == {3}
    assert comparison.differing == frozenset()
    stands = grounded(original, sentences=[3], what="Soldiers brought old people to the gymnasium in Veldor.")
    gone = grounded(original, sentences=[3], what="Soldiers brought patients to the gymnasium in Veldor.")
    assert [r.what for r in carried([stands, gone], original, copy, comparison)] == [stands.what]  # type: ignore[attr-defined]


def test_a_denial_that_was_left_out_carries_nothing(make: Make, wire: Text) -> None:
    """The sentence is the original's with one word less, and says the contrary."""
    original, copy = make(*wire), make(*changed(wire, "is not expected", "is expected"))
    record = grounded(
        original,
        Stance,
        sentences=[8],
        holder="Veldor",
        target="the road",
        polarity="neutral",
        cue="stays",
        said="indirect",
    )
    assert carried([record], original, copy, compare(original, copy)) == []


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_what_is_carried_stands_in_the_copy(make: Make, wire: Text, other: Text, data: st.DataObject) -> None:
    """Whatever was cut, moved and added: every citation is a sentence of the copy with the words of the original."""
    places = data.draw(st.lists(st.sampled_from(wire + other), min_size=1, max_size=12))
    original, copy = make(*wire), make(*places, outlet="B")
    records = [grounded(original, sentences=[s.n], what=s.text) for s in original.sentences]
    comparison = compare(original, copy)
    for record in carried(records, original, copy, comparison):
        assert [evidence.text for evidence in record.evidence] == [record.what]  # type: ignore[attr-defined]
        assert ground(record, copy)[1] == ()
    assert comparison.differing <= {s.n for s in copy.sentences}
    assert comparison.differing.isdisjoint(comparison.matches.values())
