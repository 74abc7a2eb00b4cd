"""How names are spelled: the keys that the spellings of one name share, in Latin and in Arabic letters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["clashing", "name_key", "name_keys", "name_words", "spelling_key", "title_key", "word_key"]

_ARTICLE = re.compile(r"^the (?=.)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=[\w.])'s$|(?<=s)'$")


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """What two ways to write one name share. Abbreviations keep their case: "US" is not "us"."""
    plain = " ".join(name.replace("\u2019", "'").split())
    plain = _ARTICLE.sub("", _POSSESSIVE.sub("", plain)).replace(".", "")
    if plain.isupper():
        return plain
    if plain.isascii():
        return plain.casefold()
    return _unmarked(plain).casefold()


def name_keys(name: str) -> tuple[str, ...]:
    """The keys to try: a headline's "IRAQ" is no abbreviation, so capitals are tried in small letters too."""
    key = name_key(name)
    # Two letters in capitals are never a name in capitals ("US", "IS"); trying "us" would invent one.
    return (key, key.casefold()) if key.isupper() and len(key) > 2 else (key,)


def _unmarked(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


# ------------------------------------------------------------------------------------------ Latin letters

# Letters that lose more than a mark, and what stands for ain and hamza.
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ş": "sh", "ç": "ch", "ə": "a"}
)
_SILENT = re.compile("['\u2019\u2018\u02bc`\u00b4\u02bf\u02be.]")
# The Arabic article, with its l or that of a sun letter; before a space only where it is no English word.
_AL = re.compile(r"\b(?:(?:a[dnrstz]|a[dst]h|[aeui]l)-|[aeu]l\s+)(?=\w)")
_ABD = re.compile(r"\babd[\s-]+(?=\w)")
_ABD_AL = re.compile(r"\babd[aeu](?!l+ah?\b)(?:l|([rsdntz])(?=[\s-]*\1))[\s-]*(?=\w{3})")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, hyphens split, without Arabic articles; "Abd al-X" is one word."""
    text = _SILENT.sub("", _POSSESSIVE.sub("", _ARTICLE.sub("", name.strip().replace("\u2019", "'"))))
    text = _unmarked(text.casefold().translate(_LETTERS))
    if _ARABIC.search(text):
        return _arabic_words(text)
    text = _ABD_AL.sub("abd", _ABD.sub("abd", _AL.sub("", text)))
    return tuple(_WORD.findall(text))


# Digraphs and consonants that are written for one another, each class by one sign.
_DIGRAPHS = (
    ("kh", "X"),
    ("gh", "Q"),
    ("sh", "S"),
    ("ch", "C"),
    ("dh", "D"),
    ("th", "T"),
    ("ph", "f"),
    ("ck", "k"),
    ("dj", "j"),
    ("x", "ks"),
)
_CLASSES = str.maketrans({"q": "k", "Q": "k", "c": "k", "D": "d", "z": "d", "T": "t", "g": "j", "v": "w"})
_SOUND = re.compile(r"(?:^y(?=[aeiou])|w(?=[aeiou]))|[aeiouyw]+|[^\W_]")
_GOD = re.compile(r"(?<=\w{2})[aou]l+ah?$")
_SILENT_H = re.compile(r"(?<=\w{2}[ae])h$")
_KIN = {"ibn": "bin", "ben": "bin", "abou": "abu", "aboo": "abu", "bint": "bint"}


@lru_cache(maxsize=32768)
def _sounds(word: str) -> tuple[tuple[str, str], ...]:
    """The sounds of one word: the class of each, by which spellings meet, and the letters."""
    word = _GOD.sub("ula", _KIN.get(word, word))
    word = _SILENT_H.sub("", word)
    for written, sign in _DIGRAPHS:
        word = word.replace(written, sign)
    word = re.sub(r"([^aeiou])\1+", r"\1", word)
    found = list(_SOUND.finditer(word))
    return tuple((_class(m.group(), m.start() == 0, m.end() == len(word)), m.group()) for m in found)


def _class(sound: str, first: bool, last: bool) -> str:
    """A vowel's class: o, u and w are one; a, e and i are told apart only where a word begins or ends."""
    if not set(sound) <= set("aeiouyw") or (sound in "yw" and not last):
        return sound.translate(_CLASSES)
    if set(sound) & set("ouw"):
        return "u"
    if first:
        return "a" if sound[0] == "a" else "i"
    return "i" if last and set(sound) & set("eiy") else "a"


# The shortest single word that may be respelled: shorter ones meet too many others.
_SHORTEST = 5


@lru_cache(maxsize=16384)
def spelling_key(name: str) -> str:
    """What the transliterations of one name share; empty for acronyms and for single short words.

    Case, accents, apostrophes, Arabic articles, doubled letters, and the vowels and consonants that transliterations
    exchange (o and u; a, e and i within a word; q, k and gh; dh, d and z; th and t; j and g) make no difference; so
    two names may share a key by chance: see `clashing`.
    """
    if _ARABIC.search(name):
        words = name_words(name)
        return " ".join(words) if len("".join(words)) >= _SHORTEST else ""
    words = _full_words(name)
    if len(words) == 1 and (name.isupper() or len(words[0]) < _SHORTEST):
        return ""
    return " ".join(map(word_key, words))


def _full_words(name: str) -> tuple[str, ...]:
    """The words without initials, where enough is left without them."""
    words = name_words(name)
    full = tuple(word for word in words if len(word) > 1)
    return full if len(full) > 1 else words


@lru_cache(maxsize=32768)
def word_key(word: str) -> str:
    """What the transliterations of one word of a name share; see `spelling_key`."""
    return "".join(kind for kind, _ in _sounds(word))


_APART = frozenset({frozenset("kQ"), frozenset("dz"), frozenset("cQ")})


@lru_cache(maxsize=16384)
def clashing(first: str, second: str) -> bool:
    """True for two names of one spelling key that are no spellings of each other: "Karim" and "Karam"."""
    pairs = zip(map(_sounds, _full_words(first)), map(_sounds, _full_words(second)), strict=False)
    return any(_apart(a, b) for one, two in pairs for (_, a), (_, b) in zip(one, two, strict=False))


def _apart(first: str, second: str) -> bool:
    if frozenset({first, second}) in _APART:
        return True
    vowels = {"a" if set(v) == {"a"} else "i" if set(v) <= {"i", "y"} or v == "ee" else "" for v in (first, second)}
    return vowels == {"a", "i"}


# ------------------------------------------------------------------------------------------ Arabic letters

_ARABIC = re.compile("[\u0621-\u064a]")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ی": "ي", "ک": "ك"}
)
_ARABIC_ABD = re.compile(r"\bعبد(?:\s+|ال)(?=\w)")
_SHORTEST_WITH_ARTICLE = 5


def _arabic_words(text: str) -> tuple[str, ...]:
    text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_FORMS)
    bare = (_without_article(word) for word in _WORD.findall(text))
    return tuple(_ARABIC_ABD.sub("عبد", " ".join(bare)).split())


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) >= _SHORTEST_WITH_ARTICLE else word


# ------------------------------------------------------------------------------------------ titles

_SPELLINGS = {"defence": "defense", "labour": "labor", "centre": "center", "organisation": "organization"}
_EMPTY = frozenset({"of", "the", "for", "and", "affairs", "s"})


@lru_cache(maxsize=32768)
def title_key(title: str) -> str:
    """What "Ministry of Defence" and "Defense Ministry" share: the telling words, in one order and spelling."""
    return " ".join(sorted(_telling(title)))


def _telling(title: str) -> Iterator[str]:
    for word in name_words(title):
        if word not in _EMPTY:
            yield _SPELLINGS.get(word, word)
