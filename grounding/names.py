"""Names in a prose text, as far as capitals show them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..registry import country_code, name_variants
from .text import is_inside
from .times import read_times
from .words import FUNCTION_WORDS, TOKEN, fold, parts

__all__ = [
    "BRIDGES",
    "PARTICLES",
    "TITLES",
    "NameMention",
    "NamePart",
    "code_of",
    "is_generic",
    "name_runs",
    "name_start",
    "name_words",
    "plain_words",
    "read_names",
    "telling_words",
    "variants",
]

# Words of office and rank: an article may put them otherwise, so that in prose they are no part of a name.
TITLES = frozenset(
    """president vice deputy prime minister ministers premier pm foreign secretary general gen colonel col lt
    lieutenant maj major capt captain sgt sergeant brig brigadier adm admiral chief chairman chairwoman
    chair speaker spokesperson spokesman spokeswoman ambassador envoy senator sen sens rep reps
    representative gov governor mayor king queen prince princess sheikh sheik ayatollah imam pope bishop
    archbishop patriarch mufti mullah mr mrs ms dr prof professor sir lord lady judge justice mp mps fm cm
    ceo commander director head leader former ex acting interim caretaker outgoing incumbent senior junior
    member lawmaker official undersecretary assistant adviser advisor chancellor marshal commissioner
    delegate attorney prosecutor inspector officer lawyer co st inc ltd late jr sr ii iii iv excellency
    majesty highness honorable emir crown first""".split()
)
# Common nouns that are sometimes written large, and that name nothing alone.
_GENERIC = frozenset(
    """government parliament cabinet army police court state republic constitution internet web god ministry
    embassy senate congress assembly house navy air force forces guard council committee commission union
    party coalition office department agency bureau chamber front opposition capital city province region
    north south east west northern southern eastern western northeast northwest southeast southwest sunni
    covid article resolution law bill bloc faction alliance framework tv radio english i gdp ngo ngos idp
    idps ied ieds uav uavs wmd ai id hq lng gps vat vip vips usd""".split()
)
# Words that open a sentence and are no names. What follows them decides nothing.
_OPENERS = frozenset(
    """officials lawmakers protesters demonstrators rebels militants fighters troops soldiers forces police
    authorities residents witnesses analysts diplomats leaders ministers deputies critics supporters
    opponents activists negotiators mediators investigators prosecutors judges lawyers doctors hospitals
    schools teachers students farmers workers unions people men women children families refugees migrants
    prisoners detainees inmates gunmen insurgents attackers pirates hackers traders investors banks markets
    prices exports imports oil gas water power electricity food aid trade talks negotiations tensions
    clashes fighting violence protests strikes attacks airstrikes explosions shelling sanctions tariffs
    elections voters turnout results media television radio reports reporters journalists state national
    local federal regional international foreign military civilian armed special joint security intelligence
    border customs naval coast air ground heavy light new old high low top key big large small major minor
    full free fair fresh further additional total combined average public private political economic
    financial diplomatic humanitarian legal judicial parliamentary presidential ministerial electoral
    constitutional rival ruling opposition independent anti pro non supreme chief parliament congress
    government cabinet officers commanders guards smugglers civilians casualties victims survivors relatives
    villagers townspeople parents mayors governors envoys experts observers inspectors monitors sources
    insiders aides advisers spokespeople parties factions groups militias brigades units patrols convoys
    drones missiles rockets shells mines trucks buses flights planes ships tankers ports airports roads
    bridges schools universities churches mosques work plans efforts calls demands threats warnings
    criticism support pressure concern concerns hopes fears doubts questions details figures data numbers
    estimates polls growth inflation debt revenue rain snow fire smoke famine drought heat floods fog
    traffic fuel bread wheat grain steel truce peace war life death history business industry agriculture
    finance justice foreign unrest calm silence snowfall crowds mobs thieves bandits tribes clans mines
    wells fields crops prisons courts camps""".split()
)
PARTICLES = frozenset(
    "al el as ash an ad at ar az bin bint ibn abu de da del della di du la le van von der den dos".split()
)
BRIDGES = frozenset(
    {"of", "the", "for", "de", "del", "bin", "ibn", "al", "el", "da", "von", "van", "der", "la", "und", "and"}
)
_NO_BEGINNING = TITLES | FUNCTION_WORDS
_NO_NAME = _NO_BEGINNING | _GENERIC
_NO_OPENER = _NO_NAME | _OPENERS
_NOT_OPENER = re.compile(
    r"(?:ing|ed|ly|tions?|ments?|ity|ness|ship|isms?|ances?|ences?|ers|ors|ees|ists|ives?|ous|ful|less|ary)$"
)
# What a person or body does, and hardly a common noun without an article before it.
_VERB_NEXT = re.compile(
    r"\s+(?:(?:also|has|had|have|will|would|later|then|again|reportedly|did not|does not)\s+)?"
    r"(?:said|says|told|tells|met|held|took|gave|won|spoke|sent|vow|urge|warn|call|reject|accuse|den(?:y|ied)|threaten|"
    r"order|sign|refuse|promise|propose|demand|ask|welcome|praise|criticise|criticize|condemn|announce|declare|insist|"
    r"agree|visit|appoint|nominate|dismiss|resign|arrest|attack|invade|shell|bomb|strike|struck|withdr[ae]w|back|"
    r"support|oppose|claim|admit|apologise|apologize|add|argue|blame|summon|host|thank|offer|pledge|send|want)"
    r"(?:s|es|d|ed|ing)?\b"
)
_ABBREVIATED = frozenset(
    "gen col lt maj capt sgt brig adm sen rep gov mr mrs ms dr prof st jr sr no vs us un uk eu".split()
)
_OWN_ARTICLE = re.compile(r"\b(?:al|el|ul|as|an|ash|at)-$", re.IGNORECASE)
_OPENING = "\"'“‘«„(["


@dataclass(frozen=True, slots=True)
class NameMention:
    """A run of words that is, or may be, one name: `words` are its parts, hyphens split."""

    text: str
    start: int
    end: int
    words: tuple[str, ...]


class NamePart(NamedTuple):
    """One word of a text, a hyphenated one in its parts, without a possessive: `text` begins at `start`."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """True if it is written large."""
        return self.text[:1].isupper()


_POSSESSIVE = re.compile(r"['’]s?$")


def _bare(text: str) -> str:
    return text if text.isalnum() else _POSSESSIVE.sub("", text)


def name_words(text: str) -> Iterator[NamePart]:
    """The words of a text, hyphens split and possessives cut, with their offsets."""
    for token in TOKEN.finditer(text):
        at = token.start()
        for piece in parts(token.group()):
            if bare := _bare(piece):
                yield NamePart(bare, at, at + len(bare))
            at += len(piece) + 1


def plain_words(text: str) -> list[str]:
    """The words of `name_words` without their offsets, which is quicker."""
    return [bare for token in TOKEN.findall(text) for piece in parts(token) if (bare := _bare(piece))]


def name_runs(text: str, bridges: frozenset[str]) -> Iterator[list[NamePart]]:
    """Stretches of capitalised words that stand side by side; small words in `bridges` may lie between."""
    run: list[NamePart] = []
    small: list[NamePart] = []
    for part in name_words(text):
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


def _side_by_side(text: str, first: NamePart, second: NamePart) -> bool:
    gap = text[first.end : second.start]
    # An initial's dot belongs to it ("Karim K. Sahli"), a possessive ends a name ("Sarvan's Ministry").
    return gap.isspace() or gap in {"-", "‑", "‐", " & "} or (gap == ". " and len(first.text) == 1)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip().rstrip(_OPENING).rstrip()
    if not before or before[-1] in "?!:;\n•*–—" or text[start - 1 : start] in set(_OPENING):
        return True
    if before[-1] != ".":
        return False
    word = fold(re.split(r"[\s(]", before)[-1])
    return not (word in _ABBREVIATED or len(word) == 1)


_INNER = BRIDGES - {"and"}


@lru_cache(maxsize=4096)
def read_names(text: str) -> tuple[NameMention, ...]:
    """The names of a prose text, as far as capitals show them; dates and titles are left out.

    A word that opens a sentence counts if it belongs to a longer name, is known as a country or body, or is
    followed by a verb; common words there do not.
    """
    times = [(time.start, time.end) for time in read_times(text)]
    mentions = []
    for run in name_runs(text, _INNER):
        kept = _trimmed(text, [p for p in run if not is_inside(p.start, times)])
        if kept:
            start, end = kept[0].start, kept[-1].end
            mentions.append(NameMention(text[start:end], start, end, tuple(p.text for p in kept)))
    return tuple(mentions)


def name_start(text: str, start: int) -> int:
    """Where a name that begins at `start` begins with the article that belongs to it ("al-Azrani")."""
    article = _OWN_ARTICLE.search(text[:start])
    return article.start() if article else start


def is_generic(word: str) -> bool:
    """True for a word that names nobody alone: a title, an office, a common noun that is sometimes written large."""
    return fold(word) in _NO_OPENER


def telling_words(words: Collection[str]) -> frozenset[str]:
    """Of a name's folded words, those that tell it from others: no title, no office, no country's code."""
    return frozenset(word for word in words if word.islower() and not is_generic(word))


def _trimmed(text: str, run: list[NamePart]) -> list[NamePart]:
    """A run without titles and without the words that are large only because they open a sentence."""
    if run and _opens_sentence(text, run[0].start) and not _named_opener(text, run):
        run = run[1:]
    while run and (fold(run[0].text) in _NO_BEGINNING or not run[0].capital) and not _known(run[0].text):
        run = run[1:]
    while run and (not run[-1].capital or (fold(run[-1].text) in TITLES and len(run) > 1)):
        run = run[:-1]
    names_nothing = all(fold(p.text) in _NO_NAME and not _known(p.text) for p in run)
    return [] if names_nothing else run


def _named_opener(text: str, run: list[NamePart]) -> bool:
    first, word = run[0].text, fold(run[0].text)
    if _known(first) or (first.isupper() and len(first) > 1):
        return True
    if word in _NO_OPENER or _NOT_OPENER.search(word):
        return False
    follows = text[run[0].end : run[0].end + 60]
    return len([p for p in run if p.capital]) > 1 or follows[:2] in {"'s", "’s"} or bool(_VERB_NEXT.match(follows))


@lru_cache(maxsize=8192)
def _known(word: str) -> bool:
    return len(variants(word)) > 1


@lru_cache(maxsize=8192)
def variants(name: str) -> frozenset[str]:
    """`registry.name_variants`, remembered."""
    return name_variants(name)


@lru_cache(maxsize=8192)
def code_of(name: str) -> str | None:
    """`registry.country_code`, remembered."""
    return country_code(name)
