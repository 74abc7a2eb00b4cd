"""What stands where in both printed forms."""

import re
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from markdown_it import MarkdownIt
from sitbrief import render
from sitbrief.schemas import Brief, BriefHeader, Finding, Gaps, Rejected

TITLES = [
    "Bottom line",
    "Key takeaways",
    "What changed since the last brief",
    "Developments",
    "Actors and positions",
    "Key figures",
    "Contradictions and single-source claims",
    "Outlook",
    "Gaps",
    "Sources",
]
Form = Callable[[Brief], str]


def from_markdown(brief: Brief) -> str:
    """The Markdown form as a reader's program shows it."""
    return str(MarkdownIt("commonmark").render(render.markdown(brief)))


@pytest.fixture(params=[from_markdown, render.html], ids=["markdown", "html"])
def form(request: pytest.FixtureRequest) -> Form:
    """Each printed form, as HTML."""
    made: Form = request.param
    return made


def headings(page: str, level: str) -> list[str]:
    """The headings of one level, in order, without what is hidden at first."""
    found = lxml.html.fromstring(page).iter(level)
    return [heading.text_content() for heading in found if not heading.xpath("ancestor::*[@hidden]")]


def words(page: str) -> str:
    """The text of a page without its style, its script and what is hidden at first, with single spaces."""
    tree = lxml.html.fromstring(page)
    for element in tree.xpath("//style | //script | //*[@hidden]"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


def between(page: str, first: str, last: str) -> str:
    """The text from one section title to another."""
    return words(page).split(first, 1)[1].split(last, 1)[0].strip()


def test_sections_stand_in_the_order_of_the_brief(form: Form, make_brief: Callable[..., Brief]) -> None:
    """Every section has its title, and the titles stand in one order; the page adds the cited articles."""
    assert [title for title in headings(form(make_brief()), "h2") if title != "Cited articles"] == TITLES


@pytest.mark.parametrize("field", ["takeaways", "developments", "positions", "figures", "contradictions", "outlook"])
def test_a_section_without_statements_is_left_out(form: Form, field: str, make_brief: Callable[..., Brief]) -> None:
    """An empty section leaves no title behind."""
    shown = headings(form(make_brief(**{field: []})), "h2")
    gone = set(TITLES) - set(shown)
    assert len(gone) == 1
    assert [title for title in TITLES if title not in gone] == [title for title in shown if title in TITLES]


def test_developments_are_grouped_under_their_headings(form: Form, make_brief: Callable[..., Brief]) -> None:
    """Each heading stands before its own statements, in the order of the brief."""
    page = form(make_brief())
    assert headings(page, "h3") == ["Energy", "Border"]
    section = between(page, "Developments Energy", "Actors and positions")
    assert section.index("pipeline law. [1]") < section.index("Border") < section.index("Trucks pass. [5]")


def test_a_group_without_statements_shows_no_heading(form: Form, make_brief: Callable[..., Brief]) -> None:
    """A heading with nothing under it is left out."""
    groups = make_brief().developments
    page = form(make_brief(developments=[groups[0].model_copy(update={"statements": ()}), groups[1]]))
    assert headings(page, "h3") == ["Border"]


def test_the_header_says_what_the_brief_covers(form: Form, make_brief: Callable[..., Brief]) -> None:
    """Area, period, time zone, cut-off in UTC, articles read, sources cited, the model, and that it wrote it."""
    header = words(form(make_brief())).split("Bottom line", 1)[0]
    for said in (
        "Situation brief: Sarvan, 14 March 2026",
        "Asia/Baghdad",
        "14 March 2026, 18:05 UTC",
        "7 sentences of 3 articles",
        "some-model",
        "A model wrote this brief from checked records.",
    ):
        assert said in header
    assert re.search(r"Articles read:? ?4\b", header)
    assert "recorded" not in header


def test_the_judge_is_named_where_one_read_the_brief(
    form: Form, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """The header says which model it was and that it may err; the Gaps count the statements without a verdict."""
    page = words(form(make_brief(header=make_header(judge="second-reader"))))
    assert re.search(r"Judge:? ?second-reader", page)
    assert "a model that may err too" in page
    assert "on which the judge gave no verdict: 0" in page
    assert "judge" not in words(form(make_brief())).lower()


def test_statements_without_a_verdict_are_counted_by_reason(form: Form, make_brief: Callable[..., Brief]) -> None:
    """How many, and why; which they are is marked beside them."""
    gaps = Gaps(
        unjudged=[{"reason": "out of reach", "statements": ["One.", "Two."]}, {"reason": "x", "statements": ["3"]}]
    )
    told = "gave no verdict: 3 2 statements (out of reach) 1 statement (x)"
    assert told in words(form(make_brief(gaps=gaps)))


def test_the_cut_off_is_told_in_utc(
    form: Form, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """A cut-off given with another offset is shown in UTC."""
    header = BriefHeader.model_validate({**make_header().model_dump(), "cut_off": "2026-03-15T01:30:00+03:00"})
    assert "14 March 2026, 22:30 UTC" in words(form(make_brief(header=header)))


def test_all_areas_and_a_longer_period_are_said(
    form: Form, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """No area means all of them; a period of several days names the first and the last."""
    header = make_header(area="", since="2026-02-28")
    assert "Situation brief: All areas, 28 February 2026 to 14 March 2026" in words(form(make_brief(header=header)))


def test_without_a_model_none_is_said_to_have_written(
    form: Form, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """A brief for which no model was asked names none."""
    header = words(form(make_brief(header=make_header(model="")))).split("Bottom line", 1)[0]
    assert "odel" not in header


def test_recorded_answers_are_said(
    form: Form, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """A brief made from recorded answers says so in its header."""
    header = words(form(make_brief(header=make_header(recorded=True)))).split("Bottom line", 1)[0]
    assert "recorded answers" in header


@pytest.mark.parametrize(
    ("previous", "changes", "line"),
    [
        ("2026-03-13", True, "Compared with the brief for 13 March 2026:"),
        ("2026-03-12 to 2026-03-13", True, "Compared with the brief for 12 March 2026 to 13 March 2026:"),
        ("2026-02-31", False, "Compared with the brief for 2026-02-31: no change to report."),
        ("", False, "There is no earlier brief to compare with."),
    ],
)
def test_what_changed_says_against_what(
    form: Form,
    previous: str,
    changes: bool,
    line: str,
    make_brief: Callable[..., Brief],
    make_header: Callable[..., BriefHeader],
) -> None:
    """The section is always there, and one line says which brief it compares with, or that there is none."""
    brief = make_brief(header=make_header(previous=previous))
    if not changes:
        brief.changed = []
    section = between(form(brief), "What changed since the last brief", "Developments Energy")
    assert section.startswith(line)
    assert (section == line) is not changes


def test_marks_stand_in_brackets_after_the_citations(form: Form, make_brief: Callable[..., Brief]) -> None:
    """A statement that could not be checked word by word says so behind its citations, in italics."""
    page = form(make_brief())
    assert "was opened. [4] (translated, not string-checked)" in words(page)
    assert [em.text_content() for em in lxml.html.fromstring(page).iter("em")] == ["(translated, not string-checked)"]


def test_citation_marks_stand_at_the_end_of_the_statement(form: Form, make_brief: Callable[..., Brief]) -> None:
    """Each citation is a number in brackets after the statement, in the order of the brief."""
    page = words(form(make_brief()))
    for statement in make_brief().statements():
        assert f"{statement.text} {' '.join(f'[{n}]' for n in statement.citations)}" in page


def test_gaps_give_every_count_and_reason(form: Form, make_brief: Callable[..., Brief]) -> None:
    """Questions, and what was left out: how many, which, what it said and why."""
    gaps = between(form(make_brief()), "single-source claims", "Sources The Sarvan")
    for said in (
        "What would the pipeline law cost?",
        "first seen): 1 Thousands march in Port Ashe",
        "could not be used: 1 inbox/broken.html (the page holds no article text)",
        "Records taken from articles but dropped, as they failed the checks: 2",
        "figure: value: 900; unit: people; of: marchers (value “900”: not in sentence 2)",
        "event: Tirmen agreed to close the crossing. (sentence 1 says the opposite)",
        "Statements and questions written but dropped, as they failed the checks: 1",
        "statement: The law passed unanimously. (no source says it)",
        "want of room: 7",
        "outside the period: 2",
    ):
        assert said in gaps


@pytest.mark.parametrize(
    ("finding", "why"),
    [
        (Finding(check="x", reason="it cites no sentence"), "(it cites no sentence)"),
        (Finding(check="x", field="actors", value="Marok", reason="not in sentence 2"), "actors “Marok”: not in"),
        (Finding(check="x", field="actors", value="Marok", reason="no sentence names Marok"), "(actors: no sentence"),
        (Finding(check="x", field="mode", reason="PROTEST has no mode 'phone'"), "(PROTEST has no mode 'phone')"),
        (Finding(check="quote", fault="spliced", field="cue", reason="two parts"), "(quote: spliced, cue: two parts)"),
        (
            Finding(check="judge", fault="not", value="ran", reason="the judge on “ran”: he walked"),
            "judge: not, the ju",
        ),
    ],
)
def test_a_reason_names_field_and_value_once(
    form: Form, finding: Finding, why: str, make_brief: Callable[..., Brief]
) -> None:
    """What failed is named before the reason where the reason itself does not name it."""
    rejected = Rejected(kind="event", raw={"what": "Marok spoke.", "s": [2]}, findings=(finding, finding))
    gaps = words(form(make_brief(gaps=Gaps(rejected=(rejected,)))))
    assert f"event: Marok spoke. ({why.strip('()')}" in gaps
    assert f"; {why.strip('()')}" in gaps


def test_what_a_refused_statement_said_is_shown(form: Form, make_brief: Callable[..., Brief]) -> None:
    """Of a statement or record with a sentence of its own the sentence is shown, of any other its filled fields."""
    raws: list[dict[str, Any]] = [
        {"section": "outlook", "t": "Work began.", "records": ["a1"]},
        {"what": ["no", "sentence"], "s": [1], "empty": [], "when": {"words": "on Friday", "start": None}},
    ]
    refused = tuple(Rejected(kind="statement", raw=raw, findings=()) for raw in raws)
    gaps = words(form(make_brief(gaps=Gaps(refused=refused))))
    assert "checks: 2 statement: Work began. statement: what: no, sentence; when: words: on Friday Checked" in gaps


def test_gaps_count_also_what_is_none(form: Form, make_brief: Callable[..., Brief]) -> None:
    """With nothing left out the six counts stand there as zero, and no question is announced."""
    gaps = form(make_brief(gaps=Gaps()))
    assert len(re.findall(r": 0\b", words(gaps))) == 6
    assert "Questions" not in words(gaps)


def test_sources_name_outlet_title_date_address_and_quote(form: Form, make_brief: Callable[..., Brief]) -> None:
    """A note carries all that a reader needs to find the sentence; a missing outlet leaves no trace."""
    sources = words(form(make_brief())).split(" Sources ")[-1]
    assert "The Sarvan Courier, “Parliament passes pipeline law”, 14 March 2026" in sources
    assert "https://courier.example/pipeline?page=1&view=full" in sources
    assert "Sarvan's parliament approved the pipeline law on Friday by 61 votes to 38." in sources
    assert re.search(r"\[6\] (About 1,200 people marched[^“]*)?“Thousands march in Port Ashe”, undated", sources)


def test_a_publication_instant_is_a_day_of_the_brief_s_time_zone(
    form: Form, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """22:30 UTC is the next day in Baghdad, and still the same in UTC."""
    assert "law”, 14 March 2026" in words(form(make_brief()))
    assert "law”, 13 March 2026" in words(form(make_brief(header=make_header(timezone="UTC"))))


def test_an_empty_brief_is_one_line_and_its_gaps(form: Form, empty_brief: Brief) -> None:
    """A day with nothing says so in one line; only the gaps follow."""
    page = words(form(empty_brief))
    line, gaps = re.sub("^Nothing.*?Nothing", "Nothing", page).split(" Gaps ")  # HTML has it in its title, too
    bounds = "time zone Asia/Baghdad, data cut-off 14 March 2026, 18:05 UTC"
    assert line == f"Nothing to report for Sarvan, 14 March 2026 ({bounds}): 3 articles read."
    assert "could not be used: 1 inbox/broken.html" in gaps
    assert "outside the period: 3" in gaps
    assert headings(form(empty_brief), "h2") == ["Gaps"]


def test_an_empty_brief_shows_no_sources(form: Form, make_bare: Callable[..., Brief]) -> None:
    """Notes and articles that no statement cites are not shown."""
    page = form(make_bare(None))
    assert headings(page, "h2") == ["Gaps"]
    assert "Courier" not in words(page)


@pytest.mark.parametrize(("field", "label"), [("update", "Update:"), ("gone", "No longer reported:")])
def test_what_goes_on_with_the_last_brief_is_labelled_in_both_forms(make_brief, field, label):
    """The label stands before the statement and is no part of it."""
    brief = make_brief()
    brief.takeaways[0] = said = brief.takeaways[0].model_copy(update={field: True})
    assert f"- {label} {said.text}"[:60] in render.markdown(brief).replace("\\", "")
    assert f'<b class="tag">{label}' in render.html(brief)
    assert render.html(make_brief()).count(label) == 0
