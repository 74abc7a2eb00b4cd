"""A plan told as a fact: what the sentences say is planned, wanted, feared or supposed, the statement says was done.

As with negation, the word decides: an alarm is raised if the statement tells as done what every cited sentence puts
in the reach of "will", "plans to", "demanded", "if" and the like, or if it tells of something done, and all that its
sentences share with it lies in such a reach.
"""

from collections.abc import Iterator, Sequence

from ..schemas import Finding
from .lexicon import ASKING, SAYING
from .reading import Word, read
from .scope import Scope

__all__ = ["check_modality"]

# So much of what a statement shares with its sentences must be told there as planned.
_MOST = 0.6
_DENIALS = frozenset("not n't never no neither nobody none without yet cannot".split())


def check_modality(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    """Nothing is told as done that the cited sentences tell as planned, wanted, feared or supposed."""
    said = read(text)
    shown = [word for passage in scope.cited for word in read(passage.text) if word.content and not word.large]
    verbs = [w for w in said if w.past and not w.unreal and w.family not in SAYING | ASKING and not _denied(said, w)]
    for verb in verbs:
        if _is_planned(verb, said, shown):
            reason = f"{verb.text!r} is told as done, but the cited sentences tell it as planned, wanted or supposed"
            yield scope.finding("modality", field, verb.text, f"{reason}; say what they say", fault="plan as fact")
            return


def _is_planned(verb: Word, said: Sequence[Word], shown: Sequence[Word]) -> bool:
    """True if the sentences have the verb, or if not the words around it, in the reach of a plan alone."""
    there = [word for word in shown if word.means & verb.means]
    if there:
        return all(word.unreal for word in there)
    around = [w for w in said if w.clause == verb.clause and w.content and not w.large and w is not verb]
    places = [[word.unreal for word in shown if word.means & other.means] for other in around if other.family not in SAYING]
    found = [all(place) for place in places if place]
    return bool(found) and sum(found) / len(found) > _MOST


def _denied(said: Sequence[Word], verb: Word) -> bool:
    at = said.index(verb)
    return bool(_DENIALS & {word.low for word in said[max(0, at - 4) : at]})
