"""The language of a text: recognised by py3langid where there is enough of it, else as it was declared."""

import re
from functools import cache
from typing import Any

__all__ = ["language_of"]

# More of a text teaches nothing, and of fewer letters than these nobody can say much: of some hundred sentences each in
# ten languages, those that long were recognised with the confidence below, or not called another language with it.
_SAMPLE = 1_000
_FEWEST_LETTERS, _CONFIDENT = 60, 0.99
# Where nothing is declared, or what is cannot be, the likeliest language is better than none; English, which is taken
# without one, is hardly ever called another language with so much confidence, and is never in another script.
_FEW_LETTERS, _LIKELY, _LIKELY_SCRIPT = 20, 0.9, 0.5

# Words that make up a fifth and more of any English text and of no other: the recogniser, which takes most of a second
# and 100 MB to load, need not be asked.
_ENGLISH = frozenset("the of and to in that on for was with said by from at is were has had which".split())
_ENGLISH_PART, _ENGLISH_LEAST = 0.2, 5

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Languages written in Arabic letters; Kurdish in these and in Latin ones.
_IN_ARABIC = frozenset({"ar", "fa", "ur", "ps", "ckb", "sd", "ug", "azb", "ku"})
_IN_LATIN = frozenset({"ku"}) | frozenset(
    "en fr de es pt it nl tr pl cs sk sl hr hu ro sv no nb nn da fi et lv lt id ms vi sw so sq ca eu gl af tl".split()
)
_CODE = re.compile(r"[a-z]{2,3}")
# What the recogniser calls by a narrower name than pages do: spoken Arabic, and Southern for Central Kurdish.
_NARROWER = {"ary": "ar", "arz": "ar", "sdh": "ckb"}
# What pages call by an older or a narrower name.
_DECLARED = {"iw": "he", "in": "id", "kmr": "ku", "arb": "ar", "pes": "fa", "prs": "fa"}
_SORANI = re.compile("[\u0695\u06b5\u06c6\u06ce\u06d5]")


def language_of(text: str, declared: str = "") -> str:
    """A code such as "en": what the text shows, or else what was declared, or else what its script suggests.

    A declared language that the recogniser does not know stands, unless the script is another one.
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters >= _FEWEST_LETTERS and _is_english(sample):
        return "en"
    arabic, latin = (2 * len(script.findall(sample)) > letters for script in (_ARABIC, _LATIN))
    if arabic and len(_SORANI.findall(sample)) * 20 > letters:
        return "ckb"  # letters that Central Kurdish alone has in such number; the recogniser does not know it
    code = _declared(declared)
    if letters and not _agrees(code, arabic, latin):
        code = ""  # a page that declares English and prints Arabic
    if code and code not in _recogniser().labels:
        return code
    found, confidence = _recognised(sample)
    fewest, least = (_FEWEST_LETTERS, _CONFIDENT) if code else (_FEW_LETTERS, _LIKELY if latin else _LIKELY_SCRIPT)
    if letters >= fewest and confidence >= least and _agrees(found, arabic, latin):
        return found
    return code or ("ar" if arabic else "en")


def _is_english(sample: str) -> bool:
    words = sample.lower().split()
    small = [word for word in words if word in _ENGLISH]
    return len(small) >= _ENGLISH_PART * len(words) and len(set(small)) >= _ENGLISH_LEAST


def _declared(label: str) -> str:
    code = label.strip().lower().replace("_", "-").partition("-")[0]
    return _DECLARED.get(code, code) if _CODE.fullmatch(code) else ""


def _agrees(code: str, arabic: bool, latin: bool) -> bool:
    """True if a language may be written in letters most of which are Arabic, Latin, or neither."""
    if arabic:
        return code in _IN_ARABIC
    return code != "zxx" and (latin or code not in _IN_LATIN) and (code in _IN_LATIN or code not in _IN_ARABIC)


def _recognised(sample: str) -> tuple[str, float]:
    found, confidence = _recogniser().classify(sample)
    return _NARROWER.get(found, str(found)), float(confidence)


@cache
def _recogniser() -> Any:
    # Loaded only when there is a text: a model of 4 MB.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
