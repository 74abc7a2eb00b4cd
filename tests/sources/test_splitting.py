"""Lines of a page in, its articles out: what is told apart, what is left whole, and what is reported as unsure."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
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


@pytest.mark.parametrize(
    "lead",
    [
        "ULSEN, Lower Orlo - The council of Ulsen voted on Tuesday to sell two of its ferries.",
        "ULSEN, Orlo (SPS) - The council of Ulsen voted on Tuesday to sell two of its ferries.",
        "ULSEN, March 5, 2031 (SPS) - The council of Ulsen voted on Tuesday to sell two of its ferries.",
        "ULSEN, 5 March (SPS) — The council of Ulsen voted on Tuesday to sell two of its ferries.",
        "ULSEN/QARADIN (SPS) -- The council of Ulsen voted on Tuesday to sell two of its ferries.",
        "ULSEN - “The ferries are old,” the council of Ulsen said before its vote on Tuesday.",
    ],
)
def test_a_dateline_may_have_a_region_a_day_and_an_agency(lead: str) -> None:
    """In each of its forms it begins a second article under a headline."""
    assert firsts(HEAD, LEAD, BODY, HEAD2, lead, BODY2) == [0, 3]


@pytest.mark.parametrize(
    "prose",
    [
        ["UNHCA - the agency for the displaced - said on Monday that it would leave the valley."],
        ["POST - What do the farmers say to the price?", "MARWANI - What everybody says who has no water in May."],
        ["Leyla Marwani (Civic Front) - The former minister has led it since 2029.", BODY2],
        ["JUDGE (reading) - The court has heard enough of this and will rule before noon."],
    ],
)
def test_a_line_that_opens_like_a_dateline_begins_no_article(prose: list[str]) -> None:
    """An agency between dashes, the speakers of an interview, a person with a party, a stage direction."""
    assert firsts(HEAD, LEAD, BODY, "What everybody says of it", *prose, BODY2) == [0]


def test_a_picture_under_a_sections_heading_begins_no_article() -> None:
    """A credit alone is no head; under a line as long as a headline it is a sign."""
    credit = "The yard on March 2, 2031. Photo: Ulsen Post"
    assert split_lines([HEAD, LEAD, BODY, HEAD2, credit, BODY2]).unsure == (3,)
    split = split_lines([HEAD, LEAD, BODY, "What the engineers say", credit, BODY2])
    assert (len(split.pieces), split.unsure) == (1, ())


def test_each_of_a_row_of_short_articles_is_one() -> None:
    """A headline and one paragraph with a dateline are enough, for the first as well."""
    assert firsts(HEAD, LEAD, HEAD2, LEAD2, HEAD, LEAD) == [0, 2, 4]


def test_the_pages_own_title_begins_no_second_article() -> None:
    """What stands above it, however long, is its article's."""
    lines = [BODY, BODY2, HEAD, "By Mara Tilden", LEAD]
    assert split_lines(lines, f"{HEAD} | Ulsen Post").pieces == (Piece(0, 5),)


@pytest.mark.parametrize("line", ["By Mara Tilden", "March 4, 2031", "4 March 2031, 10:30"])
def test_a_byline_or_a_date_is_no_headline(line: str) -> None:
    """Above a dateline they are a sign, no border."""
    split = split_lines([HEAD, LEAD, BODY, line, LEAD2, BODY2])
    assert (len(split.pieces), split.unsure) == (1, (4,))


def test_a_cookie_notice_is_no_article() -> None:
    """Its sentences above a headline make no first one."""
    notice = ["We use cookies to measure how this site is read, and by whom.", "Cookie settings"]
    assert firsts(*notice, notice[0], HEAD, "By Mara Tilden", LEAD, BODY) == [0]


def test_a_dateline_in_small_letters_below_a_headline_is_a_sign() -> None:
    """As in scripts that have no capitals; one below the other such lines are a list."""
    soft = LEAD2.replace("ULSEN", "Ulsen")
    arabic = "قرادين (س ب س) - قال عمال الميناء إنهم لن يعودوا إلى العمل اليوم."
    for lead in (soft, arabic):
        split = split_lines([HEAD, LEAD, BODY, HEAD2, lead])
        assert (len(split.pieces), split.unsure) == (1, (3,))
    assert split_lines([HEAD, LEAD, BODY, HEAD2, soft, soft.replace("Ulsen", "Teryan")]).unsure == ()


def test_a_dateline_said_twice_is_no_sign() -> None:
    """A page that doubles its paragraphs doubles its first."""
    assert split_lines([HEAD, LEAD, LEAD, BODY, BODY]).unsure == ()


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


def test_a_related_piece_may_have_a_question_for_a_headline() -> None:
    """Closed as it is, with prose below it; with the outlet on both sides of the age, any line may be one."""
    asked = "Will the ferries of Ulsen ever come back to the river?"
    split = split_lines([HEAD, LEAD, BODY, "Related Articles", "Gazette", "an hour ago", asked, BODY2])
    assert split.pieces[1] == Piece(4, 8, asked, "Gazette")
    split = split_lines([HEAD, LEAD, BODY, "Related Articles", *ITEM[:3], BODY2])
    assert split.pieces[1] == Piece(4, 8, "", "Northgate Report")


def test_a_related_block_in_another_order_is_a_sign() -> None:
    """With headlines above the ages nobody can say whose the prose is: the page stays whole."""
    block = ["Related Articles", "Lira falls again", "Gazette", "an hour ago", HEAD2, "Courier", "2 hours ago"]
    split = split_lines([HEAD, LEAD, BODY, *block, BODY2])
    assert (len(split.pieces), split.unsure) == (1, (9,))


def test_readers_comments_below_a_related_block_are_no_articles() -> None:
    """They have a name and an age as well."""
    lines = [HEAD, LEAD, BODY, "Related Articles", *ITEM, "2 Comments", "Tamsin", "an hour ago", "Shame on them", BODY]
    assert firsts(*lines) == [0, 4]


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


def test_one_text_three_times_is_three_ids() -> None:
    """A page that repeats an article whole loses none to another."""
    articles, _ = make_articles(Draft("\n".join([HEAD, LEAD] * 3)), "page.txt", None, SEEN)
    assert len({article.id for article in articles}) == 3


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


# The first text in a language that must be recognised loads the recogniser.
@settings(deadline=None)
@given(LINES)
def test_prose_is_never_lost(lines: list[str]) -> None:
    """Every line of prose that stands once on a page is in a sentence of one of its articles."""
    try:
        articles, _ = make_articles(Draft("\n".join(lines)), "page.txt", None, SEEN)
    except SourceError:
        return
    for article in articles:
        assert all(article.text[s.start : s.end] == s.text for s in (*article.sentences, *article.asides))
    said = " ".join(sentence.text for article in articles for sentence in article.sentences)
    assert all(line in said for line in (LEAD, BODY, LEAD2, BODY2) if lines.count(line) == 1)
