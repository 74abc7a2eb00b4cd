"""Words that share a family, that may mean the same, and that say the contrary."""

import pytest
from sitbrief.grounding.lexicon import ASKING, SAYING, family, meaning, opposites, phrasal, words_of
from sitbrief.grounding.words import stem


@pytest.mark.parametrize(
    "words",
    [
        "announce announced announcement announcements",
        "refuse refused refusal",
        "decide decision decisions",
        "retaliate retaliation",
        "imprison prison prisoners jail",
        "negotiate negotiators negotiations",
        "resign resigned resignation",
        "fly flight flights flown",
        "withdraw withdrawal",
        "transfer transferred transfers",
    ],
)
def test_a_verb_and_its_nouns_are_one_family(words: str) -> None:
    """By its ending, or listed where no ending tells."""
    assert len(words_of(words)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("army", "arms"), ("minister", "ministry"), ("report", "port"), ("general", "gene")],
)
def test_words_that_only_look_alike_are_not(one: str, other: str) -> None:
    """A family keeps at least four letters."""
    assert family(one) != family(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed", "deaths"),
        ("injured", "wounded"),
        ("truce", "ceasefire"),
        ("explosion", "blast"),
        ("lawmakers", "deputies"),
        ("postponed", "delayed"),
        ("demonstrators", "protests"),
        ("pledged", "promised"),
        ("detained", "arrested"),
    ],
)
def test_words_for_the_same_thing_share_a_meaning(one: str, other: str) -> None:
    """What one writer calls so another calls otherwise."""
    assert meaning(family(one)) & meaning(family(other))


@pytest.mark.parametrize(("one", "other"), [("truce", "attack"), ("prison", "bank"), ("vote", "fire"), ("buy", "sell")])
def test_words_for_other_things_share_none(one: str, other: str) -> None:
    """Each word means itself at least, and not everything."""
    assert not meaning(family(one)) & meaning(family(other))
    assert family(one) in meaning(family(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lifted", "imposed"),
        ("denied", "confirmed"),
        ("rose", "fell"),
        ("before", "after"),
        ("northern", "southern"),
        ("released", "arrested"),
        ("opened", "closed"),
    ],
)
def test_contraries_are_so_both_ways(one: str, other: str) -> None:
    """Whichever of them the statement has."""
    assert stem(one) in opposites(stem(other))
    assert stem(other) in opposites(stem(one))


def test_a_word_without_a_contrary_has_none() -> None:
    """Most words have none."""
    assert opposites(stem("harbour")) == frozenset()


@pytest.mark.parametrize(
    ("verb", "small", "meant"),
    [
        ("put", "off", "postpone"),
        ("called", "off", "cancel"),
        ("turned", "down", "reject"),
        ("stepped", "down", "resign"),
        ("handed", "over", "transfer"),
        ("pulled", "out", "withdraw"),
    ],
)
def test_two_words_mean_one(verb: str, small: str, meant: str) -> None:
    """In every form of the verb."""
    assert phrasal(verb, small) == family(meant)


@pytest.mark.parametrize(("verb", "small"), [("put", "on"), ("called", "for"), ("harbour", "off")])
def test_other_pairs_mean_what_they_say(verb: str, small: str) -> None:
    """Only listed pairs are one word."""
    assert phrasal(verb, small) == ""


def test_verbs_of_saying_and_of_asking() -> None:
    """Who demands says what shall be; who says so says what is."""
    assert words_of("demanded urged promises") <= SAYING & ASKING
    assert words_of("said denies confirmed") <= SAYING - ASKING
    assert not words_of("closed shelled walked") & (SAYING | ASKING)
