"""The HTML page in a real browser: clicked, tabbed through, printed, in headless Chromium."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from sitbrief import render
from sitbrief.pipeline import demo
from sitbrief.schemas import Brief, MergedEvent, Picture, Position, StancePoint

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SCREENS = [
    pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{name}-{scheme}")
    for name, size in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
]
BOTH_SIZES = [SCREENS[0], SCREENS[3]]  # where the colours change nothing
# The contrast of each text inside an element with the ground behind it, as WCAG 2 computes it from opaque colours.
CONTRASTS = """root => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3)
    .map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => {
    const colour = getComputedStyle(e).backgroundColor;
    return parts(colour)[3] === 0 ? ground(e.parentElement) : colour;
  };
  const texts = [...root.querySelectorAll("*")]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  return texts.map(e => {
    const [dark, bright] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => a - b);
    return [e.textContent, (bright + 0.05) / (dark + 0.05)];
  });
}"""

pytestmark = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("CI"), reason="there is no Chromium here: apt-get install chromium"
)


@dataclass
class Tab:
    """A page that was opened, what its console complained of, and what it asked the network for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failures: dict[str, str | None] = field(default_factory=dict)

    def citation(self, statement: int, place: int) -> Locator:
        """A citation of a statement, both counted from 1."""
        return self.page.locator(f"#statement-{statement} > .cites a").nth(place - 1)

    @property
    def panel(self) -> Locator:
        return self.page.locator("#reader")

    @property
    def shown(self) -> Locator:
        return self.panel.locator("mark[aria-current]")

    def focused(self, script: str = "e => e.textContent") -> Any:
        """What a script says of the element that has the focus."""
        return self.page.evaluate_handle("document.activeElement").evaluate(script)


@pytest.fixture(scope="module")
def demo_brief() -> Brief:
    return demo()


@pytest.fixture(scope="module")
def pictured(demo_brief: Brief) -> Brief:
    """The demo with a picture made by hand: every dated event, the first as planned, and a table of six themes."""
    dated = [event for event in demo_brief.records.events if event.when.start]
    events = [
        MergedEvent(
            id=each.id,
            records=(each.id,),
            what=each.what,
            type=each.type,
            aux=("future",) if each is dated[0] else (),
            start=each.when.start,
            end=each.when.end,
            source="B",
        )
        for each in dated
    ]
    themes = [f"theme {n} of several long words" for n in range(1, 7)]
    positions = [
        Position(
            holder=f"~{each.holder}",
            target=each.target,
            theme=theme,
            polarity=each.polarity,
            points=(StancePoint(record=each.id, polarity=each.polarity),),
        )
        for n, each in enumerate(demo_brief.records.stances)
        for theme in (*themes[: n % 6 + 1], "")
    ]
    return demo_brief.model_copy(update={"picture": Picture(events=tuple(events), positions=tuple(positions))})


@pytest.fixture(scope="module")
def browser(demo_brief: Brief) -> Iterator[Browser]:
    """Chromium. It comes after the demo, whose loop could not run inside Playwright's."""
    if not CHROMIUM:
        pytest.fail("there is no Chromium here, and CI asks for it: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Tab]]:
    """Opens a brief's page as a file; in the end it has asked for nothing but itself, and not complained."""
    tabs: list[Tab] = []
    path = tmp_path / "brief.html"

    def go(brief: Brief, **settings: Any) -> Tab:
        path.write_text(render.html(brief), encoding="utf-8")
        context = browser.new_context(**{"viewport": DESKTOP, **settings})
        tab = Tab(context.new_page())
        tab.page.on("console", lambda message: tab.complaints.append(message.text))
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.on("request", lambda request: tab.requests.append(request.url))
        tab.page.on("requestfailed", lambda request: tab.failures.update({request.url: request.failure}))
        tab.page.goto(path.as_uri())
        tabs.append(tab)
        return tab

    yield go
    for tab in tabs:
        tab.page.context.close()
        assert tab.complaints == []
        assert {url.split("#")[0] for url in tab.requests} == {path.as_uri()}


def uncovered(link: Locator) -> bool:
    """True if a click on the middle of a link would reach it: it is in sight, and nothing lies over it."""
    box = "e => { const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] }"
    return bool(link.evaluate("(e, [x, y]) => document.elementFromPoint(x, y) === e", link.evaluate(box)))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_click_opens_the_article_at_the_sentence(
    screen: dict[str, Any], visit: Callable[..., Tab], demo_brief: Brief
) -> None:
    """Article, sentence and neighbours are in sight beside a brief in which the citation still is, too."""
    tab = visit(demo_brief, **screen)
    for number, statement in list(enumerate(demo_brief.statements(), start=1))[::12]:
        for place, cited in enumerate(statement.citations, start=1):
            note = demo_brief.sources[cited - 1]
            tab.citation(number, place).click()
            expect(tab.page.get_by_role("region", name=note.title, exact=True)).to_be_in_viewport()
            expect(tab.panel.locator(".credit")).to_contain_text(note.outlet)
            expect(tab.shown).to_have_text(note.quote)
            expect(tab.shown).to_be_in_viewport(ratio=0.99)
            article = demo_brief.article(note.article, note.revision)
            assert article
            for neighbour in article.sentences[max(0, note.sentence - 2) : note.sentence + 1]:
                expect(tab.panel.locator(".text p").filter(has_text=neighbour.text)).to_be_in_viewport()
            assert uncovered(tab.citation(number, place))
            expect(tab.page.locator("a[aria-current]")).to_have_text([f"[{cited}]"])


@pytest.mark.parametrize("screen", BOTH_SIZES)
def test_the_other_sentences_of_the_statement_are_marked_too(
    screen: dict[str, Any], visit: Callable[..., Tab], demo_brief: Brief
) -> None:
    """What else the statement cites of the article has a lighter mark; what other statements cite has its number."""
    tab = visit(demo_brief, **screen)
    statement = next(said for said in demo_brief.statements() if len(said.citations) > 3)
    number = list(demo_brief.statements()).index(statement) + 1
    notes = [demo_brief.sources[n - 1] for n in statement.citations]
    tab.citation(number, 1).click()
    article = (notes[0].article, notes[0].revision)
    same = {note.quote for note in notes[1:] if (note.article, note.revision) == article}
    assert same
    assert set(tab.panel.locator("mark.same").all_text_contents()) == same
    cited = [note.quote for note in demo_brief.sources if (note.article, note.revision) == article]
    assert set(tab.panel.locator("mark").all_text_contents()) == set(cited)
    grounds = {
        name: tab.panel.locator(selector).first.evaluate("e => getComputedStyle(e).backgroundColor")
        for name, selector in {"shown": "mark.shown", "same": "mark.same", "other": "mark:not([class])"}.items()
    }
    assert len(set(grounds.values())) == 3


def test_a_sentence_longer_than_the_panel_starts_in_sight(
    visit: Callable[..., Tab], make_hostile: Callable[..., Brief]
) -> None:
    """Its first words are what one sees, not its middle; a title of that length leaves it room."""
    tab = visit(make_hostile("Sarvan said that " * 150 + "it was so."), viewport=PHONE)
    tab.citation(2, 1).click()
    top, above = (box.evaluate("e => e.getBoundingClientRect().top") for box in (tab.shown, tab.panel.locator(".text")))
    assert above <= top < above + 40


def test_the_words_around_the_citation_do_not_move(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """On opening and closing, the citation stays at its height, though the page becomes narrower."""
    tab = visit(demo_brief, viewport={"width": 1000, "height": 900})
    link = tab.citation(12, 1)
    link.scroll_into_view_if_needed()
    place = "e => Math.round(e.getBoundingClientRect().top)"
    before = link.evaluate(place)
    link.click()
    assert link.evaluate(place) == before
    tab.page.get_by_role("button", name="Close").click()
    assert link.evaluate(place) == before


def test_the_brief_and_the_article_scroll_each_on_its_own(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """The wheel over the article leaves the brief where it is, and the other way round."""
    tab = visit(demo_brief)
    tab.citation(2, 1).click()
    text = tab.panel.locator(".text")
    heights = "e => [scrollY, Math.round(e.scrollTop)]"
    tab.page.mouse.move(1000, 600)
    text.evaluate("e => { e.scrollTop = 0 }")
    page_at, _ = text.evaluate(heights)
    tab.page.mouse.wheel(0, 200)
    tab.page.wait_for_timeout(300)
    scrolled = text.evaluate(heights)
    assert scrolled[0] == page_at
    assert scrolled[1] > 0
    tab.page.mouse.move(300, 600)
    tab.page.mouse.wheel(0, 200)
    tab.page.wait_for_timeout(300)
    assert text.evaluate(heights) == [page_at + 200, scrolled[1]]


@pytest.mark.parametrize("screen", BOTH_SIZES)
def test_the_keyboard_alone_is_enough(screen: dict[str, Any], visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """Tab to a citation, Enter to its sentence, Escape back to the citation; the focus is always to be seen."""
    tab = visit(demo_brief, **screen)
    press = tab.page.keyboard.press
    outline = "e => getComputedStyle(e).outlineStyle"
    press("Tab")
    assert (tab.focused(), tab.focused(outline)) == ("[1]", "solid")
    press("Enter")
    assert tab.focused() == demo_brief.sources[0].quote
    assert tab.focused(outline) == "solid"
    press("Escape")
    expect(tab.panel).to_be_hidden()
    assert tab.focused() == "[1]"
    expect(tab.page.locator("a[aria-current]")).to_have_count(0)
    press("Tab")
    assert tab.focused() == "[2]"


def test_the_panel_comes_after_its_statement_in_the_order_of_tabs(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """From the last citation of a statement Tab goes into the panel, and from its end to the next statement."""
    tab = visit(demo_brief)
    first, second = list(demo_brief.statements())[1:3]
    tab.citation(2, len(first.citations)).click()
    tab.panel.get_by_role("button").first.focus()
    tab.page.keyboard.press("Shift+Tab")
    assert tab.focused() == f"[{first.citations[-1]}]"
    tab.panel.locator("a").last.focus()
    tab.page.keyboard.press("Tab")
    assert tab.focused() == f"[{second.citations[0]}]"


def test_buttons_step_through_the_citations_of_the_statement(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """Next and Previous show the statement's other sentences, say them aloud, keep the focus, and stop at the ends."""
    tab = visit(demo_brief)
    notes = [demo_brief.sources[n - 1] for n in next(demo_brief.statements()).citations]
    tab.citation(1, 1).click()
    back, next_ = (tab.page.get_by_role("button", name=f"{name} citation") for name in ("Previous", "Next"))
    expect(back).to_have_attribute("aria-disabled", "true")
    for place, note in enumerate(notes[1:], start=2):
        next_.click()
        expect(tab.shown).to_have_text(note.quote)
        expect(tab.shown).to_be_in_viewport()
        said = f"[{note.number}], {place} of {len(notes)}, {note.title}: {note.quote}"
        expect(tab.panel.get_by_role("status")).to_have_text(said)
        expect(next_).to_be_focused()
        assert uncovered(tab.citation(1, place))
    expect(next_).to_have_attribute("aria-disabled", "true")
    next_.click(force=True)
    expect(tab.shown).to_have_text(notes[-1].quote)
    back.click()
    expect(tab.shown).to_have_text(notes[-2].quote)
    tab.page.get_by_role("button", name="Close").click()
    assert tab.focused() == f"[{notes[-2].number}]"


def test_arrow_keys_step_while_one_reads(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """In the panel the left and right arrow keys step, and take the focus to the sentence."""
    tab = visit(demo_brief)
    first, second = (demo_brief.sources[n - 1] for n in next(demo_brief.statements()).citations[:2])
    tab.citation(1, 1).press("Enter")
    tab.page.keyboard.press("ArrowRight")
    assert tab.focused() == second.quote
    tab.page.keyboard.press("ArrowLeft")
    assert tab.focused() == first.quote


def test_a_single_citation_has_nothing_to_step_to(visit: Callable[..., Tab], make_brief: Callable[..., Brief]) -> None:
    """Without other citations there are no buttons for them."""
    tab = visit(make_brief())
    tab.citation(2, 1).click()
    expect(tab.panel.get_by_role("button")).to_have_text(["Close"])


def test_closing_by_pointer_leaves_the_brief_where_it_was_scrolled(
    visit: Callable[..., Tab], demo_brief: Brief
) -> None:
    """Who has read on in the brief is not thrown back to the citation."""
    tab = visit(demo_brief)
    tab.citation(1, 1).click()
    tab.page.evaluate("scrollTo(0, 3000)")
    tab.page.get_by_role("button", name="Close").click()
    assert tab.page.evaluate("scrollY") == 3000
    assert tab.focused() == "[1]"


def test_a_source_note_opens_its_article_too(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """In the list of sources the link to the sentence opens the same panel."""
    tab = visit(demo_brief)
    note = demo_brief.sources[19]
    tab.page.locator("#note-20").get_by_role("link", name=f"Sentence {note.sentence} in its article").click()
    expect(tab.shown).to_have_text(note.quote)
    expect(tab.panel.locator(".steps b")).to_have_text("[20]")


@pytest.mark.parametrize("screen", BOTH_SIZES)
def test_an_arabic_article_reads_from_right_to_left(
    screen: dict[str, Any], visit: Callable[..., Tab], make_brief: Callable[..., Brief]
) -> None:
    """Title and text of the panel stand at the right, in their language; the date stays English."""
    brief = make_brief()
    tab = visit(brief, **screen)
    tab.citation(7, 1).click()
    expect(tab.shown).to_have_text(brief.sources[4].quote)
    expect(tab.shown).to_be_in_viewport()
    text = tab.panel.locator(".text")
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == ("ar", "rtl")
    for block in (text.locator("p").first, tab.panel.locator("h3")):
        style = block.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]")
        assert style == ["rtl", "start"]
    expect(tab.panel.locator(".credit")).to_contain_text("صوت سرفان, 14 March 2026")


def test_a_reading_program_hears_what_is_what(visit: Callable[..., Tab], make_brief: Callable[..., Brief]) -> None:
    """The tree of names that a screen reader gets: a region with the article's title, buttons, text, sentences."""
    tab = visit(make_brief())
    tab.citation(1, 1).click()
    expect(tab.page.get_by_role("main").locator("#reader")).to_match_aria_snapshot("""
      - region "Parliament passes pipeline law":
        - paragraph:
          - text: "[1] 1 of 2"
          - button "Previous citation" [disabled]
          - button "Next citation"
          - button "Close"
        - heading "Parliament passes pipeline law" [level=3]
        - paragraph:
          - text: The Sarvan Courier, 14 March 2026
          - link "https://courier.example/pipeline?page=1&view=full"
        - group "Text of the article":
          - paragraph: "[newsletter] Sign up for our morning letter."
          - paragraph:
            - mark: Sarvan's parliament approved the pipeline law on Friday by 61 votes to 38.
            - link "Source note 1"
            - mark: The energy ministry said that work would begin in May.
            - link "Source note 2"
          - paragraph:
            - mark: “We were never asked,” said Delun Marok, who leads the opposition.
            - link "Source note 3"
        - status
    """)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_script_the_links_still_lead_to_the_sentence(
    size: dict[str, int], visit: Callable[..., Tab], demo_brief: Brief
) -> None:
    """A citation leads to its quoted note, and the note to the sentence in the unfolded article."""
    tab = visit(demo_brief, viewport=size, java_script_enabled=False)
    note = demo_brief.sources[demo_brief.takeaways[0].citations[1] - 1]
    tab.citation(2, 2).click()
    expect(tab.panel).to_be_hidden()
    quoted = tab.page.locator(f"#note-{note.number}")
    expect(quoted.locator("blockquote")).to_have_text(note.quote)
    assert 0 < quoted.evaluate("e => e.getBoundingClientRect().top") < size["height"] / 2
    quoted.get_by_role("link", name=f"Sentence {note.sentence} in its article").click()
    sentence = tab.page.locator("mark:target")
    expect(sentence).to_have_text(note.quote)
    assert 0 < sentence.evaluate("e => e.getBoundingClientRect().top") < size["height"] / 2


@pytest.mark.parametrize("screen", SCREENS)
def test_paper_has_the_notes_and_not_the_panel(
    screen: dict[str, Any], visit: Callable[..., Tab], demo_brief: Brief
) -> None:
    """In print there are no panel and buttons and no room left for them; quotes and addresses are there."""
    tab = visit(demo_brief, **screen)
    tab.citation(1, 1).click()
    tab.page.emulate_media(media="print")
    expect(tab.panel).to_be_hidden()
    assert tab.page.get_by_role("button").all() == []
    assert tab.page.evaluate("getComputedStyle(document.body).padding") == "0px"
    assert tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(tab.page.locator("#note-1 blockquote")).to_be_visible()
    expect(tab.page.locator("#note-1 .url")).to_be_visible()
    assert tab.page.locator("li[id^=statement]").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"


@pytest.mark.parametrize("screen", SCREENS)
def test_all_text_stands_out_from_its_ground(
    screen: dict[str, Any], visit: Callable[..., Tab], make_brief: Callable[..., Brief]
) -> None:
    """Contrast is 4.5 to 1 or more (WCAG AA) everywhere, also in the open panel and the statement being read."""
    tab = visit(make_brief(), **screen)
    tab.citation(1, 1).click()
    contrasts = tab.page.locator("body").evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert [(text, ratio) for text, ratio in contrasts if ratio < 4.5] == []


def test_nothing_is_cut_off_at_any_size(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """The page never scrolls sideways, and the panel's sentence and way out are in sight, also much enlarged."""
    tab = visit(demo_brief)
    for width, height in product((320, 390, 640, 960, 1920), (256, 900)):
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.page.reload()
        tab.citation(1, 2).click()
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, height)
        expect(tab.page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=0.99)
        expect(tab.shown).to_be_in_viewport()


def test_a_click_with_a_modifier_is_the_browser_s(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """Control and click opens a tab, as with any link."""
    tab = visit(demo_brief)
    with tab.page.context.expect_page() as other:
        tab.citation(1, 1).click(modifiers=["Control"])
    assert other.value.url.endswith("#note-1")
    expect(tab.panel).to_be_hidden()


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>window.ran = 1</script>",
        '<img src=https://evil.example/x.png onerror="window.ran = 1">',
        '" onclick="document.title = \'ran\'" data-sentence="article-1" x="',
        "</mark></details></section></template><style>*{display:none}</style>",
    ],
)
def test_hostile_text_stays_text_in_the_panel(text: str, visit: Callable[..., Tab], make_hostile: Any) -> None:
    """An article that would be markup is shown as typed, and nothing of it runs or loads."""
    tab = visit(make_hostile(text, url="javascript:window.ran=1"))
    tab.citation(1, 1).click()
    expect(tab.shown).to_have_text(text)
    expect(tab.panel.locator("h3")).to_have_text(text)
    expect(tab.panel.locator(".credit a")).to_have_count(0)
    assert tab.page.evaluate("window.ran") is None


def test_the_policy_holds_what_it_says(visit: Callable[..., Tab], demo_brief: Brief) -> None:
    """Had a text become markup, the browser would neither load nor run it."""
    tab = visit(demo_brief)
    refused = """() => {
      try { document.body.innerHTML = "<b></b>"; return false } catch { return true }
    }"""
    assert tab.page.evaluate(refused)
    tab.page.evaluate("""() => {
      const image = document.createElement("img"), inline = document.createElement("p");
      image.src = "https://evil.example/x.png";
      inline.setAttribute("style", "display: none");
      document.body.append(image, inline);
    }""")
    assert tab.page.locator("body > p").evaluate("e => getComputedStyle(e).display") == "block"
    tab.page.wait_for_timeout(100)
    for refusal in ("TrustedHTML", "default-src", "style-src"):
        assert any(refusal in complaint for complaint in tab.complaints)
    assert tab.failures == {"https://evil.example/x.png": "csp"}
    tab.complaints.clear()
    tab.requests.pop()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_views_stand_out_from_their_ground(
    screen: dict[str, Any], visit: Callable[..., Tab], pictured: Brief
) -> None:
    """Every text of the timeline and of the positions has a contrast of 4.5 to 1 or more."""
    tab = visit(pictured, **screen)
    for section in ("#timeline", "#positions"):
        contrasts = tab.page.locator(section).evaluate(CONTRASTS)
        assert len(contrasts) > 20
        assert [(text, ratio) for text, ratio in contrasts if ratio < 4.5] == []


@pytest.mark.parametrize("width", [320, 390, 640, 960, 1280])
def test_a_wide_table_scrolls_in_its_frame(width: int, visit: Callable[..., Tab], pictured: Brief) -> None:
    """The page never scrolls sideways; the holders stay in sight, and a cited cell does beside its article."""
    tab = visit(pictured, viewport={"width": width, "height": 900})
    frame = tab.page.get_by_role("region", name="Who stands where")
    frame.evaluate("e => { e.scrollLeft = 9999 }")
    lefts = "e => [e, e.querySelector('tbody th')].map(each => Math.round(each.getBoundingClientRect().left))"
    left, holder = frame.evaluate(lefts)
    assert left == holder
    link = frame.locator("td:last-child a[data-sentence]").last  # the reader that opens beside it has links too
    link.click()
    expect(tab.shown).to_be_in_viewport()
    assert uncovered(link)
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_the_keyboard_scrolls_the_table(visit: Callable[..., Tab], pictured: Brief) -> None:
    """Its frame can have the focus, and the right arrow key then shows the columns that are out of sight."""
    tab = visit(pictured, viewport=PHONE)
    frame = tab.page.get_by_role("region", name="Who stands where")
    frame.focus()
    tab.page.keyboard.press("ArrowRight")
    tab.page.wait_for_function("e => e.scrollLeft > 0", arg=frame.element_handle())


def test_a_citation_of_the_timeline_opens_its_article(visit: Callable[..., Tab], pictured: Brief) -> None:
    """As in a statement: the panel shows the cited sentence, and names the citation."""
    tab = visit(pictured)
    link = tab.page.locator("#event-1 .cites a").first
    link.click()
    number = int((link.text_content() or "").strip("[]"))
    expect(tab.shown).to_have_text(pictured.sources[number - 1].quote)
    expect(tab.panel.locator(".steps b")).to_have_text(f"[{number}]")
    assert uncovered(link)


def test_a_reading_program_hears_the_views(visit: Callable[..., Tab], pictured: Brief) -> None:
    """The strip is one image that says its numbers; the table has its name, heads, and words for its symbols."""
    page = visit(pictured).page
    strip = page.locator("#timeline").get_by_role("img")
    expect(strip).to_have_accessible_name(re.compile(r"^Events by the day on which they began: .*1 planned"))
    table = page.get_by_role("table", name="Positions by holder and theme")
    expect(table.get_by_role("columnheader")).to_have_count(7)
    expect(table.get_by_role("rowheader").first).to_be_visible()
    assert "▲" not in table.aria_snapshot()
    assert "for" in table.aria_snapshot()


def test_forced_colours_leave_dots_and_bars_in_sight(visit: Callable[..., Tab], pictured: Brief) -> None:
    """The user's colours take the place of ours, and nothing that tells anything has the colour of the ground."""
    page = visit(pictured, forced_colors="active").page
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    dot = page.locator("#event-1").evaluate("e => getComputedStyle(e, '::before').borderTopColor")
    bar = page.locator(".strip .happened").first.evaluate("e => getComputedStyle(e).fill")
    assert ground not in (dot, bar)


def test_on_paper_the_table_is_whole(visit: Callable[..., Tab], pictured: Brief) -> None:
    """Nothing scrolls on paper: the frame is open, and the strip's bars and the planned events' word are there."""
    page = visit(pictured).page
    page.emulate_media(media="print")
    assert page.locator(".matrix").evaluate("e => getComputedStyle(e).overflowX") == "visible"
    expect(page.locator(".strip .happened").first).to_be_visible()
    expect(page.locator("#timeline .tag")).to_have_text(["planned"])
