"""Who says it: a quotation, or what is told with "said", goes to the one whom the sentence gives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..schemas import Finding
from .attribution import articles_of, held_names
from .lexicon import SAYING, family, words_of
from .names import NameMention, is_generic, read_names, telling_words
from .quotes import find_quote, quoted_parts
from .reading import Word, read
from .references import Referents
from .scope import Passage, Scope
from .text import is_inside

__all__ = ["Holder", "check_speakers", "holders"]

_STOPS = frozenset('"“”;:()')
_CUTS = frozenset("that which who while but whom whose as because although though when where if and".split())
_FORMS = re.compile(r"(?:ed|s|said|told|spoke|swore|thought|read|put|argues|ing)$")
_INVERTED = re.compile(r"\s+(?=[A-Z]|the\s|its\s|his\s|her\s|an?\s)")
_BY = re.compile(r"\s+by\s+")
_HELPERS = re.compile(r"(?:\s(?:has|have|had|also|later|then|again|reportedly|repeatedly))+\s*$")
_OPENERS = frozenset("said says added insisted explained argued warned".split())
# ", which has 17 seats and is close to the Brigades, threatened"
_RELATIVE_CLAUSE = re.compile(r",\s(?:who|which|whose|where)\b[^;:\"“”]*,$")
_RELATIVE = frozenset({"who", "which", "whose"})
_SOURCE = re.compile(
    r"\b(?:according to|in the (?:view|words|opinion|eyes) of|as told by|in the account of|for)\s", re.IGNORECASE
)
_OWN_SAYING = re.compile(r"['’]s?\s([a-z]+)\b")
_OWN_WORDS = frozenset("words view account opinion remarks speech".split())
# "the report", "was said", "to say": after these no verb says something of its own.
_NO_SAYING = frozenset("the a an to its his her their was were been be is are of".split())
_CLOSE = 25  # characters
_BRACKETS = re.compile(r"\([^()]*\)")
_LEFT = 150  # characters before a verb in which its subject is looked for
_RIGHT = 70
# They say what one does or thinks rather than what one says.
_DOING = words_of("agree refuse offer support oppose back order dismiss think believe consider know read mention point")
_SHARED = 2  # words that two reported contents must share to be the same


@dataclass(frozen=True, slots=True)
class Holder:
    """One who says something: the names, the words that describe him, and where the saying stands."""

    names: tuple[NameMention, ...]
    nouns: frozenset[str]
    at: int
    verb: str
    titles: frozenset[str] = frozenset()


def check_speakers(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    """Every saying of the text belongs to the one who says it in the cited sentences."""
    articles = articles_of(scope)
    for group, content in _sayings(text):
        said = [(p, who) for who, cited in articles for p in cited if _is_said(content, text, p)]
        others = said if content else [(p, who) for who, cited in articles for p in cited if holders(p.text)]
        if said and all(_is_another(holder, p, content, who) for holder in group for p, who in others):
            name = next((holder.names[0].text for holder in group if holder.names), "its speaker")
            reason = f"the cited sentence gives these words to another than {name!r}; give them to its speaker"
            yield scope.finding("speaker", field, name, reason, fault="another")
            return


def _sayings(text: str) -> Iterator[tuple[list[Holder], str]]:
    """Who says what in a statement: each quotation with those who may be its holder, else each holder by himself."""
    told = holders(text)
    found = [holder for holder in told if holder.names or len(holder.titles) > 1]
    quotes = quoted_parts(text)
    for start, end in quotes:
        nearest = min(told, key=lambda h: min(abs(h.at - start), abs(h.at - end)), default=None)
        if nearest and nearest not in found:
            continue  # a pronoun or a noun: nobody knows here
        near = [holder for holder in found if _reaches(text, holder.at, start, end)]
        if near := [*near, *_namers(text, start, bool(near))]:
            yield near, text[start:end]
    yield from (([holder], "") for holder in found if not quotes)


def _reaches(text: str, at: int, start: int, end: int) -> bool:
    """True if no mark that parts clauses stands between a verb and a quotation."""
    between = text[end:at] if at > end else text[at:start]
    return ";" not in between


def _namers(text: str, start: int, told: bool) -> list[Holder]:
    """The name straight before a quotation: "Marwani saw "a door left ajar"; beside one who says it, it may be meant
    too: "Qalani called it "a start", Marwani "a trap"."
    """
    names = [m for m in read_names(text) if 0 <= start - m.end <= _CLOSE and ";" not in text[m.end : start]][-1:]
    verbs = [w for w in read(text) if names and names[0].end <= w.start < start and w.past]
    return [Holder((name,), frozenset(), start, "") for name in names if verbs or told]


@lru_cache(maxsize=4096)
def holders(text: str) -> tuple[Holder, ...]:
    """Those who say something in a text, by their verbs of saying, "according to" and "in X's words"."""
    quotes = quoted_parts(text)
    text = _BRACKETS.sub(lambda match: " " * len(match.group()), text)
    words = [w for w in read(text) if not is_inside(w.start, quotes)]
    found: list[Holder | None] = []
    for at in (at for at in range(len(words)) if _says(words, at)):
        subject = _subject(text, words, at)
        if subject is None and found and found[-1]:  # "confirmed the handover and said"
            subject = replace(found[-1], at=words[at].start, verb=words[at].family)
        found.append(subject)
    for match in _SOURCE.finditer(text):
        if match.group().lower() != "for " or match.start() == 0:
            found.append(_holder(text, match.end(), _phrase_end(text, match.end()), match.start(), ""))
    for mention in read_names(text):
        behind = _OWN_SAYING.match(text[mention.end :])
        if behind and (family(behind[1]) in SAYING or behind[1] in _OWN_WORDS):
            found.append(Holder((mention,), frozenset(), mention.start, ""))
    return tuple(holder for holder in found if holder)


def _says(words: Sequence[Word], at: int) -> bool:
    word, before = words[at], words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if word.family in SAYING and after == "by":
        return True
    if (
        word.family not in SAYING - _DOING
        or (word.large and at)
        or not _FORMS.search(word.low)
        or (word.unreal and word.low.endswith("s"))
    ):
        return False
    if word.low.endswith("ing") or (word.low == "reported" and after in {"on", "in"}):
        return False  # "reported on 5 March" is said of the article
    return before not in _NO_SAYING


def _subject(text: str, words: Sequence[Word], at: int) -> Holder | None:
    verb = words[at]
    end = verb.start + len(verb.text)
    if by := _BY.match(text[end:]):
        return _holder(text, end + by.end(), _phrase_end(text, end + by.end()), verb.start, verb.family)
    before = _HELPERS.sub("", text[: verb.start]).rstrip()
    quoted = before.rstrip(",").endswith(('"', "”", "’", "'"))
    if quoted or (before.endswith(",") and verb.low in _OPENERS and _INVERTED.match(text[end:])):
        right = _holder(text, end, _phrase_end(text, end + 1), verb.start, verb.family)
        if right and (right.names or right.nouns):
            return right
    if aside := _RELATIVE_CLAUSE.search(before):
        ahead = [word for word in words[:at] if word.start < aside.start()]
        return _left(text, _cut(ahead), aside.start() + 1, verb)
    return _left(text, max(_cut(words[:at]), verb.start - _LEFT), len(before), verb)


def _cut(words: Sequence[Word]) -> int:
    """Where the clause begins that the words end; an explanation after a comma (", who ...") does not begin one."""
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        relative = word.low in _RELATIVE and place > 0 and words[place - 1].low == ","
        if word.low in _STOPS | _CUTS and not relative:
            return word.start + len(word.text)
    return 0


def _left(text: str, start: int, end: int, verb: Word) -> Holder | None:
    """The subject before a verb; an explanation between commas is passed over, but its words are kept."""
    whole = text[start:end].rstrip()
    parts = whole.removesuffix(",").split(",")
    aside = whole.endswith(",") and len(parts) > 1
    last = _part(text, start, parts, len(parts) - 1, verb)
    if len(parts) > 1 and parts[-1].split()[:1] in (["who"], ["which"]):
        return _part(text, start, parts, len(parts) - 2, verb)
    if not aside:
        return last if whole.strip() else None
    main = _part(text, start, parts, len(parts) - 2, verb)
    first = parts[-1].split()[0] if parts[-1].split() else ""
    explains = first.islower() or is_generic(first)
    chosen = main if (explains and main.names) or not last.names else last
    return Holder(chosen.names, main.nouns | last.nouns, verb.start, verb.family, main.titles | last.titles)


def _part(text: str, start: int, parts: Sequence[str], which: int, verb: Word) -> Holder:
    at = start + sum(len(part) + 1 for part in parts[:which])
    return _holder(text, at, at + len(parts[which]), verb.start, verb.family)


def _holder(text: str, start: int, end: int, at: int, verb: str) -> Holder:
    names = tuple(m for m in read_names(text) if start <= m.start < end)
    inside = [w for w in read(text) if start <= w.start < end and w.content]
    nouns = frozenset(w.family for w in inside if not w.large)
    return Holder(names, nouns, at, verb, frozenset(w.low for w in inside if w.large and is_generic(w.text)))


def _phrase_end(text: str, start: int) -> int:
    """Where "said its director, Wafa Serrani, who" ends: at the second comma, or where something else opens."""
    rest = text[start : start + _RIGHT]
    commas = [match.start() for match in re.finditer(",", rest)][1:2]
    ends = [
        match.start() for match in re.finditer(r"[;:\"“”]|\s(?:in|on|at|to|that|who|which|as|after|when|and)\s", rest)
    ][:1]
    return start + min([*commas, *ends, len(rest)])


# ------------------------------------------------------------------------------------------ against the sentences


def _is_said(content: str, text: str, passage: Passage) -> bool:
    """True if a passage has the quotation, or reports with a word of saying much of what the text reports."""
    if content:
        return find_quote(content, passage.text) is not None
    if not holders(passage.text):
        return False
    theirs = {group for word in read(passage.text) if word.content for group in word.means}
    ours = {w.family for w in read(text) if w.content and not w.large and w.family not in SAYING and w.means & theirs}
    return len(ours) >= _SHARED


def _is_another(holder: Holder, passage: Passage, content: str, who: Referents) -> bool:
    """True if the passage gives the words to someone who is surely not this holder."""
    there = holders(passage.text)
    there = tuple(other for other in there if other.verb == holder.verb) or tuple(filter(_is_told, there))
    if content:
        start, end = find_quote(content, passage.text) or (0, 0)
        there = tuple(sorted(there, key=lambda h: min(abs(h.at - start), abs(h.at - end)))[:1])
    if not there:
        return False
    return all(_differs(holder, other, passage, who) for other in there)


def _is_told(holder: Holder) -> bool:
    """True if it is said who says it, be it by a noun alone."""
    return bool(holder.names or holder.nouns or holder.titles)


def _differs(holder: Holder, other: Holder, passage: Passage, who: Referents) -> bool:
    ours = [who.words(name) for name in holder.names]
    if not ours or (holder.titles & other.titles and holder.titles != other.titles and not other.names):
        return _other_office(holder.titles, other.titles)
    if passage.outlet and any(held_names(name, (passage.outlet,)) for name in holder.names):
        return False  # the outlet reports
    if all(who.kind(name) == "country" for name in holder.names) and not any(
        who.kind(name) == "country" for name in other.names
    ):
        return False  # a state for its minister
    given = tuple(name.text for name in other.names)
    if given and any(held_names(name, given) for name in holder.names):
        return False
    theirs = [who.words(name) for name in other.names]
    if not theirs and len(other.titles) > 1:
        return not any(who.holds_office(words, other.titles) for words in ours)
    if not theirs:
        theirs = [who.spoken_of(passage.n - 1)]
    known = frozenset().union(*theirs)
    if not known:
        return False
    known |= who.tied(known) | (who.spoken_of(passage.n - 1) if other.nouns & _OWNED else frozenset())
    return not any(_match(words, known) for words in ours)


def _other_office(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """True for the "Foreign Ministry" and the "Interior Ministry": one office by name, of different fields."""
    return bool(ours & theirs) and bool(ours - theirs) and bool(theirs - ours)


_OWNED = words_of("spokesman spokeswoman office aide lawyer statement deputy adviser envoy counterpart")


def _match(words: frozenset[str], known: frozenset[str]) -> bool:
    own = telling_words(words)
    return bool(own & known) if own else words <= known
