"""A shallow reading of a sentence: its words, what they mean, and which of them tell what is planned or wanted.

No parser and no model: closed lists, word endings and the marks between clauses. What it cannot tell it leaves as
told, and the checks that rest on it stay silent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .lexicon import ASKING, SAYING, family, meaning, phrasal, words_of
from .words import FUNCTION_WORDS, past_forms, stem

__all__ = ["Word", "content_words", "is_hedged", "read"]

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|n['’]t\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|['’]s\b|[,;:!?()\"“”—–]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: `text` at `start`.

    `unreal` tells of what is planned, wanted, feared or supposed, and `hedged` of what may do so; `past` has the form
    of a verb in the past; `clause` counts the stretches between marks and conjunctions.
    """

    text: str
    low: str
    start: int
    stem: str
    family: str
    content: bool
    large: bool
    unreal: bool = False
    hedged: bool = False
    past: bool = False
    clause: int = 0

    @property
    def means(self) -> frozenset[str]:
        """The groups of meaning that it may belong to."""
        return meaning(self.family)


_MODALS = frozenset("will would shall should may might could must wo ca ought".split())
_ENDS = frozenset(';:!?()"“”—–')
_SPEECH_PAST = words_of("say tell add state declare announce note report confirm explain remark quote accord")
_CONJUNCTIONS = frozenset("but while although though because when which who whom whose where after since".split())
_CONDITIONS = frozenset("if unless whether lest provided once until till".split())
_FUTURE_NOUNS = words_of(
    """plan proposal threat offer demand call promise pledge request hope intention warning risk bid ultimatum
    invitation possibility likelihood vow chance need prospect"""
)
# Before an infinitive these say that it is not, or not yet, done.
_WANTING = ASKING | words_of(
    "agree refuse fail decline need try tell allow let forbid decide promise obligation failure refusal want wish aim"
)
_DUE = frozenset("due ready set likely unlikely about able prepared supposed willing bound meant poised keen".split())
_CALL = family("call")
_LINKS = frozenset("for to of that on about".split())
_FINITE = frozenset("has had have having was were did".split())
_NO_VERBS = frozenset(
    """armed known based limited united alleged used related concerned disputed born provided given remained
    stayed seemed appeared forged""".split()
)
# Verbs whose past looks like their present, told apart by the word before.
_SAME = frozenset("put cut set hit shut hurt cast spread quit split let".split())
_BEFORE_PAST = frozenset("has have had been was were also already".split())
_DETERMINERS = frozenset("the a an his her its their our this that these those any no some every all".split())


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Word, ...]:
    """The words and marks of a text."""
    plain = _phrased([_word(match.group(), match.start()) for match in _TOKEN.finditer(text)])
    clauses = _clauses(plain)
    words = [replace(word, clause=clause) for word, clause in zip(plain, clauses, strict=True)]
    unreal, hedged = _unreal(words, strict=True), _unreal(words, strict=False)
    return tuple(
        replace(w, unreal=unreal[at], hedged=hedged[at], past=_is_past(words, at)) for at, w in enumerate(words)
    )


def _phrased(words: list[Word]) -> list[Word]:
    """Verbs of two words in the family of what they mean: "put off" is to postpone."""
    found = []
    for at, word in enumerate(words):
        near = words[at + 1 : at + 5] if word.content and not word.large else []
        meant = next((f for other in near if (f := phrasal(word.text, other.low))), "")
        found.append(replace(word, family=meant) if meant else word)
    return found


def _word(text: str, start: int) -> Word:
    low = text.lower()
    is_word = text[0].isalnum()
    content = (
        is_word and not text[0].isdigit() and low not in FUNCTION_WORDS | _MODALS and (len(low) > 2 or low == "go")
    )
    return Word(text, low, start, stem(text), family(text), content, text[0].isupper())


def _clauses(words: list[Word]) -> list[int]:
    found, at = [], 0
    for place, word in enumerate(words):
        joins = word.low == "and" and any(_looks_past(other) for other in words[place + 1 : place + 3])
        if joins or word.low in _ENDS or word.low in _CONJUNCTIONS or word.low in {",", "that"}:
            at += 1
        found.append(at)
    return found


def _looks_past(word: Word) -> bool:
    return word.low in _FINITE or (word.low.endswith("ed") and not word.large) or word.low in past_forms()


def _is_past(words: list[Word], at: int) -> bool:
    word = words[at]
    before = words[at - 1].low if at else ""
    follows = words[at + 1].low if at + 1 < len(words) else ""
    if word.low == "came" and words[at + 2 : at + 3] and words[at + 2].low == "nothing":
        return False
    if word.low == "called" and follows == "for":
        return False  # "the session called for Thursday"
    if word.low in _SAME:
        return follows == "off" or (before in _BEFORE_PAST and follows != "forward")
    if word.large or not word.content or (word.low in _NO_VERBS and before not in _BEFORE_PAST | {"been"}):
        return False
    if word.low.endswith("ing"):  # "was bearing"; "hosting" alone may be anything
        return before in {"is", "are", "was", "were", "been"}
    if not (word.low.endswith("ed") or word.low in past_forms()):
        return False
    # "the planned talks", "a disputed vote": no verb; "is admitted": not done before.
    return before not in _DETERMINERS | {"is", "are", "be", "being"}


def _unreal(words: list[Word], *, strict: bool) -> list[bool]:
    """For every word, whether it stands in the reach of a word of planning, asking, wishing or supposing; `strict`:
    not behind a noun with a verb in the past, which may tell of something done ("a plan to move them failed").
    """
    marks = [False] * len(words)
    on = supposed = False  # after "if" a verb in the past tells of nothing done
    for at, word in enumerate(words):
        if word.low in _ENDS or word.low in _CONJUNCTIONS or _is_relative(words, at) or _is_said(word):
            on = supposed = False
        elif (
            on
            and not supposed
            and (_is_finite(words, at) or _is_participle(words, at) or (strict and _is_real_again(words, at)))
        ):
            on = False
        marks[at] = on
        if _opens(words, at):
            on, supposed = True, supposed or word.low in _CONDITIONS
    return marks


def _is_finite(words: list[Word], at: int) -> bool:
    """True where a new clause says what was or is: "and had sent"."""
    return words[at].low in _FINITE and words[at - 1].low not in {"to", "be", *_MODALS, "not", "n't"}


def _is_participle(words: list[Word], at: int) -> bool:
    """True for the comma of ", urging faster work"."""
    return words[at].low == "," and at + 1 < len(words) and words[at + 1].low.endswith("ing")


def _is_real_again(words: list[Word], at: int) -> bool:
    word, before = words[at], words[at - 1]
    if _is_aside(words, at):
        return True
    if before.low == "and" and at > 1 and words[at - 2].low == ",":
        return _is_past(words, at)  # "would follow, and called it"
    # "a plan to move the prisoners failed"
    noun = before.content and not before.large and not before.low.endswith(("ly", "ed"))
    return noun and _is_past(words, at) and not word.low.endswith("ing")


def _is_aside(words: list[Word], at: int) -> bool:
    """True for the comma of ", an armed group that" and ", shut since August": what follows explains a name."""
    if words[at].low != "," or at + 1 == len(words):
        return False
    return words[at + 1].low in {"a", "an"} or (words[at + 1].low in _SAME or _is_past(words, at + 1))


def _is_relative(words: list[Word], at: int) -> bool:
    """True for the "that" of "the talks that it left"."""
    before = words[at - 1]
    return words[at].low == "that" and at > 0 and before.content and before.family not in SAYING | ASKING


def _is_said(word: Word) -> bool:
    """True for the verb of ", he said", which ends what is reported before it."""
    return word.family in _SPEECH_PAST and (word.low.endswith("ed") or word.low in {"said", "told", "says"})


def _opens(words: list[Word], at: int) -> bool:
    word = words[at]
    after = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in _MODALS or word.low in _CONDITIONS:
        return not (word.low == "may" and after.isdigit())
    if word.low == "to" and at:
        return _opens_infinitive(words, at, after)
    if word.low in _DUE and after in {"to", "for", "on", "in", "at"}:
        return True
    if word.content and not word.large and word.family in ASKING and not _is_noun(words, at):
        return word.family != _CALL or after in {"for", "on", "upon"}  # "called the march" is done
    return word.family in _FUTURE_NOUNS and after in _LINKS


def _opens_infinitive(words: list[Word], at: int, after: str) -> bool:
    """True for "is to go", "to be moved", "asked her to let"; what "met to discuss" says is no plan."""
    before = words[at - 1]
    if at + 1 == len(words) or words[at + 1].large or words[at + 1].low in _DETERMINERS:
        return False  # "a call to Ordani"
    if before.low in {"is", "are", "was", "were", "be", "yet", ","} or after in {"be", "have"}:
        return True
    if at > 1 and words[at - 2].low == "too":
        return True  # "too early to name a cause"
    ahead = [word for word in words[max(0, at - 6) : at] if word.clause == before.clause]
    return any(w.family in _WANTING | _FUTURE_NOUNS or w.low in _DUE | {"until"} for w in ahead if not w.large)


def _is_noun(words: list[Word], at: int) -> bool:
    """True for "the plan", "its call": what it is for follows a link, see `_opens`."""
    return at > 0 and words[at - 1].low in _DETERMINERS


def is_hedged(words: Sequence[Word]) -> bool:
    """True if a text has any word that says of something that it is asked for, promised, planned or supposed."""
    return any(word.hedged or (word.family in ASKING | _FUTURE_NOUNS and not word.large) for word in words)


def content_words(text: str) -> list[Word]:
    """The words that carry meaning, names among them."""
    return [word for word in read(text) if word.content]
