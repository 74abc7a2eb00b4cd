"""One article in, its records out: what is asked, what is asked again, and what is rejected with reasons."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from sitbrief.agents import Client, Extractor, Tally
from sitbrief.agents.extractor import record_bound, windows
from sitbrief.schemas import (
    Actor,
    Article,
    EndpointDownError,
    Event,
    Extraction,
    Sentence,
    Stance,
    TooLongError,
    TruncatedError,
)

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

SENTENCES = (
    "Dock workers ended a nine-day strike at Orlo harbour on Thursday, union leader Mara Tilden said.",
    '"We go back with our heads up," Tilden told reporters.',
    "The Harbour Board rejected a demand for higher wages.",
    "About 1,200 workers had walked out on 25 February.",
)
ENDED = {
    "s": [1],
    "type": "RETREAT",
    "actors": ["Dock workers"],
    "what": "Dock workers ended a strike at Orlo harbour.",
}
REFUSED = {"s": [3], "type": "REJECT", "mode": "change", "actors": ["Harbour Board"], "what": "The board rejected it."}
TILDEN = {"s": [1], "name": "Mara Tilden", "type": "person", "role": "union leader"}
PROUD = {
    "s": [2],
    "holder": "Mara Tilden",
    "target": "the return to work",
    "polarity": "favor",
    "cue": "heads up",
    "said": "direct",
    "quote": "We go back with our heads up",
}
WALKED = {"s": [4], "value": "1,200", "qualifier": "About", "unit": "workers", "of": "workers who walked out"}


def answer(**lists: list[Any]) -> dict[str, list[Any]]:
    """An answer with all four lists, empty but for those given."""
    return {"events": [], "actors": [], "stances": [], "figures": [], **lists}


def numbered(number: int, record: dict[str, Any]) -> dict[str, Any]:
    """A record as a correction gives it."""
    return {"number": number, **record}


def extract(client: Client, article: Article, tally: Tally | None = None, **options: Any) -> Extraction:
    """What the extractor makes of the article."""

    async def run() -> Extraction:
        async with client:
            return await Extractor(client, **options).extract(article, tally or Tally())

    return asyncio.run(run())


@pytest.fixture
def article(make_article: Callable[..., Article]) -> Article:
    """Four sentences about a strike."""
    return make_article(*SENTENCES)


def long_article(make_article: Callable[..., Article], sentences: int, characters: int) -> Article:
    """An article of so many sentences of so many characters each; each names its own pier."""
    texts = (f"Pier {n} of Orlo harbour was closed on Thursday" for n in range(1, sentences + 1))
    return make_article(*(f"{text} {'by the strikers ' * characters}"[: characters - 1] + "." for text in texts))


def test_one_request_gives_the_records_of_an_article(server: Any, make_client: Any, article: Article) -> None:
    """Every kind comes back verified, with its id and the sentences as evidence, and the cost of the answer."""
    server.says(answer(events=[ENDED, REFUSED], actors=[TILDEN], stances=[PROUD], figures=[WALKED]), tokens=(900, 60))
    found = extract(make_client(), article)
    assert [len(found.events), len(found.actors), len(found.stances), len(found.figures)] == [2, 1, 1, 1]
    assert found.rejected == []
    assert (found.article, found.revision, found.model) == (article.id, article.revision, "tester")
    assert (found.usage.calls, found.usage.tokens_in, found.usage.tokens_out) == (1, 900, 60)
    assert all(record.id for record in found.records())
    assert found.stances[0].evidence[0].text == SENTENCES[1]


def test_an_article_with_nothing_to_record_is_no_error(server: Any, make_client: Any, article: Article) -> None:
    """Empty lists are an answer."""
    server.says(answer())
    assert extract(make_client(), article).records() == []


def test_an_illegal_mode_is_asked_again_and_mended(server: Any, make_client: Any, article: Article) -> None:
    """The second request names the record, its mode and the legal ones; the mended record is kept."""
    server.says(answer(events=[ENDED, {**REFUSED, "mode": "strike"}]))
    server.says({"events": [numbered(1, REFUSED)]})
    found = extract(make_client(), article)
    assert [event.mode for event in found.events] == [None, "change"]
    assert found.rejected == []
    assert found.usage.reasks == 1
    request = server.asked[1].messages[-1]
    assert "\n   REJECT has no mode 'strike'; give one of assist, change, yield, meet, or none\n" in request
    assert '"what": "The board rejected it."' in request
    assert "ended a strike" not in request


def test_words_that_are_no_quote_are_asked_again_and_mended(server: Any, make_client: Any, article: Article) -> None:
    """The second request names the field and the sentence in which the words do not stand."""
    server.says(answer(actors=[TILDEN], stances=[{**PROUD, "quote": "We have won"}]))
    server.says({"stances": [numbered(1, PROUD)]})
    found = extract(make_client(), article)
    assert [stance.quote for stance in found.stances] == ["We go back with our heads up"]
    assert len(found.actors) == 1
    assert found.rejected == []
    request = server.asked[1].messages[-1]
    assert "quote: the words 'We have won' do not stand in sentence [2]" in request


def test_what_fails_again_is_rejected_with_its_reasons(server: Any, make_client: Any, article: Article) -> None:
    """A record that fails twice is not asked a third time: it is rejected as last given, the others stay."""
    server.says(answer(events=[ENDED], stances=[{**PROUD, "quote": "We have won"}]))
    server.says({"stances": [numbered(1, {**PROUD, "quote": "We have lost"})]})
    found = extract(make_client(), article)
    assert len(found.events) == 1
    assert found.stances == []
    (rejected,) = found.rejected
    assert (rejected.kind, rejected.article, rejected.raw["quote"]) == ("stance", article.title, "We have lost")
    (finding,) = rejected.findings
    assert (finding.check, finding.field, finding.value, finding.sentences) == ("quote", "quote", "We have lost", (2,))


def test_what_does_not_come_back_is_rejected_with_its_first_reasons(
    server: Any, make_client: Any, article: Article
) -> None:
    """A correction may leave a record out; it is then shown as rejected, never lost."""
    server.says(answer(events=[{**REFUSED, "mode": "strike"}], figures=[{**WALKED, "value": "1,300"}]))
    server.says({"events": [], "figures": []})
    found = extract(make_client(), article)
    assert found.records() == []
    assert [rejected.kind for rejected in found.rejected] == ["event", "figure"]
    assert all(rejected.findings for rejected in found.rejected)


@pytest.mark.parametrize(
    "correction",
    [
        {"events": [numbered(2, REFUSED)]},
        {"events": [numbered(0, REFUSED)]},
        {"events": [REFUSED]},
        {"events": [{**REFUSED, "number": [1]}]},
        {"events": [{**REFUSED, "number": "one"}]},
        {"events": ["1"]},
    ],
)
def test_a_correction_of_what_was_not_asked_is_ignored(
    correction: dict[str, Any], server: Any, make_client: Any, article: Article
) -> None:
    """A record without the number of a failing one answers nothing, and the failing one stays rejected."""
    server.says(answer(events=[{**REFUSED, "mode": "strike"}]))
    server.says(correction)
    found = extract(make_client(), article)
    assert found.events == []
    assert [rejected.raw["mode"] for rejected in found.rejected] == ["strike"]


def test_a_number_of_another_kind_is_not_its_correction(server: Any, make_client: Any, article: Article) -> None:
    """Number 1 asked for an event: a stance under that number is ignored."""
    server.says(answer(events=[{**REFUSED, "mode": "strike"}], stances=[{**PROUD, "quote": "We have won"}]))
    server.says({"events": [], "stances": [numbered(1, PROUD), numbered(2, PROUD)]})
    found = extract(make_client(), article)
    assert len(found.stances) == 1
    assert [rejected.kind for rejected in found.rejected] == ["event"]


def test_a_number_is_corrected_once(server: Any, make_client: Any, article: Article) -> None:
    """Of two corrections of one record the first counts."""
    server.says(answer(events=[{**REFUSED, "mode": "strike"}]))
    server.says({"events": [numbered(1, REFUSED), numbered(1, ENDED)]})
    assert [event.type for event in extract(make_client(), article).events] == ["REJECT"]


@pytest.mark.parametrize("finish", ["stop", "length"])
def test_a_correction_that_cannot_be_read_costs_the_failing_records_alone(
    finish: str, server: Any, make_client: Any, article: Article
) -> None:
    """If the corrections come broken or cut off, what stood before still stands."""
    server.says(answer(events=[ENDED, {**REFUSED, "mode": "strike"}]))
    server.says('{"events": [', finish=finish)
    if finish == "stop":  # broken JSON is asked for once more
        server.says('{"events": [')
    found = extract(make_client(), article)
    assert len(found.events) == 1
    assert [rejected.raw["mode"] for rejected in found.rejected] == ["strike"]


def test_a_correction_that_does_not_fit_the_window_costs_the_failing_records_alone(
    server: Any, make_client: Any, article: Article
) -> None:
    """The request for corrections is longer than the first one; if it is too long, what stood still stands."""
    server.says(answer(events=[ENDED, {**REFUSED, "mode": "strike"}]))
    server.fails(400, "maximum context length")
    found = extract(make_client(), article)
    assert (len(found.events), len(found.rejected)) == (1, 1)


def test_misfits_do_not_cost_their_neighbours(server: Any, make_client: Any, article: Article) -> None:
    """Words instead of a record, a missing field and an unknown sentence are each named; the rest is kept."""
    nameless = {"s": [1], "type": "person"}
    server.says(answer(events=[ENDED, "a strike"], actors=[nameless, TILDEN], figures=[{**WALKED, "s": [9]}]))
    server.says({"events": [], "actors": [], "figures": []})
    found = extract(make_client(), article)
    assert (len(found.events), len(found.actors)) == (1, 1)
    assert [rejected.raw for rejected in found.rejected] == [{"value": "a strike"}, nameless, {**WALKED, "s": [9]}]
    request = server.asked[1].messages[-1]
    assert "   name: Field required" in request
    assert "the article has sentences [1] to [4], not 9" in request


def test_what_code_fills_in_is_not_taken_from_the_model(server: Any, make_client: Any, article: Article) -> None:
    """An answer that brings its own id, evidence, marks or dates is stripped of them."""
    forged = {"id": "e-1", "evidence": "yes", "marks": ["confirmed"], "reported": {"day": "2031-01-01"}}
    server.says(answer(events=[{**ENDED, **forged}], figures=[{**WALKED, "amount": 9.0}]))
    found = extract(make_client(), article)
    assert found.rejected == []
    assert found.events[0].id != "e-1"
    assert found.events[0].marks == ()
    assert found.events[0].reported == article.published
    assert found.figures[0].amount == 1200


def test_a_record_given_twice_is_one(server: Any, make_client: Any, article: Article) -> None:
    """Duplicates in one answer are one record."""
    server.says(answer(events=[ENDED, ENDED, REFUSED]))
    assert len(extract(make_client(), article).events) == 2


def test_only_the_kinds_wanted_are_asked_for(server: Any, make_client: Any, article: Article) -> None:
    """Lists, schema and extraction hold the kinds given, and no other."""
    server.says({"stances": [PROUD]})
    found = extract(make_client(), article, kinds=(Stance,))
    assert len(found.records()) == 1
    assert "Lists: stances." in server.asked[0].messages[-1]
    assert list(server.asked[0].body["response_format"]["json_schema"]["schema"]["properties"]) == ["stances"]


def test_broken_json_in_an_answer_is_counted_with_the_article(server: Any, make_client: Any, article: Article) -> None:
    """The re-ask of a broken answer is part of what the article cost."""
    server.says('{"events": [')
    server.says(answer(events=[ENDED]))
    usage = extract(make_client(), article).usage
    assert (usage.calls, usage.reasks, usage.tokens_in) == (2, 1, 20)


def test_an_endpoint_that_is_down_is_an_error(server: Any, make_client: Any, article: Article) -> None:
    """Transport errors are not turned into an empty extraction."""
    server.fails(401)
    with pytest.raises(EndpointDownError):
        extract(make_client(), article)


# Long articles, long answers.


def bounds(server: Any) -> list[int]:
    """The numbers of records that were asked for."""
    requests = (asked.messages[-1] for asked in server.asked)
    return [int(request.split("At most ")[1].split()[0]) for request in requests]


def test_an_answer_that_is_cut_off_is_asked_again_with_half_the_bound(
    server: Any, make_client: Any, make_article: Any
) -> None:
    """Twice at most, each time with half as many records."""
    long = long_article(make_article, sentences=20, characters=100)
    server.says('{"events": [', finish="length")
    server.says('{"events": [', finish="length")
    server.says(answer())
    found = extract(make_client(), long)
    first = record_bound(long.sentences)
    assert first > 4
    assert bounds(server) == [first, first // 2, first // 4]
    assert (found.usage.calls, found.usage.reasks) == (3, 2)


def test_an_answer_that_is_always_cut_off_is_an_error(server: Any, make_client: Any, article: Article) -> None:
    """The third cut is the last, and the message says how few records were asked for."""
    for _ in range(3):
        server.says('{"events": [', finish="length")
    with pytest.raises(
        TruncatedError,
        match=r"'Harbour strike ends'.*cut off 3 times, at last with 1 records asked for: .*larger limit",
    ):
        extract(make_client(), article)
    assert bounds(server) == [4, 2, 1]


def test_an_article_beyond_the_window_is_read_in_halves(server: Any, make_client: Any, article: Article) -> None:
    """Each half is asked for on its own, under the sentence numbers of the article."""
    server.fails(400, "maximum context length is 200 tokens")
    server.says(answer(events=[ENDED]))
    server.says(answer(events=[REFUSED], figures=[WALKED]))
    found = extract(make_client(), article)
    assert [record.sentences for record in found.records()] == [[1], [3], [4]]
    whole, first, second = (asked.messages[-1] for asked in server.asked)
    assert [n in whole for n in ("[1]", "[2]", "[3]", "[4]")] == [True] * 4
    assert [n in first for n in ("[1]", "[2]", "[3]", "[4]")] == [True, True, False, False]
    assert [n in second for n in ("[1]", "[2]", "[3]", "[4]")] == [False, False, True, True]


def test_a_single_sentence_beyond_the_window_is_an_error(server: Any, make_client: Any, make_article: Any) -> None:
    """What cannot be halved any further is not asked for ever."""
    server.fails(400, "maximum context length")
    with pytest.raises(TooLongError):
        extract(make_client(), make_article(SENTENCES[0]))


def test_records_of_two_windows_keep_the_numbers_of_the_article(
    server: Any, make_client: Any, make_article: Any
) -> None:
    """A long article is read in windows; a record of the second cites the article's numbers, and repeats are one."""
    long = long_article(make_article, sentences=60, characters=500)
    closed = {"type": "COERCE", "what": "A pier of Orlo harbour was closed."}
    server.says(answer(events=[{**closed, "s": [1]}]))
    server.says(answer(events=[{**closed, "s": [60]}, {**closed, "s": [1]}]))
    found = extract(make_client(), long)
    assert [event.sentences for event in found.events] == [[1], [60]]
    assert found.events[1].evidence[0].text == long.sentence(60).text
    first, second = (asked.messages[-1] for asked in server.asked)
    assert ("[1] Pier" in first, "[60] Pier" in first) == (True, False)
    assert ("[1] Pier" in second, "[60] Pier" in second) == (False, True)


def of_length(*lengths: int) -> list[Sentence]:
    """Sentences of so many characters."""
    return [Sentence(n=n, start=0, end=size, text="x" * size) for n, size in enumerate(lengths, start=1)]


@pytest.mark.parametrize(
    ("lengths", "runs"),
    [
        ((), []),
        ((4, 4), [[1, 2]]),
        ((6, 4), [[1, 2]]),
        ((6, 5), [[1], [2]]),
        ((30, 1, 30), [[1], [2], [3]]),
        ((3, 3, 3, 3), [[1, 2, 3], [4]]),
    ],
)
def test_windows_are_cut_between_sentences(lengths: tuple[int, ...], runs: list[list[int]]) -> None:
    """A window holds ten characters here; every sentence is in one window, in order; a longer one stands alone."""
    cut = windows(of_length(*lengths), 10)
    assert [[sentence.n for sentence in window] for window in cut] == runs


def test_the_bound_grows_with_the_text() -> None:
    """Twice the text gives twice the records, between a fewest for a short text and a most for a long one."""
    nothing, page, two_pages, book, library = (record_bound(of_length(n)) for n in (0, 1_500, 3_000, 24_000, 240_000))
    assert 1 <= nothing < page
    assert 2 * page <= two_pages <= 2 * page + 1
    assert two_pages < book == library


def test_records_stay_in_their_lists(server: Any, make_client: Any, article: Article) -> None:
    """The extraction's JSON reads back as the same extraction."""
    server.says(answer(events=[ENDED], actors=[TILDEN]))
    found = extract(make_client(), article, kinds=(Event, Actor))
    assert Extraction.model_validate(json.loads(found.model_dump_json())) == found
