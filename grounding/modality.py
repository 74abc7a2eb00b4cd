"""A plan told as a fact: what the sentences say is planned, wanted, feared or supposed, the statement says was done.

As with negation, the word decides: an alarm is raised if the statement tells as done what every cited sentence puts
in the reach of "will", "plans to", "demanded", "if" and the like, or if it tells of something done, and all that its
sentences share with it lies in such a reach.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..schemas import Finding
from .lexicon import ASKING, SAYING, words_of
from .reading import Word, is_hedged, read
from .scope import Scope

__all__ = ["check_modality"]

# So much of what a statement shares with its sentences must be told there as planned.
_MOST = 0.6
# What is said to be denied is no fact of the statement's own.
_REFUSING = words_of("deny reject refuse rule exclude oppose decline dismiss dispute turn")
_WAITING = words_of("expect plan schedule intend want hope need fear await due publish report cite")
_THERE_WAS = re.compile(r"\bthere (?:had been|has been|have been|was|were)\b(?! (?:no|not|never))", re.IGNORECASE)
_LIGHT = words_of("give make issue have take put voice")
# Who asks for a thing, or is promised it, has not been given it.
_GRANTING = words_of("grant obtain give get receive win secure provide deliver accept allow let")
_WISHING = words_of("ask request demand promise pledge offer urge want seek appeal propose")
_TWOFOLD = words_of("add charge level call")  # "were added" is no saying
_DENIALS = frozenset("not n't never no neither nobody none without yet cannot what why how whether".split())


def check_modality(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    """Nothing is told as done that the cited sentences tell as planned, wanted, feared or supposed."""
    said = read(text)
    shown = [word for passage in scope.cited for word in _told(passage.text)]
    for verb in (word for word in said if word.past and not word.hedged and word.family not in _REFUSING | _WAITING):
        if not _denied(said, verb) and not _is_explained(said, verb) and _is_planned(verb, said, shown):
            reason = f"{verb.text!r} is told as done, but the cited sentences tell it as planned, wanted or supposed"
            yield scope.finding("modality", field, verb.text, f"{reason}; say what they say", fault="plan as fact")
            return
    for match in _THERE_WAS.finditer(text):
        things = [word for word in said if word.start >= match.end() and word.content][:2]
        planned = _shares(things, shown)
        if planned and all(planned):
            reason = f"{match.group()!r} tells as done what the cited sentences tell as planned, wanted or supposed"
            yield scope.finding("modality", field, match.group(), f"{reason}; say what they say", fault="plan as fact")
            return


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[tuple[Word, bool], ...]:
    """The words that tell something, each with whether it tells of a plan, by itself or by its whole clause."""
    words = read(text)
    done = {word.clause for word in words if word.past and not word.unreal}
    planned = {word.clause for word in words if word.unreal} - done
    told = (w for w in words if w.content and not w.large)
    return tuple((w, w.unreal or (w.clause in planned and w.family not in SAYING | ASKING)) for w in told)


def _is_planned(verb: Word, said: Sequence[Word], shown: Sequence[tuple[Word, bool]]) -> bool:
    """True if the sentences have the verb, or if not the words around it, as a plan alone."""
    told = [(word, planned) for word, planned in shown if word.family == verb.family]
    speaks = _speaks(verb, said)
    idiom = _is_idiom(verb, said)
    done = any(word.past and not planned and word.means & verb.means for word, planned in shown)
    if told or (done and not idiom) or speaks:
        # "would appeal", but not "a warning"
        alone = all(planned and not (speaks and word.low.endswith(("ed", "ng"))) for word, planned in told)
        return bool(told) and alone and not done
    alike = [planned for word, planned in shown if word.means & verb.means and (planned or word.past)]
    if alike and not idiom:
        return all(alike)
    others = [w for w in said if w.content and not w.large and w is not verb and w.family not in SAYING]
    same = [word for word in others if word.clause == verb.clause]
    behind = [word for word in same if word.start > verb.start]
    if verb.family in _LIGHT and (verb.family not in _GRANTING or any(word.family in ASKING for word in behind)):
        return False  # "made it conditional", "gave a promise"
    if verb.family in _GRANTING and _only_asked(said, shown):
        return True
    near = _shares(behind, shown)
    if not near and (idiom or not is_hedged(said)):
        near = _shares(same, shown) or _shares(others, shown)
    return bool(near) and sum(near) / len(near) > _MOST


def _only_asked(said: Sequence[Word], shown: Sequence[tuple[Word, bool]]) -> bool:
    """True if the sentences tell that something was asked for or promised, the statement only that it was given."""
    asked = any(word.family in _WISHING and not planned for word, planned in shown)
    return asked and not any(word.family in _WISHING for word in said if not word.large)


def _is_idiom(verb: Word, said: Sequence[Word]) -> bool:
    """True for "called off" and "took place", and for "were added": no saying, no taking."""
    at = said.index(verb)
    passive = verb.family in _TWOFOLD and at > 0 and said[at - 1].low in {"was", "were", "been"}
    follows = said[at + 1].low if at + 1 < len(said) else ""
    return passive or follows in {"off", "out", "place", "up"}


def _speaks(verb: Word, said: Sequence[Word]) -> bool:
    """True for a verb of saying or asking."""
    return verb.family in SAYING | ASKING and not _is_idiom(verb, said)


def _shares(words: Sequence[Word], shown: Sequence[tuple[Word, bool]]) -> list[bool]:
    """For every word that the sentences have, whether they have it as a plan alone."""
    places = []
    for other in words:
        same = [planned for word, planned in shown if word.family == other.family]
        places.append(same or [planned for word, planned in shown if word.means & other.means])
    return [all(place) for place in places if place]


def _is_explained(said: Sequence[Word], verb: Word) -> bool:
    """True for the participle of ", directed at all sides,", which tells of no deed of its own."""
    at = said.index(verb)
    commas = sum(1 for word in said[:at] if word.low == ",")
    follows = said[at + 1].low if at + 1 < len(said) else ""
    return at > 0 and said[at - 1].low == "," and commas == 1 and follows in {"at", "by", "to", "for", "with", "over"}


def _denied(said: Sequence[Word], verb: Word) -> bool:
    at = said.index(verb)
    if said[at + 1 : at + 2] and said[at + 1].low in _DENIALS:
        return True  # "reached no agreement"
    before = said[max(0, at - 6) : at]
    return any(word.low in _DENIALS or word.family in _REFUSING for word in before)
