"""Copies in print: how many origins there are, and who else has the text that a note quotes."""

from collections.abc import Callable

from sitbrief import render
from sitbrief.schemas import Brief


def with_origins(brief: Brief, *names: str) -> Brief:
    """The brief with two origins, its first note shared with these outlets."""
    first = brief.sources[0].model_copy(update={"also": names})
    header = brief.header.model_copy(update={"origins": 2})
    return brief.model_copy(update={"header": header, "sources": [first, *brief.sources[1:]]})


def test_the_header_counts_articles_and_origins(make_brief: Callable[..., Brief]) -> None:
    """Five outlets with one story are five articles and one origin; uncounted ones are not told."""
    brief = make_brief()
    assert "of 2 origins" in render.markdown(with_origins(brief, "Ulsen Post"))
    assert "origin" not in render.markdown(brief)


def test_a_note_names_the_others_of_its_origin(make_brief: Callable[..., Brief]) -> None:
    """In both printed forms, as text and never as markup."""
    brief = with_origins(make_brief(), "Ulsen Post", "<b>Orlo</b>")
    assert "(one origin with Ulsen Post, \\<b\\>Orlo\\</b\\>)" in render.markdown(brief)
    page = render.html(brief)
    assert page.count("One origin with") == 1
    assert "<bdi>&lt;b&gt;Orlo&lt;/b&gt;</bdi>" in page
