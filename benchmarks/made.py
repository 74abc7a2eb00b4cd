"""Made-up articles, the same in every run, and the records that a model would answer for them.

Everything is invented. Some sentences have a form from which the records can be read back, so that the
local endpoint answers from the numbered sentences that it is sent and from nothing else.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["records_of", "write_articles"]

_FIRST_DAY = date(2031, 4, 1)
# Sentences without a record, beside the six that carry one: some 4,900 characters in all, about 1,100 tokens.
_BACKGROUND = 32

_FIRST = (
    "Anwen Baris Celik Dorit Emre Farah Galen Hadia Ilir Jasna Karam Lenka Milos Nadia Orhan Petra Rami Selma".split()
)
_LAST = (
    "Abendor Belrami Cordessi Darvane Elmazin Faskari Gorbath Hestrani Ivenko Jolmari Kesteran Lormuth Mandrini "
    "Norvath Ostrani Pelkari Quessar Rostavell Sorbani Tolvane Umbrani Varkesh Wendari Yostrand Zelkani"
).split()
_PLACES = (
    "Ardmuth Belkara Corvane Dasheh Elmora Farzun Gostrel Harvoth Istrel Jarmuk Kelvane Lorduk Mersah Norgand "
    "Ostveh Pardune Qastal Rovneh Selkar Tarmuth Ulvane Vestrel Wardeh Yelmar Zorneh"
).split()
_COUNTRIES = ("Sarvan", "Halvaz", "Tirmen", "Aldmoor")
_BODIES = (
    "Transport Ministry|Border Commission|Grain Board|Water Authority|Electricity Council|Harbour Office|"
    "Statistics Bureau|Customs Service|Railway Agency|Health Ministry|Census Commission|Fisheries Board"
).split("|")
_ROLES = "transport minister|deputy governor|chief negotiator|finance minister|envoy|trade commissioner".split("|")
_TOPICS = (
    "the grain corridor|the water treaty|the border crossing|the fuel subsidy|the railway contract|the harbour lease|"
    "the census plan|the fishing quota|the customs union|the power line|the pipeline toll|the visa waiver"
).split("|")
_QUOTES = (
    "We were promised a hearing and were handed a signature page|Nobody in the valley was asked before the maps were "
    "drawn|The price was settled by people who will never pay it|A road that ends at a fence is no road"
).split("|")
_MONTHS = "January|February|October|November|December".split("|")

_BACKGROUND_FORMS = (
    "The road between {place} and {place2} has been open to lorries since {month}, and drivers wait there for hours.",
    "{last}, who grew up in {place}, has led the talks for the {body} through {n} rounds without a breakthrough.",
    "Traders in {place} say that prices at the market rose by {n} percent within a few weeks of the announcement.",
    "The {body} keeps an office with {n} clerks in {place2}, where most of the files of the earlier case are stored.",
    "A first draft of the papers, seen by reporters in {place}, ran to {n} pages and left out the costs.",
    "In {country}, opinion on {topic} is divided along the river, with {place} for it and {place2} against it.",
    "Buses to {place2} were cancelled for a second day, and {n} passengers spent the night in a school hall.",
    "The {body} has published no figures of its own since {month}, and its spokesman did not answer calls.",
    "Merchants from {country} hold about {n} of the stalls in the old market of {place}, the register says.",
    "Two earlier attempts to settle {topic} ended without a signature, the last of them in {month}.",
    "Residents of {place} described a quiet morning, with shops open and few patrols around the station.",
    "{first} {last}, a teacher in {place2}, said that her pupils had not seen a school bus for {n} days.",
    "The bridge at {place}, {n} meters long, carries most of what the two banks of the river sell to each other.",
    "Lawyers for the harbour of {place2} expect that a court will hear the matter before the end of the year.",
    "Engineers reckon that repairs to the line would take {n} weeks if parts can be brought in from {country}.",
    "At the weekly market of {place}, sellers spoke more about the weather than about {topic}.",
    "The assembly of {country} has {n} members, of whom fewer than half attended the last debate on {topic}.",
    "A committee set up by the {body} is to report on the state of the wells around {place} later in the season.",
    "Rain has kept the fields near {place2} under water, and farmers fear for a third of the barley.",
    "For the towns along the line, {topic} decides whether {n} seasonal jobs will come back.",
    "Neither the {body} nor its partners abroad have said who would pay for the guards at {place}.",
    "A study from {month} put the cost of doing nothing at {n} million crowns for the province of {place2}.",
    "The mayor of {place}, {first} {last}, has asked for a seat at the table and was given a chair behind it.",
    "Similar plans in {country} were dropped after a dry winter, when the reservoirs above {place2} stood half empty.",
)


@dataclass(frozen=True)
class Form:
    """A sentence with slots, and the records that it carries, written with the same slots."""

    sentence: str
    records: tuple[tuple[str, dict[str, Any]], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What reads the slots back out of the sentence."""
        pieces = re.split(r"\{(\w+)\}", self.sentence)
        slots = [re.escape(p) if i % 2 == 0 else f"(?P<{p}>.+?)" for i, p in enumerate(pieces)]
        return re.compile("".join(slots))


_FORMS = (
    Form(
        "{person}, the {role} of {country}, met {person2} in {place} on {weekday} to discuss {topic}.",
        (
            (
                "events",
                {
                    "type": "CONSULT",
                    "contexts": ["diplomatic"],
                    "actors": ["{person}"],
                    "recipients": ["{person2}"],
                    "when": "on {weekday}",
                    "where": "{place}",
                    "what": "{person} met {person2} in {place} to discuss {topic}.",
                },
            ),
            (
                "actors",
                {"name": "{person}", "type": "person", "role": "{role}", "country": "{country}", "sector": "GOV"},
            ),
        ),
    ),
    Form(
        "The {body} said on {weekday} that about {n} families had left {place} since {month}.",
        (
            ("actors", {"name": "{body}", "type": "body", "sector": "GOV"}),
            (
                "figures",
                {"value": "{n}", "qualifier": "about", "unit": "families", "of": "families that had left {place}"},
            ),
        ),
    ),
    Form(
        "“{quote},” {person} told reporters, and rejected {topic} in the name of the villages.",
        (
            (
                "stances",
                {
                    "holder": "{person}",
                    "target": "{topic}",
                    "polarity": "against",
                    "cue": "rejected",
                    "said": "direct",
                    "quote": "{quote}",
                },
            ),
        ),
    ),
    Form(
        "{country} will send {n} engineers to {place} next week, the {body} said.",
        (
            (
                "events",
                {
                    "type": "AGREE",
                    "aux": ["future"],
                    "actors": ["{country}"],
                    "when": "next week",
                    "where": "{place}",
                    "what": "{country} will send {n} engineers to {place}, the {body} said.",
                },
            ),
        ),
    ),
    Form(
        "{person} welcomed {topic} and called it a first step for {place}.",
        (
            (
                "stances",
                {"holder": "{person}", "target": "{topic}", "polarity": "favor", "cue": "welcomed", "said": "indirect"},
            ),
        ),
    ),
    Form(
        "Police arrested {n} people in {place} on {weekday} after a march against {topic}.",
        (
            (
                "events",
                {
                    "type": "COERCE",
                    "mode": "arrest",
                    "actors": ["Police"],
                    "when": "on {weekday}",
                    "where": "{place}",
                    "what": "Police arrested {n} people in {place} after a march against {topic}.",
                },
            ),
        ),
    ),
)


def records_of(sentences: list[tuple[int, str]]) -> dict[str, list[dict[str, Any]]]:
    """The records that numbered sentences carry, a list a kind, as a model would answer."""
    found: dict[str, list[dict[str, Any]]] = {"events": [], "actors": [], "stances": [], "figures": []}
    for number, text in sentences:
        for form in _FORMS:
            if match := form.pattern.fullmatch(text):
                for kind, fields in form.records:
                    found[kind].append({"s": [number], **_filled(fields, match.groupdict())})
    return found


def _filled(value: Any, slots: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(part, slots) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, slots) for part in value]
    return value.format(**slots)


def write_articles(folder: Path, count: int, first: int = 0) -> None:
    """Writes `count` articles as text files with front matter, from number `first` on; no two are alike."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"article-{number:03}.txt").write_text(_article(number), encoding="utf-8")


def _article(number: int) -> str:
    rng = random.Random(number)
    day = _FIRST_DAY + timedelta(days=number % 28)
    sentences = [form.sentence.format(**_slots(rng, day)) for form in _FORMS]
    forms = [*_BACKGROUND_FORMS, *_BACKGROUND_FORMS][:_BACKGROUND]
    background = [form.format(**_slots(rng, day)) for form in rng.sample(forms, len(forms))]
    title = f"{_slots(rng, day)['place']} waits for word on {rng.choice(_TOPICS)}, part {number}"
    head = f"---\ntitle: {title}\noutlet: Made Wire\nurl: https://made.example/{number}\npublished: {day}\n---\n"
    return head + "\n\n".join(_paragraphs(rng, sentences + background)) + "\n"


def _paragraphs(rng: random.Random, sentences: list[str]) -> Iterator[str]:
    while sentences:
        length = rng.randint(1, 3)
        yield " ".join(sentences[:length])
        sentences = sentences[length:]


def _slots(rng: random.Random, day: date) -> dict[str, str]:
    places = rng.sample(_PLACES, 2)
    people = [f"{first} {last}" for first, last in zip(rng.sample(_FIRST, 2), rng.sample(_LAST, 2), strict=True)]
    return {
        "person": people[0],
        "person2": people[1],
        "first": rng.choice(_FIRST),
        "last": rng.choice(_LAST),
        "place": places[0],
        "place2": places[1],
        "country": rng.choice(_COUNTRIES),
        "body": rng.choice(_BODIES),
        "role": rng.choice(_ROLES),
        "topic": rng.choice(_TOPICS),
        "quote": rng.choice(_QUOTES),
        "month": rng.choice(_MONTHS),
        "n": str(rng.randint(13, 980)),
        "weekday": (day - timedelta(days=rng.randint(1, 5))).strftime("%A"),
    }
