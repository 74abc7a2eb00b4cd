"""Numbers: digits and words, their qualifiers, and what is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.grounding import read_numbers
from sitbrief.grounding.qualifiers import qualifier_class, read_vague

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
UNITS += ["seventeen", "eighteen", "nineteen"]
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """A number below a thousand million in English words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return TENS[tens] + (f"-{UNITS[unit]}" if unit else "")
    for scale, word in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= scale:
            head, rest = divmod(number, scale)
            link = " and " if scale == 100 else " "
            return f"{in_words(head)} {word}" + (link + in_words(rest) if rest else "")
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2,250 men and 1.5 km", [2250, 1.5]),
        ("$2.4 billion, 3 million, €5m and 7bn", [2.4e9, 3e6, 5e6, 7e9]),
        ("twenty-five, two dozen, a dozen, half a dozen", [25, 24, 12, 6]),
        ("a hundred, half a million, two hundred and fifty thousand", [100, 500_000, 250_000]),
        ("one hundred and twenty-one", [121]),
        ("fifteen hundred", [1500]),
        ("two and a half years", [2.5]),
        ("٢٬٢٥٠ سجيناً و3 ملايين", [2250, 3e6]),
        ("1.234.567", [1234567]),
        ("2,5", [2.5]),
        ("12 000".replace(" ", "\u202f"), [12000]),
        ("a 19-year-old and a ten-day truce", [19, 10]),
        ("the 301-seat Chamber", [301]),
        ("two three-day visits", [2, 3]),
        ("the third round, the 21st session, the twenty-first", [3, 21, 21]),
        ("one guard", [1]),
        ("7 p.m.", [7]),
        (f"{'far away ' * 12}a dozen and half a million", [12, 500_000]),
        ("2000 troops and about 2010 people", [2000, 2010]),
        ("30km away", [30]),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, values: list[float]) -> None:
    """Separators, scales, dozens, hyphens, ordinals and Arabic-Indic digits give their values."""
    assert [mention.value for mention in read_numbers(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "an F-16, the G7, Radio24, COVID-19 and a 5G mast",
        "in 2031, on Feb. 27, 2030-31, the 1990s and 2031-02-27",
        "at 10:30 on 9/11, see [3]",
        "one of them, no one, the one that, one another, one-sided, this one",
        "in a split second",
        "hundreds, several thousand",
        "https://example.org/2031/55",
        "two weeks ago",
        "",
    ],
)
def test_what_looks_like_a_number_but_is_none(text: str) -> None:
    """Names, years, dates, clock times, marks of citation and pronouns are not numbers."""
    assert read_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10 to 12 men", 10, 12),
        ("10-12 men", 10, 12),
        ("10–12 men", 10, 12),
        ("between 10 and 12", 10, 12),
        ("ten to twelve", 10, 12),
        ("two or three", 2, 3),
        ("2 to 3 million", 2e6, 3e6),
        ("$2-3bn", 2e9, 3e9),
        ("5 to 7 percent", 5, 7),
    ],
)
def test_a_range_is_one_number_with_two_ends(text: str, low: float, high: float) -> None:
    """Both ends are kept, and a scale or percent sign at the end holds for both."""
    (mention,) = read_numbers(text)
    assert (mention.value, mention.high) == (low, high)
    assert mention.percent == ("percent" in text)


@pytest.mark.parametrize("text", ["rose from 10 to 12", "won by 12 to 10", "10 and 12"])
def test_two_numbers_that_are_no_range_stay_two(text: str) -> None:
    """A rise, a score and a pair are two numbers."""
    assert [mention.high for mention in read_numbers(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 150 men", "about"),
        ("nearly 7,000", "nearly"),
        ("More than 20,000", "More than"),
        ("at least two", "at least"),
        ("an estimated $2 billion", "an estimated"),
        ("some 30 km", "some"),
        ("up to 40", "up to"),
        ("200 or so", "or so"),
        ("200 people or more", "or more"),
        ("2,000+", "+"),
        ("about a dozen", "about"),
        ("over 30 years", "over"),
        ("just under 50", "just under"),
        ("talks about two islands", ""),
        ("control over 12 provinces", ""),
        ("held over three days", ""),
        ("the 150", ""),
    ],
)
def test_a_qualifier_belongs_to_its_number(text: str, qualifier: str) -> None:
    """Loosening words are kept as written; prepositions that look like them are not taken for them."""
    (mention,) = read_numbers(text)
    assert mention.qualifier == qualifier


def test_qualifiers_of_one_kind_agree() -> None:
    """What says the same has the same class, and unknown words have none."""
    assert qualifier_class("nearly") == qualifier_class("Just under") == qualifier_class("almost") != ""
    assert qualifier_class("well over") == qualifier_class("at least") != qualifier_class("nearly")
    assert qualifier_class("exactly") == ""


def test_percentages_and_fractions_are_told_apart() -> None:
    """Percent is a mark on the number; a fraction is its value."""
    percent, fraction, third = read_numbers("41% of the men, two-thirds of them and a third of us")
    assert percent.percent
    assert (round(fraction.value, 3), round(third.value, 3)) == (0.667, 0.333)
    assert read_numbers("41 per cent")[0].percent


def test_vague_amounts_are_read_as_words() -> None:
    """Amounts without a number have their own reading, longest first."""
    text = "tens of thousands marched, dozens were hurt, several hundred fled"
    assert [words for words, _, _ in read_vague(text)] == ["tens of thousands", "dozens", "hundreds"]


@given(st.integers(0, 999_999_999))
def test_words_and_digits_of_one_number_agree(number: int) -> None:
    """However a whole number is written, its value is the same; "one" and "zero" need a noun."""
    for written in (in_words(number), f"{number:,}"):
        (mention,) = read_numbers(f"{written} guards")
        assert (mention.value, mention.text) == (number, written)


@given(
    st.integers(0, 10**9),
    st.sampled_from(["", "about ", "(", "$", "x ", "some "]),
    st.sampled_from(["", ".", ")", " m"]),
)
def test_offsets_point_at_the_number(number: int, before: str, after: str) -> None:
    """`text[start:end] == mention.text`, wherever the number stands."""
    text = f"{before}{number:,}{after}"
    for mention in read_numbers(text):
        assert text[mention.start : mention.end] == mention.text


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """No text makes the reader fail, and every offset is true."""
    for mention in read_numbers(text):
        assert text[mention.start : mention.end] == mention.text
