"""Time words: the days they mean, and where nobody can know."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.grounding import resolve, resolve_in
from sitbrief.grounding.times import read_times
from sitbrief.schemas import Published

# A Wednesday.
DAY = Published(day=date(2031, 3, 5), origin="field")


def days(first: str, last: str = "") -> tuple[date, date]:
    """Two days from month-day, or year-month-day, strings."""
    one, two = (date.fromisoformat(day if len(day) > 5 else f"2031-{day}") for day in (first, last or first))
    return one, two


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", days("03-05")),
        ("this morning", days("03-05")),
        ("yesterday", days("03-04")),
        ("last night", days("03-04")),
        ("tomorrow", days("03-06")),
        ("the day before yesterday", days("03-03")),
        ("overnight", days("03-04", "03-05")),
        # weekdays: the last such day, the day of publication included
        ("on Wednesday", days("03-05")),
        ("Sunday", days("03-02")),
        ("late on Tuesday", days("03-04")),
        ("on Tuesday night", days("03-04")),
        ("Monday at 7 p.m.", days("03-03")),
        ("before dawn on Monday", days("03-03")),
        ("shortly before midnight on Sunday", days("03-02")),
        ("on Monday at noon", days("03-03")),
        ("by noon Saturday", days("03-08")),
        ("last Wednesday", days("02-26")),
        ("last Friday", days("02-28")),
        ("next Wednesday", days("03-12")),
        ("this coming Friday", days("03-07")),
        ("by Saturday", days("03-08")),
        ("until Saturday", days("03-08")),
        ("between Monday and Wednesday", days("03-03", "03-05")),
        ("since Monday", days("03-03", "03-05")),
        # weeks from Monday to Sunday, months, years
        ("last week", days("02-24", "03-02")),
        ("this week", days("03-03", "03-09")),
        ("earlier this week", days("03-03", "03-05")),
        ("over the weekend", days("03-01", "03-02")),
        ("last month", days("02-01", "02-28")),
        ("earlier this month", days("03-01", "03-05")),
        ("later this month", days("03-05", "03-31")),
        ("next month", days("04-01", "04-30")),
        ("last year", days("2030-01-01", "2030-12-31")),
        ("three days ago", days("03-02")),
        ("a week ago", days("02-24", "03-02")),
        ("two months ago", days("01-01", "01-31")),
        ("the past two weeks", days("02-19", "03-05")),
        # dates
        ("Feb. 27", days("02-27")),
        ("27 February", days("02-27")),
        ("the 27th of February", days("02-27")),
        ("on Thursday, February 27", days("02-27")),
        ("February 27, 2030", days("2030-02-27")),
        ("2031-02-27", days("02-27")),
        ("27.02.2031", days("02-27")),
        ("March 2-4", days("03-02", "03-04")),
        ("Dec. 30", days("2030-12-30")),
        ("August 1", days("08-01")),
        ("November 1", days("2030-11-01")),
        # months and years
        ("in January", days("01-01", "01-31")),
        ("January 2030", days("2030-01-01", "2030-01-31")),
        ("late January", days("01-21", "01-31")),
        ("mid-February", days("02-11", "02-20")),
        ("the end of March", days("03-21", "03-31")),
        ("by the end of March", days("03-31")),
        ("last July", days("2030-07-01", "2030-07-31")),
        ("next January", days("2032-01-01", "2032-01-31")),
        ("in 2030", days("2030-01-01", "2030-12-31")),
        ("early 2030", days("2030-01-01", "2030-04-30")),
        ("the 1990s", days("1990-01-01", "1999-12-31")),
        ("the first quarter of 2031", days("01-01", "03-31")),
        ("from January to March 2031", days("01-01", "03-31")),
        ("since 2029", days("2029-01-01", "03-05")),
        ("late last month", days("02-21", "02-28")),
        ("the end of the month", days("03-21", "03-31")),
        ("the week before last", days("02-17", "02-23")),
        ("the first week of March", days("03-01", "03-07")),
        # seasons, in whole months
        ("last summer", days("2030-06-01", "2030-08-31")),
        ("last spring", days("2030-03-01", "2030-05-31")),
        ("this summer", days("06-01", "08-31")),
        ("late autumn of 2030", days("2030-11-01", "2030-11-30")),
        ("the winter of 2030-31", days("2030-12-01", "02-28")),
        ("in the fall", days("2030-09-01", "2030-11-30")),
        # counted from publication, or from a day that stands there
        ("an hour ago", days("03-04", "03-05")),
        ("30 hours ago", days("03-03", "03-05")),
        ("for the past three days", days("03-02", "03-05")),
        ("over the next two weeks", days("03-05", "03-19")),
        ("since the middle of October", days("2030-10-11", "03-05")),
        ("two days after March 1", days("03-03")),
        ("a month before Feb. 10", days("01-10")),
        ("the day after Monday", days("03-04")),
        ("two weeks from now", days("03-17", "03-23")),
        ("the evening of March 3", days("03-03")),
        # Arabic
        ("يوم الأحد", days("03-02")),
        ("الخميس", days("02-27")),
        ("27 شباط/فبراير", days("02-27")),
        ("12 آذار", days("03-12")),
        ("في كانون الثاني", days("01-01", "01-31")),
        ("الأسبوع الماضي", days("02-24", "03-02")),
        ("العام الماضي", days("2030-01-01", "2030-12-31")),
    ],
)
def test_time_words_are_resolved_by_the_rules(words: str, expected: tuple[date, date]) -> None:
    """Words are counted from the publication date by the stated rules."""
    assert resolve(words, DAY) == expected


OPEN = (
    "recently; in recent days; this Friday; 3/4/2031; February 30; about three months ago; two days after the vote; "
    "the next day; a week later; the winter of 2030-35; "
    "Friday, March 4; last February; the same day; during Ramadan; soon; after Monday"
)


@pytest.mark.parametrize("words", ["", *OPEN.split("; ")])
def test_nobody_guesses(words: str) -> None:
    """What is open, ambiguous, impossible or relative to another event is not resolved."""
    assert resolve(words, DAY) is None


@pytest.mark.parametrize(
    "words", ["today", "Sunday", "last week", "February 27", "in January", "since 2029", "by Friday"]
)
def test_without_a_publication_date_nothing_relative_is_resolved(words: str) -> None:
    """No publication date, no resolved date."""
    assert resolve(words, None) is None


def test_hours_are_counted_from_the_instant_of_publication() -> None:
    """With an instant they give a day; the day before where they reach over midnight."""
    early = Published(day=date(2031, 3, 5), instant=datetime(2031, 3, 5, 1, 30, tzinfo=UTC), origin="field")
    assert resolve("an hour ago", early) == days("03-05")
    assert resolve("two hours ago", early) == days("03-04")


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("The council met on Thursday.", "on Thursday", days("02-27")),
        ("The council will meet on Thursday.", "on Thursday", days("03-06")),
        ("On Sunday, the council will vote.", "On Sunday", days("03-09")),
        ("On Sunday, the council voted.", "On Sunday", days("03-02")),
        ("The minister said on Monday that it will meet on Thursday.", "on Monday", days("03-03")),
        ("The minister said on Monday that it will meet on Thursday.", "on Thursday", days("03-06")),
        ("They agreed to meet in July.", "in July", days("07-01", "07-31")),
        ("They met in July.", "in July", days("2030-07-01", "2030-07-31")),
        ("He sent a letter to parliament on Sunday.", "on Sunday", days("03-02")),
        ("The council, which met on Sunday, will vote.", "on Sunday", days("03-02")),
        ("The vote is due in the summer.", "in the summer", days("06-01", "08-31")),
        ("The envoy arrives on Friday.", "on Friday", days("03-07")),
        ("It will be the first visit since a strike on Friday.", "on Friday", days("02-28")),
        ("They said that they would sue over Saturday's raid.", "Saturday", days("03-01")),
        ("The vote on Thursday was put off.", "on Thursday", days("02-27")),
    ],
)
def test_the_tense_of_the_clause_decides(sentence: str, words: str, expected: tuple[date, date]) -> None:
    """Each words of time go by the verb of their own clause."""
    assert resolve_in(words, sentence, DAY) == expected


def test_a_year_in_the_words_needs_no_publication_date() -> None:
    """Full dates, months and years stand by themselves."""
    assert resolve("February 27, 2031", None) == days("02-27")
    assert resolve("January 2030", None) == days("2030-01-01", "2030-01-31")
    assert resolve("in 2030", None) == days("2030-01-01", "2030-12-31")


def test_what_lies_ahead_takes_the_next_such_day() -> None:
    """A weekday or month of a future event is the next one; a word that says which is not overruled."""
    assert resolve("on Friday", DAY, ahead=True) == days("03-07")
    assert resolve("on Wednesday", DAY, ahead=True) == days("03-12")
    assert resolve("in January", DAY, ahead=True) == days("2032-01-01", "2032-01-31")
    assert resolve("last Friday", DAY, ahead=True) == days("02-28")


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%A, %b. %d, %Y"]),
)
def test_every_full_date_is_read_back(day: date, form: str) -> None:
    """A day written in full is that day, with or without a publication date."""
    assert resolve(day.strftime(form), None) == (day, day)
    assert resolve(day.strftime(form), DAY) == (day, day)


@given(
    st.dates(date(2000, 1, 10), date(2080, 12, 20)), st.sampled_from("Monday Tuesday Wednesday Thursday Friday".split())
)
def test_a_weekday_lies_within_the_week_before_publication(day: date, weekday: str) -> None:
    """The last such day is never after publication and never more than six days before it."""
    start, end = resolve(f"on {weekday}", Published(day=day, origin="field"))
    assert start == end
    assert 0 <= (day - start).days <= 6
    assert f"{start:%A}" == weekday


@given(st.text(max_size=40))
def test_any_words_can_be_resolved_or_not(words: str) -> None:
    """No text makes the resolver or the reader fail; what is resolved begins before it ends."""
    found = resolve(words, DAY)
    assert found is None or found[0] <= found[1]
    for mention in read_times(words):
        assert words[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("They met on Sunday, Feb. 27, and again last week.", ["Sunday, Feb. 27", "last week"]),
        ("In May the force may march; March 3 was quiet.", ["May", "March 3"]),
        ("The 2030 election, mid-2029 and the 1990s.", ["2030", "mid-2029", "1990s"]),
        ("2,030 people, 2030 people, about 2010 votes, $2031", []),
        ("He left two days ago, on Tuesday night.", ["two days ago", "Tuesday night"]),
        ("A Sunday Times reader in Augusta marched.", ["Sunday"]),
        ("أجّل المجلس، الخميس، الجلسة إلى 12 آذار/مارس", ["الخميس", "12 آذار/مارس"]),
        ("Recently, the same day, later.", []),
    ],
)
def test_times_are_read_in_a_text(text: str, times: list[str]) -> None:
    """Dates and time words are found; numbers of things and small words are not taken for them."""
    assert [mention.text for mention in read_times(text)] == times
