"""The brief that code puts together from checked records, where no model can be asked to write it."""

from collections.abc import Callable
from typing import Any

import pytest
from sitbrief.agents import Item, Material, from_records
from sitbrief.analysis import Told, origins_of, picture_of
from sitbrief.registry import Registry
from sitbrief.schemas import Article, Event, Figure, Record

TEXTS = {
    "bridge": ("Sarvan closed the Old Bridge.", "Police said 14 people were hurt."),
    "bank": ("Halvaz fined the Nur Bank.", "The fine is 2 million lira."),
}


@pytest.fixture
def material(make_article: Callable[..., Article]) -> Callable[..., Material]:
    """What a brief is written from, of two articles with records of one's own."""

    def make(*more: tuple[str, Record]) -> Material:
        articles = {name: make_article(*lines, title=name, id=name) for name, lines in TEXTS.items()}
        records: list[tuple[str, Record]] = [
            ("bridge", Event(sentences=[1], type="COERCE", actors=["Sarvan"], what="Sarvan closed the Old Bridge")),
            ("bank", Event(sentences=[1], type="COERCE", actors=["Halvaz"], what="Halvaz fined the Nur Bank.")),
            ("bridge", Figure(sentences=[2], value="14", unit="people", of="people hurt", said_by="Police")),
            *more,
        ]
        pairs = [(grounded(record, articles[name]), articles[name]) for name, record in records]
        picture = picture_of(Told(pairs, origins_of(list(articles.values()))), None, registry=Registry.shipped())
        return Material("Sarvan", "5 March 2031", [Item(*pair) for pair in pairs], picture=picture, origins=2)

    return make


def grounded(record: Record, article: Article) -> Any:
    """The record with the evidence that its checks give it."""
    from sitbrief.grounding import ground

    kept, _ = ground(record, article)
    return kept


def test_each_event_and_figure_is_a_sentence_with_its_records(material: Any) -> None:
    """In the words of the record; the weightiest events are takeaways too, and there is no bottom line."""
    written = from_records(material())
    told = {(line.section, line.text) for line in written.lines}
    assert {
        ("takeaways", "Sarvan closed the Old Bridge."),
        ("developments", "Halvaz fined the Nur Bank."),
        ("figures", "People hurt: 14, according to Police."),
    } <= told
    assert not any(line.section == "bottom_line" for line in written.lines)
    assert all(line.items for line in written.lines)
    assert written.omitted == 0


def test_the_unit_of_a_figure_is_told_unless_it_is_told_already(material: Any) -> None:
    """As a word of its own: that "men" is a part of "women" tells nothing."""
    figures = (Figure(sentences=[2], value="14", unit=unit, of=of) for unit, of in (("people", "hurt"), ("h", "hurt")))
    texts = {line.text for line in from_records(material(*(("bridge", figure) for figure in figures))).lines}
    assert "Hurt: 14 people." in texts
    assert "Hurt: 14." not in texts


def test_what_its_sentence_does_not_carry_is_refused_and_counted(material: Any) -> None:
    """A record is checked once more as a statement, as a model's is."""
    wrong = Event(sentences=[1], type="COERCE", actors=["Sarvan"], what="Sarvan closed 40 bridges in Halvaz.")
    written = from_records(material(("bridge", wrong)))
    assert not any("40" in line.text for line in written.lines)
    assert written.refused
    assert written.omitted == 1
