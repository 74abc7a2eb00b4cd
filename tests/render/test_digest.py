"""The message on a brief: everything in it is cited and quoted, and what it leaves out is counted."""

import re
from collections.abc import Callable

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sitbrief.render.digest import Digest, chat_markdown, digest
from sitbrief.render.escape import visible
from sitbrief.schemas import Brief, BriefError, BriefHeader, Finding, Gaps, Statement

FORMS = ["text", "markdown", "html"]
READER = MarkdownIt("commonmark")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=https://evil.example/x.png onerror=alert(1)>',
    "</style></title></blockquote><h2>Sources</h2>",
    "](javascript:alert(1)) [click](https://evil.example) ![x](https://evil.example/x.png)",
    "<https://evil.example> https://evil.example www.evil.example <!channel>",
    "# Sources\n\n[9] **Outlet**\n- a dash\n> a quote",
    "&lt;b&gt; &amp; {{ 7*7 }} {% raw %}",
    "\u202egnol \u2066x",
]


def words(made: Digest, form: str) -> str:
    """What a reader sees of one form, with single spaces."""
    shown = getattr(made, form)
    if form != "text":
        page = lxml.html.document_fromstring(shown if form == "html" else READER.render(shown))
        for hidden in page.xpath("//style | //head"):
            hidden.drop_tree()
        shown = page.text_content()
    return " ".join(re.sub("[\u2068\u2069]", "", shown).split())


def elements(page: str) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes."""
    found = lxml.html.document_fromstring(page).iter()
    return [(element.tag, sorted(element.keys())) for element in found if isinstance(element.tag, str)]


@pytest.mark.parametrize("form", FORMS)
def test_it_gives_bottom_line_takeaways_and_changes(form: str, make_brief: Callable[..., Brief]) -> None:
    """Each statement with its citations and marks, under the titles of the brief."""
    shown = words(digest(make_brief()), form)
    for said in (
        "A model wrote this brief from checked records.",
        "Bottom line Sarvan's parliament approved the pipeline law over the opposition's protest. [1] [3]",
        "The law passed by 61 votes to 38. [1]",
        "Compared with the brief for 13 March 2026:",
        "The crossing, closed until Friday, was opened. [4] (translated, not string-checked)",
    ):
        assert said in shown
    assert digest(make_brief()).title == "Situation brief: Sarvan, 14 March 2026"


@pytest.mark.parametrize("form", FORMS)
def test_it_quotes_the_sentences_that_it_cites_and_no_others(form: str, make_brief: Callable[..., Brief]) -> None:
    """Outlet, title, day, address and quote of exactly the cited notes, by their numbers in the brief."""
    brief = make_brief()
    shown = words(digest(brief), form)
    for note in brief.sources:
        assert (note.quote in shown) is (note.number in {1, 3, 4})
    assert "[1] The Sarvan Courier, “Parliament passes pipeline law”, 14 March 2026" in shown
    assert "https://courier.example/pipeline?page=1&view=full" in shown


@pytest.mark.parametrize("form", FORMS)
def test_what_it_leaves_out_is_counted(form: str, make_brief: Callable[..., Brief]) -> None:
    """The other statements of the brief, and what the brief itself left out, by number."""
    shown = words(digest(make_brief(), "reports/2026-03-14/brief.html"), form)
    assert shown.endswith("The whole brief, with 7 more statements: reports/2026-03-14/brief.html")
    for counted in (
        "Questions that no source answers: 1",
        "first seen): 1",
        "could not be used: 1",
        "Records taken from articles but dropped, as they failed the checks: 2",
        "Statements and questions written but dropped, as they failed the checks: 1",
        "want of room: 7",
        "outside the period: 2",
    ):
        assert counted in shown


@pytest.mark.parametrize(
    ("whole", "more", "line"),
    [
        ("", 1, "The whole brief has 1 more statement."),
        ("", 0, "Questions that no source answers: 0"),
        ("b.html", 0, "The whole brief: b.html"),
        ("https://desk.example/@all", 1, "The whole brief, with 1 more statement: https://desk.example/@all"),
    ],
)
def test_it_says_where_the_whole_brief_is(
    whole: str, more: int, line: str, make_bare: Callable[..., Brief], make_brief: Callable[..., Brief]
) -> None:
    """In its last line, if that is known, with the number of what is told there only."""
    brief = make_bare(make_brief().bottom_line, gaps=Gaps())
    brief.outlook = make_brief().outlook[:more]
    for form in FORMS:
        assert words(digest(brief, whole), form).endswith(line)


def test_a_long_section_is_cut_and_counted(make_brief: Callable[..., Brief]) -> None:
    """Ten statements of a section are shown; the others count as those of the other sections do."""
    said = make_brief().takeaways[0]
    brief = make_brief(takeaways=[said.model_copy(update={"text": f"Statement {n}."}) for n in range(13)])
    shown = digest(brief).text
    assert "Statement 9." in shown
    assert "Statement 10." not in shown
    assert "has 10 more statements" in shown


@pytest.mark.parametrize("form", FORMS)
def test_an_extractive_brief_says_so_and_gives_its_takeaways(
    form: str, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """It has no bottom line; that no model wrote it stands before all else."""
    brief = make_brief(header=make_header(extractive=True, model=""), bottom_line=None, changed=[])
    shown = words(digest(brief), form)
    assert "Extractive: no model wrote it; every statement is in the words of an article. Key takeaways" in shown
    assert "Bottom line" not in shown
    assert "The law passed by 61 votes to 38. [1]" in shown


@pytest.mark.parametrize("form", FORMS)
def test_a_partial_brief_says_what_is_missing_first(
    form: str, make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """Before any statement."""
    shown = words(digest(make_brief(header=make_header(partial="Two of nine articles were not read."))), form)
    assert shown.index("Two of nine articles were not read.") < shown.index("Bottom line")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_partly_carried_and_what_goes_on_is_marked(form: str, make_brief: Callable[..., Brief]) -> None:
    """The marks and labels of the brief stand in the message too."""
    finding = Finding(check="judge", light=True, reason="the judge on “61”: it says 60")
    said = Statement(
        text="The law passed.",
        records=(),
        citations=(1,),
        marks=("partly carried: the judge on “61”: it says 60",),
        status="partly",
        findings=(finding,),
        update=True,
    )
    shown = words(digest(make_brief(takeaways=[said])), form)
    assert "Update: The law passed. [1] (partly carried: the judge on “61”: it says 60)" in shown


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_brief_is_one_line_with_its_counts(form: str, empty_brief: Brief) -> None:
    """That there was nothing to report, and what could not be used."""
    shown = words(digest(empty_brief), form)
    assert "Nothing to report for Sarvan, 14 March 2026" in shown
    assert "could not be used: 1" in shown
    assert not re.search("Bottom line|Sources|What changed|The whole brief|A model wrote", shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, make_hostile: Callable[..., Brief]) -> None:
    """Markdown and HTML have the same elements whatever articles and models say; the text form the same lines."""
    made, harmless = digest(make_hostile(text)), digest(make_hostile("harmless"))
    assert elements(made.html) == elements(harmless.html)
    assert elements(READER.render(made.markdown)) == elements(READER.render(harmless.markdown))
    assert made.text.count("\n") == harmless.text.count("\n")
    assert "\n" not in made.title
    assert not re.search("[\u202e\u2066]", made.text + made.markdown + made.html + made.title)


@given(st.text(alphabet=st.sampled_from("\\`*_[]()<>!#&;|~-+=.:$@lt'\" \t\n{}/01aw") | st.characters(codec="utf-8")))
def test_any_title_shows_as_typed_in_markdown(text: str) -> None:
    """Also with the few backslashes that the message uses."""
    page = lxml.html.fragment_fromstring(READER.render(f"- {chat_markdown(text)} [1]"), create_parent="div")
    assert [element.tag for element in page.iter()][1:] == ["ul", "li"]
    shown = re.sub("[\u2068\u2069]", "", page.text_content())
    assert " ".join(shown.split()) == f"{' '.join(visible(text).split())} [1]".strip()


def test_dollars_and_ampersands_have_no_backslash(make_hostile: Callable[..., Brief]) -> None:
    """They are frequent, and Slack shows the backslash; what would be an entity keeps it."""
    assert "R&D for $64 million, \\&lt; [1]" in digest(make_hostile("R&D for $64 million, &lt;")).markdown


def test_no_article_calls_everyone_in_a_chat(make_hostile: Callable[..., Brief]) -> None:
    """A mention of all readers is broken by a character of no width; other names are not."""
    made = digest(make_hostile("@everyone @Here @channel @all @allied"))
    assert not re.search("@(everyone|here|channel|all\\b)", made.text + made.markdown, re.IGNORECASE)
    assert "@allied" in made.text


def test_the_page_loads_nothing_and_links_to_web_addresses_only(make_hostile: Callable[..., Brief]) -> None:
    """No script, no picture, no font; an address that is no http or https one is text."""
    for url, linked in (("https://a.example/x", True), ("javascript:alert(1)", False), ("data:text/html,x", False)):
        made = digest(make_hostile("A title", url=url), whole=url)
        page = lxml.html.document_fromstring(made.html)
        assert {(e.tag, attribute, at) for e, attribute, at, _ in page.iterlinks()} == (
            {("a", "href", url)} if linked else set()
        )
        assert not re.search(r"url\(|@import|<script|<img|<link| on\w+=", made.html)
        assert ("](" in made.markdown, f"<{url}>" in made.markdown) == (False, linked)
        assert url in made.text


def test_an_unknown_time_zone_is_an_error_of_the_brief(
    make_brief: Callable[..., Brief], make_header: Callable[..., BriefHeader]
) -> None:
    """As for the other forms."""
    with pytest.raises(BriefError, match="time zone 'Sarvan/Port_Ashe' is not known"):
        digest(make_brief(header=make_header(timezone="Sarvan/Port_Ashe")))
