import pytest
from sitbrief.sources.asides import Kind, Sorted, sort_lines

LEAD = "QARADIN (SPS) - Three bridges over the Teryan were closed on Monday, the ministry said."
BODY = "Engineers found cracks in two of the pillars, and the third was closed as a precaution."
LAST = "The repairs will take until May, according to the governor of the province."


def kind_of(line: str, *, title: str = "") -> Kind | None:
    """The kind of a line in the middle of an article."""
    return sort_lines([LEAD, BODY, line, LAST], title).kinds[2]


def head(*lines: str, title: str = "") -> Sorted:
    """The lines as the top of an article."""
    return sort_lines([*lines, LEAD, BODY, LAST], title)


def test_plain_prose_is_the_article() -> None:
    """Sentences with their full stops are nobody's aside."""
    assert sort_lines([LEAD, BODY, LAST]).kinds == (None, None, None)


def test_the_first_open_line_is_the_headline() -> None:
    """A first line without closing punctuation is the headline, and the title if none is given."""
    result = head("Three bridges closed over cracks")
    assert result.kinds[0] == "headline"
    assert result.headline == "Three bridges closed over cracks"


def test_the_section_above_the_headline_is_furniture() -> None:
    """A word or two above the headline name a part of the site, not the article."""
    result = head("News", "Three bridges closed over cracks", "Mar. 05, 2031 • 3 min read")
    assert result.kinds[:3] == ("page furniture", "headline", "date line")
    assert result.headline == "Three bridges closed over cracks"


def test_a_markdown_headline_loses_its_mark_in_the_title() -> None:
    """The headline's line stays as it stands; the title is its words."""
    result = head("# Who closed the bridges?")
    assert result.kinds[0] == "headline"
    assert result.headline == "Who closed the bridges?"


@pytest.mark.parametrize("line", ["Who closed the bridges?", "who closed the “bridges”", "# Who closed the bridges?"])
def test_the_title_repeated_is_a_headline(line: str) -> None:
    """The given title is known again wherever the text repeats it, the name of the site aside."""
    assert kind_of(line, title="Who closed the bridges? | Qaradin Courier") == "headline"


def test_a_sentence_that_the_title_repeats_stays() -> None:
    """With its full stop it may be the lead, from which the title was taken."""
    assert kind_of("The old bridge is closed.", title="The old bridge is closed") is None


def test_a_closed_first_line_stays_numbered() -> None:
    """A first line with closing punctuation may be the lead, and stays."""
    assert head("Who closed the bridges, and why only now?").kinds[0] is None


def test_a_lead_without_a_full_stop_stays_numbered() -> None:
    """A long first line is no headline, closed or not."""
    assert (
        head(LEAD.rstrip(".") + " in a statement that its spokesman read out to reporters in the capital").kinds[0]
        is None
    )


def test_a_sentence_that_goes_on_below_is_no_headline() -> None:
    """A first line that opens with its place, or runs on in small letters, belongs to the article."""
    assert sort_lines(["The three bridges over the", "river were closed on Monday, it said.", BODY]).kinds[0] is None
    assert sort_lines(["QARADIN (SPS) - Three bridges were closed on Monday", BODY, LAST]).kinds[0] is None


def test_text_without_any_closing_punctuation_stays_numbered() -> None:
    """Where nothing is ever closed, an open line proves nothing."""
    assert (
        sort_lines(["bridges closed today in the city", "engineers at work there", "no date yet"]).kinds == (None,) * 3
    )


@pytest.mark.parametrize(
    "line", ["A long wait", "What the engineers found in the third and oldest pillar", "2030: a warning"]
)
def test_a_short_open_line_between_paragraphs_is_a_heading(line: str) -> None:
    """At most ten words, not closed, before a paragraph."""
    assert kind_of(line) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "The governor resigned.",
        '"We were not told"',
        "It is the third time that such cracks are found in a bridge of the valley",
        "- one pillar of the old bridge",
        "of the third bridge",
        "The following bridges were closed:",
    ],
)
def test_a_line_that_may_be_a_sentence_is_no_heading(line: str) -> None:
    """Closed, quoted, long, listed or running-on lines stay with the article."""
    assert kind_of(line) is None


def test_pieces_of_torn_sentences_are_no_headings() -> None:
    """A short line after a sentence that breaks off is a piece of it."""
    lines = [LEAD, "The ministry said that it would send to the valley", "Engineers of the army", BODY]
    assert sort_lines(lines).kinds == (None, None, None, None)


def test_open_lines_in_a_row_are_a_list() -> None:
    """A heading stands before a paragraph, so only what directly precedes one can be it."""
    assert sort_lines([LEAD, "Old Bridge", "Mill Bridge", "Teryan Bridge", BODY, LAST]).kinds == (None,) * 6


def test_a_short_last_line_stays_numbered() -> None:
    """A heading with nothing below it heads nothing."""
    assert sort_lines([LEAD, BODY, "Work goes on"]).kinds[-1] is None


CAPTION = "Workers look at the pillar of the old bridge on the Teryan, March 2, 2031."


@pytest.mark.parametrize(
    "line",
    [
        CAPTION + " (Photo: Courier/L. Zuwerra)",
        CAPTION + " Photo: Northgate Report/T. Arkwell",
        CAPTION + " (AP Photo/T. Arkwell)",
        CAPTION + " (File photo)",
        "Photo: Qaradin Courier",
        "Photo credit: T. Arkwell",
        "Image of the old bridge on the Teryan",
        "![The old bridge](bridge.jpg)",
    ],
)
def test_a_credited_picture_is_a_caption(line: str) -> None:
    """A credit at the end, or a beginning that names a picture, makes a caption."""
    assert kind_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Photo/video evidence was shown to the court on the second day of the trial.",
        "The bank blocked all credit/debit cards on Monday.",
        "He passed on the file (images of the strike) to the court, his lawyer said.",
        "The image of the country has suffered, the minister said.",
        "Image of the army has suffered, he said.",
        "In the photo: three men whom nobody knows.",
    ],
)
def test_talk_of_pictures_is_no_caption(line: str) -> None:
    """Sentences about photographs and credit stay with the article."""
    assert kind_of(line) is None


def test_a_line_said_twice_in_a_row_is_a_caption() -> None:
    """A picture's text and its caption follow each other and say the same."""
    assert sort_lines([CAPTION, CAPTION, LEAD, BODY]).kinds[:2] == ("caption", "caption")


def test_a_credited_line_said_twice_is_a_caption_both_times() -> None:
    """An agency's name in brackets and a repetition are enough, wherever the lines stand."""
    assert sort_lines([LEAD, CAPTION + " (AP)", BODY, CAPTION + " (AP)", LAST]).kinds == (
        None,
        "caption",
        None,
        "caption",
        None,
    )


def test_a_pull_quote_leaves_its_sentence_to_the_article() -> None:
    """A sentence that stands twice, apart, is numbered once."""
    assert sort_lines([LEAD, BODY, LAST, BODY]).kinds == (None, None, None, "caption")


def test_a_lead_with_a_place_said_twice_keeps_one() -> None:
    """A summary that repeats the lead does not take the lead with it."""
    assert sort_lines([LEAD, LEAD, BODY]).kinds == (None, "caption", None)


def test_an_agency_at_the_top_marks_a_picture_and_at_the_foot_a_sentence() -> None:
    """ "(AP)" above the article credits a picture; below, it signs the last sentence."""
    assert head(CAPTION + " (AP)").kinds[0] == "caption"
    assert sort_lines([LEAD, BODY, LAST + " (AFP)"]).kinds == (None, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "NEWSLETTER",
        "Sign up for the Courier's Morning Note, free in your inbox every weekday.",
        "Get the latest updates delivered to your inbox.",
        "Subscribe to our channel",
        "Support independent journalism",
        "النشرة البريدية",
    ],
)
def test_offers_are_newsletter_lines(line: str) -> None:
    """What asks the reader to subscribe is not the article."""
    assert kind_of(line) == "newsletter"


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers to the state grid will pay more from May on, the ministry said.",
        "Newsletters of the opposition were banned in 2029, according to the court.",
        '"Follow us to the bridge and see for yourself," the governor told reporters.',
        "Shares of the bank fell by a third on Monday.",
    ],
)
def test_sentences_about_subscriptions_stay(line: str) -> None:
    """Only the beginning of a short line without quotation marks is an offer."""
    assert kind_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "https://qaradincourier.example/bridges",
        "[Read also: Who built the bridges?](https://qaradincourier.example/who)",
        "Read also: Who built the bridges?",
        "READ MORE: Three bridges and a river",
        "Related: The bridges of the Teryan",
        "Continue reading",
        "اقرأ أيضاً: جسور المدينة",
    ],
)
def test_pointers_to_other_pieces_are_links(line: str) -> None:
    """A bare address, a line that is one link, or "Read also:" points elsewhere."""
    assert kind_of(line) == "link"


def test_a_sentence_that_opens_like_a_link_stays() -> None:
    """A full stop makes a sentence of it."""
    assert kind_of("Watch: the guards change at noon and the bridge is open for an hour.") is None


@pytest.mark.parametrize(
    "line",
    [
        "Try Our Map Features",
        "Explore what Gazette Maps can do for you:",
        "Advertisement",
        "3 min read",
        "***",
        "© 2031 Northgate Report. All rights reserved.",
        "Source: Sarvan Press Service (SPS)",
        "Reporting by L. Zuwerra; Editing by T. Arkwell",
    ],
)
def test_the_page_around_is_furniture(line: str) -> None:
    """What belongs to every page of the site belongs to no article."""
    assert kind_of(line) == "page furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Comments by the governor caused anger in the valley.",
        "Try our patience once more and see, the governor said.",
        "Source: two officials said that the bridge was sold.",
        "Copyright law was changed in 2029.",
        "Print shops in the city were searched by the police.",
    ],
)
def test_sentences_that_open_like_furniture_stay(line: str) -> None:
    """The whole line has to be furniture."""
    assert kind_of(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Follow us on Telegram", "share line"),
        ("Share this article: Copy link | E-mail | Print", "share line"),
        ("Facebook | Twitter | WhatsApp", "share line"),
        ("شارك هذا المقال", "share line"),
        ("Comments", "comment"),
        ("12 comments", "comment"),
        ("No comments yet...", "comment"),
        ("Hashtags", "tag list"),
        ("Tags: bridges, Teryan", "tag list"),
        ("#bridges #Teryan #Sarvan", "tag list"),
        ("4 hours ago", "date line"),
        ("قبل 3 ساعات", "date line"),
        ("We use cookies to make this site work. Accept all or choose below.", "cookie notice"),
        ("Accept all cookies", "cookie notice"),
        ("Wir verwenden Cookies, um diese Seite zu verbessern.", "cookie notice"),
        ("Nous utilisons des cookies pour mesurer l'audience.", "cookie notice"),
        ("نستخدم ملفات تعريف الارتباط لتحسين الموقع.", "cookie notice"),
    ],
)
def test_each_sort_of_notice_has_its_kind(line: str, kind: str) -> None:
    """What a page adds to its article is marked by what it is."""
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Sharing the river was never easy, the governor said.",
        "Yesterday the bridges were closed, and nobody crossed the river.",
        "The law on cookies and other traces was passed in May.",
    ],
)
def test_sentences_that_open_like_a_notice_stay(line: str) -> None:
    """A word of it is not enough."""
    assert kind_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Share the burden of the war or leave, the minister told the allies.",
        "Follow our money, the opposition tells the tax office every year.",
        "Join our struggle, the banners of the farmers read on Monday.",
        "Subscribe to the treaty or face a levy, the union told the towns.",
        "By using stolen cookies the thieves entered the mail of the ministry, the prosecutor said.",
        "With material from the quarry the army built a wall across the valley.",
        "With reporting by the press banned, nobody knows how many were hurt.",
        "Two of the men were seen at the depot on Sunday (in a photo by the army).",
        "Es ist ein klares Bild: Die Regierung hat keine Mehrheit.",
        "Anmelden müssen sich alle Bewohner der Stadt bis Montag beim Rathaus.",
        "شارك الوزير في مؤتمر المياه الذي عقد في أولسن يوم الاثنين.",
    ],
)
def test_sentences_that_open_like_a_call_stay(line: str) -> None:
    """What somebody else said, did or showed is the article's."""
    assert kind_of(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share this article with your friends.", "share line"),
        ("Follow us on X.", "share line"),
        ("By continuing you agree to our use of cookies.", "cookie notice"),
        ("Jetzt abonnieren und nichts verpassen", "newsletter"),
        ("With files from Tom Arkwell", "byline"),
        ("The old bridge in March (archive photo by T. Arkwell)", "caption"),
        ("Die alte Brücke im März. Foto: L. Zuwerra", "caption"),
    ],
)
def test_calls_and_credits_may_be_closed(line: str, kind: str) -> None:
    """A full stop makes no sentence of what names the page itself."""
    assert kind_of(line) == kind


def test_a_byline_is_one_near_the_top_only() -> None:
    """ "By" and names at the top sign the article."""
    assert head("Bridges closed over cracks", "By Lamis Zuwerra and Tom Arkwell").kinds[1] == "byline"
    assert head("By Monday evening all three bridges were closed to cars and lorries.").kinds[0] is None


def test_headlines_below_related_articles_are_no_headings() -> None:
    """What is open there names other pieces; prose below it may be the article's, and stays."""
    assert sort_lines([LEAD, BODY, "Related Articles", "Halvaz Gazette", LAST]).kinds == (
        None,
        None,
        "related",
        "related",
        None,
    )
    assert sort_lines([LEAD, BODY, "مقالات ذات صلة", LAST]).kinds == (None, None, "related", None)


def test_the_outlet_is_no_line_of_its_article() -> None:
    """Its name above a related piece, or behind a dash below it, belongs to the block."""
    lines = ["Halvaz Gazette", "an hour ago", "- Halvaz Gazette", "Bridges closed over cracks", LEAD, BODY]
    kinds = sort_lines(lines, "Bridges closed over cracks", "Halvaz Gazette").kinds
    assert kinds == ("related", "date line", "related", "headline", None, None)


def test_readers_comments_are_set_aside_where_they_show_themselves() -> None:
    """Below a heading with an age or a "Reply" near it, down to the end; without these the lines stay."""
    lines = [
        LEAD,
        BODY,
        "2 Comments",
        "Tamsin R.",
        "3 hours ago",
        "They knew of the cracks for years.",
        "Reply",
        "Shame!",
    ]
    assert sort_lines(lines).kinds == (None, None, *["comment"] * 6)
    assert sort_lines([LEAD, BODY, "Comments", LAST]).kinds == (None, None, "comment", None)


def test_the_count_of_comments_in_the_head_of_an_article_is_no_comment() -> None:
    """Beside the age of the article and its buttons, above its prose or below a summary, it swallows nothing."""
    for line in ("Share", "2 hours ago", "Like"):
        lines = ["Bridges closed over cracks", "12 comments", line, LEAD, BODY, LAST]
        assert sort_lines(lines).kinds[3:] == (None, None, None)
        assert sort_lines([BODY, "12 comments", line, LEAD, LAST]).kinds[3:] == (None, None)


def test_comments_below_a_related_block_are_comments() -> None:
    """The block ends at their heading."""
    lines = [LEAD, BODY, "Related Articles", "2 Comments", "Tamsin", "3 hours ago", LAST, "Reply"]
    assert sort_lines(lines).kinds[2:] == ("related", *["comment"] * 5)


def test_a_page_that_doubles_its_paragraphs_keeps_each_once() -> None:
    """Many lines said twice, or most, are no captions."""
    assert sort_lines([LEAD, LEAD, BODY, BODY, LAST, LAST]).kinds == (None, "caption") * 3


def test_a_short_sentence_below_a_related_block_stays() -> None:
    """A quotation of a few words may be the article's, that goes on there."""
    lines = [LEAD, BODY, "Related Articles", "Lira falls again", '"Nobody asked us," he said.', LAST]
    assert sort_lines(lines).kinds[3:] == ("related", None, None)


def test_related_articles_above_the_article_end_nothing() -> None:
    """A menu at the top of the page does not swallow the article below."""
    result = sort_lines(["Related Articles", LEAD, BODY])
    assert result.kinds[1:] == (None, None)


def test_no_date_is_taken_from_other_articles() -> None:
    """A date line below "Related articles" dates one of those."""
    assert sort_lines([LEAD, BODY, "Related stories", "Published 5 March 2031", LAST]).day is None


def test_a_date_within_the_article_is_the_articles() -> None:
    """In a chronology a bare date heads an entry; it is neither dropped nor the day of publication."""
    result = sort_lines([LEAD, BODY, "March 5, 2029", LAST])
    assert result.day is None
    assert result.kinds[2] != "date line"


def test_nothing_but_a_headline_is_the_article() -> None:
    """If the rules would leave nothing, headline, headings and captions are left to the article."""
    assert sort_lines(["Three bridges closed over cracks"], "Three bridges closed over cracks").kinds == (None,)
    assert sort_lines(["Comments", "Hashtags"]).kinds == ("comment", "tag list")
