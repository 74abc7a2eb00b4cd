"""The language of a text: recognised by py3langid where there is enough of it, else as it was declared."""

import re
from functools import cache
from typing import Any

__all__ = ["language_of"]

# Of fewer letters nobody can say much, and of more nothing else is learned.
_FEWEST_LETTERS = 60
_SAMPLE = 1_000
# Below it the recogniser is often wrong, above it hardly ever on a paragraph of news.
_CONFIDENT = 0.99

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
# Codes that are written in Arabic letters.
_IN_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ckb", "sd", "ug", "ku", "azb"})
_CODE = re.compile(r"[a-z]{2,3}")
# What the recogniser calls by a narrower name than pages do: spoken Arabic, and Southern for Central Kurdish.
_BROADER = {"ary": "ar", "arz": "ar", "sdh": "ckb"}
_SORANI = re.compile("[\u0695\u06b5\u06c6\u06ce\u06d5]")


def language_of(text: str, declared: str = "") -> str:
    """A code such as "en": what the text shows, or else what was declared, or else what its script suggests.

    A declared language that the recogniser does not know stands, unless the script is another one.
    """
    code = declared.strip().lower().replace("_", "-").partition("-")[0]
    code = code if _CODE.fullmatch(code) else ""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    arabic = letters > 0 and 2 * len(_ARABIC.findall(sample)) > letters
    if code and (code in _IN_ARABIC_SCRIPT) != arabic:
        code = ""  # a page that declares English and prints Arabic
    if arabic and len(_SORANI.findall(sample)) * 20 > letters:
        return "ckb"  # letters that Central Kurdish alone has in such number; the recogniser does not know it
    if letters >= _FEWEST_LETTERS and (not code or code in _recogniser().labels):
        found, confidence = _recogniser().classify(sample)
        found = _BROADER.get(found, str(found))
        if confidence >= _CONFIDENT and (found in _IN_ARABIC_SCRIPT) == arabic and found != "zxx":
            return found
    return code or ("ar" if arabic else "en")


@cache
def _recogniser() -> Any:
    # Loaded only when there is a text: a model of 4 MB.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
