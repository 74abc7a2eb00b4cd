"""Names: which words of a prose text are names, and whether an article holds them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..registry import country_code, country_names, name_variants
from .dates import read_times
from .words import FUNCTION_WORDS, TOKEN, fold, parts, stem

__all__ = ["NameIndex", "NameMention", "read_names"]

# Words of office and rank: an article may put them otherwise, so that in prose they are no part of a name.
TITLES = frozenset(
    """president vice deputy prime minister ministers premier pm foreign secretary general gen colonel col lt lieutenant
    maj major capt captain sgt sergeant brig brigadier adm admiral chief chairman chairwoman chair speaker spokesperson
    spokesman spokeswoman ambassador envoy senator sen sens rep reps representative gov governor mayor king queen prince
    princess sheikh sheik ayatollah imam pope bishop archbishop patriarch mufti mullah mr mrs ms dr prof professor sir
    lord lady judge justice mp mps fm cm ceo commander director head leader former ex acting interim caretaker outgoing
    incumbent senior junior member lawmaker official undersecretary assistant adviser advisor chancellor marshal
    commissioner delegate attorney prosecutor inspector officer lawyer co st inc ltd late jr sr ii iii iv excellency
    majesty highness honorable emir crown first""".split()
)
# Common nouns that are sometimes written large, and that name nothing alone.
_GENERIC = frozenset(
    """government parliament cabinet army police court state republic constitution internet web god ministry embassy
    senate congress assembly house navy air force forces guard council committee commission union party coalition
    office department agency bureau chamber front opposition capital city province region north south east west
    northern southern eastern western northeast northwest southeast southwest sunni covid article resolution law bill
    bloc faction alliance framework tv radio english i""".split()
)
# Words that open a sentence and are no names. What follows them decides nothing.
_OPENERS = frozenset(
    """officials lawmakers protesters demonstrators rebels militants fighters troops soldiers forces police authorities
    residents witnesses analysts diplomats leaders ministers deputies critics supporters opponents activists negotiators
    mediators investigators prosecutors judges lawyers doctors hospitals schools teachers students farmers workers unions
    people men women children families refugees migrants prisoners detainees inmates gunmen insurgents attackers pirates
    hackers traders investors banks markets prices exports imports oil gas water power electricity food aid trade talks
    negotiations tensions clashes fighting violence protests strikes attacks airstrikes explosions shelling sanctions
    tariffs elections voters turnout results media television radio reports reporters journalists state national local
    federal regional international foreign military civilian armed special joint security intelligence border customs
    naval coast air ground heavy light new old high low top key big large small major minor full free fair fresh further
    additional total combined average public private political economic financial diplomatic humanitarian legal judicial
    parliamentary presidential ministerial electoral constitutional rival ruling opposition independent anti pro non
    supreme chief parliament congress government cabinet officers commanders guards smugglers civilians casualties
    victims survivors relatives villagers townspeople parents mayors governors envoys experts observers inspectors
    monitors sources insiders aides advisers spokespeople parties factions groups militias brigades units patrols
    convoys drones missiles rockets shells mines trucks buses flights planes ships tankers ports airports roads bridges
    schools universities churches mosques work plans efforts calls demands threats warnings criticism support pressure
    concern concerns hopes fears doubts questions details figures data numbers estimates polls""".split()
)
_PARTICLES = frozenset("al el as ash an ad at ar az bin bint ibn abu de da del della di du la le van von der den dos".split())
_BRIDGES = frozenset({"of", "the", "for", "de", "del", "bin", "ibn", "al", "el", "da", "von", "van", "der", "la", "und", "and"})
_SUFFIXES = ("ites", "ians", "ists", "ite", "ian", "ans", "ish", "ese", "ist", "an", "ns", "is", "i", "s")
_NOT_OPENER = re.compile(r"(?:ing|ed|ly|tions?|ments?|ity|ness|ship|isms?|ances?|ences?|ers|ors|ees|ists|ives?|ous|ful|less|ary)$")
_VERB_NEXT = re.compile(
    r"\s+(?:(?:also|has|had|have|will|would|later|then|again|reportedly)\s+)?"
    r"(?:\w{2,}ed|said|says|told|met|held|sent|took|gave|won|lost|left|made|struck|began|spoke|put|set|cut|hit|shot|kept)\b"
)
_ABBREVIATED = frozenset("gen col lt maj capt sgt brig adm sen rep gov mr mrs ms dr prof st jr sr no vs us un uk eu".split())
_OPENING = "\"'“‘«„(["


@dataclass(frozen=True, slots=True)
class NameMention:
    """A run of words that is, or may be, one name: `words` are its parts, hyphens split."""

    text: str
    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def _bare(text: str) -> str:
    return re.sub(r"['’]s?$", "", text)


def _split(text: str) -> Iterator[_Part]:
    """The words of a text, hyphens split and possessives cut, with their offsets."""
    for token in TOKEN.finditer(text):
        at = token.start()
        for piece in parts(token.group()):
            if bare := _bare(piece):
                yield _Part(bare, at, at + len(bare))
            at += len(piece) + 1


def _runs(text: str, bridges: frozenset[str]) -> Iterator[list[_Part]]:
    """Stretches of capitalised words that stand side by side; small words in `bridges` may lie between."""
    run: list[_Part] = []
    small: list[_Part] = []
    for part in _split(text):
        last = (small or run)[-1:]
        if last and not _side_by_side(text, last[0], part):
            yield from ([run] if run else [])
            run, small = [], []
        if part.capital:
            run, small = [*run, *small, part], []
        elif run and part.text in bridges:
            small.append(part)
        else:
            yield from ([run] if run else [])
            run, small = [], []
    yield from ([run] if run else [])


def _side_by_side(text: str, first: _Part, second: _Part) -> bool:
    gap = text[first.end : second.start]
    # An initial's dot belongs to it ("Karim K. Sahli"), a possessive ends a name ("Sarvan's Ministry").
    return gap.isspace() or gap in {"-", "‑", "‐", " & ", "-"} or (gap == ". " and len(first.text) == 1)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip().rstrip(_OPENING).rstrip()
    if not before or before[-1] in "?!:;\n•*–—" or text[start - 1 : start] in set(_OPENING):
        return True
    if before[-1] != ".":
        return False
    word = fold(re.split(r"[\s(]", before)[-1])
    return not (word in _ABBREVIATED or len(word) == 1)


def read_names(text: str) -> list[NameMention]:
    """The names of a prose text, as far as capitals show them; dates and titles are left out.

    A word that opens a sentence counts if it belongs to a longer name, is known as a country or body, or is
    followed by a verb; common words there do not.
    """
    times = [(time.start, time.end) for time in read_times(text)]
    mentions = []
    for run in _runs(text, _BRIDGES - {"and"}):
        kept = _trimmed(text, [p for p in run if not any(a <= p.start < b for a, b in times)])
        if kept:
            start, end = kept[0].start, kept[-1].end
            mentions.append(NameMention(text[start:end], start, end, tuple(p.text for p in kept)))
    return mentions


def _trimmed(text: str, run: list[_Part]) -> list[_Part]:
    """A run without titles and without the words that are large only because they open a sentence."""
    if run and _opens_sentence(text, run[0].start) and not _named_opener(text, run):
        run = run[1:]
    while run and (fold(run[0].text) in TITLES | FUNCTION_WORDS or not run[0].capital) and not _known(run[0].text):
        run = run[1:]
    while run and (not run[-1].capital or (fold(run[-1].text) in TITLES and len(run) > 1)):
        run = run[:-1]
    names_nothing = all(fold(p.text) in TITLES | _GENERIC | FUNCTION_WORDS and not _known(p.text) for p in run)
    return [] if names_nothing else run


def _named_opener(text: str, run: list[_Part]) -> bool:
    first, word = run[0].text, fold(run[0].text)
    if _known(first) or (first.isupper() and len(first) > 1):
        return True
    if word in FUNCTION_WORDS | _OPENERS | TITLES | _GENERIC or _NOT_OPENER.search(word):
        return False
    follows = text[run[0].end :]
    return len([p for p in run if p.capital]) > 1 or follows[:2] in {"'s", "’s"} or bool(_VERB_NEXT.match(follows))


@lru_cache(maxsize=8192)
def _known(word: str) -> bool:
    return len(_variants(word)) > 1


@lru_cache(maxsize=8192)
def _variants(name: str) -> frozenset[str]:
    return name_variants(name)


@lru_cache(maxsize=8192)
def _code(name: str) -> str | None:
    return country_code(name)


# ---------------------------------------------------------------------------------------------- an article


class NameIndex:
    """The words of an article, ready to be asked whether a name stands in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [text for text in texts if text]
        split = [part for text in self._texts for part in _split(text)]
        self._words = {fold(part.text) for part in split}
        self._capitals = {fold(part.text) for part in split if part.capital or not part.text.isascii()}
        self._phrase = " ".join(["", *(fold(part.text) for part in split), ""])
        self._as_written = {part.text for part in split if part.capital}

    @cached_property
    def _stems(self) -> set[str]:
        return {stem(word) for word in self._words}

    @cached_property
    def _bases(self) -> set[str]:
        return {_base(fold(word)) for word in self._as_written if not _code(word)}

    @cached_property
    def _initials(self) -> set[str]:
        """The acronyms that the article's own names would give."""
        found: set[str] = set()
        for text in self._texts:
            for run in _runs(text, _BRIDGES):
                found.update(_acronyms([part.text for part in run]))
        return found

    @cached_property
    def _acronyms(self) -> set[str]:
        return {word.replace(".", "") for word in self._as_written if _is_acronym(word)}

    def missing(self, words: Sequence[str]) -> list[str]:
        """Those words of a name that neither stand in the article nor are covered by another way to say them."""
        gaps = [i for i, word in enumerate(words) if not self.holds_word(word)]
        return [words[i] for i in gaps if not self._covered(words, i)]

    def holds_word(self, word: str) -> bool:
        """True if this word of a name stands in the article, in this form or a near one (Kurd, Kurdish)."""
        plain = fold(word)
        if plain in self._capitals or (plain in self._words and len(plain) > 3):
            return True
        if plain in _PARTICLES | _BRIDGES | FUNCTION_WORDS and not _is_acronym(word):
            return True
        return word[:1].isupper() and not _code(word) and len(plain) > 4 and _base(plain) in self._bases

    def holds_stem(self, word: str) -> bool:
        """True if a common word stands in the article, in any inflection."""
        return stem(word) in self._stems

    def stands(self, phrase: str) -> bool:
        """True if the words of `phrase` stand side by side in the article."""
        folded = [fold(part.text) for part in _split(phrase)]
        if len(folded) == 1 and len(folded[0]) < 4:
            return folded[0] in self._capitals  # "US" is not "us"
        return f" {' '.join(folded)} " in self._phrase if folded else False

    def holds_country(self, code: str) -> bool:
        """True if the article names the country `code` in one way or another."""
        return code in self._as_written or any(self.stands(name) for name in country_names(code))

    def _covered(self, words: Sequence[str], at: int) -> bool:
        spans = [(a, b) for a in range(at + 1) for b in range(at + 1, len(words) + 1)]
        return any(self._other_way(words[a:b]) for a, b in sorted(spans, key=lambda ab: ab[0] - ab[1]))

    def _other_way(self, words: Sequence[str]) -> bool:
        name = " ".join(words)
        if len(words) == 1 and _is_acronym(name) and name.replace(".", "") in self._initials:
            return True
        if len(words) > 1 and _acronyms(words, whole=True) & self._acronyms:
            return True
        return any(self.stands(variant) for variant in _variants(name) if variant != name)


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
