"""How records are put to the summariser: a line each, under their articles."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import pytest
from sitbrief.agents import Item
from sitbrief.agents.drafts import records_text
from sitbrief.schemas import Actor, Article, Event, Figure, Name, Published, Record, Stance

SENTENCES = (
    "Dock workers ended a nine-day strike at Orlo harbour on Thursday, union leader Mara Tilden said.",
    '"We go back with our heads up," Tilden told reporters.',
    "The Harbour Board did not reject a demand of the dock workers.",
    "About 1,200 workers had walked out on 25 February.",
)


class Promise(Record):
    """A kind of a user's own."""

    promiser: Annotated[str, Name()]


@pytest.fixture
def article(make_article: Callable[..., Article]) -> Article:
    """Four sentences about a strike, published on Thursday, 6 March 2031."""
    return make_article(*SENTENCES)


def lines(*items: Item, prefix: str = "") -> list[str]:
    """The lines for the records, without that of their article."""
    return [line for line in records_text(items, prefix).splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("kind", "fields", "line"),
    [
        (
            Event,
            {
                "s": [1],
                "type": "RETREAT",
                "actors": ["Dock workers", "Mara Tilden"],
                "where": "Orlo harbour",
                "when": "on Thursday",
                "what": "Dock workers ended a strike.",
            },
            "event RETREAT: Dock workers ended a strike. "
            "(Dock workers, Mara Tilden; where: Orlo harbour; when: on Thursday [2031-03-06])",
        ),
        (
            Event,
            {
                "s": [3],
                "type": "REJECT",
                "mode": "change",
                "aux": ["negation"],
                "actors": ["Harbour Board"],
                "recipients": ["Dock workers"],
                "what": "The Harbour Board did not reject it.",
            },
            "event REJECT change negation: The Harbour Board did not reject it. (Harbour Board -> Dock workers)",
        ),
        (
            Stance,
            {
                "s": [2],
                "holder": "Mara Tilden",
                "target": "the return to work",
                "polarity": "favor",
                "cue": "heads up",
                "said": "direct",
                "quote": "We go back",
            },
            'stance: Mara Tilden favor the return to work (heads up; direct; quote "We go back")',
        ),
        (
            Stance,
            {
                "s": [1],
                "holder": "Dock workers",
                "target": "the strike",
                "polarity": "against",
                "cue": "ended",
                "said": "indirect",
            },
            "stance: Dock workers against the strike (ended; indirect)",
        ),
        (
            Figure,
            {
                "s": [4],
                "value": "1,200",
                "qualifier": "About",
                "unit": "workers",
                "of": "workers who walked out",
                "as_of": "25 February",
            },
            "figure: About 1,200 workers: workers who walked out, as of 25 February [2031-02-25]",
        ),
        (
            Figure,
            {"s": [1], "value": "nine", "unit": "days", "of": "length of the strike"},
            "figure: nine days: length of the strike",
        ),
        (
            Actor,
            {"s": [1], "name": "Mara Tilden", "type": "person", "role": "union leader"},
            "actor: Mara Tilden, union leader",
        ),
        (Promise, {"s": [1], "promiser": "Mara Tilden"}, 'promise: {"promiser":"Mara Tilden"}'),
    ],
)
def test_a_record_is_one_line(
    kind: type[Record], fields: dict[str, Any], line: str, article: Article, make_item: Callable[..., Item]
) -> None:
    """The line has all that a statement may say of the record, and a number."""
    assert lines(make_item(article, kind, **fields)) == [f"[1] {line}"]


def test_a_time_of_an_undated_article_has_words_alone(
    make_article: Callable[..., Article], make_item: Callable[..., Item]
) -> None:
    """Without a publication date "on Thursday" is no day, and none is given."""
    article = make_article(*SENTENCES, published=None)
    fields = {"s": [1], "type": "RETREAT", "when": "on Thursday", "what": "Dock workers ended a strike."}
    (line,) = lines(make_item(article, Event, **fields))
    assert line.endswith("; when: on Thursday)")
    assert records_text([make_item(article, Event, **fields)]).startswith(
        "# Orlo Gazette: 'Harbour strike ends', undated"
    )


def test_a_time_of_several_days_gives_both_ends(
    make_article: Callable[..., Article], make_item: Callable[..., Item]
) -> None:
    """ "last week" is shown as the week that it means."""
    article = make_article("Dock workers ended a strike last week.")
    fields = {"s": [1], "type": "RETREAT", "when": "last week", "what": "Dock workers ended a strike."}
    (line,) = lines(make_item(article, Event, **fields))
    assert "; when: last week [2031-02-24 to 2031-03-02]" in line


def test_records_stand_under_their_articles(article: Article, make_article: Any, make_item: Any) -> None:
    """Numbers run on from article to article; an article's line says outlet, title and day."""
    other = make_article(
        "Mara Tilden said no.", title="A 'no'", outlet="", published=Published(day=date(2031, 3, 7), origin="flag")
    )
    tilden = {"name": "Mara Tilden", "type": "person"}
    items = [
        make_item(article, Actor, s=[1], **tilden),
        make_item(article, Actor, s=[2], **tilden),
        make_item(other, Actor, s=[1], **tilden),
    ]
    assert records_text(items, "E").splitlines() == [
        "# Orlo Gazette: 'Harbour strike ends', published 2031-03-06",
        "[E1] actor: Mara Tilden",
        "[E2] actor: Mara Tilden",
        "# outlet not given: \"A 'no'\", published 2031-03-07",
        "[E3] actor: Mara Tilden",
    ]


def test_a_text_that_two_outlets_print_stands_under_each(make_article: Any, make_item: Any) -> None:
    """One text, one hash, two articles: a record is put under the outlet that it was read from."""
    reprints = [make_article(*SENTENCES, id=outlet, outlet=outlet) for outlet in ("Orlo Gazette", "Northern Wire")]
    items = [make_item(article, Actor, s=[1], name="Mara Tilden", type="person") for article in reprints]
    assert records_text(items).splitlines() == [
        "# Orlo Gazette: 'Harbour strike ends', published 2031-03-06",
        "[1] actor: Mara Tilden",
        "# Northern Wire: 'Harbour strike ends', published 2031-03-06",
        "[2] actor: Mara Tilden",
    ]


def test_no_records_are_no_text() -> None:
    """An empty list gives an empty text."""
    assert records_text([]) == ""
