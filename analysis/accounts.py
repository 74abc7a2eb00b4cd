"""Two speakers on one matter, the second of whom is set against the first."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..grounding.lexicon import family as word_family
from ..grounding.lexicon import words_of
from ..grounding.names import plain_words
from ..schemas import Event, EventType, Figure, Stance
from .denials import is_denial
from .sides import NO_ACCOUNT, Draft, Testimony, apart, doers, likeness, near, side_of

__all__ = ["accounts"]

_CONTRAST = re.compile(
    r"^(?:however|but|by contrast|on the contrary|in contrast)\b|[,;]\s?(?:however|but)\b|"
    r"\b(?:disput(?:es|ed)|argu(?:es|ed)|insist(?:s|ed)|contradict(?:s|ed)|countered|den(?:ies|ied)|"
    r"(?:different|another|other|rival) (?:account|version|story))\b",
    re.IGNORECASE,
)
_OPENS_AGAINST = re.compile(r"(?:however|but|by contrast|on the contrary|in contrast)\b", re.IGNORECASE)
_ASSERTING = words_of("say argue insist claim maintain describe report explain confirm state tell contradict")
_HOSTILE = frozenset({EventType.ASSAULT, EventType.ACCUSE, EventType.REJECT})
_ALIKE = 0.5  # share of words in which an event and its negation agree


def accounts(told: Sequence[Testimony]) -> Iterator[Draft]:
    """What two speakers tell of one matter, the second of them set against the first."""
    spoken = [each for each in told if _is_account(each)]
    opposed = _opposed(told)
    for first, second in combinations(spoken, 2):
        if not apart(first, second) or is_denial(first) or is_denial(second) or not _one_matter(first, second):
            continue
        if first.report.article.id == second.report.article.id:
            earlier, later = sorted((first, second), key=lambda t: (min(t.record.sentences), t.record.id))
            against = near(first, second) and _contrasts(earlier, later)
        else:
            against = any(a in first.by.keys and b in second.by.keys for a, b in opposed) and not _agree(first, second)
        if against:
            yield Draft("account", first.says, [side_of("account", first), side_of("account", second)])


def _is_account(told: Testimony) -> bool:
    record = told.record
    if isinstance(record, Stance):
        asserts = any(word_family(word) in _ASSERTING for word in plain_words(record.cue))
        return asserts and record.polarity != "neutral" and bool(record.quote)
    if isinstance(record, Event):
        if record.type == EventType.REJECT:  # so coded where somebody argues against another, and refuses nothing
            return any(word_family(word) in _ASSERTING for word in plain_words(record.what))
        return record.type == EventType.ACCUSE or (bool(record.said_by) and record.type not in NO_ACCOUNT)
    return isinstance(record, Figure) and bool(told.by.name)


def _contrasts(earlier: Testimony, later: Testimony) -> bool:
    """True if a sentence of the later record that the earlier one lacks sets it against what was said."""
    own = set(later.record.sentences) - set(earlier.record.sentences)
    return any(_CONTRAST.search(later.report.article.sentence(n).text) for n in own)


def _one_matter(first: Testimony, second: Testimony) -> bool:
    """True if two records share a name that is neither speaker's, and a word of their own beside it."""
    if isinstance(first.record, Figure) and isinstance(second.record, Figure):
        return False
    speakers = first.by.keys | second.by.keys
    shared = first.own & second.own
    around = first.words & second.words
    named = bool((first.names & second.names) - speakers)
    return named and bool(shared or len(around) > 1 or _goes_on(first, second))


def _goes_on(first: Testimony, second: Testimony) -> bool:
    """True if the one's sentence opens against the other's, which stands straight before it."""
    if first.report.article.id != second.report.article.id:
        return False
    pairs = ((a, b) for a in first.record.sentences for b in second.record.sentences if abs(a - b) == 1)
    return any(_OPENS_AGAINST.match(first.report.article.sentence(max(pair)).text) for pair in pairs)


def _agree(first: Testimony, second: Testimony) -> bool:
    return likeness(first.text, second.text) > _ALIKE


def _opposed(told: Sequence[Testimony]) -> frozenset[tuple[str, str]]:
    """Pairs of actors one of whom attacks, accuses or denies the other."""
    events = [each for each in told if isinstance(each.record, Event) and each.record.type in _HOSTILE]
    pairs = {(a, b) for each in events for a in doers(each) for b in each.of if a != b}
    return frozenset(pairs | {(b, a) for a, b in pairs})
