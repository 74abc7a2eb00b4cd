"""Whether an article holds a name."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from .names import BRIDGES, PARTICLES, code_of, name_runs, plain_words, variants
from .spelling import spelled_alike
from .words import FUNCTION_WORDS, fold, stem

__all__ = ["NameIndex", "NameIndexes"]

# Of a people, a faith or a party; "-i" and "-an" end too many names of their own.
_SUFFIXES = ("ites", "ians", "ists", "ite", "ian", "ish", "ese", "ist", "s")

_SMALL_WORDS = PARTICLES | BRIDGES | FUNCTION_WORDS
_LONGEST_NAME = 8  # words that one name of a longer run may have
_MOST_WORDS = 30  # a longer run is no name with other ways to say it


class NameIndex:
    """The words of an article, ready to be asked whether a name stands in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [text for text in texts if text]
        split = [word for text in self._texts for word in plain_words(text)]
        folded = {word: fold(word) for word in set(split)}
        self._words = set(folded.values())
        self._as_written = {word for word in folded if word[:1].isupper()}
        self._capitals = {plain for word, plain in folded.items() if word[:1].isupper() or not word.isascii()}
        self._phrase = " ".join(["", *(folded[word] for word in split), ""])

    @cached_property
    def _stems(self) -> set[str]:
        return {stem(word) for word in self._words}

    @cached_property
    def _bases(self) -> set[str]:
        return {_base(fold(word)) for word in self._as_written if not code_of(word)}

    @cached_property
    def _initials(self) -> set[str]:
        """The acronyms that the article's own names would give."""
        found: set[str] = set()
        for text in self._texts:
            for run in name_runs(text, BRIDGES):
                found.update(_acronyms([part.text for part in run]))
        return found

    @cached_property
    def _acronyms(self) -> set[str]:
        return {word.replace(".", "") for word in self._as_written if _is_acronym(word)}

    def missing(self, words: Sequence[str]) -> list[str]:
        """Those words of a name that neither stand in the article nor are covered by another way to say them."""
        gaps = [i for i, word in enumerate(words) if not self.holds_word(word)]
        if len(words) > _MOST_WORDS:
            return [words[i] for i in gaps]
        return [words[i] for i in gaps if not self._covered(words, i)]

    def holds_word(self, word: str) -> bool:
        """True if this word of a name stands in the article, in this form or a near one (Kurd, Kurdish)."""
        plain = fold(word)
        if _is_acronym(word) and {plain.removesuffix("s"), f"{plain}s"} & self._capitals:
            return True
        if plain in self._capitals or (plain in self._words and len(plain) > 3):
            return True
        if plain in _SMALL_WORDS and not _is_acronym(word):
            return True
        return word[:1].isupper() and not code_of(word) and len(plain) > 4 and _base(plain) in self._bases

    def holds_stem(self, word: str) -> bool:
        """True if a common word stands in the article, in any inflection."""
        return stem(word) in self._stems

    def holds_spelling(self, word: str) -> bool:
        """True if the article has a name that another transcription would spell so."""
        return (
            word[:1].isupper() and not code_of(word) and any(spelled_alike(word, other) for other in self._as_written)
        )

    def stands(self, phrase: str) -> bool:
        """True if the words of `phrase` stand side by side in the article."""
        folded = [fold(word) for word in plain_words(phrase)]
        if len(folded) == 1 and len(folded[0]) < 4:
            return folded[0] in self._capitals  # "US" is not "us"
        return f" {' '.join(folded)} " in self._phrase if folded else False

    def _covered(self, words: Sequence[str], at: int) -> bool:
        spans = [(a, b) for a in range(at + 1) for b in range(at + 1, len(words) + 1) if b - a <= _LONGEST_NAME]
        return any(self._other_way(words[a:b]) for a, b in sorted(spans, key=lambda ab: ab[0] - ab[1]))

    def _other_way(self, words: Sequence[str]) -> bool:
        name = " ".join(words)
        if len(words) == 1 and _is_acronym(name) and name.replace(".", "") in self._initials:
            return True
        if len(words) > 1 and _acronyms(words, whole=True) & self._acronyms:
            return True
        return any(self.stands(variant) for variant in variants(name) if variant != name)


def _is_acronym(word: str) -> bool:
    letters = word.replace(".", "")
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 2 and letters.isalnum()


def _acronyms(words: Sequence[str], whole: bool = False) -> set[str]:
    """The initials of a name, or of every part of it with two capitals or more, small words left out."""
    large = [word[0] for word in words if word[:1].isupper()]
    if whole:
        return {"".join(large)} if len(large) > 1 else set()
    spans = ((a, b) for a in range(len(large)) for b in range(a + 2, min(len(large), a + 8) + 1))
    return {"".join(large[a:b]) for a, b in spans}


@lru_cache(maxsize=8192)
def _base(word: str) -> str:
    """What Kurd, Kurds and Kurdish share."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


class NameIndexes:
    """The names of several articles: what stands in one of them stands, and in another one's spelling too."""

    def __init__(self, indexes: Sequence[NameIndex]) -> None:
        self._indexes = indexes

    def missing(self, words: Sequence[str]) -> list[str]:
        """Those words that no article holds or covers."""
        left = list(words)
        for index in self._indexes:
            gone = index.missing(words)
            left = [word for word in left if word in gone]
        return [word for word in left if not any(index.holds_spelling(word) for index in self._indexes)]

    def holds_stem(self, word: str) -> bool:
        """True if an article has the word in any inflection."""
        return any(index.holds_stem(word) for index in self._indexes)
