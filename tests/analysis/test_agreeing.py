"""Two readers: what they agree on becomes a record, what not has a reason."""

from collections.abc import Callable
from datetime import date

import pytest
from sitbrief.analysis.agreeing import DisagreementError, agreed, record_of
from sitbrief.analysis.proposing import Proposal, proposals
from sitbrief.analysis.trimming import trimmed
from sitbrief.schemas import Article, Event, EventType, Published, Saying, Sentence, text_hash


@pytest.fixture
def read() -> Callable[[str], list[Proposal]]:
    """The proposals of one sentence."""

    def proposed(text: str) -> list[Proposal]:
        article = Article(
            id="a1",
            revision=text_hash(text),
            title="A title",
            text=text,
            language="en",
            published=Published(day=date(2031, 3, 6), origin="flag"),
            sentences=(Sentence(n=1, start=0, end=len(text), text=text),),
        )
        return next(proposals(article))

    return proposed


SENTENCE = "The Plains Guard Brigades (PGB) on Monday attacked Brenna and its spokesman, Jon Palk, said it was over."


@pytest.mark.parametrize("actor", ["The Plains Guard Brigades", "PGB", "Plains Guard Brigades on Monday", "Brigades"])
def test_one_actor_may_be_named_in_other_words_of_the_sentence(
    read: Callable[[str], list[Proposal]], actor: str
) -> None:
    """With or without its article and time words, by initials, by a part of the name."""
    proposal = agreed(read(SENTENCE), actor, "attacked")
    record = record_of(proposal)
    assert isinstance(record, Event)
    assert (record.type, record.actors) == (EventType.ASSAULT, ["Plains Guard Brigades"])


@pytest.mark.parametrize(
    ("actor", "verb", "fault"),
    [
        ("Brenna", "attacked", "another actor"),
        ("Jon Palk", "attacked", "another actor"),
        ("PGB", "destroyed", "another verb"),
        ("PGB attacked Brenna", "attacked", "another actor"),
        ("", "", "nobody"),
    ],
)
def test_a_disagreement_says_of_what_sort_it_is(
    read: Callable[[str], list[Proposal]], actor: str, verb: str, fault: str
) -> None:
    """The fault is counted in the brief, the reason is kept with the reading."""
    with pytest.raises(DisagreementError) as caught:
        agreed(read(SENTENCE), actor, verb)
    assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("text", "actor", "verb", "fault"),
    [
        ("He rejected the plan.", "He", "rejected", "unnamed"),
        ("Orlo handed over prisoners.", "Orlo", "handed over", "no recipient"),
        ("Orlo did not comment.", "Orlo", "did not comment", "denied"),
    ],
)
def test_what_is_agreed_may_still_fail(
    read: Callable[[str], list[Proposal]], text: str, actor: str, verb: str, fault: str
) -> None:
    """No name, no recipient where PLOVER needs one, nothing said."""
    with pytest.raises(DisagreementError) as caught:
        record_of(agreed(read(text), actor, verb))
    assert caught.value.fault == fault


def test_a_denied_event_keeps_its_denial(read: Callable[[str], list[Proposal]]) -> None:
    """The auxiliary is PLOVER's."""
    record = record_of(agreed(read("Orlo did not attack Brenna."), "Orlo", "did not attack"))
    assert isinstance(record, Event)
    assert record.aux == ["negation"]


def test_a_saying_has_its_words(read: Callable[[str], list[Proposal]]) -> None:
    """The quotation if there is one, else what the verb reports."""
    quoted = record_of(agreed(read('"It is over at last," said Rima Solt.'), "Rima Solt", "said"))
    told = record_of(agreed(read("Rima Solt said the strike was over."), "Rima Solt", "said"))
    ahead = record_of(agreed(read("On Monday the strike was over, Rima Solt said on Friday."), "Rima Solt", "said"))
    behind = record_of(agreed(read("Families in Orlo, where it rains, said that it was wet."), "Families", "said"))
    to_whom = record_of(agreed(read("Rima Solt told the Gazette that it was over."), "Rima Solt", "told"))
    assert isinstance(quoted, Saying)
    assert isinstance(told, Saying)
    assert (quoted.speaker, quoted.words) == ("Rima Solt", "It is over at last")
    assert told.words == "the strike was over"
    assert isinstance(ahead, Saying)
    assert isinstance(to_whom, Saying)
    assert isinstance(behind, Saying)
    assert (ahead.words, to_whom.words) == ("On Monday the strike was over", "it was over")
    assert behind.words == "it was wet"


LONG = (
    "Orlo on Monday imposed sanctions on the Brenna Harbour Bank, on two of its directors and on a shipping company "
    "that carries grain to the islands of the north"
)


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        (", which was founded in a small town by the sea many years ago.", LONG + " …"),
        (", which was not founded in a small town by the sea many years ago.", None),
        (", while the bank said in the evening that it knew of nothing at all.", None),
    ],
)
def test_a_long_sentence_is_cut_only_where_nothing_turns(tail: str, kept: str | None) -> None:
    """An explanation goes; a denial, a condition and another's word stay."""
    text = LONG + tail
    assert trimmed(text, text.index("imposed")) == (kept or text)


def test_nothing_before_the_verb_is_cut() -> None:
    """Neither is a quotation cut into, nor a short sentence at all; a dateline goes."""
    text = f"The bank, which is old, {'very ' * 30}firmly rejected the plan."
    assert trimmed(text, text.index("rejected")) == text
    assert trimmed("QARTA (OPA) - Orlo rejected it, which is bad.", 20) == "Orlo rejected it, which is bad."
