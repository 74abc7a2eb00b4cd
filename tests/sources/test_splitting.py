"""Lines of a page in, its articles out: what is told apart, what is left whole, and what is reported as unsure."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.schemas import SourceError
from sitbrief.sources.drafts import Draft, make_articles
from sitbrief.sources.splitting import Piece, split_lines

SEEN = datetime(2031, 3, 9, tzinfo=UTC)
HEAD = "Three bridges closed over cracks"
LEAD = "QARADIN (SPS) - Three bridges over the Teryan were closed on Monday, the ministry said."
BODY = "Engineers found cracks in two of the pillars, and the third was closed as a precaution."
HEAD2 = "Ferry sold to pay for the repairs"
LEAD2 = "ULSEN (SPS) - The council of Ulsen voted on Tuesday to sell two of its ferries."
BODY2 = "The sale will bring in about 2 million crowns, the council said in a statement."


def firsts(*lines: str) -> list[int]:
    """The lines at which articles begin."""
    return [piece.first for piece in split_lines(lines).pieces]


def test_one_article_is_one_piece() -> None:
    """Nothing is torn off a page that carries one article."""
    assert split_lines([HEAD, LEAD, BODY]).pieces == (Piece(0, 3),)


@pytest.mark.parametrize(
    "between",
    [
        [],
        ["The ferry in the yard. Photo: Ulsen Post"],
        ["By Mara Tilden"],
        ["Published March 4, 2031"],
        ["The yard was empty for years.", "By Mara Tilden"],
    ],
)
def test_a_second_headline_with_a_head_of_its_own_begins_an_article(between: list[str]) -> None:
    """A dateline, a credit, a byline or a date line below a headline, with prose, is enough; no marker is needed."""
    split = split_lines([HEAD, LEAD, BODY, HEAD2, *between, LEAD2, BODY2])
    assert split.pieces == (Piece(0, 3), Piece(3, 6 + len(between), HEAD2))
    assert split.unsure == ()


@pytest.mark.parametrize(
    "line",
    [
        "What the engineers say",  # a section heading
        "March 4, 2031",  # an entry of a chronology
        "The bridges that are closed:",
        "“Nobody will cross before May”",
    ],
)
def test_a_heading_begins_no_article(line: str) -> None:
    """Open lines between paragraphs of one article are its own."""
    assert firsts(HEAD, LEAD, BODY, line, BODY2, "The third was closed as a precaution on Monday evening.") == [0]


def test_a_quoted_dateline_begins_no_article() -> None:
    """Inside a sentence it is a quotation."""
    quoted = 'The statement opened with "QARADIN (PGB) - Tonight the enemy struck the depot."'
    split = split_lines([HEAD, LEAD, BODY, "What the militia says", quoted])
    assert (len(split.pieces), split.unsure) == (1, ())


def test_a_credit_in_the_middle_begins_no_article() -> None:
    """A picture of the article's own, with no headline above its caption."""
    assert firsts(HEAD, LEAD, BODY, "The old bridge. Photo: Ulsen Post", BODY2, LEAD) == [0]


def test_a_dateline_without_a_headline_is_a_sign() -> None:
    """The page stays whole, and the line is reported."""
    split = split_lines([HEAD, LEAD, BODY, LEAD2, BODY2])
    assert split == split_lines([HEAD, LEAD, BODY, LEAD2, BODY2])
    assert (len(split.pieces), split.unsure) == (1, (3,))


def test_a_second_byline_without_a_headline_is_a_sign() -> None:
    """One that prose follows; at the foot of the article it names contributors."""
    assert split_lines([HEAD, "By Tom Arkwell", LEAD, BODY, "By Mara Tilden", BODY2]).unsure == (4,)
    assert split_lines([HEAD, "By Tom Arkwell", LEAD, BODY, "By Mara Tilden"]).unsure == ()


def test_the_lines_of_one_head_are_no_signs() -> None:
    """A byline and a date line beside each other, also below a sentence, are one head."""
    head = ["By Tom Arkwell", "Mar. 04, 2031 • 3 min read"]
    assert split_lines(["This paper is read in three towns every morning.", *head, LEAD, BODY]).unsure == ()


ITEM = ["Northgate Report", "an hour ago", "- Northgate Report", HEAD2, BODY2]


def test_related_pieces_with_a_text_are_articles() -> None:
    """Each has the title and the outlet that the block gives it; the heading of the block stays with the main one."""
    split = split_lines([HEAD, LEAD, BODY, "Related Articles", *ITEM])
    assert split.pieces == (Piece(0, 4), Piece(4, 9, HEAD2, "Northgate Report"))


def test_related_pieces_without_a_text_stay_where_they_stand() -> None:
    """Their lines are told, and are nobody's sentences."""
    split = split_lines([HEAD, LEAD, BODY, "Related Articles", *ITEM, "Gazette", "4 hours ago", "Lira falls again"])
    assert split.pieces[1] == Piece(4, 12, HEAD2, "Northgate Report", (9, 10, 11))


def test_ages_above_the_article_begin_nothing() -> None:
    """A related block needs prose above it, and an age a headline below it."""
    assert firsts("Related Articles", "an hour ago", HEAD, LEAD, BODY) == [0]
    assert firsts(HEAD, LEAD, BODY, "Related Articles", "an hour ago") == [0]


def test_the_articles_of_a_page_share_nothing() -> None:
    """Each has its own text, date and id; what the page declares is the first one's alone."""
    text = "\n\n".join([HEAD, LEAD, BODY, HEAD2, "Published March 4, 2031", LEAD2, BODY2])
    draft = Draft(text, outlet="Ulsen Post", url="https://ulsenpost.example/2031/03/02/a")
    (first, second), unsure = make_articles(draft, "page.txt", None, SEEN)
    assert unsure is None
    assert BODY2 not in first.text
    assert BODY not in second.text
    assert (first.outlet, first.url, first.path) == (draft.outlet, draft.url, "page.txt")
    assert (second.outlet, second.url, second.path) == ("", "", "page.txt#2")
    days = [(str(a.published.day), a.published.origin) for a in (first, second) if a.published]
    assert days == [("2031-03-02", "address"), ("2031-03-04", "date line")]
    assert first.id != second.id


def test_two_articles_under_one_headline_are_two() -> None:
    """Their ids are told apart by their texts."""
    text = "\n".join([HEAD, LEAD, BODY, HEAD, LEAD2, BODY2])
    articles, _ = make_articles(Draft(text), "page.txt", None, SEEN)
    assert len({article.id for article in articles}) == 2


def test_an_unsure_page_can_be_divided_and_checks_where() -> None:
    """Borders that are lines with prose below them divide it; any other is an error that names it."""
    (whole,), unsure = make_articles(Draft("\n".join([HEAD, LEAD, BODY, LEAD2, BODY2])), "page.txt", None, SEEN)
    assert unsure is not None
    assert unsure.article is whole
    assert [len(article.sentences) for article in unsure.split([3])] == [2, 2]
    assert [article.text for article in unsure.split([])] == [whole.text]
    with pytest.raises(ValueError, match="line 10 is no line"):
        unsure.split([9])


LINES = st.lists(
    st.sampled_from(
        [HEAD, LEAD, BODY, HEAD2, LEAD2, BODY2, "Related Articles", "an hour ago", *ITEM[:3], "By A. Tilden"]
    ),
    min_size=1,
    max_size=12,
)


@given(LINES)
def test_pieces_cover_every_line_once(lines: list[str]) -> None:
    """Whatever stands on a page, in order and without a gap."""
    split = split_lines(lines)
    assert split.pieces[0].first == 0
    assert split.pieces[-1].last == len(lines)
    assert all(a.last == b.first for a, b in zip(split.pieces, split.pieces[1:], strict=False))


@given(LINES)
def test_prose_is_never_lost(lines: list[str]) -> None:
    """Every line of prose that stands once on a page is in a sentence of one of its articles."""
    try:
        articles, _ = make_articles(Draft("\n".join(lines)), "page.txt", None, SEEN)
    except SourceError:
        return
    said = " ".join(sentence.text for article in articles for sentence in article.sentences)
    assert all(line in said for line in (LEAD, BODY, LEAD2, BODY2) if lines.count(line) == 1)
