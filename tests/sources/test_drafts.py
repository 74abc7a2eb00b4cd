"""A draft into Articles: which date is trusted, what belongs to whom, and that nothing of a page is lost."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sitbrief.schemas import Published, SourceError
from sitbrief.sources.drafts import Draft, make_articles

SEEN = datetime(2031, 3, 9, tzinfo=UTC)
FLAG = date(2031, 3, 1)
HEAD = "Three bridges closed over cracks"
DATED = "QARADIN, March 5, 2031 (SPS) - Three bridges over the Teryan were closed, the ministry said."
BODY = "Engineers found cracks in two of the pillars, and the third was closed as a precaution."
URL = "https://ulsenpost.example/2031/03/04/bridges"
DECLARED = Published(day=date(2031, 3, 2), origin="page metadata")


def published(draft: Draft, flag: date | None = FLAG) -> tuple[str, str] | None:
    """Day and origin of the draft's only article."""
    (article,), _ = make_articles(draft, "page.txt", flag, SEEN)
    return (str(article.published.day), article.published.origin) if article.published else None


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (
            Draft(f"{HEAD}\nMarch 3, 2031\n{DATED}\n{BODY}", url=URL, published=DECLARED),
            ("2031-03-02", "page metadata"),
        ),
        (Draft(f"{HEAD}\nMarch 3, 2031\n{DATED}\n{BODY}", url=URL), ("2031-03-03", "date line")),
        (Draft(f"{HEAD}\n{DATED}\n{BODY}", url=URL), ("2031-03-04", "address")),
        (Draft(f"{HEAD}\n{DATED}\n{BODY}"), ("2031-03-05", "dateline")),
        (Draft(f"{HEAD}\n{BODY}"), ("2031-03-01", "flag")),
    ],
)
def test_the_nearest_to_the_publisher_dates_the_article(draft: Draft, expected: tuple[str, str]) -> None:
    """What the source declares, then a date line, the address, the dateline, and what the reader gives."""
    assert published(draft) == expected


def test_a_caption_dates_nothing() -> None:
    """Its day is the picture's, said once or twice; the article stays undated."""
    caption = "The old bridge on March 2, 2031. (AP)"
    assert published(Draft(f"{HEAD}\n{caption}\n{caption}\n{BODY}"), flag=None) is None


def test_the_pages_own_date_is_not_the_second_articles() -> None:
    """Nor its address, authors and outlet; the flag dates whatever has none."""
    text = "\n".join([HEAD, BODY, BODY.replace("two", "three"), "Ferry sold to pay", "By Mara Tilden", BODY.upper()])
    draft = Draft(text, outlet="Ulsen Post", url=URL, published=DECLARED, authors=("T. Arkwell",))
    (first, second), _ = make_articles(draft, "page.txt", FLAG, SEEN)
    assert first.published == DECLARED
    assert second.published == Published(day=FLAG, origin="flag")
    assert (second.outlet, second.url, second.authors, second.path) == ("", "", (), "page.txt#2")
    assert second.title == "Ferry sold to pay"


def test_a_page_of_which_a_piece_has_no_sentence_is_read_whole() -> None:
    """Its borders are signs then, and the page is not lost."""
    signed = [f"With reporting by {name} in Ulsen and by others in Qaradin." for name in ("Tom Arkwell", "Mara Tilden")]
    (article,), unsure = make_articles(Draft("\n".join([*signed, HEAD, DATED, BODY])), "page.txt", None, SEEN)
    assert [sentence.text for sentence in article.sentences] == [DATED, BODY]
    assert unsure is not None
    assert unsure.places == (2,)


def test_a_headline_above_a_date_line_alone_is_no_article() -> None:
    """However long the line is, it is no prose."""
    stamp = "First published on Monday, 4 March 2031, at 10:30 GMT."
    text = "\n".join([HEAD, DATED, BODY, "Ferry sold to pay", "By Mara Tilden", stamp])
    assert len(make_articles(Draft(text), "page.txt", None, SEEN)[0]) == 1


def test_a_draft_without_a_sentence_is_an_error() -> None:
    """It names the file, and what to do."""
    for text in ("", " \n", "Comments\nHashtags"):
        with pytest.raises(SourceError, match=r"page\.txt.*(?:give|save)"):
            make_articles(Draft(text), "page.txt", None, SEEN)


@settings(deadline=None)  # the first text whose language must be recognised loads the recogniser
@given(
    st.lists(
        st.sampled_from([HEAD, DATED, BODY, "By Mara Tilden", "2 comments", "an hour ago"]) | st.text(), max_size=9
    )
)
def test_every_line_is_in_one_article_at_its_place(lines: list[str]) -> None:
    """Sentences and asides lie in their own text, apart and in order, and hold all of it but white space."""
    try:
        articles, _ = make_articles(Draft("\n".join(lines)), "page.txt", None, SEEN)
    except SourceError:
        return
    for article in articles:
        parts = sorted((*article.sentences, *article.asides), key=lambda part: part.start)
        assert all(article.text[part.start : part.end] == part.text for part in parts)
        assert all(a.end <= b.start for a, b in pairwise(parts))
        assert "".join("".join(part.text for part in parts).split()) == "".join(article.text.split())
