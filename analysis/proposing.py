"""The rule reader: who does or says what in a sentence, by its verbs and the words before them.

Closed lists, capitals and the marks between clauses; no parser. It proposes more than it should be believed in: a
second reader confirms (see `agreeing`). What a verb in the future, in an infinitive or under a condition tells is no
fact and is not proposed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..grounding.names import TITLES, name_start, read_names
from ..grounding.quotes import quoted_parts
from ..grounding.reading import Word, read
from ..grounding.text import is_inside
from ..grounding.times import read_times
from ..schemas import Article, EventType, Sentence
from .dateline import DATELINE
from .triggers import Trigger, trigger_at

__all__ = ["LANGUAGE", "Proposal", "Subject", "proposals"]

# The lexicon's.
LANGUAGE = "en"

_HELPERS = frozenset(
    """has have had was were been be is are also later then again already reportedly repeatedly meanwhile however long
    still now yet""".split()
)
_PASSIVE = frozenset("was were been be is are being".split())
_MODALS = frozenset("will would shall should may might could must can".split())
_NOT = frozenset("not n't never neither nor hardly barely scarcely".split())
_CHARGED = frozenset("accused charged blamed convicted".split())
_NOBODY = frozenset("no nobody none neither".split())
# Before these a clause ends, so that what stands left of them is not its subject.
_STOPS = frozenset(
    "that which who whom whose while although though because when where if after before since as but".split()
)
_MARKS = frozenset(';:!?"“”—–')
_RELATIVE = frozenset("which who whose whom where".split())
_PREPOSITIONS = frozenset(
    """in on at of for from with by under over after before since during amid among between against to into despite
    following within through near about around along across without""".split()
)
_DETERMINERS = frozenset("the a an its his her their our this that these those".split())
_OWN = frozenset("its his her their our my".split())
_PRONOUNS = frozenset("he she it they we i you this that these those others another one some many".split())
# A verb of saying behind a quotation or a comma has its subject behind it: ", said Bashir Qamari".
_INVERTED = frozenset("said says added read wrote".split())
_OPENERS = frozenset("and but or then meanwhile however also so yet".split())
_OPENING = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:['’]?\s(?:[A-Z][\w-]*))+(?=\s|$|['’,])")
# Whose ministry it is belongs to its name: "Tirmen's Defence Ministry".
_OWNER = re.compile(r"(?:(?:[A-Z]|al-|el-)[\w-]*\s)*(?:[A-Z]|al-|el-)[\w-]*['’]s\s$")
_MOST_SUBJECT, _MOST_NAME, _MOST_OBJECT = 26, 12, 8  # words
# "sanctions on", "talks with"; to whom something is given or said.
_ADDRESS = frozenset("on upon with against".split())
_GIVEN_TO = frozenset({EventType.COOPERATE, EventType.AID, EventType.REQUEST, EventType.SUPPORT})
_THAT = re.compile(r"\bthat\b[^;]*$")
# After one of these, or a quotation, a verb may stand in a clause of its own.
_JOINT = re.compile(r"[,;:\"“”]|\band\b")
_CLAUSE = re.compile(r"[;:\"“”]|\b(?:that|which|who|and|but|while|after|before|when)\b")
_ATTRIBUTION = re.compile(
    r", (?:according to (?P<after>[^,;\"“”]+)|(?P<before>[^,;\"“”]+?) (?:said|says|added|announced)(?: on \w+)?)\.?$"
)


@dataclass(frozen=True)
class Subject:
    """Who: `head` is the noun phrase up to its first preposition, `aside` what explains it between commas.

    `names` are what a record calls it: names of the two if there are, else the phrase; none for a pronoun, or for
    "the minister", which names nobody outside its article.
    """

    head: str
    aside: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """One reading of a sentence: `subject` does what `verb` says; `recipient` is the object if it has a name.

    `type` is None where the verb carries a statement and no more.
    """

    sentence: Sentence
    subject: Subject
    verb: str
    start: int
    type: EventType | None
    negated: bool = False
    recipient: str = ""
    when: str = ""
    said_by: str = ""

    @property
    def says(self) -> bool:
        """True if it is a saying and no event."""
        return self.type is None


def proposals(article: Article) -> Iterator[list[Proposal]]:
    """For each sentence that has any: its proposals, in the order of their verbs; none in another language."""
    if article.language != LANGUAGE:
        return
    for sentence in article.sentences:
        if found := list(_in_sentence(sentence)):
            yield found


def _in_sentence(sentence: Sentence) -> Iterator[Proposal]:
    text = sentence.text
    start = match.end() if (match := DATELINE.match(text)) else 0
    quotes = quoted_parts(text)
    words = [w for w in read(text) if w.start >= start]
    last: Subject | None = None
    told: list[tuple[int, bool]] = []
    for at, word in enumerate(words):
        if is_inside(word.start, quotes) or not (trigger := _told(words, at)):
            continue
        subject, negated = _subject(text, words, at, quotes, last)
        recipient = _recipient(text, words, at, trigger)
        if subject is None or (trigger.named and not recipient) or _is_reported(text, told, word.start):
            continue
        told.append((word.start, trigger.says))
        last = subject
        yield Proposal(
            sentence,
            subject,
            word.text,
            word.start,
            trigger.type,
            negated,
            recipient,
            _when(text, word.start),
            _said_by(text, word.start),
        )


def _is_reported(text: str, told: Sequence[tuple[int, bool]], verb: int) -> bool:
    """True for what an earlier verb reports or denies: "rejected reports that Turkey had left", "said Orlo attacked".

    That is somebody's word, or its contrary, and no event of the article's.
    """
    between = [(text[start:verb], says) for start, says in told]
    return any(_THAT.search(words) or (says and not _JOINT.search(words)) for words, says in between)


# -------------------------------------------------------------------------------------------- verbs


def _told(words: Sequence[Word], at: int) -> Trigger | None:
    """What the word suggests if it is a verb that tells what was or is."""
    word = words[at]
    if word.large or word.unreal:
        return None
    if word.low in _CHARGED and at + 1 < len(words) and words[at + 1].low in {"of", "with", "for"}:
        return None  # "two men accused of murder" accuse nobody
    told = word.past or _is_present(words, at) or _is_denied(words, at) or _is_call(words, at)
    return trigger_at(words, at) if told else None


def _is_call(words: Sequence[Word], at: int) -> bool:
    """True for "has called for"; a "session called for Thursday" calls nobody."""
    behind = words[at + 1].low if at + 1 < len(words) else ""
    if words[at].low != "called" or behind != "for" or not at:
        return False
    return words[at - 1].large or words[at - 1].low in _HELPERS


def _is_present(words: Sequence[Word], at: int) -> bool:
    """True for "Tirmen accuses the Brigades": a form in s behind a word that may be its subject."""
    word, before = words[at], words[at - 1] if at else None
    after = words[at + 1].low if at + 1 < len(words) else ""
    if not before or not word.low.endswith("s") or word.low.endswith("ss"):
        return False
    return (before.large or before.low in {"also", ",", ")"}) and after not in {"of", "in", "and", ",", "for", "'s"}


def _is_denied(words: Sequence[Word], at: int) -> bool:
    """True for "did not comment"."""
    before = [word.low for word in words[max(0, at - 2) : at]]
    return len(before) == 2 and before[0] in {"did", "does", "do"} and before[1] in _NOT


# ----------------------------------------------------------------------------------------- subjects


def _subject(
    text: str, words: Sequence[Word], at: int, quotes: Sequence[tuple[int, int]], last: Subject | None
) -> tuple[Subject | None, bool]:
    """Who does what the verb says, and whether it is denied."""
    verb, place, negated = words[at], at - 1, False
    times = [(time.start, time.end) for time in read_times(text)]
    while place >= 0 and (_helps(words[place]) or _is_time(words, place, times)):
        negated = negated or words[place].low in _NOT
        place -= 1
    helpers = {word.low for word in words[place + 1 : at]}
    by = at + 1 < len(words) and words[at + 1].low == "by"
    if (helpers & _PASSIVE or by) and not verb.low.endswith("ing"):
        return _by(text, words, at), negated
    if verb.low in _INVERTED and (found := _inverted(text, words, at)):
        return found, negated
    if place >= 0 and words[place].low == "and":
        if last:
            return last, negated
        before = _verb_before(words, place)
        if before is not None:  # "sent engineers to the site and closed the road"
            return _subject(text, words, before, quotes, None)[0], negated
    found, denied = _left(text, words, place, quotes)
    return found, negated or denied


def _verb_before(words: Sequence[Word], place: int) -> int | None:
    """The verb that "and" joins to another: the nearest one before it in its clause."""
    for at in range(place - 1, -1, -1):
        if words[at].low in _MARKS | _STOPS:
            return None
        if words[at].past and not words[at].low.endswith("ing"):
            return at
    return None


def _helps(word: Word) -> bool:
    """True for what stands between a subject and its verb: "has also", "did not", "repeatedly"."""
    return word.low in _HELPERS | _NOT | {"did", "does", "do"} or (word.low.endswith("ly") and not word.large)


def _is_time(words: Sequence[Word], at: int, times: Sequence[tuple[int, int]]) -> bool:
    """True for "on Saturday" and "last week" between a subject and its verb."""
    if is_inside(words[at].start, times):
        return True
    return words[at].low == "on" and at + 1 < len(words) and is_inside(words[at + 1].start, times)


def _by(text: str, words: Sequence[Word], at: int) -> Subject | None:
    """The agent of a passive: "was condemned on Tuesday by the union"."""
    for place in range(at + 1, min(at + 7, len(words))):
        if words[place].low == "by":
            return _named(text, _until(words, place + 1, _MARKS | _STOPS | {","}))
        if words[place].low in _MARKS | _STOPS:
            return None
    return None


def _inverted(text: str, words: Sequence[Word], at: int) -> Subject | None:
    """The subject behind a verb: "..., said Rima Suleyk of the Lights On Committee, which had"."""
    before = text[: words[at].start].rstrip()
    phrase = _until(words, at + 1, _MARKS | _STOPS | {","})
    if not before.endswith((",", '"', "”", "’", "'")) or not phrase or phrase[0].low in _PRONOUNS:
        return None
    if any(word.past or word.low in _HELPERS | _MODALS for word in phrase):
        return None  # "The Compact, which nominated him, said his party stood by him"
    behind = at + 1 + len(phrase)
    aside: Sequence[Word] = ()
    if behind < len(words) and words[behind].low == ",":
        aside = _until(words, behind + 1, _MARKS | _RELATIVE | {",", "that"})
    return _named(text, phrase, aside)


def _left(
    text: str, words: Sequence[Word], place: int, quotes: Sequence[tuple[int, int]]
) -> tuple[Subject | None, bool]:
    """The noun phrase before a verb; what stands between commas before the verb explains it."""
    aside: list[Word] = []
    if place >= 0 and words[place].low == ",":
        begin = _comma_before(words, place)
        if begin is None:
            return None, False
        aside = list(words[begin + 1 : place])
        place = begin - 1
    begin = place
    while begin >= 0 and place - begin < _MOST_SUBJECT and not _ends_left(words, begin, quotes):
        begin -= 1
    phrase = _without_opening(list(words[begin + 1 : place + 1]))
    denied = bool(phrase) and phrase[0].low in _NOBODY
    return _named(text, phrase, aside), denied


def _comma_before(words: Sequence[Word], place: int) -> int | None:
    """The comma that opens what the comma at a place closes."""
    for at in range(place - 1, max(-1, place - _MOST_SUBJECT), -1):
        if words[at].low in _MARKS:
            return None
        if words[at].low == "," and not _goes_on(words, at):
            return at
    return None


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """True for the comma before "and is close to": it stands inside what another comma opened."""
    return at + 1 < len(words) and words[at + 1].low in {"and", "or"}


def _ends_left(words: Sequence[Word], at: int, quotes: Sequence[tuple[int, int]]) -> bool:
    word = words[at]
    if word.low in _MARKS | _STOPS | {","} or is_inside(word.start, quotes):
        return True
    return word.past and not word.low.endswith("ing")


def _without_opening(phrase: list[Word]) -> list[Word]:
    """Without "and" that opens it; a phrase that a preposition opens is no subject."""
    while phrase and phrase[0].low in _OPENERS:
        phrase = phrase[1:]
    return [] if phrase and phrase[0].low in _PREPOSITIONS else phrase


def _until(words: Sequence[Word], at: int, ends: frozenset[str] | set[str]) -> list[Word]:
    found: list[Word] = []
    for word in words[at : at + _MOST_SUBJECT]:
        if word.low in ends:
            break
        found.append(word)
    return found


# ------------------------------------------------------------------------------------------- naming


def _named(text: str, phrase: Sequence[Word], aside: Sequence[Word] = ()) -> Subject | None:
    if not any(word.text[0].isalpha() for word in phrase):
        return None
    explains = aside if aside and aside[0].low not in _RELATIVE else ()
    head = _head(text, phrase)
    return Subject(_text(text, head), _text(text, explains), _names(text, head, phrase, explains))


def _head(text: str, phrase: Sequence[Word]) -> Sequence[Word]:
    """The words of a noun phrase up to its first preposition or bracket; a name is not cut: "Sons of the Plain"."""
    names = [(m.start, m.end) for m in read_names(text)]
    for place, word in enumerate(phrase):
        ends = word.text in _PREPOSITIONS or word.low in {"(", ")"}
        if place and ends and not is_inside(word.start, names):
            return phrase[:place]
    return phrase


def _names(text: str, head: Sequence[Word], phrase: Sequence[Word], aside: Sequence[Word]) -> tuple[str, ...]:
    """The names that stand in the head, or the one that explains it; else the phrase, if it names anything."""
    low = [word.low for word in head]
    if set(low) <= _PRONOUNS | {"not", "everyone"}:
        return ()
    if name := _explained(text, aside) if low[0] in _DETERMINERS else "":
        return (name,)  # "its spokesman, Abu Yaman al-Sahli,"
    if low[0] in _OWN or all(word in TITLES | _DETERMINERS | {"and"} for word in low):
        return ()  # "the Secretary", "its Defence Ministry": whose, only its article says
    joined = low.count("and")
    if (names := _mentions(text, head)) and (not joined or len(names) > joined):
        return tuple(names) if joined else (names[-1],)
    if name := _explained(text, aside):
        return (name,)
    large = any(word.large for word in phrase[1:]) or (head[0].large and head[0].low not in _DETERMINERS | _NOBODY)
    if low[0] in _DETERMINERS | _NOBODY and not large:
        return ()
    return (_OPENING.sub("", _text(text, phrase if large and len(phrase) < _MOST_NAME else head)),)


def _mentions(text: str, words: Sequence[Word]) -> list[str]:
    """The names among these words that own nothing there: "Sarvan's minister" is not Sarvan."""
    if not words:
        return []
    start, end = words[0].start, words[-1].start + len(words[-1].text)
    found = (_whole_name(text, m.start, m.end, end) for m in read_names(text) if start <= m.start < end)
    return [name for name in found if name]


def _explained(text: str, aside: Sequence[Word]) -> str:
    """The name that is all of an aside but for its office: ", army spokesman Maj. Gen. Adel Rushkan,"."""
    places = (place for place, word in enumerate(aside) if word.large)
    first = next(places, None)
    if {word.low for word in aside} & {"not", "but", "unlike", "except", "nor", "without"}:
        return ""  # "Orlo, not Brenna, attacked"
    if first is None or any(word.low in _DETERMINERS | _PREPOSITIONS for word in aside[:first]):
        return ""
    return next(iter(_mentions(text, aside)), "")


def _whole_name(text: str, start: int, end: int, limit: int) -> str:
    """The name with the capitals that follow it ("Doctors' Union") and the article that belongs to it ("al-Azrani")."""
    if text.startswith(("'s", "’s"), end):
        return ""
    if more := _CAPITALS.match(text[end:limit]):
        end += more.end()
    if re.match(r"\s[a-z]|-", text[end:limit]) and not re.match(
        r"\s(?:of|in|for|from|with|at|on|and)\b", text[end:limit]
    ):
        return ""  # "Halvaz border guards"
    owner = _OWNER.search(text[:start])
    return text[owner.start() if owner else name_start(text, start) : end]


def _text(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].start + len(words[-1].text)] if words else ""


# ----------------------------------------------------------------------- recipients, times, sources


def _recipient(text: str, words: Sequence[Word], at: int, trigger: Trigger) -> str:
    """The name of whom it is done to: the object of the verb, or what a preposition of address gives."""
    if trigger.says:
        return ""
    allowed = _ADDRESS | ({"to"} if trigger.type in _GIVEN_TO else set())
    for place in range(at + 1, min(at + 1 + _MOST_OBJECT, len(words))):
        word = words[place]
        if (word.low in _MARKS | _STOPS | {",", "to"} | _PREPOSITIONS and word.low not in allowed) or word.past:
            return ""
        if word.large:
            names = _mentions(text, _until(words, place, _MARKS | _STOPS | _PREPOSITIONS | {",", "and"}))
            return names[0] if names else ""
    return ""


def _when(text: str, verb: int) -> str:
    """The words of time nearest to the verb, in its own clause."""
    match = _ATTRIBUTION.search(text)
    end = match.start() if match and match.start() > verb else len(text)
    times = [t for t in read_times(text[:end]) if not _CLAUSE.search(text[min(t.end, verb) : max(t.start, verb)])]
    return min(times, key=lambda time: abs(time.start - verb)).text if times else ""


def _said_by(text: str, verb: int) -> str:
    """Who is given at the end of the sentence as its source, if the words name anybody."""
    match = _ATTRIBUTION.search(text)
    if not match or match.start() < verb:
        return ""
    source = match["after"] or match["before"]
    return _OPENING.sub("", source).rstrip(".") if any(m.text in source for m in read_names(text)) else ""
