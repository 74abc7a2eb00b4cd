"""Number words: how single words add up to a number."""

from collections.abc import Sequence

__all__ = ["ORDINALS", "SCALES", "WORDS", "words_value"]

_UNITS = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_ORDINAL_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
)
_ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()

WORDS = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: value for value, word in enumerate(_TEENS, start=10)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "fourty": 40,
}
ORDINALS = {
    **{word: value for value, word in enumerate(_ORDINAL_UNITS, start=1)},
    **{word: value for value, word in enumerate(_ORDINAL_TEENS, start=10)},
    **{word: value for value, word in zip(range(20, 100, 10), _ORDINAL_TENS, strict=True)},
}
# What a number before it is multiplied by. The foreign words serve articles in other languages, where digits
# stand before them; two scales that share a spelling across languages are left out.
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "billions": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "trn": 1_000_000_000_000,
    "ألف": 1_000,
    "الف": 1_000,
    "آلاف": 1_000,
    "مليون": 1_000_000,
    "ملايين": 1_000_000,
    "مليار": 1_000_000_000,
    "مليارات": 1_000_000_000,
    "هزار": 1_000,
    "میلیون": 1_000_000,
    "میلیارد": 1_000_000_000,
    "mille": 1_000,
    "milliard": 1_000_000_000,
    "milliards": 1_000_000_000,
    "tausend": 1_000,
    "millionen": 1_000_000,
    "milliarden": 1_000_000_000,
    "mil": 1_000,
    "millones": 1_000_000,
    "bin": 1_000,
    "milyon": 1_000_000,
    "milyar": 1_000_000_000,
    "тысяч": 1_000,
    "тысячи": 1_000,
    "млн": 1_000_000,
    "млрд": 1_000_000_000,
}
_SMALL_SCALES = {"hundred", "dozen"}


def words_value(words: Sequence[str]) -> tuple[float, int]:
    """The number that the longest readable beginning of `words` means, and how many words it takes.

    "two hundred fifty" is 250 in three words; "two three" is 2 in one. Joining "and" is not among `words`.
    """
    total = current = 0.0
    floor = 1e15  # a word must be worth less than what stands before it: "twenty-five", never "five twenty"
    for taken, word in enumerate(words):
        if word in WORDS:
            value = WORDS[word]
            if (taken and value == 0) or value >= floor:
                return total + current, taken
            current += value
            floor = 10 if value >= 20 else 1
        elif not taken or word not in SCALES:
            return total + current, taken
        elif word in _SMALL_SCALES:
            if not 0 < current < 100:
                return total + current, taken
            current, floor = current * SCALES[word], SCALES[word]
        else:
            total, current, floor = total + max(current, 1) * SCALES[word], 0.0, SCALES[word]
    return total + current, len(words)
