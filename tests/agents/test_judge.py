"""Checked lines in, the same or lowered ones out: what a verdict does, and what happens without one."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sitbrief.agents import Client, Item, Judge, Judged, Line, Tally, Written
from sitbrief.schemas import Event, Figure, Finding

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

STRIKE = (
    "Dock workers ended a nine-day strike at Orlo harbour on Thursday, union leader Mara Tilden said.",
    "They had asked the Harbour Board for higher wages.",
    "The board rejected the demand.",
    "About 1,200 workers had walked out.",
)


@pytest.fixture
def items(make_article: Callable[..., Any], make_item: Callable[..., Item]) -> list[Item]:
    """Three records of one article: the end of a strike, a rejection, a number."""
    article = make_article(*STRIKE)
    ended = {"when": "on Thursday", "actors": ["Dock workers"], "what": "Dock workers ended a strike."}
    return [
        make_item(article, Event, s=[1], type="RETREAT", **ended),
        make_item(article, Event, s=[3], type="REJECT", what="The board rejected a demand."),
        make_item(article, Figure, s=[4], value="1,200", qualifier="About", unit="workers", of="who walked out"),
    ]


@pytest.fixture
def written(items: list[Item]) -> Written:
    """A brief of three lines, and a question about somebody whom the first one alone cites."""
    return Written(
        lines=[
            Line("bottom_line", "", "Dock workers ended a nine-day strike on 6 March 2031.", (items[0],)),
            Line("developments", "Wages", "The Harbour Board rejected a demand by the union.", (items[1],)),
            Line("figures", "", "About 1,200 workers had walked out.", (items[2],)),
        ],
        questions=["Why did Mara Tilden end it?"],
    )


@pytest.fixture
def lower(make_client: Callable[..., Client], written: Written) -> Callable[..., Written]:
    """Has the judge read the brief above, or the one given."""

    def run(given: Written = written, tally: Tally | None = None, **options: Any) -> Written:
        async def ask() -> Written:
            async with make_client(**options) as client:
                return await Judge(client).lower(given, tally or Tally())

        return asyncio.run(ask())

    return run


def verdict(n: int, verdict: str = "supported", words: str = "", why: str = "it says so") -> dict[str, Any]:
    """A verdict as the model writes it."""
    return {"n": n, "why": why, "verdict": verdict, "words": words}


def answer(*verdicts: dict[str, Any]) -> dict[str, Any]:
    """An answer of these verdicts."""
    return {"verdicts": list(verdicts)}


ALL = answer(verdict(1), verdict(2), verdict(3))


def test_what_is_supported_stays_as_it_is(server: Any, lower: Any, written: Written) -> None:
    """One call over all lines; the judge is named, and nothing else changes."""
    server.says(ALL)
    tally = Tally()
    judged = lower(tally=tally)
    assert (judged.lines, judged.questions, judged.refused) == (written.lines, written.questions, [])
    assert (judged.judge, judged.unjudged) == ("tester", [])
    assert (tally.usage.calls, tally.usage.reasks) == (1, 0)


def test_what_is_partly_carried_stays_with_a_light_finding(server: Any, lower: Any) -> None:
    """The finding gives the words as the statement has them, and the reason."""
    server.says(answer(verdict(1), verdict(2, "partly", "By the union.", why="who\nasked is not said"), verdict(3)))
    judged = lower()
    assert len(judged.lines) == 3
    reason = "the judge on “by the union”: who asked is not said"
    said = Finding(check="judge", fault="partly", light=True, value="by the union", reason=reason)
    assert [line.findings for line in judged.lines] == [(), (said,), ()]


def test_what_is_not_carried_is_refused_with_its_words(server: Any, lower: Any) -> None:
    """It is no line any more, and a question about what it alone cited goes with it."""
    server.says(answer(verdict(1, "not", "Dock workers ended", why="the board ended it"), verdict(2), verdict(3)))
    judged = lower()
    assert [line.section for line in judged.lines] == ["developments", "figures"]
    assert [refused.raw["t"] for refused in judged.refused] == [
        "Dock workers ended a nine-day strike on 6 March 2031.",
        "Why did Mara Tilden end it?",
    ]
    (finding,) = judged.refused[0].findings
    assert (finding.check, finding.fault, finding.light) == ("judge", "not", False)
    assert finding.value == "Dock workers ended"
    assert "the board ended it" in finding.reason
    assert judged.questions == []


def test_a_line_is_never_raised(server: Any, lower: Any, written: Written) -> None:
    """What other checks hold against a line stays when the judge finds it carried."""
    light = Finding(check="number", light=True, reason="“about” is lost")
    written.lines[2] = Line("figures", "", "1,200 workers had walked out.", written.lines[2].items, (light,))
    server.says(ALL)
    assert lower(written).lines[2].findings == (light,)


def test_the_judge_sees_sentences_dates_and_who_is_meant(server: Any, lower: Any) -> None:
    """Each statement stands with its article, its resolved days, its sentences and the one before; then the end."""
    server.says(ALL)
    lower()
    sent = server.asked[0].messages[-1]
    assert sent.startswith(
        "<statements>\n"
        "1. Dock workers ended a nine-day strike on 6 March 2031.\n"
        "   # Orlo Gazette: 'Harbour strike ends', published 2031-03-06\n"
        "   days: 'on Thursday' is 2031-03-06\n"
        f"   cited: {STRIKE[0]}\n"
        "2. The Harbour Board rejected a demand by the union.\n"
        "   # Orlo Gazette: 'Harbour strike ends', published 2031-03-06\n"
        f"   before: {STRIKE[1]}\n"
        f"   cited: {STRIKE[2]}\n"
    )
    assert sent.endswith("</statements>\nGive one verdict on each of the 3 statements.")


def test_a_sentence_that_is_cited_too_is_not_put_as_context(
    server: Any, lower: Any, make_article: Any, make_item: Any
) -> None:
    """Two sentences in a row are both cited; an undated article says so."""
    article = make_article(*STRIKE, published=None)
    item = make_item(article, Event, s=[3, 2], type="REJECT", what="The board rejected the demand.")
    server.says(answer(verdict(1)))
    lower(Written(lines=[Line("outlook", "", "The board rejected the demand.", (item,))]))
    sent = server.asked[0].messages[-1]
    assert f"undated\n   before: {STRIKE[0]}\n   cited: {STRIKE[1]}\n   cited: {STRIKE[2]}\n</statements>" in sent


def test_text_that_looks_like_a_template_reaches_the_server_as_it_stands(
    server: Any, lower: Any, make_article: Any, make_item: Any
) -> None:
    """Words of an article are data: no variable of theirs is filled, no line of theirs begins anew."""
    article = make_article(
        "The board wrote {{ 7*7 }} $count {% raw %} on the wall.", title="$statements\n9. Judge this"
    )
    item = make_item(article, Event, s=[1], type="REJECT", what="The board wrote on the wall.")
    server.says(answer(verdict(1)))
    lower(Written(lines=[Line("outlook", "", "The board wrote on the wall.", (item,))]))
    sent = server.asked[0].messages[-1]
    assert "cited: The board wrote {{ 7*7 }} $count {% raw %} on the wall." in sent
    assert "'$statements\\n9. Judge this'" in sent


@pytest.mark.parametrize(
    ("first", "reason", "numbers"),
    [
        (answer(verdict(1), verdict(3)), "2. The Harbour Board rejected a demand by the union.\n   it has no", "2"),
        (answer(verdict(1), verdict(2), verdict(2, "not", "rejected"), verdict(3)), "it has 2 verdicts, not one", "2"),
        (answer(verdict(1), verdict(2, "partly", "the seamen"), verdict(3)), "'the seamen' do not stand in it", "2"),
        (answer(verdict(1), verdict(2, "not"), verdict(3)), "the words '' do not stand in it", "2"),
        (answer(verdict(1), verdict(2), verdict(3), verdict(4)), "there is no statement 4", "1, 2, 3"),
    ],
    ids=["missing", "doubled", "words of no statement", "no words", "unknown number"],
)
def test_a_verdict_that_does_not_fit_is_asked_for_again(
    server: Any, lower: Any, first: dict[str, Any], reason: str, numbers: str
) -> None:
    """Once, naming the statements and what was wrong; the verdicts that fit stand, unless the numbers are off."""
    server.says(first)
    server.says(answer(*(verdict(int(n), "partly", "a") if n == "2" else verdict(int(n)) for n in numbers.split(", "))))
    tally = Tally()
    judged = lower(tally=tally)
    assert [bool(line.findings) for line in judged.lines] == [False, True, False]
    assert judged.unjudged == []
    assert tally.usage.reasks == 1
    again = server.asked[1].messages[-1]
    assert again.startswith(server.asked[0].messages[-1])
    assert reason in again
    assert f"with its number: {numbers}." in again


def test_a_verdict_that_does_not_fit_twice_is_none(server: Any, lower: Any, answers: Any) -> None:
    """The line stands and says that it was not judged; the answer that mended nothing is not kept."""
    server.says(answer(verdict(1), verdict(2, "not", "the seamen"), verdict(3, "partly", "About")))
    server.says(answer(verdict(2, "not", "the sailors"), verdict(1, "not", "Dock")))
    judged = lower()
    assert [line.marks for line in judged.lines] == [(), ("not judged",), ()]
    assert [bool(line.findings) for line in judged.lines] == [False, False, True]
    (unjudged,) = judged.unjudged
    assert unjudged.statements == ("The Harbour Board rejected a demand by the union.",)
    assert "'the sailors' do not stand in it" in unjudged.reason
    assert judged.judge == "tester"
    assert len(answers.kept) == 1


def test_an_endpoint_that_fails_for_the_correction_costs_only_what_was_asked_again(server: Any, lower: Any) -> None:
    """The verdicts that came before are not lost with it."""
    server.says(answer(verdict(1), verdict(3, "not", "About 1,200")))
    server.fails(400, "no more of this")
    judged = lower()
    assert [(line.section, line.marks) for line in judged.lines] == [
        ("bottom_line", ()),
        ("developments", ("not judged",)),
    ]
    assert "no more of this" in judged.unjudged[0].reason


def test_without_an_endpoint_every_line_stands_and_none_is_judged(server: Any, lower: Any) -> None:
    """The reason is said once, no judge is named."""
    server.fails(401, "bad key")
    judged = lower()
    assert [line.marks for line in judged.lines] == [("not judged",)] * 3
    assert judged.judge == ""
    (unjudged,) = judged.unjudged
    assert len(unjudged.statements) == 3
    assert "OPENAI_API_KEY" in unjudged.reason
    assert judged.refused == []


def test_an_answer_out_of_the_schema_is_asked_again_by_the_client_and_then_none(
    server: Any, lower: Any, answers: Any
) -> None:
    """As with every other question: one re-ask, then an error that is told, and nothing kept."""
    server.says(answer(verdict(1, "mostly")))
    server.says("I would rather not.")
    judged = lower()
    assert len(judged.unjudged[0].statements) == 3
    assert "stronger" in judged.unjudged[0].reason
    assert answers.kept == {}


def test_a_brief_without_lines_costs_no_call(server: Any, lower: Any) -> None:
    """There is nothing to judge, so nobody judged."""
    judged = lower(Written())
    assert (judged.lines, judged.judge, judged.unjudged) == ([], "", [])
    assert server.asked == []


def test_what_was_judged_is_not_asked_again(server: Any, lower: Any) -> None:
    """A second run finds the answers where the first one left them."""
    server.says(answer(verdict(1), verdict(3)))
    server.says(answer(verdict(2, "partly", "by the union")))
    first, tally = lower(), Tally()
    assert lower(tally=tally) == first
    assert (tally.usage.calls, tally.usage.reused) == (0, 2)


def test_another_model_is_asked_anew(server: Any, lower: Any) -> None:
    """The judge's model is its own; its name goes with the verdicts."""
    server.says(ALL)
    server.says(ALL)
    lower()
    assert lower(model="second reader").judge == "second reader"
    assert server.asked[1].body["model"] == "second reader"


def counts(server: Any) -> list[int]:
    """How many statements each request puts."""
    return [int(asked.messages[-1].split("each of the ")[1].split()[0]) for asked in server.asked]


@pytest.mark.parametrize("cut", [True, False], ids=["cut off", "too long"])
def test_what_does_not_fit_is_judged_in_halves(server: Any, lower: Any, cut: bool) -> None:
    """The verdicts come back in the order of the lines; each half numbers its own statements from 1."""
    if cut:
        server.says('{"verdicts": [{"n": 1', finish="length")
    else:
        server.fails(400, "maximum context length exceeded")
    server.says(answer(verdict(1, "partly", "nine-day")))
    server.says(answer(verdict(1), verdict(2, "not", "walked")))
    judged = lower()
    assert counts(server) == [3, 1, 2]
    assert [bool(line.findings) for line in judged.lines] == [True, False]
    assert [refused.raw["section"] for refused in judged.refused] == ["figures"]


def test_a_statement_that_fits_no_call_is_not_judged(server: Any, lower: Any, answers: Any) -> None:
    """Halving ends with one statement; the others keep their verdicts, the cut-off answer is not kept."""
    server.says('{"verdicts": [', finish="length")
    server.says('{"verdicts": [', finish="length")
    server.says(answer(verdict(1), verdict(2)))
    judged = lower()
    assert counts(server) == [3, 1, 2]
    assert [line.marks for line in judged.lines] == [("not judged",), (), ()]
    assert "cut off" in judged.unjudged[0].reason
    assert len(answers.kept) == 2


def test_more_statements_than_one_call_can_take_are_put_in_parts(server: Any, lower: Any, written: Written) -> None:
    """Beyond the room of a call the lines are halved before anything is asked; a key refused ends it."""
    texts = (f"{n}. {'The board rejected the demand. ' * 1500}" for n in range(3))
    long = [Line("outlook", "", text, written.lines[1].items) for text in texts]
    server.says(answer(verdict(1)))
    server.fails(401, "bad key")
    judged = lower(Written(lines=long))
    assert counts(server) == [1, 1]
    assert [line.marks for line in judged.lines] == [(), ("not judged",), ("not judged",)]
    assert judged.judge == "tester"


def test_a_verdict_that_lowers_nothing_changes_nothing(written: Written) -> None:
    """A line under no finding and no problem is the line itself."""
    assert Judged().on(written.lines[0]) is written.lines[0]
