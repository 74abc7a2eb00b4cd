"""Which articles go back to one text, and which only tell of the same things."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sitbrief.analysis import origins_of
from sitbrief.samples import ARTICLES
from sitbrief.schemas import Article, Aside, Published
from sitbrief.sources import read_articles

Make = Callable[..., Article]
Text = tuple[str, ...]

QUOTED = (
    '"Nobody can say that we were not told, because the letters of the board lay on a desk in Qarth for a whole year '
    'and were read by people who could have closed the valley in an afternoon," said Ansa Keruld.'
)


def credited(article: Article, line: str, kind: str = "page furniture") -> Article:
    """The article with a line below it that is not its own."""
    text = f"{article.text}\n{line}"
    aside = Aside(kind=kind, start=len(article.text) + 1, end=len(text), text=line)
    return article.model_copy(update={"text": text, "asides": (aside,)})


def outlets(articles: list[Article]) -> list[list[str]]:
    """The outlets of each origin."""
    return [[article.outlet for article in origin.members] for origin in origins_of(articles)]


# ------------------------------------------------------------------------------------------ one origin


def test_a_wire_story_in_five_outlets_is_one_origin(make: Make, wire: Text) -> None:
    """Whole, shortened, with another lead, with a changed number; the agency's own text is the original."""
    lead = "A flood drove people out of a mountain valley this week, and many ask how it could come to that."
    articles = [
        credited(make(*wire, outlet="Qarth Daily"), "Source: Reuters"),
        credited(make(*wire[:5], outlet="Veldor Echo"), "(Reuters)"),
        make(f"TESSARN (Reuters) - {wire[0]}", *wire[1:], outlet="Reuters", day=7),
        credited(make(lead, *wire[1:8], outlet="Coast Herald"), "By Reuters Staff", "byline"),
        make(wire[0].replace("340", "430"), *wire[1:], outlet="Ombra Post", authors=("Jane Doe, Reuters",)),
    ]
    (origin,) = origins_of(articles)
    assert (origin.agency, origin.why) == ("Reuters", "wire copy")
    assert origin.members[0].outlet == "Reuters"
    assert sorted(article.outlet for article in origin.members[1:]) == sorted(
        ["Qarth Daily", "Veldor Echo", "Coast Herald", "Ombra Post"]
    )


def test_the_same_text_under_two_addresses_is_one_origin(make: Make, wire: Text) -> None:
    """Typography and accents aside; the earlier one is the original."""
    again = [sentence.replace("'", "’").replace(" - ", " — ").replace("Ombra", "Ómbra") for sentence in wire]
    (origin,) = origins_of([make(*again, outlet="B", day=7), make(*wire, outlet="A")])
    assert (origin.why, origin.agency) == ("same text", "")
    assert [article.outlet for article in origin.members] == ["A", "B"]


def test_near_the_same_text_is_one_origin_without_a_credit(make: Make, wire: Text, other: Text) -> None:
    """Of one day the fullest is the original, unless the hours say which came first."""
    short, long = make(*wire[:7], *other[4:5], outlet="A"), make(*wire, outlet="B")
    (origin,) = origins_of([short, long])
    assert (origin.why, origin.members[0].outlet) == ("near copy", "B")
    hours = [
        article.model_copy(
            update={
                "published": Published(day=date(2031, 3, 6), instant=datetime(2031, 3, 6, h, tzinfo=UTC), origin="feed")
            }
        )
        for article, h in ((short, 8), (long, 9))
    ]
    assert origins_of(hours)[0].members[0].outlet == "A"


def test_a_shortened_copy_needs_less_where_both_credit_one_agency(make: Make, wire: Text, other: Text) -> None:
    """What an outlet of no credit may have from anywhere, one with a credit has from the agency."""
    text = (*wire[:4], other[3], other[4], other[5], other[6], other[1])
    own = make(f"TESSARN (AFP) - {wire[0]}", *wire[1:], outlet="AFP")
    assert len(origins_of([own, make(*text, outlet="Veldor Echo")])) == 2
    (origin,) = origins_of([own, credited(make(*text, outlet="Veldor Echo"), "Source: Agence France-Presse (AFP)")])
    assert origin.agency == "AFP"


def test_copies_in_arabic(make: Make, arabic: Text) -> None:
    """With a dateline of an agency, vowel signs and digits of the other script."""
    first = make(f"تسارن (رويترز) - {arabic[0]}", *arabic[1:], outlet="منبر قرادين", language="ar")
    signs = [sentence.replace("340", "٣٤٠").replace("السد", "السَّدّ") for sentence in arabic]
    second = credited(make(*signs, outlet="صوت الساحل", language="ar"), "المصدر: رويترز")
    (origin,) = origins_of([first, second])
    assert (origin.agency, origin.why) == ("Reuters", "wire copy")


def test_an_agency_that_no_list_holds_is_known_by_its_own_articles(make: Make, wire: Text) -> None:
    """It credits itself by its initials, or a source line gives its name with them."""
    lead = "A flood drove people out of a mountain valley this week, and many ask how it could come to that."
    own = make(f"TESSARN (OPA) - {wire[0]}", *wire[1:], outlet="Ombra Press Agency")
    copy = credited(make(lead, *wire[1:7], outlet="Coast Herald"), "Source: Ombra Press Agency (OPA)")
    bare = credited(make(*wire[:6], outlet="Veldor Echo"), "(OPA)")
    (origin,) = origins_of([copy, bare, own])
    assert (origin.agency, origin.members[0].outlet) == ("Ombra Press Agency", "Ombra Press Agency")
    (without,) = origins_of([copy, bare])
    assert without.agency == "Ombra Press Agency"


def test_the_wire_story_of_the_samples_is_one_origin() -> None:
    """And the eleven articles beside it are eleven less one."""
    articles = read_articles([ARTICLES], published=None, seen=datetime(2031, 3, 8, tzinfo=UTC)).articles
    several = [origin for origin in origins_of(articles) if len(origin.members) > 1]
    assert [[a.outlet for a in origin.members] for origin in several] == [["Sarvan Press Service", "Qaradin Courier"]]
    assert (several[0].agency, several[0].why) == ("Sarvan Press Service", "wire copy")


# ------------------------------------------------------------------------------------------ more than one


def test_two_reports_of_one_statement_stay_two(make: Make, wire: Text, other: Text) -> None:
    """A long quotation that both print, the topic and the names make no copy, not even beside a short text."""
    assert outlets([make(*wire, QUOTED, outlet="A"), make(*other, outlet="B")]) == [["A"], ["B"]]
    brief = make(QUOTED, "She spoke to reporters in Veldor late in the evening, after hours of rain.", outlet="C")
    assert outlets([brief, make(*other, outlet="B")]) == [["C"], ["B"]]


def test_agency_reports_are_nobodys_text(make: Make, wire: Text, other: Text) -> None:
    """Neither "agencies" nor two of them nor a contribution is a credit."""
    text = (*wire[:3], other[1], other[4], other[5], wire[4])
    for line in ("With agency reports", "AP/AFP", "Additional reporting by Reuters", "Source: Agencies"):
        (origin,) = origins_of([credited(make(*text), line)])
        assert origin.agency == "", line
    (origin,) = origins_of([credited(make(*text), "(Photo: Reuters)", "caption")])
    assert origin.agency == ""


def test_a_page_of_several_stories_joins_none_of_them(make: Make, wire: Text, other: Text) -> None:
    """Each story is on the page word for word, and has nothing to do with the next one."""
    digest = make(*wire, *other, outlet="Digest", day=5)
    assert sorted(outlets([make(*wire, outlet="A"), digest, make(*other, outlet="B")])) == [["A"], ["B"], ["Digest"]]


def test_what_is_printed_weeks_later_is_no_copy(make: Make, wire: Text) -> None:
    """Up to seven days it is; an undated one is near to any day, but joins no two that are far apart."""
    first = make(*wire, outlet="A", day=1)
    assert outlets([first, make(*wire, outlet="B", day=8)]) == [["A", "B"]]
    assert outlets([first, make(*wire, outlet="B", day=9)]) == [["A"], ["B"]]
    undated = make(*wire[:9], outlet="U", day=None)
    assert sorted(map(sorted, outlets([first, undated, make(*wire, outlet="B", day=20)]))) == [["A", "U"], ["B"]]


def test_a_flash_of_a_few_words_is_anybodys(make: Make) -> None:
    """Two reporters may word it alike."""
    assert outlets(
        [make("Explosion heard in Veldor.", outlet="A"), make("Explosion heard in Veldor.", outlet="B")]
    ) == [
        ["A"],
        ["B"],
    ]


def test_shared_background_is_no_copy(make: Make, wire: Text, other: Text) -> None:
    """An agency's story of the next day ends with the paragraphs of the first one; its news is another."""
    today = make(f"TESSARN (AP) - {wire[0]}", *wire[1:], outlet="AP", day=6)
    lead = (*other[:2], *other[3:])
    tomorrow = credited(make(*lead, *wire[5:], outlet="Coast Herald", day=7), "Source: AP")
    assert len(origins_of([today, tomorrow])) == 2


def test_two_agencies_have_two_texts(make: Make, wire: Text, other: Text) -> None:
    """Though they share half of their sentences, as reports of one press conference may."""
    first = make(f"TESSARN (AP) - {wire[0]}", *wire[1:7], outlet="AP")
    second = make(f"TESSARN (AFP) - {wire[0]}", *wire[1:5], *other[4:], outlet="AFP")
    assert len(origins_of([first, second])) == 2


# ------------------------------------------------------------------------------------------ any articles


def test_nothing_is_nothing(make: Make) -> None:
    """No articles, and articles without a sentence, are no error."""
    assert origins_of([]) == []
    empty = [make(outlet="A"), make(outlet="B")]
    assert [origin.why for origin in origins_of(empty)] == ["alone", "alone"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_origins_part_the_articles_whatever_their_order(
    make: Make, wire: Text, other: Text, data: st.DataObject
) -> None:
    """Every article is in one origin, and another order gives the same origins with the same originals."""
    whole = (*wire, *other)
    parts = st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=12, unique=True).map(sorted)
    days = st.one_of(st.none(), st.integers(1, 28))
    lines = st.sampled_from(["", "Source: Reuters", "(AP)", "With agency reports"])
    chosen = data.draw(st.lists(st.tuples(parts, days, lines), max_size=7))
    articles = []
    for number, (places, day, line) in enumerate(chosen):
        article = make(*(whole[at] for at in places), outlet=f"Outlet {number}", day=day)
        articles.append(credited(article, line) if line else article)
    origins = origins_of(articles)
    assert sorted(a.outlet for o in origins for a in o.members) == sorted(a.outlet for a in articles)
    firsts = [articles.index(origin.members[0]) for origin in origins]
    assert firsts == sorted(firsts)
    again = origins_of(data.draw(st.permutations(articles)))
    assert {origin.members: (origin.agency, origin.why) for origin in again} == {
        origin.members: (origin.agency, origin.why) for origin in origins
    }
