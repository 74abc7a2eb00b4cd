"""Kinds of a user's own: what a model is told of them, and that their records go the way of all others."""

import asyncio
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, model_validator
from sitbrief.agents import EXTRACT_PROMPTS, Client, Extractor, Tally, extract_prompts
from sitbrief.agents.answers import wire
from sitbrief.agents.kinds import kinds_text
from sitbrief.grounding import ground
from sitbrief.prompts import load
from sitbrief.schemas import KINDS, Article, Event, Extraction, Name, Number, Prose, Quote, Record, Stance, When

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

SENTENCES = (
    "Aldmoor imposed sanctions on Orlo Harbour Bank on Thursday.",
    'It "freezes every account" of the bank and of its chairman, Ghazi Talluk, the Treasury said.',
    "The bank had moved about $64 million since 2028.",
    "Halvaz did not join the sanctions.",
)


class Party(BaseModel):
    """Someone hit, and those behind it."""

    name: Annotated[str, Name()] = Field(description="as it is\n  called")
    role: Annotated[str | None, Quote()] = None
    since: When | None = None
    behind: list["Party"] = Field(default_factory=list)


class Level(Enum):
    LOW = "low"
    HIGH = "high"


class Sanction(Record):
    """A penalty that one side
    puts on another; $title is no variable here.
    """

    imposed_by: Annotated[str, Name()] = Field(description="who imposes it")
    target: Annotated[str, Name()]
    measure: Annotated[str, Quote()] = ""
    amount: Annotated[str, Number()] = ""
    reason: Annotated[str, Prose()] = ""
    since: When | None = None
    level: Level | None = None
    status: Literal["in force", "lifted"] = "in force"
    quotes: list[Annotated[str, Quote()]] = Field(default_factory=list)
    parties: list[Party] = Field(default_factory=list)
    where: Annotated[str, Name()] = Field(default="", alias="in")
    note: str = ""

    @model_validator(mode="after")
    def _not_oneself(self) -> "Sanction":
        if self.imposed_by == self.target:
            raise ValueError("nobody imposes sanctions on himself; name the target")
        return self


class Denial(Record):
    """A charge that somebody calls untrue."""

    by: Annotated[str, Name()]


FROZEN = {
    "s": [1, 2],
    "imposed_by": "Aldmoor",
    "target": "Orlo Harbour Bank",
    "measure": "freezes every account",
    "since": "on Thursday",
    "parties": [{"name": "Ghazi Talluk", "role": "chairman", "since": "on Thursday"}],
}
IMPOSED = {
    "s": [1],
    "type": "SANCTION",
    "actors": ["Aldmoor"],
    "recipients": ["Orlo Harbour Bank"],
    "what": "Aldmoor imposed sanctions on a bank.",
}


@pytest.fixture
def article(make_article: Callable[..., Article]) -> Article:
    """Sanctions, in four sentences."""
    return make_article(*SENTENCES)


def extract(
    client: Client, article: Article, kinds: tuple[type[Record], ...] = (Sanction,), folder: Path | None = None
) -> Extraction:
    """One article through the extractor."""

    async def run() -> Extraction:
        async with client:
            return await Extractor(client, kinds, folder).extract(article, Tally())

    return asyncio.run(run())


# What is said of a kind.


def test_a_kind_is_told_in_the_words_of_its_class() -> None:
    """Docstring, descriptions, marks, choices, lists and models inside; what code fills in is not told."""
    assert kinds_text([Sanction, Denial]).splitlines() == [
        "sanctions: A penalty that one side puts on another; $title is no variable here.",
        "- `imposed_by` (name; needed): who imposes it",
        "- `target` (name; needed)",
        "- `measure` (quote)",
        "- `amount` (number)",
        "- `reason` (own words)",
        "- `since` (time words)",
        "- `level` (one of: low, high)",
        "- `status` (one of: in force, lifted)",
        "- `quotes` (quote; list)",
        "- `parties` (list)",
        "  - `name` (name; needed): as it is called",
        "  - `role` (quote)",
        "  - `since` (time words)",
        "  - `behind` (list)",
        "- `in` (name)",
        "- `note`",
        "",
        "denials: A charge that somebody calls untrue.",
        "- `by` (name; needed)",
    ]


@pytest.mark.parametrize("name", EXTRACT_PROMPTS[2:])
def test_every_word_in_brackets_is_explained(name: str) -> None:
    """What a field's brackets may hold stands in the prompts that show fields."""
    instructions = load(name).parts[0][1]
    for word in ("quote", "name", "number", "time words", "own words", "one of", "list", "needed"):
        assert f"- {word}: " in instructions or f" {word}: " in instructions


@pytest.mark.parametrize(
    ("kinds", "prompt"),
    [
        (KINDS, "extract.v2"),
        ((Event,), "extract.v2"),
        ((Sanction,), "extract-own.v1"),
        ((Sanction, Denial), "extract-own.v1"),
        ((Event, Sanction), "extract-mixed.v2"),
    ],
)
def test_each_mix_of_kinds_has_its_prompt(kinds: tuple[type[Record], ...], prompt: str) -> None:
    """The four kinds alone are asked for in the words that they always were."""
    assert extract_prompts(kinds) == (prompt, "extract-correct.v1")


def test_own_kinds_are_told_in_the_fixed_part_of_the_request(server: Any, make_client: Any, article: Article) -> None:
    """Before the article, the same for each; the four kinds and their codebook are not in it."""
    server.says({"sanctions": []})
    assert extract(make_client(), article).own == {"sanctions": []}
    fixed, last = server.asked[0].messages
    assert kinds_text([Sanction]) in fixed
    assert "events:" not in fixed
    assert "sanctions:" not in last
    assert last.endswith("Lists: sanctions. At most 4 records in all.")


def test_a_mixed_request_tells_of_both(server: Any, make_client: Any, article: Article) -> None:
    """One call an article for all kinds together; each record comes in its list."""
    server.says({"events": [IMPOSED], "sanctions": [FROZEN], "denials": []})
    found = extract(make_client(), article, (Event, Sanction, Denial))
    assert (len(found.events), len(found.of(Sanction)), found.of(Denial)) == (1, 1, [])
    assert [type(record) for record in found.records()] == [Event, Sanction]
    assert found.usage.calls == 1
    fixed, last = server.asked[0].messages
    assert "\nevents: " in fixed
    assert kinds_text([Sanction, Denial]) in fixed
    assert "Lists: events, sanctions, denials." in last
    schema = server.asked[0].body["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["events", "sanctions", "denials"]


# What becomes of its records.


def test_a_record_is_verified_dated_and_named(server: Any, make_client: Any, article: Article) -> None:
    """Evidence, an id, and days for every time in it, inside models too."""
    server.says({"sanctions": [FROZEN]})
    found = extract(make_client(), article)
    (sanction,) = found.of(Sanction)
    assert found.rejected == []
    assert sanction.id.startswith("s-")
    assert [evidence.text for evidence in sanction.evidence] == list(SENTENCES[:2])
    assert sanction.since is not None
    assert str(sanction.since.start) == "2031-03-06"
    assert sanction.parties[0].since == sanction.since


def test_a_stance_and_a_kind_of_its_letter_have_ids_of_their_own(
    server: Any, make_client: Any, article: Article
) -> None:
    """The kind is part of an id's hash: ids that begin alike are still not the same."""
    stance = {"s": [4], "holder": "Halvaz", "target": "the sanctions", "polarity": "against", "cue": "not join"}
    server.says({"stances": [{**stance, "said": "indirect"}], "sanctions": [FROZEN]})
    found = extract(make_client(), article, (Stance, Sanction))
    assert len({record.id for record in found.records()}) == 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"measure": "seizes all accounts"}, "measure: the words 'seizes all accounts' do not stand in sentences"),
        ({"target": "Zahmara Bank"}, "target: the article does not hold 'Zahmara'"),
        ({"amount": "640"}, "amount: the number '640' does not stand in"),
        ({"since": "last winter"}, "since: the time words 'last winter' do not stand in"),
        ({"reason": "Halvaz joined 31 states."}, "reason: the number '31'"),
        ({"quotes": ["freezes every account", "no such words"]}, "quotes[1]: the words 'no such words'"),
        ({"parties": [{"name": "Idris Qalani"}]}, "parties[0].name: the article does not hold"),
        ({"level": "middling"}, "level: Input should be 'low' or 'high'"),
        ({"parties": [{"role": "chairman"}]}, "parties.0.name: Field required"),
        ({"target": "Aldmoor"}, "   nobody imposes sanctions on himself; name the target"),
        ({"s": [9]}, "the article has sentences [1] to [4], not 9"),
    ],
)
def test_a_field_that_fails_is_asked_again_and_mended(
    wrong: dict[str, Any], reason: str, server: Any, make_client: Any, article: Article
) -> None:
    """The second request names field and reason, whatever mark or type it was; the mended record is kept."""
    server.says({"sanctions": [{**FROZEN, **wrong}]})
    server.says({"sanctions": [{"number": 1, **FROZEN}]})
    found = extract(make_client(), article)
    assert [wire(record) for record in found.of(Sanction)] == [wire(Sanction.model_validate(FROZEN))]
    assert type(found.of(Sanction)[0]) is Sanction
    assert (found.rejected, found.usage.calls, found.usage.reasks) == ([], 2, 1)
    request = server.asked[1].messages[-1]
    assert "\n1. sanction {" in request
    assert reason in request


def test_what_fails_again_is_rejected_with_its_reasons(server: Any, make_client: Any, article: Article) -> None:
    """As last given, a time as its words, also inside a model; the neighbour stands."""
    wrong = {**FROZEN, "measure": "seizes all accounts"}
    server.says({"events": [IMPOSED], "sanctions": [wrong]})
    server.says({"sanctions": [{"number": 1, **wrong}]})
    found = extract(make_client(), article, (Event, Sanction))
    assert (len(found.events), found.of(Sanction)) == (1, [])
    (rejected,) = found.rejected
    assert (rejected.kind, rejected.article) == ("sanction", article.title)
    assert rejected.raw["since"] == "on Thursday"
    assert rejected.raw["parties"][0]["since"] == "on Thursday"
    assert [(finding.check, finding.field) for finding in rejected.findings] == [("quote", "measure")]


def test_an_alias_goes_both_ways(server: Any, make_client: Any, article: Article) -> None:
    """The model writes and is shown the alias, a script has the name."""
    server.says({"sanctions": [{**FROZEN, "in": "Aldmoor"}, {**FROZEN, "in": "Zahmara"}]})
    server.says({"sanctions": []})
    found = extract(make_client(), article)
    assert [record.where for record in found.of(Sanction)] == ["Aldmoor"]
    assert [rejected.raw["in"] for rejected in found.rejected] == ["Zahmara"]
    assert '"in": "Zahmara"' in server.asked[1].messages[-1]


def test_a_long_article_is_read_in_windows(server: Any, make_client: Any, make_article: Any) -> None:
    """As for the four kinds: a call a window, the article's numbers, and a record given twice is one."""
    long = make_article(*(f"Aldmoor imposed sanctions on Bank {n} {'of the coast ' * 40}." for n in range(60)))
    first, last = ({"s": [n + 1], "imposed_by": "Aldmoor", "target": f"Bank {n}"} for n in (0, 59))
    server.says({"sanctions": [first]})
    server.says({"sanctions": [last, first]})
    found = extract(make_client(), long)
    assert [record.sentences for record in found.of(Sanction)] == [[1], [60]]


def test_a_changed_class_is_a_new_question(server: Any, make_client: Any, article: Article) -> None:
    """The same class again costs nothing; one more word in a description is another request."""
    server.says({"denials": []})
    server.says({"denials": []})
    described = Field(description="who denies it")
    body = {"__module__": __name__, "__doc__": Denial.__doc__, "__annotations__": {"by": Annotated[str, Name()]}}
    changed = type(Record)("Denial", (Record,), {**body, "by": described})
    costs = [extract(make_client(), article, (kind,)).usage for kind in (Denial, Denial, changed)]
    assert [(usage.calls, usage.reused) for usage in costs] == [(1, 0), (0, 1), (1, 0)]


def test_a_prompt_of_ones_own_asks_for_a_kind_of_ones_own(
    server: Any, make_client: Any, article: Article, tmp_path: Path
) -> None:
    """A file in the user's folder takes the shipped one's place, and a changed word is a new question."""
    path = tmp_path / "extract-own.v1.md"
    for _ in range(2):
        server.says({"denials": []})
    costs = []
    for words in ("Read", "Read", "Read all of"):
        path.write_text(f"--- user\n{words}: $sentences\n$kinds", encoding="utf-8")
        costs.append(extract(make_client(), article, (Denial,), tmp_path).usage.calls)
    assert costs == [1, 0, 1]
    assert server.asked[0].messages[0].startswith(f"Read: [1] {SENTENCES[0]}\n")
    assert server.asked[0].messages[0].endswith("- `by` (name; needed)")


def test_the_order_of_a_set_is_no_part_of_a_record(article: Article) -> None:
    """It differs from process to process; the id and the words of a re-ask must not."""

    class Tagged(Record):
        """Something with tags."""

        tags: set[int]

    one, other = (Tagged(sentences=[1], tags=set(tags)) for tags in ([0, 8], [8, 0]))
    assert list(one.tags) != list(other.tags)
    assert wire(one) == wire(other)
    assert ground(one, article)[0].id == ground(other, article)[0].id
