"""Who does it to whom: a statement may not turn round what its sentences say.

Told by word order: who stands before a verb and who behind it, turned for the passive; "from X to Y"; whose a thing
is. Alarms are raised only if both parties stand in both texts with their parts exchanged.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..schemas import Finding
from .attribution import articles_of
from .lexicon import SAYING, words_of
from .names import read_names
from .quotes import quoted_parts
from .reading import Word, read
from .references import Referents
from .scope import Scope
from .text import is_inside

__all__ = ["check_roles"]

# Said of both sides alike.
_MUTUAL = words_of(
    "meet talk speak discuss negotiate agree sign exchange trade share cooperate join end begin start hold"
)
# `speakers` is for these: "said its director" is no deed.
_PLAIN_SAYING = words_of("say add tell state explain report announce")
_BOUNDS = frozenset('"“”;:()')
_CUTS = frozenset("but while whereas although because that when if who which whom whose after before since".split())
_PASSIVE = frozenset("was were been be being is are".split())
_THING = "~"  # marks a word that is no name
_REACH = 7  # words on either side of a verb
_ROUTE = re.compile(r"\b(?P<way>from|to|against|for|by)\s(?:the\s)?(?P<name>[A-Z][\w-]+)")
_OPPOSITE = {"from": "to", "to": "from", "for": "by", "by": "for"}


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb with the words of those who do it, and of those to whom it is done."""

    verb: Word
    doers: frozenset[str]
    done_to: frozenset[str]


def check_roles(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    """Nobody is told to do what the cited sentences tell to be done to him."""
    for who, cited in articles_of(scope):
        sentences = [passage.text for passage in cited]
        fault = (
            _exchanged(text, sentences, who) or _other_way(text, sentences, who) or _other_owner(text, sentences, who)
        )
        if fault:
            reason = f"{fault!r} has not this part in the cited sentences; say who does it, and to whom, as they do"
            yield scope.finding("actors", field, fault, reason, fault="exchanged")
            return


def _exchanged(text: str, sentences: Sequence[str], who: Referents) -> str:
    theirs = [deed for sentence in sentences for deed in _deeds(sentence, who)]
    for deed in _deeds(text, who):
        same = [other for other in theirs if other.verb.means & deed.verb.means]
        if same and all(_turned(deed, other) for other in same):
            return deed.verb.text
    return ""


def _turned(deed: _Deed, other: _Deed) -> bool:
    """True if each party of one deed has the other's part in the other one."""
    crossed = deed.doers & other.done_to and deed.done_to & other.doers
    return bool(crossed) and not (_named(deed.doers & other.doers) or _named(deed.done_to & other.done_to))


def _named(keys: frozenset[str]) -> bool:
    """True if there is a name among the words: a thing may stand on either side in both texts."""
    return any(not key.startswith(_THING) for key in keys)


@lru_cache(maxsize=4096)
def _deeds(text: str, who: Referents) -> tuple[_Deed, ...]:
    quoted = quoted_parts(text)
    words = [w for w in read(text) if not is_inside(w.start, quoted)]
    keys = _keys(text, words, who)
    return tuple(deed for at, word in enumerate(words) if _acts(words, at) and (deed := _deed(words, keys, at)))


def _acts(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if not word.content or word.large or word.family in _MUTUAL | _PLAIN_SAYING:
        return False
    before = words[at - 1].low if at else ""
    if before in {"the", "a", "an", "its", "his", "her", "their", "of"}:
        return False
    names_before = at > 0 and words[at - 1].large
    return (
        word.past
        or (names_before and word.low.endswith("s"))
        or (not word.low.endswith("s") and before in {"to", "will", "would", "could", "not", "may"})
    )


def _deed(words: Sequence[Word], keys: Sequence[frozenset[str]], at: int) -> _Deed | None:
    left = _span(range(at - 1, max(-1, at - 1 - _REACH), -1), words)
    right = _span(range(at + 1, min(len(words), at + 1 + _REACH)), words)
    before = frozenset().union(*(keys[place] for place in left))
    after = frozenset().union(*(keys[place] for place in right))
    passive = any(word.low in _PASSIVE for word in words[max(0, at - 2) : at])
    by = next((place for place in right if words[place].low == "by"), len(words))
    if passive or by == at + 1:
        before, after = frozenset().union(*(keys[place] for place in right if place > by)), before
    return _Deed(words[at], before - after, after - before) if before and after else None


def _span(places: range, words: Sequence[Word]) -> list[int]:
    found: list[int] = []
    for place in places:
        if words[place].low in _BOUNDS | _CUTS:
            break
        found.append(place)
    return found


def _keys(text: str, words: Sequence[Word], who: Referents) -> list[frozenset[str]]:
    """Of every word who or what it names: a name's words in their plain form, a noun's family."""
    spans = [(m.start, m.end, who.words(m)) for m in read_names(text)]
    found = []
    for word in words:
        inside = next((names for start, end, names in spans if start <= word.start < end), None)
        if inside is not None:
            found.append(inside)
        elif word.content and not word.past and word.family not in SAYING and not word.low.endswith("ly"):
            found.append(frozenset({f"{_THING}{word.family}"}))
        else:
            found.append(frozenset())
    return found


def _other_way(text: str, sentences: Sequence[str], who: Referents) -> str:
    """The name of "from Sarvan" where the sentences have "to Sarvan", and "from" another one."""
    theirs = {(m["way"], who.plain(m["name"])) for sentence in sentences for m in _ROUTE.finditer(sentence)}
    for match in _ROUTE.finditer(text):
        way, name = match["way"], who.plain(match["name"])
        turned = (_OPPOSITE.get(way, ""), name) in theirs and (way, name) not in theirs
        if turned and any(other == way for other, _ in theirs):
            return match["name"]
    return ""


# ------------------------------------------------------------------------------------------ whose it is


def _other_owner(text: str, sentences: Sequence[str], who: Referents) -> str:
    """The country that a thing is said to be of, if the sentences say it is of another one alone."""
    theirs: dict[str, set[str]] = {}
    for sentence in sentences:
        for owner, thing, _ in _owned(sentence, who):
            theirs.setdefault(thing, set()).add(owner)
    for owner, thing, name in _owned(text, who):
        if thing in theirs and owner not in theirs[thing]:
            return name
    return ""


@lru_cache(maxsize=4096)
def _owned(text: str, who: Referents) -> tuple[tuple[str, str, str], ...]:
    """(country, family of the thing, the country as written) of "Sarvani army", "Sarvan's army", "army of Sarvan"."""
    words = read(text)
    found = []
    for mention in read_names(text):
        if who.kind(mention) != "country":
            continue
        owner = next(iter(who.words(mention)))
        for thing in _things(text, words, mention.start, mention.end, mention.text, who):
            found.append((owner, thing, mention.text))
    return tuple(found)


def _things(text: str, words: Sequence[Word], start: int, end: int, name: str, who: Referents) -> Iterator[str]:
    owns = text.startswith(("'s", "’s"), end)
    people = who.plain(name.split()[0]) != name.casefold()
    if owns or (people and text.startswith(" ", end)):
        for word in [w for w in words if w.start >= end][: 4 if owns else 2]:
            if word.low in {"'s", "’s"} or word.low.endswith(("est", "al")):
                continue
            if not word.content or word.large or word.past:
                break  # "Halvaz signed": no thing of theirs
            yield word.family
    if re.search(r"\bof\s$", text[:start]):
        before = [w for w in words if w.start < start][-3:]
        yield from (w.family for w in before[:-1][-1:] if w.content and not w.large)
