"""Verified records in, checked lines of a brief out: what is kept, asked again, refused and counted."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from sitbrief.agents import Client, Item, Material, Summariser, Tally, Written
from sitbrief.schemas import (
    Actor,
    Article,
    Change,
    Event,
    Evidence,
    Figure,
    Picture,
    Published,
    Stance,
    TruncatedError,
)

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

STRIKE = (
    "Dock workers ended a nine-day strike at Orlo harbour on Thursday, union leader Mara Tilden said.",
    '"We go back with our heads up," Tilden told reporters.',
    "The Harbour Board rejected a demand for higher wages.",
    "About 1,200 workers had walked out on 25 February.",
)
FERRIES = (
    "The first ferries left Orlo on Friday.",
    "About 1,500 passengers were on board, the ferry company Anser Lines said.",
)
EARLIER = ("Dock workers began a strike at Orlo harbour on 25 February.",)

# The records of the brief in the order in which they are put to the model.
ENDED, REFUSED, WALKED, LEFT, ABOARD = 1, 2, 3, 4, 5


@pytest.fixture
def items(make_article: Callable[..., Article], make_item: Callable[..., Item]) -> list[Item]:
    """Five records of two articles, in the order of the numbers above."""
    strike = make_article(*STRIKE)
    friday = Published(day=date(2031, 3, 7), origin="flag")
    ferries = make_article(*FERRIES, title="First ferries leave", published=friday)
    return [
        make_item(strike, Event, s=[1], type="RETREAT", actors=["Dock workers"], what="Dock workers ended a strike."),
        make_item(strike, Event, s=[3], type="REJECT", actors=["Harbour Board"], what="The board rejected a demand."),
        make_item(strike, Figure, s=[4], value="1,200", qualifier="About", unit="workers", of="who walked out"),
        make_item(ferries, Event, s=[1], type="COOPERATE", recipients=["Orlo"], what="The first ferries left Orlo."),
        make_item(ferries, Figure, s=[2], value="1,500", qualifier="About", unit="passengers", of="on board"),
    ]


@pytest.fixture
def earlier(make_article: Callable[..., Article], make_item: Callable[..., Item]) -> list[Item]:
    """One record of the brief before."""
    published = Published(day=date(2031, 2, 26), origin="flag")
    article = make_article(*EARLIER, title="Harbour strike begins", published=published)
    return [make_item(article, Event, s=[1], type="PROTEST", mode="strike", what="Dock workers began a strike.")]


@pytest.fixture
def summarise(make_client: Callable[..., Client], items: list[Item]) -> Callable[..., Written]:
    """Writes the brief of the five records; other material may be given."""

    def run(tally: Tally | None = None, **fields: Any) -> Written:
        material = Material(**{"area": "Orlo", "period": "6 to 7 March 2031", "items": items, **fields})

        async def write() -> Written:
            async with make_client() as client:
                return await Summariser(client).summarise(material, tally or Tally())

        return asyncio.run(write())

    return run


def says(text: str, *records: int, earlier: Sequence[int] = ()) -> dict[str, Any]:
    """A statement as the model writes it."""
    return {"t": text, "r": list(records), **({"e": list(earlier)} if earlier else {})}


END = says("Dock workers ended a nine-day strike at Orlo harbour.", ENDED)
NO = says("The Harbour Board rejected a demand for higher wages.", REFUSED)
OUT = says("About 1,200 workers had walked out.", WALKED)
LEAVE = says("The first ferries left Orlo on Friday.", LEFT)
INVENTED = says("About 1,300 workers had walked out.", WALKED)


def texts(written: Written) -> list[tuple[str, str]]:
    """Section and text of the lines."""
    return [(line.section, line.text) for line in written.lines]


def test_valid_lines_are_kept_with_their_records(server: Any, summarise: Any, items: list[Item]) -> None:
    """One request gives the lines in the order of the brief, each with the records that it rests on."""
    server.says(
        {
            "figures": [OUT],
            "developments": [{"heading": "Harbour", "statements": [END, LEAVE]}],
            "bottom_line": says("The strike at Orlo harbour ended and the first ferries left.", ENDED, LEFT),
            "takeaways": [NO],
        }
    )
    tally = Tally()
    written = summarise(tally)
    assert [(line.section, line.heading) for line in written.lines] == [
        ("bottom_line", ""),
        ("takeaways", ""),
        ("developments", "Harbour"),
        ("developments", "Harbour"),
        ("figures", ""),
    ]
    assert written.lines[0].items == (items[0], items[3])
    assert written.lines[-1].text == "About 1,200 workers had walked out."
    assert (written.refused, written.questions, written.omitted) == ([], [], 0)
    assert (tally.usage.calls, tally.usage.reasks) == (1, 0)


def test_a_line_quotes_each_sentence_that_it_rests_on_once(server: Any, summarise: Any) -> None:
    """The notes of a line are the sentences of its records, numbered from 1."""
    server.says({"takeaways": [says("The strike ended and the first ferries left.", ENDED, LEFT, ENDED)]})
    (line,) = summarise().lines
    assert [(note.number, note.quote, note.title) for note in line.notes()] == [
        (1, STRIKE[0], "Harbour strike ends"),
        (2, FERRIES[0], "First ferries leave"),
    ]


def test_a_line_quotes_each_outlet_that_printed_its_sentence(
    server: Any, summarise: Any, make_article: Any, make_item: Any
) -> None:
    """One text in two outlets is two sources."""
    reprints = [make_article(*STRIKE, id=outlet, outlet=outlet) for outlet in ("Northern Wire", "Orlo Gazette")]
    items = [make_item(article, Event, s=[1], type="RETREAT", what="A strike ended.") for article in reprints]
    server.says({"takeaways": [says(END["t"], 1, 2)]})
    (line,) = summarise(items=items).lines
    assert [(note.outlet, note.quote) for note in line.notes()] == [
        ("Northern Wire", STRIKE[0]),
        ("Orlo Gazette", STRIKE[0]),
    ]


def test_a_number_means_the_record_that_bore_it(server: Any, summarise: Any, items: list[Item]) -> None:
    """Records are put by day and article, whatever their rank, and a statement's numbers are those that were put."""
    server.says({"takeaways": [says(OUT["t"], 1), says(LEAVE["t"], 5)]})
    written = summarise(items=list(reversed(items)))
    assert [line.items for line in written.lines] == [(items[3],), (items[2],)]
    put = [line for line in server.asked[0].messages[-1].splitlines() if line.startswith(("#", "["))]
    assert put[0] == "# Orlo Gazette: 'Harbour strike ends', published 2031-03-06"
    assert put[1].startswith("[1] figure: About 1,200 workers")
    assert put[4] == "# Orlo Gazette: 'First ferries leave', published 2031-03-07"
    assert put[6].startswith("[5] event COOPERATE: The first ferries left")


FAULTS = [
    (says("The strike at Orlo harbour ended.", 9), "there is no record 9 for it"),
    (says("The strike at Orlo harbour ended.", 0), "there is no record 0 for it"),
    (says("The strike at Orlo harbour ended."), "it cites no record of this period"),
    (INVENTED, "1,300"),
    (says("Pavel Orsk ended a strike at Orlo harbour.", ENDED), "Pavel"),
    (says('Tilden spoke of "a great victory".', ENDED), "a great victory"),
    (says("Dock workers ended a strike.", 1, 2, 3, 4, 5, 1, 2), "cites too many records"),
    (says("  ", ENDED), "says nothing"),
    (says("The strike at Orlo harbour ended.", ENDED, earlier=[1]), "there is no record E1 for it"),
]


@pytest.mark.parametrize(("fault", "reason"), FAULTS)
def test_a_faulty_statement_is_asked_again_once_and_then_refused(
    fault: dict[str, Any], reason: str, server: Any, summarise: Any
) -> None:
    """The second request names statement and fault; if it comes back as it was, it is refused with its reasons."""
    server.says({"takeaways": [END, fault]})
    server.says({"statements": [{**fault, "number": 1}]})
    tally = Tally()
    written = summarise(tally)
    assert texts(written) == [("takeaways", END["t"])]
    (refused,) = written.refused
    assert (refused.kind, refused.raw["section"], refused.raw["t"]) == ("statement", "takeaways", fault["t"].strip())
    assert reason in refused.findings[0].reason
    assert tally.usage.reasks == 1
    request = server.asked[1].messages[-1]
    failures = request.split("These statements of an earlier answer")[1]
    assert reason in failures
    assert END["t"] not in failures


def test_the_second_request_quotes_the_cited_sentence(server: Any, summarise: Any) -> None:
    """Beside the statement, its records and the fault stands the sentence that it would have to follow."""
    server.says({"takeaways": [INVENTED]})
    server.says({"statements": []})
    summarise()
    request = server.asked[1].messages[-1]
    assert '1. {"t": "About 1,300 workers had walked out.", "r": [3]}\n' in request
    assert f"   cited: {STRIKE[3]}" in request


def test_a_mended_statement_takes_its_place(server: Any, summarise: Any, items: list[Item]) -> None:
    """The corrected words and records stand in the section and under the heading of the first ones."""
    server.says({"developments": [{"heading": "Harbour", "statements": [END, INVENTED]}], "outlook": [LEAVE]})
    server.says({"statements": [{**OUT, "number": 1}]})
    written = summarise()
    assert written.refused == []
    assert [(line.heading, line.text, line.items) for line in written.lines] == [
        ("Harbour", END["t"], (items[0],)),
        ("Harbour", OUT["t"], (items[2],)),
        ("", LEAVE["t"], (items[3],)),
    ]


@pytest.mark.parametrize("number", [0, 2, 7])
def test_a_correction_that_was_not_asked_for_is_ignored(number: int, server: Any, summarise: Any) -> None:
    """A statement under another number neither replaces the faulty one nor is added."""
    server.says({"takeaways": [END, INVENTED]})
    server.says({"statements": [{**OUT, "number": number}]})
    written = summarise()
    assert texts(written) == [("takeaways", END["t"])]
    assert [refused.raw["t"] for refused in written.refused] == [INVENTED["t"]]


@pytest.mark.parametrize("finish", ["stop", "length"])
def test_corrections_that_cannot_be_read_cost_the_faulty_statements_alone(
    finish: str, server: Any, summarise: Any
) -> None:
    """If the corrections come broken or cut off, what stood before still stands."""
    server.says({"takeaways": [END, INVENTED]})
    server.says('{"statements": [', finish=finish)
    if finish == "stop":  # broken JSON is asked for once more
        server.says('{"statements": [')
    written = summarise()
    assert texts(written) == [("takeaways", END["t"])]
    assert len(written.refused) == 1


LOOSE = says("Together about 14 guards were hurt in Orlo.", 1)
EXACT = says("Together 14 guards were hurt in Orlo.", 1)


@pytest.fixture
def guards(make_article: Callable[..., Article], make_item: Callable[..., Item]) -> list[Item]:
    """One record of a sentence with two numbers."""
    article = make_article("Nine guards were hurt at the gate in Orlo and five on the road.")
    return [make_item(article, Figure, s=[1], value="Nine", unit="guards", of="guards hurt at the gate")]


def test_a_statement_with_a_light_finding_is_asked_again_and_stays(
    server: Any, summarise: Any, guards: list[Item]
) -> None:
    """The model is told what is not carried; if it keeps its words, the line stands with the finding."""
    server.says({"takeaways": [LOOSE]})
    server.says({"statements": [{**LOOSE, "number": 1}]})
    tally = Tally()
    written = summarise(tally, items=guards)
    assert (texts(written), written.refused) == ([("takeaways", LOOSE["t"])], [])
    (finding,) = written.lines[0].findings
    assert (finding.check, finding.fault, finding.light) == ("qualifier", "other", True)
    assert finding.reason in server.asked[1].messages[-1]
    assert tally.usage.reasks == 1


@pytest.mark.parametrize("answer", ['{"statements": []}', '{"statements": ['], ids=["none", "broken"])
def test_a_light_finding_costs_no_statement_that_was_not_corrected(
    answer: str, server: Any, summarise: Any, guards: list[Item]
) -> None:
    """Without a correction the first words stand; the one with a real fault beside them is refused."""
    wrong = says("Together 15 guards were hurt in Orlo.", 1)
    server.says({"takeaways": [LOOSE, wrong]})
    server.says(answer)
    if not answer.endswith("}"):  # broken JSON is asked for once more
        server.says(answer)
    written = summarise(items=guards)
    assert texts(written) == [("takeaways", LOOSE["t"])]
    assert [refused.raw["t"] for refused in written.refused] == [wrong["t"]]


def test_a_mended_shade_leaves_no_finding(server: Any, summarise: Any, guards: list[Item]) -> None:
    """The corrected words are checked anew."""
    server.says({"takeaways": [LOOSE]})
    server.says({"statements": [{**EXACT, "number": 1}]})
    (line,) = summarise(items=guards).lines
    assert (line.text, line.findings) == (EXACT["t"], ())


def test_a_fact_is_told_once(server: Any, summarise: Any) -> None:
    """The same words in a later section are dropped, with the place where they stand already."""
    again = says("Dock workers ended a nine-day strike at the Orlo harbour.", ENDED)
    server.says({"developments": [{"heading": "Harbour", "statements": [END]}], "outlook": [again]})
    written = summarise()
    assert texts(written) == [("developments", END["t"])]
    (refused,) = written.refused
    assert refused.raw["t"] == again["t"]
    assert [(f.check, f.reason) for f in refused.findings] == [
        ("repetition", f"told already under developments: {END['t']}")
    ]


def test_bottom_line_and_takeaways_may_repeat(server: Any, summarise: Any) -> None:
    """They sum up what the sections tell."""
    server.says({"bottom_line": END, "takeaways": [END], "developments": [{"heading": "Harbour", "statements": [END]}]})
    written = summarise()
    assert [section for section, _ in texts(written)] == ["bottom_line", "takeaways", "developments"]
    assert written.refused == []


def test_the_same_words_with_another_number_are_another_fact(
    server: Any, summarise: Any, make_article: Any, make_item: Any
) -> None:
    """A number that grew, or that two outlets give differently, is not a repetition."""
    article = make_article(
        "The storm killed 12 people in Orlo.", "Later the storm had killed 14 people in Orlo, it was said."
    )
    first = make_item(article, Figure, s=[1], value="12", unit="people", of="people killed in Orlo")
    second = make_item(article, Figure, s=[2], value="14", unit="people", of="people dead in Orlo")
    counts = [says("The storm killed 12 people in Orlo.", 1), says("The storm killed 14 people in Orlo.", 2)]
    server.says({"figures": counts})
    written = summarise(items=[first, second])
    assert [line.text for line in written.lines] == [count["t"] for count in counts]


def test_questions_ask_about_what_the_records_name(server: Any, summarise: Any) -> None:
    """A question with a name or number that no cited record holds is refused; so is what is no question."""
    server.says(
        {
            "takeaways": [END],
            "gaps": [
                "Will the dock workers   be paid for the strike?",
                "What does Pavel Orsk say?",
                "Did 900 workers stay away?",
                "Nobody knows who paid.",
            ],
        }
    )
    written = summarise()
    assert written.questions == ["Will the dock workers be paid for the strike?"]
    assert [(refused.kind, refused.raw["t"]) for refused in written.refused] == [
        ("question", "What does Pavel Orsk say?"),
        ("question", "Did 900 workers stay away?"),
        ("question", "Nobody knows who paid."),
    ]
    assert all(refused.findings for refused in written.refused)


def test_what_is_no_longer_reported_rests_on_earlier_records_alone(
    server: Any, summarise: Any, earlier: list[Item]
) -> None:
    """Nothing of this period tells it: that is the news."""
    server.says({"changed": [says("A strike began at Orlo harbour on 25 February.", earlier=[1])]})
    (line,) = summarise(earlier=earlier, earlier_period="26 February 2031").lines
    assert line.items == (earlier[0],)


def test_the_kind_of_a_change_is_shown_and_not_checked(
    server: Any, summarise: Any, make_article: Any, make_item: Any
) -> None:
    """ "No longer reported" is said of the sources, and denies no word of the cited sentence."""
    told = "Ferry owners demanded a new pier, Mara Tilden said in a report."
    before = [make_item(make_article(told), Event, s=[1], type="REQUEST", actors=["Ferry owners"], what=told)]
    server.says({"changed": [says(f"No longer reported: f{told[1:]}", earlier=[1])]})
    written = summarise(earlier=before, earlier_period="26 February 2031")
    assert [(line.text, line.gone) for line in written.lines] == [(told, True)]
    assert written.refused == []


def test_a_faulty_comparison_is_asked_again_with_its_earlier_records(
    server: Any, summarise: Any, earlier: list[Item]
) -> None:
    server.says({"changed": [says("A strike of 70,000 began at Orlo harbour.", earlier=[1])]})
    server.says({"statements": [{"number": 1, **says("A strike began at Orlo harbour on 25 February.", earlier=[1])}]})
    (line,) = summarise(earlier=earlier).lines
    assert line.gone
    assert '"r": [], "e": [1]' in server.asked[1].messages[-1]


def test_what_changed_rests_on_records_of_both_briefs(
    server: Any, summarise: Any, items: list[Item], earlier: list[Item]
) -> None:
    """A statement of what changed cites an earlier record beside one of this period, and quotes both."""
    server.says({"changed": [says("The strike that began on 25 February has ended.", ENDED, earlier=[1])]})
    written = summarise(earlier=earlier, earlier_period="26 February 2031")
    (line,) = written.lines
    assert line.items == (items[0], earlier[0])
    assert [note.quote for note in line.notes()] == [STRIKE[0], EARLIER[0]]
    sent = server.asked[0].messages[-1]
    assert "[E1] event PROTEST strike: Dock workers began a strike." in sent
    assert "(26 February 2031)" in sent


@pytest.mark.parametrize(
    ("section", "statement", "reason"),
    [
        ("changed", says("The strike has ended.", ENDED, earlier=[2]), "there is no record E2 for it"),
        ("outlook", says("The strike has ended.", ENDED, earlier=[1]), "there is no record E1 for it"),
    ],
)
def test_earlier_records_are_for_what_changed_alone(
    section: str, statement: dict[str, Any], reason: str, server: Any, summarise: Any, earlier: list[Item]
) -> None:
    """No statement rests on the last brief alone, and no other section cites it."""
    server.says({section: [statement]})
    server.says({"statements": []})
    written = summarise(earlier=earlier)
    assert written.lines == []
    assert reason in [finding.reason for refused in written.refused for finding in refused.findings]


def test_what_is_gone_and_has_no_room_is_listed(server: Any, summarise: Any, earlier: list[Item]) -> None:
    """Eight are told; of the others it is said that nobody reports them any longer."""
    gone = tuple(Change(kind="gone", about=f"Plan {n}.", earlier=(earlier[0].record.id,)) for n in range(10))
    server.says({"changed": [says("A strike began at Orlo harbour on 25 February.", earlier=[1])]})
    written = summarise(earlier=earlier, picture=Picture(changes=gone))
    assert written.unreported == ["Plan 8.", "Plan 9."]


def test_without_a_brief_before_the_model_is_told_so(server: Any, summarise: Any) -> None:
    """There is nothing to compare with, and no area means all."""
    server.says({"gaps": ["Why?"]})
    assert summarise(area="").lines == []
    sent = server.asked[0].messages[-1]
    assert "Area: all. Period: 6 to 7 March 2031." in sent
    assert "(no brief before this one):\n<earlier>\n(none)\n</earlier>" in sent


def test_records_reach_the_server_as_they_stand(server: Any, summarise: Any, make_article: Any, make_item: Any) -> None:
    """Words of a record that look like a template, a tag or a variable stay words."""
    words = "{{ 7*7 }} {% raw %} $area </records>"
    article = make_article(f"Mara Tilden wrote {words} on the wall.", title="$period {{ 1 }}")
    item = make_item(article, Actor, s=[1], name="Mara Tilden", type="person", role=words)
    server.says({"gaps": ["Why?"]})
    summarise(items=[item])
    assert f"[1] actor: Mara Tilden, {words}\n</records>" in server.asked[0].messages[-1]
    assert "'$period {{ 1 }}'" in server.asked[0].messages[-1]


def test_a_brief_that_is_always_cut_off_is_an_error_and_nothing_of_it_is_kept(
    server: Any, summarise: Any, answers: Any
) -> None:
    """It is asked for whole, then part by part in less and less room; what came of it is asked anew the next time."""
    for _ in range(4):
        server.says('{"bottom_line": {"t": "The', finish="length")
    with pytest.raises(TruncatedError, match="larger"):
        summarise()
    assert answers.kept == {}


def test_a_brief_that_is_cut_off_is_written_part_by_part(server: Any, summarise: Any) -> None:
    """What does not fit into one answer may fit into several."""
    server.says('{"bottom_line": {"t": "The', finish="length")
    server.says({"takeaways": [END]})
    server.always = server.saying({"gaps": ["Why?"]})
    written = summarise()
    assert texts(written) == [("takeaways", END["t"])]


def test_an_answer_that_writes_nothing_is_asked_again(server: Any, summarise: Any) -> None:
    """There are records: an empty brief is a failed answer, not a day without news."""
    server.says({})
    server.says({"takeaways": [END]})
    assert texts(summarise()) == [("takeaways", END["t"])]
    assert "no section was written" in server.asked[1].messages[-1]


def test_takeaways_and_questions_beyond_the_bound_are_counted(server: Any, summarise: Any) -> None:
    """Five of each are kept, in their order; the sixth is refused with the reason."""
    server.says({"takeaways": [END] * 6, "gaps": [f"Why {word}?" for word in ("a", "b", "c", "d", "e", "f")]})
    written = summarise()
    assert len(written.lines) == len(written.questions) == 5
    assert [refused.findings[0].check for refused in written.refused] == ["bound", "bound"]


# More records than one call can take.


def events(article: Article, count: int) -> list[Item]:
    """So many events of one article, the most important first, each of some 200 characters."""
    s = article.sentence(1)
    at = Evidence(article=article.id, revision=article.revision, sentence=1, start=s.start, end=s.end, text=s.text)
    wordy = "A pier of Orlo harbour was closed. " * 5
    made = (
        Event(sentences=[1], type="COERCE", what=f"{n}: {wordy}", id=f"e-{n}", evidence=(at,)) for n in range(count)
    )
    return [Item(event, article) for event in made]


SECTIONS = "Write these sections, and leave the others empty: "


def asked_for(server: Any) -> list[str]:
    """The sections that each request asks for."""
    return [asked.messages[-1].split(SECTIONS)[1] for asked in server.asked]


def test_too_many_records_are_written_up_part_by_part(
    server: Any, summarise: Any, make_article: Any, make_item: Any
) -> None:
    """Each part is written from the kinds that it needs; what the model writes into other sections is left out."""
    article = make_article("A pier of Orlo harbour was closed, Mara Tilden said.")
    tilden = make_item(article, Actor, s=[1], name="Mara Tilden", type="person")
    against = {"target": "the closing", "polarity": "against", "cue": "said", "said": "indirect"}
    stance = make_item(article, Stance, s=[1], holder="Mara Tilden", **against)
    closed = says("A pier of Orlo harbour was closed.", 1)
    spoke = says("Mara Tilden spoke of a pier.", 1)
    server.says({"bottom_line": closed, "developments": [{"heading": "Elsewhere", "statements": [closed]}]})
    server.says({"bottom_line": closed, "developments": [{"heading": "Harbour", "statements": [closed]}]})
    server.says({"positions": [spoke]})
    server.says({"gaps": ["Why?"]})
    tally = Tally()
    written = summarise(tally, items=[*events(article, 400), stance, tilden])
    assert asked_for(server) == [
        "bottom_line, takeaways, changed, gaps.",
        "developments, outlook.",
        "positions.",
        "figures, contradictions.",
    ]
    assert [(line.section, line.heading) for line in written.lines] == [
        ("bottom_line", ""),
        ("developments", "Harbour"),
        ("positions", ""),
    ]
    assert tally.usage.calls == 4
    assert "actor: Mara Tilden" in server.asked[2].messages[-1]
    assert "event COERCE" not in server.asked[2].messages[-1]


def test_records_that_fit_into_no_call_are_counted(server: Any, summarise: Any, make_article: Any) -> None:
    """The most important records are put, the rest is counted as omitted; a part without records is not asked for."""
    items = events(make_article("A pier of Orlo harbour was closed."), 400)
    for _ in range(3):
        server.says({"gaps": ["Why?"]})
    written = summarise(items=items)
    put = server.asked[0].messages[-1].count("] event COERCE")
    assert 100 < put < 400
    assert written.omitted == 400 - put
    sent = server.asked[0].messages[-1]
    assert f" {put - 1}: A pier" in sent
    assert f" {put}: A pier" not in sent
    assert "positions." not in asked_for(server)
