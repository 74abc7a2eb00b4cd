"""The rule reader: who does what in a sentence, and what it must not propose."""

from collections.abc import Callable
from datetime import date

import pytest
from sitbrief.analysis.proposing import Proposal, proposals
from sitbrief.schemas import Article, Published, Sentence, text_hash


def _article(text: str, language: str = "en") -> Article:
    return Article(
        id="a1",
        revision=text_hash(text),
        title="A title",
        text=text,
        language=language,
        published=Published(day=date(2031, 3, 6), origin="flag"),
        sentences=(Sentence(n=1, start=0, end=len(text), text=text),),
    )


@pytest.fixture
def read() -> Callable[[str], list[Proposal]]:
    """The proposals of one sentence."""
    return lambda text: [proposal for several in proposals(_article(text)) for proposal in several]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orlo rejected the plan.", "Orlo | rejected"),
        ("QARTA (OPA) - Orlo on Monday rejected the plan.", "Orlo | rejected"),
        ("Foreign Minister Ana Rodal, who lives in Ulsen, met the envoy.", "Ana Rodal | met"),
        ("Its spokesman, Jon Palk, denied the charge.", "Jon Palk | denied"),
        ("Jon Palk, a spokesman of the Orlo Front, denied it.", "Jon Palk | denied"),
        ("Leaders of the Broad Front met in Ulsen.", "Leaders of the Broad Front | met"),
        ("The Sons of the Plain Party (SPP) threatened to leave.", "Sons of the Plain Party | threatened"),
        ("The Ulsen Doctors' Union condemned the raid.", "Ulsen Doctors' Union | condemned"),
        ('"It is over," said Rima Solt, head of the union.', "Rima Solt | said"),
        ("The plan was condemned on Tuesday by the Miners' Union.", "Miners' Union | condemned"),
        ("Mr. al-Sarri has called for talks.", "al-Sarri | called"),
        ("Orlo and Brenna signed a water accord.", "Orlo and Brenna | signed"),
        ("Orlo sent engineers to the site and closed the road.", "Orlo | closed"),
        ("Orlo accuses Brenna of smuggling.", "Orlo | accuses"),
        ("Gunmen killed six guards.", "Gunmen | killed"),
        ("The ruling Broad Front last week nominated Jon Palk.", "Broad Front | nominated"),
        ("Jon Palk and Ana Rodal met in Ulsen.", "Jon Palk + Ana Rodal | met"),
    ],
)
def test_the_subject_of_a_verb_is_its_actor(read: Callable[[str], list[Proposal]], text: str, expected: str) -> None:
    """Names before the verb, behind an inverted one or after "by"; explanations and time words between are passed."""
    assert expected in [f"{' + '.join(p.subject.names)} | {p.verb}" for p in read(text)]


@pytest.mark.parametrize("text", ["He rejected the plan.", "The minister rejected it.", "The Secretary rejected it."])
def test_who_is_named_in_another_sentence_is_named_by_nobody(read: Callable[[str], list[Proposal]], text: str) -> None:
    """A pronoun, a noun with "the" or an office alone gives no name."""
    assert [proposal.subject.names for proposal in read(text)] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "Orlo is to withdraw its envoy.",
        "Orlo would reject the plan.",
        "Orlo wants to arrest the men.",
        "The road was closed.",
        "In the talks nobody noticed the rejected plan.",
        'The leaflet read: "Orlo attacked Brenna."',
        "Brenna added five names.",
        "Orlo is a man accused of murder.",
        "The court received a letter.",
    ],
)
def test_what_is_no_fact_of_somebody_is_not_proposed(read: Callable[[str], list[Proposal]], text: str) -> None:
    """Plans, infinitives, passives without an agent, participles, what stands in a quotation, words of two meanings."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Orlo held talks with Brenna.", "CONSULT"),
        ("Orlo imposed sanctions on Brenna.", "SANCTION"),
        ("Orlo imposed a curfew.", "COERCE"),
        ("Orlo called on Brenna to stop.", "REQUEST"),
        ("Orlo called the talks useful.", None),
        ("Orlo warned that it would suspend aid.", "THREATEN"),
        ("Orlo warned that winter was near.", None),
        ("Orlo vowed to strike back.", "THREATEN"),
        ("Orlo turned the plan down.", "REJECT"),
        ("Orlo released a statement.", None),
        ("Orlo received Jon Palk.", "CONSULT"),
    ],
)
def test_a_verb_has_its_type_from_what_stands_beside_it(
    read: Callable[[str], list[Proposal]], text: str, kind: str | None
) -> None:
    """The noun of a light verb, a small word, an object with a name; None where it only carries a statement."""
    proposal = read(text)[0]
    assert (proposal.type and proposal.type.value) == kind
    assert proposal.says is (kind is None)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Orlo rejected reports that Brenna had withdrawn its troops.", ["rejected"]),
        ("Orlo denied that Brenna attacked it.", ["denied"]),
        ("Ana Rodal told Jon Palk that Orlo rejects any threat.", ["told"]),
        ("Ana Rodal said Orlo attacked Brenna.", ["said"]),
        ("Orlo rejected the plan and warned Brenna.", ["rejected", "warned"]),
        ("Orlo rejected the plan, Ana Rodal said.", ["rejected", "said"]),
        ("Orlo said it was over; Brenna rejected the plan.", ["said", "rejected"]),
    ],
)
def test_what_is_reported_or_denied_is_no_event(
    read: Callable[[str], list[Proposal]], text: str, verbs: list[str]
) -> None:
    """A clause with "that", or behind a verb of saying, is somebody's word; what is joined or follows a mark is not."""
    assert [proposal.verb for proposal in read(text)] == verbs


def test_a_denied_verb_is_marked(read: Callable[[str], list[Proposal]]) -> None:
    """By "not" before it or by a subject that is nobody."""
    assert read("Orlo had not arrested the men.")[0].negated
    assert read("Orlo did not attack Brenna.")[0].negated
    assert not read("Orlo attacked Brenna.")[0].negated
    assert read("Orlo has neither confirmed nor denied it.")[0].negated
    assert read("No party of Orlo rejected it.")[0].negated


def test_time_recipient_and_source_stand_in_the_clause(read: Callable[[str], list[Proposal]]) -> None:
    """The time nearest to the verb and not that of the saying; the object; who is given as the source at the end."""
    event = read("Orlo arrested Jon Palk on Monday, Interior Minister Ana Rodal said on Tuesday.")[0]
    assert (event.recipient, event.when, event.said_by) == ("Jon Palk", "Monday", "Interior Minister Ana Rodal")
    assert read("Orlo rejected the nomination of Jon Palk.")[0].recipient == ""


def test_an_article_in_another_language_has_no_proposals() -> None:
    """The lexicon is English."""
    assert list(proposals(_article("Orlo rejected the plan.", language="fr"))) == []
