"""Text of articles and of models stays text, whatever it says."""

import re
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sitbrief import render
from sitbrief.render.escape import direction, escape_markdown, language_tag, visible, web_link
from sitbrief.schemas import Brief

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "</blockquote></li></ol></details></main></style></title><h2>Sources</h2>",
    "<!-- <style>*{display:none}</style> -->",
    "&lt;script&gt; &amp; &#60;b&#62;",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "<https://evil.example> and https://evil.example and www.evil.example",
    "[1]: https://evil.example",
    "[^1] ~~gone~~ ==lit==",
    "# Sources",
    "## Bottom line ##",
    "- a dash, *stars*, _lines_, __more__",
    "1. a number",
    "12) a number",
    "+ a plus",
    "> a quote",
    "```` a fence",
    "~~~ a fence",
    "--- ",
    "===",
    ": a definition",
    "a | b | c",
    "|---|---|",
    "`code` and \\`no code` and \\",
    "{{ 7*7 }} {% raw %} {# x #}",
    "ends with two spaces  ",
    "a line\n\n# another\r\n- third\u2028fourth\tfifth",
    "<div>\n\n**bold**\n\n</div>",
]


def rendered(markdown: str) -> Any:
    """What a reader's program makes of Markdown."""
    return lxml.html.fragment_fromstring(READER.render(markdown), create_parent="div")


def shape(page: Any) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes: all that text must not change."""
    return [(element.tag, sorted(element.keys())) for element in page.iter() if isinstance(element.tag, str)]


def squeezed(text: str) -> str:
    """A text with single spaces, which is all that may become of white space."""
    return " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_html_has_the_same_elements_whatever_the_text(text: str, make_hostile: Callable[..., Brief]) -> None:
    """A page of hostile text has the elements and attributes of one of harmless text, and shows it as typed."""
    page = lxml.html.document_fromstring(render.html(make_hostile(text)))
    harmless = lxml.html.document_fromstring(render.html(make_hostile("harmless")))
    assert shape(page) == shape(harmless)
    assert not [a for a in page.xpath("//@*") if a.attrname.startswith("on")]
    assert squeezed(page.xpath("string(//*[@id='statement-1'])")) == f"{squeezed(text)} [1]"
    assert squeezed(page.xpath("string(//blockquote)")) == squeezed(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_has_the_same_elements_whatever_the_text(text: str, make_hostile: Callable[..., Brief]) -> None:
    """Markdown with hostile text, once rendered, has no link, HTML or markup of its making, and shows it as typed."""
    page = rendered(render.markdown(make_hostile(text)))
    assert shape(page) == shape(rendered(render.markdown(make_hostile("harmless"))))
    assert not list(page.iter("a"))
    assert squeezed(page.xpath("string(//blockquote)")) == squeezed(text)
    assert squeezed(page.xpath("string(//p[contains(., '[1]')])")) == f"{squeezed(text)} [1]"


markup = st.text(alphabet=st.sampled_from("\\`*_[]()<>!#&;|~-+=.:$@'\" \t\n{}/0123aw") | st.characters(codec="utf-8"))


@given(markup)
@example("www.a.example https://a.example")
@example("&copy; &#35;")
@example("\\")
@example("0.")
def test_any_text_shows_as_typed_in_markdown(text: str) -> None:
    """Whatever the text, in a paragraph, a list or a heading it is the text alone, but for invisible characters."""
    escaped, shown = escape_markdown(text), squeezed(visible(text))
    for before, tags in (("", ["p"]), ("- ", ["ul", "li"]), ("### ", ["h3"]), ("> ", ["blockquote", "p"])):
        page = rendered(f"{before}{escaped} [1]")
        assert [element.tag for element in page.iter()][1:] == tags
        text_shown = page.text_content().strip("\n").replace("\u2068", "").replace("\u2069", "")
        assert text_shown.strip() == f"{shown} [1]".strip()


@pytest.mark.parametrize("bare", ["https://evil.example", "HTTP://evil.example", "see www.evil.example", "a@b.example"])
def test_bare_addresses_are_broken_for_markdown_that_links_them(bare: str) -> None:
    """GitHub's Markdown links bare addresses: in the source they don't stand as one."""
    assert not re.search(r"\w://|www\.|\w@", escape_markdown(bare), re.IGNORECASE)
    assert rendered(escape_markdown(bare)).text_content().strip() == bare


def test_markdown_links_web_addresses_only(make_hostile: Callable[..., Brief]) -> None:
    """The address of a note is a link if it is http or https, and text otherwise."""
    for url, links in (("https://a.example/x_y*z", 1), ("javascript:alert(1)", 0), ("https://a.example/ x", 0)):
        page = rendered(render.markdown(make_hostile("A title", url=url)))
        assert [a.get("href") for a in page.iter("a")] == [url] * links
        assert url in page.text_content()


def test_an_address_cannot_leave_its_link(make_hostile: Callable[..., Brief]) -> None:
    """Characters that would end a link in Markdown or an attribute in HTML are percent-encoded."""
    url = "https://a.example/\"'<script>`\\"
    assert web_link(url) == "https://a.example/%22%27%3Cscript%3E%60%5C"
    page = lxml.html.document_fromstring(render.html(make_hostile("A title", url=url)))
    assert set(page.xpath("//a[not(starts-with(@href, '#'))]/@href")) == {web_link(url)}
    links = rendered(render.markdown(make_hostile("A title", url=url))).iter("a")
    assert [link.get("href") for link in links] == [web_link(url)]


def test_direction_overrides_do_not_reach_the_words_around(make_hostile: Callable[..., Brief]) -> None:
    """Characters that turn round the order of letters, and control characters, are not printed."""
    brief = make_hostile("Sarvan\u202e denies\u2069 it\x00\x1b[31m")
    for text in (render.markdown(brief), render.html(brief)):
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\x00\x1b")


def test_right_to_left_text_is_isolated_in_markdown(make_brief: Callable[..., Brief]) -> None:
    """An Arabic title leaves the order of outlet, date and address alone; plain text carries no such marks."""
    lines = [line for line in render.markdown(make_brief()).splitlines() if "\u2068" in line]
    assert lines[0].startswith("- [4] \u2068صوت سرفان\u2069, “\u2068فتح معبر تيرمن\u2069”, 14 March 2026")
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "rtl"), ("AR-iq", "rtl"), ("fa", "rtl"), ("ckb", "rtl"), ("ar-Latn", "auto"), ("en", "auto"), ("", "auto")],
)
def test_direction_follows_the_language(language: str, expected: str) -> None:
    """Right-to-left languages are set so; any other text is left to its own letters."""
    assert direction(language) == expected


@pytest.mark.parametrize(("language", "tag"), [("ar", "ar"), ("pt-BR", "pt-BR"), ('en" onclick="x', ""), ("", "")])
def test_a_language_that_is_none_is_told_as_unknown(language: str, tag: str) -> None:
    """Only a language tag becomes a `lang` attribute."""
    assert language_tag(language) == tag


@pytest.mark.parametrize("text", ["===", "---", "- x", "+ x", "# x", "1. x", "7) x", "> x", "```", "***", "|-|", ": x"])
def test_a_text_at_the_start_of_a_line_stays_in_its_paragraph(text: str) -> None:
    """What begins a heading, a list, a rule or a fence on a line of its own is text there, too."""
    page = rendered(f"word\n{escape_markdown(text)}")
    assert [element.tag for element in page.iter()] == ["div", "p"]
    assert page.text_content() == f"word\n{text}\n"
