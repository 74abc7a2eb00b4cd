from datetime import UTC, date, datetime

import pytest
from sitbrief.sources.dates import address_day, date_line, dateline_day, parse_declared, parse_published

FIFTH = date(2031, 3, 5)


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_declared_year_without_news_is_no_date(value: str) -> None:
    """Programs write it where they know none; one such page must not stretch a brief over two thousand years."""
    assert parse_declared(value, "feed") is None


def test_a_day_is_a_day() -> None:
    """A bare day has no instant."""
    published = parse_published(" 2031-03-05 ", "field")
    assert (published.day, published.instant, published.origin) == (FIFTH, None, "field")


@pytest.mark.parametrize("value", ["2031-03-05T17:40:00Z", "2031-03-05T17:40:00+00:00", "2031-03-05 17:40Z"])
def test_an_instant_with_its_zone_is_kept(value: str) -> None:
    """A zone makes an instant of it."""
    published = parse_published(value, "front matter")
    assert published.instant == datetime(2031, 3, 5, 17, 40, tzinfo=UTC)
    assert published.day == FIFTH


def test_the_day_of_an_instant_is_the_one_in_utc() -> None:
    """An hour after midnight east of Greenwich still belongs to the day before."""
    published = parse_published("2031-03-06T01:00:00+03:00", "field")
    assert published.day == FIFTH
    assert published.instant == datetime(2031, 3, 5, 22, 0, tzinfo=UTC)


def test_an_instant_without_a_zone_is_a_day_only() -> None:
    """Nobody guesses the zone."""
    published = parse_published("2031-03-05T23:59:00", "field")
    assert (published.day, published.instant) == (FIFTH, None)


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "05/03/2031",
        "2031-3-5",
        "2031-02-30",
        "2031-03-05T25:00Z",
        "20310305",
        "2031-W10-3",
        "0001-01-01T00:00+14:00",
    ],
)
def test_anything_else_is_refused(value: str) -> None:
    """The error names the value and says what to write."""
    with pytest.raises(ValueError, match="write a day") as caught:
        parse_published(value, "field")
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "Mar. 05, 2031 • 3 min read",
        "March 5, 2031",
        "5 March 2031",
        "5th Mar 2031",
        "2031-03-05",
        "Wednesday, March 5, 2031 10:15 a.m. EST",
        "Published: Mar 5, 2031 at 17:40 GMT",
        "Published March 5, 2031 | Updated March 6, 2031",
        "2031-03-05T17:40:00Z",
        "Posted on 5 March 2031, 17:40 (UTC+3:00)",
        "Updated March 6, 2031; published March 5, 2031",
        "5 Mar 2031, 14:05 GMT",
        "Wednesday 5 March 2031 14.05 (GMT +3)",
        "5-Mar-2031",
        "2031/03/05",
        "05.03.2031",
        "2031.03.05",
        "5 مارس 2031",
        "٥ آذار ٢٠٣١",
        "نُشر في الأربعاء 5 آذار/مارس 2031",
        "5. März 2031",
        "5 mars 2031",
        "5 de marzo de 2031",
        "5 Mart 2031",
        "Veröffentlicht am 5. März 2031 um 18:05 Uhr",
        "Publié le 5 mars 2031 à 09h30, mis à jour le 6 mars 2031",
        "Publicado el 5 de marzo de 2031 a las 10:00",
        "Yayınlanma Tarihi: 5 Mart 2031, Saat 10:00",
    ],
)
def test_a_line_with_nothing_but_a_date_dates(line: str) -> None:
    """The usual lines under a headline give their day."""
    found = date_line(line)
    assert found is not None
    assert found[0] == FIFTH


@pytest.mark.parametrize(
    "line", ["Updated March 6, 2031", "3/5/2031", "Feb. 31, 2031", "Stand: 6. März 2031", "Last modified: 2031-03-06"]
)
def test_a_date_line_that_tells_no_day_of_publication(line: str) -> None:
    """An update, a date that reads two ways and one that does not exist date nothing."""
    assert date_line(line) == (None, False)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was closed on March 5, 2031.",
        "QARADIN, March 5, 2031 (SPS)",
        "March 5",
        "In 2031",
        "Version 12.3.2031 of the plan",
        "",
    ],
)
def test_a_line_with_more_than_a_date_is_none(line: str) -> None:
    """A sentence with a date in it is a sentence."""
    assert date_line(line) is None


def test_a_line_says_whether_it_calls_itself_a_date_line() -> None:
    """ "Published" and "min read" hold wherever the line stands; a bare date only at the top."""
    assert date_line("Published 5 March 2031") == (FIFTH, True)
    assert date_line("5 March 2031") == (FIFTH, False)


def test_a_day_above_twelve_tells_the_order() -> None:
    """Of 13/5 only one number can be the month."""
    assert date_line("13/5/2031") == date_line("5/13/2031") == (date(2031, 5, 13), False)


def test_months_in_capitals() -> None:
    """Also where a capital letter has a dot."""
    assert date_line("5 HAZİRAN 2031") == (date(2031, 6, 5), False)


@pytest.mark.parametrize(
    "value",
    [
        "2031-03-05",
        "Wed, 05 Mar 2031 10:00:00 +0300",
        "05 Mar 31 10:00 GMT",
        "2031-03-05T10:00:00.000Z",
        "March 5, 2031",
        "2031/03/05",
        "Wed Mar 05 2031 10:00:00 GMT+0300 (Local Time)",
    ],
)
def test_what_pages_feeds_and_mails_declare_is_read(value: str) -> None:
    """Each writes dates in its own way."""
    published = parse_declared(value, "page metadata")
    assert published is not None
    assert (published.day, published.origin) == (FIFTH, "page metadata")


@pytest.mark.parametrize("value", ["", "soon", "3/5/2031", "2031-03", "1772700000", "Wed, 35 Mar 2031 10:00:00 GMT"])
def test_what_cannot_be_read_is_passed_over(value: str) -> None:
    """A declared date is not the user's to mend."""
    assert parse_declared(value, "feed") is None


@pytest.mark.parametrize(
    "path",
    [
        "2031/03/05/quay",
        "2031/3/5/quay",
        "world/2031/mar/05/quay",
        "quay-2031-03-05-closed",
        "20310305.html",
        "quay-20310305/",
        "2031/03/05/what-happened-on-2031-01-02",
    ],
)
def test_an_address_holds_a_day(path: str) -> None:
    """In folders of its own, or in a name; the folders come first, as a name may tell what the article is about."""
    assert address_day(f"https://orlopost.example/{path}?page=2030-01-01") == FIFTH


@pytest.mark.parametrize(
    "path",
    ["2031/13/05/quay", "2031/03/quay", "05/03/2031/quay", "203103051234", "id20310305", "2031-03-05-2031-03-06"],
)
def test_an_address_without_one_day_dates_nothing(path: str) -> None:
    """No day, one that does not exist, a longer number, two days."""
    assert address_day(f"https://orlopost.example/{path}") is None


@pytest.mark.parametrize(
    "line",
    [
        "QARADIN, March 5, 2031 (SPS) - The quay was closed.",
        "QARADIN, 5 March 2031 - The quay was closed.",
        "QARADIN (SPS, Mar. 5, 2031) - The quay was closed.",
        "NEW ORLO, Sarvan, March 5, 2031 (SPS) — The quay was closed.",
        "أورلو، 5 آذار 2031 (س ب س) - أغلقت السلطات الرصيف الشرقي.",
    ],
)
def test_a_dateline_with_a_whole_date_dates(line: str) -> None:
    """The place in capitals opens it, a dash ends it."""
    assert dateline_day(line) == FIFTH


@pytest.mark.parametrize(
    "line",
    [
        "QARADIN, March 5 (SPS) - The quay was closed.",
        "THE March 5, 2031 attack - that of the quay - was planned.",
        "On March 5, 2031 - a Monday - the quay was closed.",
        "QARADIN (SPS) - The quay was closed on March 5, 2031.",
        "أغلقت السلطات الرصيف، 5 آذار 2031 كان يوما صعبا - بحسب المسؤولين.",
    ],
)
def test_other_dates_at_the_head_of_a_text_do_not(line: str) -> None:
    """Without a year nobody guesses; a date in the sentence is what it tells of."""
    assert dateline_day(line) is None
