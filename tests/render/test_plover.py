"""Events as PLOVER records: what is known stands in its field, and what is not known stays empty."""

import json
from datetime import date
from typing import Any

import pytest
from sitbrief.render.plover import as_extracted, plover_record
from sitbrief.schemas import Actor, Article, Event, EventType, Evidence, Published, Sentence, WhenModel

SENTENCES = ("A fog lay over the Sound.", "Aldmoor's navy fired on two Halvazi boats off Orlo on Monday.")
TEXT = " ".join(SENTENCES)
PUBLISHED = Published(day=date(2031, 3, 6), origin="flag")
ARTICLE = Article(
    id="a1",
    revision="r1",
    title="Shots off Orlo",
    outlet="Orlo Herald",
    url="https://herald.example/shots",
    published=PUBLISHED,
    text=TEXT,
    sentences=(
        Sentence(n=1, start=0, end=25, text=SENTENCES[0]),
        Sentence(n=2, start=26, end=len(TEXT), text=SENTENCES[1]),
    ),
)
EVIDENCE = Evidence(article="a1", revision="r1", sentence=2, start=26, end=len(TEXT), text=SENTENCES[1])
FIRED = Event(
    sentences=[2],
    id="e-1",
    evidence=(EVIDENCE,),
    type="ASSAULT",
    mode="heavy-weapons",
    aux=["historical", "negation"],
    contexts=["military", "territory"],
    actors=["Aldmoor's navy"],
    recipients=["Halvaz"],
    where="Orlo",
    when=WhenModel(words="on Monday", start=date(2031, 3, 3), end=date(2031, 3, 3)),
    what="Aldmoor's navy fired on two Halvazi boats.",
)
NOTHING = {
    "entity_name": "",
    "wikidata_id": "",
    "wiki_description": "",
    "country_name": "",
    "sector_code": "",
    "other_sector_codes": [],
}


def unknown(_: str) -> None:
    """Nobody is known."""


def record(event: Event = FIRED, article: Article = ARTICLE, **fields: Any) -> dict[str, Any]:
    """The PLOVER record of the event with other fields, in an article where nobody is known."""
    return plover_record(event.model_copy(update=fields), article, unknown)


def test_an_event_is_one_record_with_the_manuals_fields() -> None:
    """Names, codes, quad class, score, place, evidence and citation, all of it plain JSON."""
    made = plover_record(FIRED, ARTICLE, unknown, coder="sitbrief with m", version="1.2")
    assert json.loads(json.dumps(made)) == made
    assert made == {
        "id": "e-1",
        "date": "2031-03-03",
        "actor": [{"raw_text": "Aldmoor's navy", **NOTHING}],
        "recipient": [{"raw_text": "Halvaz", **NOTHING}],
        "event": ["ASSAULT"],
        "mode": ["heavy-weapons", "historical", "negation"],
        "context": ["military", "territory"],
        "event_loc": "Orlo",
        "event_text": [SENTENCES[1]],
        "quad_code": 4,
        "event_scale": -9,
        "link": "https://herald.example/shots",
        "text_info": {"sequence": 2, "start": 26, "end": len(TEXT)},
        "cite_info": {
            "corpus": "",
            "citation": "a1/r1",
            "url": "https://herald.example/shots",
            "title": "Shots off Orlo",
            "language": "en",
            "publication": "Orlo Herald",
            "coder": "sitbrief with m",
            "codebook": "PLOVER",
            "version": "1.2",
        },
    }


def test_the_place_in_the_text_is_that_of_the_evidence() -> None:
    """`text_info` counts characters: what stands there is the first text of the event."""
    made = record()
    assert ARTICLE.text[made["text_info"]["start"] : made["text_info"]["end"]] == made["event_text"][0]


@pytest.mark.parametrize(
    ("when", "published", "day"),
    [
        (WhenModel(words="this week", start=date(2031, 3, 2), end=date(2031, 3, 6)), PUBLISHED, "2031-03-02"),
        (WhenModel(words="lately"), PUBLISHED, "2031-03-06"),
        (WhenModel(), PUBLISHED, "2031-03-06"),
        (WhenModel(words="on Monday"), None, None),
    ],
)
def test_a_date_is_the_events_or_else_the_publications(
    when: WhenModel, published: Published | None, day: str | None
) -> None:
    """Of a span the first day; with neither there is none, whenever the article was first seen."""
    assert record(article=ARTICLE.model_copy(update={"published": published}), when=when)["date"] == day


def test_an_event_without_a_mode_has_its_auxiliary_modes_alone() -> None:
    """No empty mode stands before them."""
    assert record(mode=None)["mode"] == ["historical", "negation"]
    assert record(mode=None, aux=[])["mode"] == []


def test_those_who_act_together_are_recipients_too() -> None:
    """A joint act names its actors twice; help whose recipient nobody gave has none, and no pair is multiplied out."""
    two = ["Aldmoor", "Halvaz"]
    joint = record(type=EventType.COOPERATE, mode=None, actors=two, recipients=[])
    assert [side["raw_text"] for side in joint["recipient"]] == two
    assert record(type=EventType.COOPERATE, mode=None, actors=two[:1], recipients=[])["recipient"] == []
    assert record(type=EventType.AID, mode=None, actors=two, recipients=[])["recipient"] == []
    assert record(type=EventType.CONSULT, mode=None, actors=two, recipients=[])["recipient"] == []
    assert len(record(actors=two, recipients=two)["actor"]) == 2


def test_an_event_without_evidence_has_no_place_in_the_text() -> None:
    """Nothing is made up for an event that a script has built."""
    assert record(evidence=())["text_info"] == {"sequence": None, "start": None, "end": None}


# Who the actors are.


def actor(name: str, **fields: Any) -> Actor:
    return Actor(sentences=[1], name=name, type="body", **fields)


def test_an_actor_is_described_by_the_records_of_its_name() -> None:
    """Country and sector of just that name, letter case apart; a part of a name is another name."""
    describe = as_extracted([actor("Aldmoor's Navy", country="Aldmoor", sector="MIL"), actor("Halvaz", sector="GOV")])
    (side,) = plover_record(FIRED, ARTICLE, describe)["actor"]
    assert side == {**NOTHING, "raw_text": "Aldmoor's navy", "country_name": "Aldmoor", "sector_code": "MIL"}
    assert not any((describe("navy") or {}).values())


def test_records_that_differ_give_no_country() -> None:
    """Two countries are none, for nobody knows which; a second sector is kept as such."""
    describe = as_extracted(
        [
            actor("Sound Guard", country="Aldmoor", sector="MIL"),
            actor("Sound Guard", country="Halvaz", sector="PRM"),
            actor("Sound Guard", sector="MIL"),
        ]
    )
    assert describe("Sound Guard") == {"country_name": "", "sector_code": "MIL", "other_sector_codes": ["PRM"]}


def test_a_lookup_fills_what_it_knows_and_adds_nothing() -> None:
    """What it leaves open is empty, and fields that PLOVER does not have are not written; the raw text stays."""

    def known(name: str) -> dict[str, Any] | None:
        facts = {"entity_name": "Navy of Aldmoor", "wikidata_id": None, "rank": 3, "raw_text": "other"}
        return facts if name == "Aldmoor's navy" else None

    made = plover_record(FIRED, ARTICLE, known)
    assert made["actor"] == [{**NOTHING, "raw_text": "Aldmoor's navy", "entity_name": "Navy of Aldmoor"}]
    assert made["recipient"] == [{**NOTHING, "raw_text": "Halvaz"}]


def test_records_share_no_list() -> None:
    """A program that changes one record changes no other."""
    made = record()
    made["actor"][0]["other_sector_codes"].append("MIL")
    assert record()["actor"][0]["other_sector_codes"] == []
