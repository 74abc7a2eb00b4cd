"""The HTML page: its links, its articles, and that it loads and runs nothing."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import lxml.html
import pytest
from sitbrief import render
from sitbrief.render.as_html import paragraphs
from sitbrief.schemas import (
    Article,
    Brief,
    Event,
    Evidence,
    MergedEvent,
    Picture,
    PictureActor,
    Position,
    RecordSet,
    SourceNote,
    Stance,
    StancePoint,
)


def tree(brief: Brief) -> Any:
    """The parsed page."""
    return lxml.html.document_fromstring(render.html(brief))


def evidence(note: SourceNote) -> tuple[Evidence, ...]:
    """What a note quotes, as the evidence of a record."""
    where = {"article": note.article, "revision": note.revision, "sentence": note.sentence}
    return (Evidence(**where, start=0, end=len(note.quote), text=note.quote),)


def with_picture(brief: Brief, text: str = "") -> Brief:
    """The brief with a picture on its first and last note; `text` stands in every place that a record can fill."""
    first, last = evidence(brief.sources[0]), evidence(brief.sources[-1])
    since = brief.header.until - timedelta(days=3)
    header = brief.header.model_copy(update={"since": since})
    marks = (text,) if text else ()
    met = Event(sentences=[1], id="e", type="CONSULT", what=text or "They met.", evidence=first, marks=marks)
    held = {"target": text or "the law", "polarity": "against", "cue": "no", "said": "indirect"}
    stance = Stance(sentences=[1], id="s", holder=text or "Marok", **held, evidence=last, marks=marks)
    events = [
        MergedEvent(id="1", records=("e",), what=met.what, type="CONSULT", start=since, source="B", credibility=2),
        MergedEvent(id="2", records=("e",), what=met.what, type="AGREE", start=brief.header.until, aux=("future",)),
        MergedEvent(id="3", records=("e",), what=met.what, type="CONSULT"),
    ]
    point = StancePoint(record="s", polarity="against", day=brief.header.until)
    earlier = StancePoint(record="old", polarity="favor", day=since)
    shared = {"polarity": "against", "points": (earlier, point), "shifted": True}
    themes = [f"{text or 'theme'} {n}" for n in (1, 2)]
    positions = [
        *(Position(holder=h, target=held["target"], theme=t, **shared) for h in ("a", "~b") for t in themes),
        Position(holder="a", target=held["target"], theme="", **shared),
    ]
    actors = [PictureActor(key="a", name=stance.holder, mentions=(stance.holder,))]
    picture = Picture(actors=tuple(actors), events=tuple(events), positions=tuple(positions))
    records = RecordSet(events=[met], stances=[stance])
    return brief.model_copy(update={"header": header, "records": records, "picture": picture})


def by_id(page: Any, name: str) -> Any:
    """The one element with that id."""
    (element,) = page.xpath("//*[@id=$name]", name=name)
    return element


def squeezed(element: Any) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.text_content().split())


def test_every_link_inside_the_page_arrives(make_brief: Callable[..., Brief]) -> None:
    """Each fragment link points to exactly one element."""
    page = tree(make_brief())
    ids = page.xpath("//@id")
    targets = page.xpath("//a/@href[starts-with(., '#')]")
    assert len(ids) == len(set(ids))
    assert targets
    assert {target[1:] for target in targets} <= set(ids)


def test_a_citation_leads_to_its_note(make_brief: Callable[..., Brief]) -> None:
    """The mark [n] of a statement links to note n, which quotes the sentence."""
    brief = make_brief()
    page = tree(brief)
    for number, statement in enumerate(brief.statements(), start=1):
        links = by_id(page, f"statement-{number}").xpath(".//span[@class='cites']/a")
        assert [link.text for link in links] == [f"[{n}]" for n in statement.citations]
        for link, n in zip(links, statement.citations, strict=True):
            note = by_id(page, link.get("href")[1:])
            assert note.xpath(".//span[@class='number']")[0].text == f"[{n}]"
            assert note.find(".//blockquote").text == brief.sources[n - 1].quote


def test_a_note_leads_back_to_every_statement_that_cites_it(make_brief: Callable[..., Brief]) -> None:
    """From a note the reader gets back to each statement, once each, also if it cites the note twice."""
    brief = make_brief()
    brief.takeaways[0] = brief.takeaways[0].model_copy(update={"citations": (1, 1)})
    page = tree(brief)
    for note in brief.sources:
        back = by_id(page, f"note-{note.number}").xpath(".//a[starts-with(@href, '#statement-')]/@href")
        citing = [n for n, said in enumerate(brief.statements(), start=1) if note.number in said.citations]
        assert back == [f"#statement-{n}" for n in citing]


def test_links_inside_the_page_have_labels(make_brief: Callable[..., Brief]) -> None:
    """A screen reader hears where a link leads, not a bare number."""
    for link in tree(make_brief()).xpath("//a[starts-with(@href, '#')]"):
        assert re.search(r"[A-Z][a-z]+ .*\d", link.get("aria-label"))


def test_a_note_leads_to_its_sentence_in_the_article(make_brief: Callable[..., Brief]) -> None:
    """The cited sentence is marked in the text of its article, and leads back to the note."""
    brief = make_brief()
    page = tree(brief)
    for note in brief.sources:
        (target,) = by_id(page, f"note-{note.number}").xpath(".//a[starts-with(@href, '#article-')]/@href")
        sentence = by_id(page, target[1:])
        assert (sentence.tag, sentence.text) == ("mark", note.quote)
        assert sentence.getnext().xpath("./a/@href") == [f"#note-{note.number}"]


def test_the_neighbours_of_a_cited_sentence_can_be_read(
    make_brief: Callable[..., Brief],
    make_bare: Callable[..., Brief],
    make_article: Callable[..., Article],
    make_note: Callable[..., SourceNote],
) -> None:
    """The article is there whole, in its order and folded; only the cited sentence is marked."""
    article = make_article("a", ["One came.", "Two came.", "Three came."], aside="Sign up.")
    first = make_brief().bottom_line.model_copy(update={"citations": (1,)})
    page = tree(make_bare(first, articles=[article], sources=[make_note(1, article, 2)]))
    (text,) = page.xpath("//details//div[@class='text']")
    assert squeezed(text) == "Sign up. One came. Two came. [1] Three came."
    assert [mark.text for mark in text.iter("mark")] == ["Two came."]
    assert len(text.findall("p")) == 3
    assert "open" not in page.find(".//details").attrib


def test_no_text_of_an_article_is_lost(make_article: Callable[..., Article]) -> None:
    """The passages of an article, put together, are its text; what has no number is shown too."""
    whole = make_article("a", ["One came.", "Two came.", "Three came."], aside="Sign up.")
    sparse = whole.model_copy(update={"sentences": whole.sentences[:1], "asides": ()})
    for article in (whole, sparse):
        text = "\n".join("".join(passage.text for passage in line) for line in paragraphs(article, {}))
        assert text.split() == article.text.split()


def test_two_articles_of_one_text_keep_their_own_notes(
    make_brief: Callable[..., Brief],
    make_bare: Callable[..., Brief],
    make_article: Callable[..., Article],
    make_note: Callable[..., SourceNote],
) -> None:
    """A reprint has the same revision; each note still leads into the article that it names."""
    articles = [make_article(name, ["One came.", "Two came."]) for name in ("first", "reprint")]
    notes = [make_note(n, article, 1) for n, article in enumerate(articles, start=1)]
    said = make_brief().bottom_line.model_copy(update={"citations": (1, 2)})
    page = tree(make_bare(said, articles=articles, sources=notes))
    targets = [by_id(page, f"note-{n}").xpath(".//a[starts-with(@href, '#article-')]/@href") for n in (1, 2)]
    assert targets == [["#article-1-sentence-1"], ["#article-2-sentence-1"]]


def test_a_note_whose_article_is_not_there_has_no_link_into_it(make_brief: Callable[..., Brief]) -> None:
    """A brief without the article texts still shows its notes, without dead links."""
    page = tree(make_brief(articles=[]))
    assert not page.xpath("//a[starts-with(@href, '#article-')]")
    assert len(page.xpath("//ol[@class='notes']/li")) == 7


def test_arabic_stands_from_right_to_left(make_brief: Callable[..., Brief]) -> None:
    """Quotes and texts of an Arabic article carry its language and direction; the others do not."""
    page = tree(make_brief())
    quotes = [(quote.get("lang"), quote.get("dir")) for quote in page.iter("blockquote")]
    assert quotes == [("en", "auto")] * 3 + [("ar", "rtl")] * 2 + [("en", "auto")] * 2
    texts = [(text.get("lang"), text.get("dir")) for text in page.xpath("//details//div[@class='text']")]
    assert texts == [("en", "auto"), ("ar", "rtl"), ("en", "auto")]
    assert page.xpath("//summary/bdi[@lang='ar']/text()") == ["فتح معبر تيرمن"]


def test_the_page_says_its_language(make_brief: Callable[..., Brief], empty_brief: Brief) -> None:
    """The brief itself is English."""
    assert [tree(brief).get("lang") for brief in (make_brief(), empty_brief)] == ["en", "en"]


def test_a_policy_allows_only_the_page_s_own_style_and_script(make_brief: Callable[..., Brief]) -> None:
    """The content security policy names the hashes of the one style and the one script; nothing else is allowed."""
    page = tree(make_brief())
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for kind in ("style", "script"):
        (element,) = page.iter(kind)
        digest = b64encode(sha256(element.text.encode()).digest()).decode()
        assert rules.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert rules.pop("require-trusted-types-for") == "'script'"
    assert rules == dict.fromkeys(("default-src", "base-uri", "form-action", "trusted-types"), "'none'")


def test_the_page_loads_nothing(make_brief: Callable[..., Brief]) -> None:
    """No element fetches anything, no style or handler sits in an attribute, and style and script fetch nothing."""
    page = tree(make_brief())
    assert not {"link", "img", "iframe", "object", "embed", "form", "base"} & {e.tag for e in page.iter()}
    assert not page.xpath("//@src | //@style | //@srcset | //@background | //@action | //@*[starts-with(name(), 'on')]")
    assert not re.search(r"url\(|@import|</", next(page.iter("style")).text)
    assert not re.search(r"https?:|fetch|import|innerHTML|eval|</|<!--", next(page.iter("script")).text)


def test_a_page_without_articles_has_no_panel(make_brief: Callable[..., Brief], empty_brief: Brief) -> None:
    """Where no article can be opened there is neither panel nor script."""
    for brief in (make_brief(articles=[]), empty_brief):
        assert not tree(brief).xpath("//script | //*[@id='reader'] | //*[@data-sentence]")


def test_a_citation_knows_its_sentence(make_brief: Callable[..., Brief]) -> None:
    """Each citation of a statement, and each note, names the marked sentence that the panel opens at."""
    brief = make_brief()
    page = tree(brief)
    for number, statement in enumerate(brief.statements(), start=1):
        names = by_id(page, f"statement-{number}").xpath(".//a/@data-sentence")
        assert [by_id(page, name).text for name in names] == [brief.sources[n - 1].quote for n in statement.citations]
    for note in brief.sources:
        (name,) = by_id(page, f"note-{note.number}").xpath(".//a/@data-sentence")
        assert by_id(page, name).text == note.quote


def test_what_is_not_of_the_article_says_what_it_is(make_brief: Callable[..., Brief]) -> None:
    """A newsletter line stands in the text as such."""
    (aside,) = tree(make_brief()).xpath("//span[@class='aside']")
    assert (aside.get("data-kind"), aside.text) == ("newsletter", "Sign up for our morning letter.")


@pytest.mark.parametrize("url", ["http://a.example/x", "HTTPS://a.example/?q=1&r=2#f", "https://سرفان.example/خبر"])
def test_web_addresses_are_links(url: str, make_hostile: Callable[..., Brief]) -> None:
    """An http or https address is a link that sends no referrer and gives no access to the page."""
    links = tree(make_hostile("A title", url=url)).xpath("//a[not(starts-with(@href, '#'))]")
    assert [(link.get("href"), link.text) for link in links] == [(url, url)] * 2
    assert all(link.get("rel") == "noopener noreferrer nofollow" for link in links)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://a.example",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//a.example/x",
        "https:",
        "https:///x",
        "https://a.example/x y",
        "\x01https://a.example",
    ],
)
def test_no_other_address_is_a_link(url: str, make_hostile: Callable[..., Brief]) -> None:
    """Any other address is shown as text."""
    page = tree(make_hostile("A title", url=url))
    assert not page.xpath("//a[not(starts-with(@href, '#'))]")
    shown = " ".join(url.strip("\x01").split())
    assert [squeezed(span) for span in page.xpath("//span[@class='url']")] == [shown] * 2


def test_events_and_positions_cite_as_statements_do(make_brief: Callable[..., Brief]) -> None:
    """Each has an id, in which the panel finds its citations, and each citation its note and its marked sentence."""
    brief = with_picture(make_brief())
    page = tree(brief)
    for prefix, number, note in (("event", 2, brief.sources[0]), ("stance", 5, brief.sources[-1])):
        assert len(page.xpath(f"//*[starts-with(@id, '{prefix}-')]")) == number
        for n in range(1, number + 1):
            (link,) = by_id(page, f"{prefix}-{n}").xpath(".//span[@class='cites']/a")
            assert (link.text, link.get("href"), link.get("title")) == (
                f"[{note.number}]",
                f"#note-{note.number}",
                note.quote,
            )
            assert by_id(page, link.get("data-sentence")).text == note.quote


def test_a_note_leads_back_to_the_events_and_positions_too(make_brief: Callable[..., Brief]) -> None:
    """A note that no statement cites is not left without a way back."""
    page = tree(with_picture(make_brief()))
    (event,) = by_id(page, "note-1").xpath(".//a[@href='#event-2']")
    assert event.get("aria-label") == "Back to event 2 of Timeline"
    ways = by_id(page, "note-7").xpath(".//a[starts-with(@href, '#stance-')]/@href")
    assert ways == [f"#stance-{n}" for n in range(1, 6)]
    assert {target[1:] for target in page.xpath("//a/@href[starts-with(., '#')]")} <= set(page.xpath("//@id"))


def test_the_timeline_reads_as_a_list_of_days(make_brief: Callable[..., Brief]) -> None:
    """Between developments and positions: days in order, planned events by the word, and what is not shown."""
    page = tree(with_picture(make_brief()))
    order = page.xpath("//section/@id")
    assert order.index("developments") + 1 == order.index("timeline") == order.index("positions") - 1
    days = by_id(page, "timeline").xpath("./ol/li")
    assert [squeezed(day) for day in days] == [
        "11 March 2026 They met. [1] single source, grade B2",
        "14 March 2026 planned They met. [1] single source",
    ]
    assert [day.find(".//time").get("datetime") for day in days] == ["2026-03-11", "2026-03-14"]
    assert "1 further event has no known day" in squeezed(by_id(page, "timeline"))


def test_the_strip_is_one_picture_with_a_name(make_brief: Callable[..., Brief]) -> None:
    """What the columns show is said in words; bars are as high as their numbers, planned ones of their own kind."""
    (strip,) = by_id(tree(with_picture(make_brief())), "timeline").xpath("./*[@role='img']")
    said = "Events by the day on which they began: 11 March 2026, 1; 14 March 2026, 1 (1 planned)."
    assert strip.get("aria-label") == said
    bars = [(bar.get("class"), bar.get("y"), bar.get("height")) for bar in strip.iter("rect")]
    assert bars == [("happened", "0", "1"), ("planned", "0", "1")]
    assert len(strip.xpath("./div")) == 4


def test_positions_are_a_real_table(make_brief: Callable[..., Brief]) -> None:
    """It has a caption and heads of columns and rows; its frame can take the focus; a cell has a word by its symbol."""
    page = tree(with_picture(make_brief()))
    (frame,) = by_id(page, "positions").xpath("./div[@role='region']")
    assert (frame.get("tabindex"), squeezed(by_id(page, frame.get("aria-labelledby")))) == ("0", "Who stands where")
    (table,) = frame
    assert squeezed(table.find("caption")) == "Positions by holder and theme"
    assert [squeezed(head) for head in table.xpath("./thead//th[@scope='col']")] == ["Holder", "theme 1", "theme 2"]
    assert [squeezed(head) for head in table.xpath("./tbody//th[@scope='row']")] == ["Marok", "b"]
    assert {squeezed(cell) for cell in table.iter("td")} == {"▼ was for, now against the law [7]"}
    assert {e.text for e in table.xpath(".//*[@aria-hidden]")} == {"▼"}
    (other,) = by_id(page, "positions").xpath("./ul[contains(@class, 'others')]/li")
    assert squeezed(other) == "Marok: ▼ was for, now against the law [7]"


def test_without_a_picture_the_page_has_neither_view(make_brief: Callable[..., Brief], empty_brief: Brief) -> None:
    """No empty heading, table or list; an empty day stays one line whatever its picture."""
    events = (MergedEvent(id="1", records=("e",), what="x", type="CONSULT", start=empty_brief.header.until),)
    empty = empty_brief.model_copy(update={"picture": Picture(events=events)})
    for brief in (make_brief(), empty):
        assert not tree(brief).xpath("//*[@id='timeline' or @id='stances'] | //table | //svg")


def test_a_picture_neither_loads_nor_styles_anything(make_brief: Callable[..., Brief]) -> None:
    """The views keep to the policy: classes and SVG's own attributes only."""
    page = tree(with_picture(make_brief()))
    assert not {"link", "img", "iframe", "object", "embed", "use", "image"} & {e.tag for e in page.iter()}
    assert not page.xpath("//@src | //@style | //@*[starts-with(name(), 'on')] | //svg//@href")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '" onmouseover="alert(1)" x="',
        "</svg></td></table></section><h2>Sources</h2>",
        "&lt;b&gt; {{ 7*7 }} {% raw %}",
    ],
)
def test_hostile_records_stay_text_in_the_views(text: str, make_brief: Callable[..., Brief]) -> None:
    """Whatever names, targets, themes, marks and events say, the page has the same elements, and shows it as typed."""
    pages = [tree(with_picture(make_brief(), each)) for each in (text, "harmless")]
    shapes = [[(e.tag, sorted(e.keys())) for e in page.iter() if isinstance(e.tag, str)] for page in pages]
    assert shapes[0] == shapes[1]
    assert squeezed(by_id(pages[0], "event-1")).startswith(f"{text} [1] ({text})")
    assert squeezed(pages[0].xpath("//tbody//th")[0]) == text
    assert squeezed(pages[0].xpath("//thead//th")[1]) == f"{text} 1"
    assert squeezed(by_id(pages[0], "stance-1")) == f"▼ was for, now against {text} [7] ({text})"


def test_direction_overrides_in_records_are_not_printed(make_brief: Callable[..., Brief]) -> None:
    """A name cannot turn round the words beside it in a cell."""
    page = render.html(with_picture(make_brief(), "Marok\u202e denies\u2069 it\x00"))
    assert not set(page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\x00")
