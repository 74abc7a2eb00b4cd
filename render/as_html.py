"""A brief as one HTML page that loads nothing: statements, source notes and article texts link to one another."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from ..schemas import Article, Aside, Brief, Sentence
from .escape import direction, language_tag, visible, web_link
from .outline import Section, sections
from .templating import environment, view
from .views import (
    CAPTION,
    EMPTY_CELL,
    GRADES,
    OTHERS_TITLE,
    STANCES_TITLE,
    TIMELINE_TITLE,
    Stances,
    Timeline,
    placed,
    stances,
    timeline,
)

__all__ = ["Passage", "html", "paragraphs"]


@dataclass(frozen=True)
class Passage:
    """A stretch of an article: a numbered sentence with the notes that cite it, or (`n` 0) what stands between."""

    text: str
    n: int = 0
    notes: tuple[int, ...] = ()
    aside: str = ""


@dataclass(frozen=True)
class _Back:
    """The way from a note back to what cites it: the id of that, what it is, and its place under its title."""

    anchor: str
    what: str
    place: int


def html(brief: Brief) -> str:
    """The brief as an HTML page with a final newline; BriefError if its time zone is not known."""
    days, held = timeline(brief), stances(brief)
    shown, style, script = placed(sections(brief), days, held), _inline("page.css"), _inline("page.js")
    template = _templates().get_template("brief.html.jinja")
    return template.render(
        view(brief, shown),
        timeline=days,
        stances=held,
        stances_title=STANCES_TITLE,
        others_title=OTHERS_TITLE,
        caption=CAPTION,
        empty_cell=EMPTY_CELL,
        grades=GRADES,
        cited_by=_cited_by(shown, days, held),
        anchors=_anchors(brief),
        texts=[paragraphs(article, _notes(brief, article)) for article in brief.articles],
        style=Markup(style),
        script=Markup(script),
        policy=Markup(_policy(style, script)),
    )


def paragraphs(article: Article, notes: Mapping[int, tuple[int, ...]]) -> list[list[Passage]]:
    """The text of an article, whole and in order, cut at line breaks; `notes` says which notes cite a sentence."""
    cut: list[list[Passage]] = [[]]
    for passage in _passages(article, notes):
        if passage.n or passage.aside:
            cut[-1].append(passage)
            continue
        first, *rest = passage.text.split("\n")
        cut[-1].append(Passage(first))
        cut += [[Passage(line)] for line in rest]
    return [paragraph for paragraph in cut if any(passage.text.strip() for passage in paragraph)]


def _passages(article: Article, notes: Mapping[int, tuple[int, ...]]) -> Iterator[Passage]:
    parts: list[Sentence | Aside] = [*article.sentences, *article.asides]
    position = 0
    for part in sorted(parts, key=lambda part: part.start):
        yield Passage(article.text[position : part.start])
        yield _passage(part, notes)
        position = max(position, part.end)
    yield Passage(article.text[position:])


def _passage(part: Sentence | Aside, notes: Mapping[int, tuple[int, ...]]) -> Passage:
    if isinstance(part, Sentence):
        return Passage(part.text, n=part.n, notes=notes.get(part.n, ()))
    return Passage(part.text, aside=part.kind)


def _notes(brief: Brief, article: Article) -> dict[int, tuple[int, ...]]:
    """The notes that cite each sentence of an article."""
    cited: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for note in brief.sources:
        if (note.article, note.revision) == (article.id, article.revision):
            cited[note.sentence] += (note.number,)
    return cited


def _anchors(brief: Brief) -> dict[int, str]:
    """Where each note's sentence stands in the article texts, for the notes whose article is in the brief."""
    return {
        note: f"article-{place}-sentence-{sentence}"
        for place, article in enumerate(brief.articles, start=1)
        for sentence, notes in _notes(brief, article).items()
        if 1 <= sentence <= len(article.sentences)
        for note in notes
    }


def _cited_by(
    shown: Iterable[Section], days: Timeline | None, held: Stances | None
) -> dict[int, dict[str, list[_Back]]]:
    """What cites each note, by the titles under which it stands."""
    back: dict[int, dict[str, list[_Back]]] = defaultdict(lambda: defaultdict(list))
    for citations, title, way in _ways_back(shown, days, held):
        for note in dict.fromkeys(citations):
            back[note][title].append(way)
    return back


def _ways_back(
    shown: Iterable[Section], days: Timeline | None, held: Stances | None
) -> Iterator[tuple[tuple[int, ...], str, _Back]]:
    for line in (line for section in shown for part in section.parts for line in part.lines):
        yield line.statement.citations, line.section, _Back(f"statement-{line.number}", "statement", line.place)
    for entry in days.entries if days else ():
        yield entry.citations, TIMELINE_TITLE, _Back(f"event-{entry.number}", "event", entry.number)
    for each in held.held if held else ():
        yield each.citations, STANCES_TITLE, _Back(f"stance-{each.number}", "position", each.number)


def _policy(style: str, script: str) -> str:
    """The content security policy: this style and this script, and no text that a script could turn into markup."""
    return (
        f"default-src 'none'; style-src {_hash_source(style)}; script-src {_hash_source(script)}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash_source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _inline(name: str) -> str:
    return files("sitbrief.render").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    filters = {"web_link": web_link, "lang": language_tag, "direction": direction}
    return environment(visible, filters, autoescape=True)
