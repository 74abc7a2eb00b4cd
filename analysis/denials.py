"""Claims and who denies them; events and their negations."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product

from ..grounding.lexicon import family as word_family
from ..grounding.lexicon import words_of
from ..grounding.names import plain_words
from ..schemas import Event, EventType, Figure, Stance
from .sides import (
    NO_ACCOUNT,
    Draft,
    Held,
    Testimony,
    Voice,
    apart,
    event_of,
    kin_of,
    likeness,
    named,
    near,
    outlet_side,
    side_of,
)

__all__ = ["denials", "is_denial", "negations"]

_CLAIM_NOUN = (
    r"(?:claims?|charges?|accusations?|allegations?|rumou?rs?|reports?|accounts?|links?|suggestions?|assertions?|"
    r"versions?)"
)
# What denies that something is so. To deny somebody a visa, and to reject a plan, is something else.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|(?<!the )(?<!a )disput(?:es|ed)|contradict(?:s|ed)?)\b"
    r"(?!\s(?!that\b|it\b|this\b|any\b|\w+ing\b|reports?\b|claims?\b)(?:[\w'’-]+\s){0,5}"
    r"(?:access|entry|visas?|bail|permission|aid|passage|permits?|leave)\b)|"
    r"\b(?:reject|dismiss)(?:s|es|ed|ing)?\s(?:[\w'’-]+\s){0,4}?"
    r"(?:claims?|charges?|accusations?|allegations?|rumou?rs?|reports|links?|suggestions? that|assertions?)\b|"
    r"\b(?:call|term|describ|dismiss|brand)(?:s|es|ed|ing)?\b[^.;]*?\b(?:forger(?:y|ies)|false|lies?|untrue|baseless|"
    r"unfounded|fabricat\w+|fakes?|rumou?rs?|nonsense|invention)\b",
    re.IGNORECASE,
)
# Who judges a charge in law does not deny it.
_JUDGES = re.compile(r"\b(?:court|judges?|tribunal|prosecutors?|jury)\b", re.IGNORECASE)
_OF_CLAIM = re.compile(rf"\b{_CLAIM_NOUN}\b", re.IGNORECASE)
_REPORTED = re.compile(
    rf"\b(?P<what>(?:the\s|a\s|any\s)?(?:{_CLAIM_NOUN}|leaflets?|letters?|videos?|posts?|forger(?:y|ies))\b[^.;]*)",
    re.I,
)
# "denied that the minister had resigned and called the leaflet a forgery"
_THAT = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w*|dismiss\w*)\s(?P<what>that\s[^.;,]+?)(?=,|\sand\s|\.?$)"
)
_ASIDE = re.compile(r",\s|\sand\s(?:said|says|called|added|that)\b")
_JUDGED = re.compile(r"\s(?:an?\s)?(?:forger\w+|false|lies?|untrue|baseless|unfounded|fakes?)$")
_BARE = re.compile(rf"(?:the\s|an?\s|any\s|both\s)?{_CLAIM_NOUN}", re.IGNORECASE)
# Measures that are taken over a charge.
_ALLEGING = re.compile(r"\b(?:alleg|accus|over)", re.IGNORECASE)
_MEASURES = frozenset({EventType.SANCTION, EventType.COERCE})
_BACK = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:es|ed)|rejected|rejects|contradicted|refuted|dismissed)\s"
    r"(?:it|this|that|them|any|both|the\s(?:charges?|claims?|accusations?|allegations?|reports?|accounts?|link|strike|attack))\b|"
    r"\bany (?:part|role|involvement|link|hand)\b",
    re.IGNORECASE,
)
_ACCUSING = words_of("accuse blame allege charge claim")
_LEAST = 4  # what a claim and a denial must score to be of one thing, see `_score`
_ALIKE = 0.5  # share of words in which an event and its negation agree
_WEEK = timedelta(days=7)


def is_denial(told: Testimony) -> bool:
    """True if a record denies that something is so."""
    record = told.record
    if isinstance(record, Stance):
        against = record.polarity == "against" and bool(_OF_CLAIM.search(record.target))
        return against and "complaint" not in record.target
    return (
        isinstance(record, Event)
        and record.type in {EventType.REJECT, EventType.ACCUSE}
        and bool(_DENIES.search(record.what))
        and not any(_JUDGES.search(name) for name in record.actors)
    )


def _is_claim(told: Testimony) -> bool:
    """True if a record tells what may be denied: a charge, or what somebody says is so."""
    record = told.record
    if is_denial(told) or isinstance(record, Figure):
        return False
    if isinstance(record, Stance):
        return any(word_family(word) in _ACCUSING for word in plain_words(record.cue))
    return isinstance(record, Event) and (
        record.type == EventType.ACCUSE
        or (bool(record.said_by) and record.type not in NO_ACCOUNT)
        or (record.type in _MEASURES and bool(_ALLEGING.search(record.what)))
    )


def denials(told: Sequence[Testimony]) -> Iterator[Draft]:
    """Each denial with the claim that it is most surely of, else with the report that its own words name."""
    claims = [each for each in told if _is_claim(each)]
    for denial in filter(is_denial, told):
        scored = [(_score(denial, claim), claim) for claim in claims]
        best = max((score for score, _ in scored), default=0)
        if best >= _LEAST:
            found = [claim for score, claim in scored if score == best]
            draft = Draft("denial", found[0].says, [side_of("claim", claim) for claim in found])
            draft.sides.append(_denial_side(denial))
            yield draft
        elif reported := _reported(denial):
            yield Draft("denial", denial.says, [reported, _denial_side(denial)])


def _denial_side(denial: Testimony) -> Held:
    """The side of a denier; "Tirmen's Defence Ministry" is of one side with Tirmen."""
    verb = _DENIES.search(denial.text) if isinstance(denial.record, Event) else None
    owner = named(denial.text[: verb.start()]) if verb else frozenset()
    role, told, voice, says = side_of("denial", denial)
    return role, told, Voice(voice.keys | owner, voice.name), says


def _score(denial: Testimony, claim: Testimony) -> int:
    """How surely a denial is of a claim; 0 if it cannot be.

    Two for the denier being accused, two for the claimer being addressed, two for pointing back to the sentence before,
    one for being near, and one for each of two words that their sentences share, and of two that they share themselves.
    In other articles both must be named.
    """
    if not apart(denial, claim) or (denial.report.article.id != claim.report.article.id and not _within(denial, claim)):
        return 0
    accused = bool((denial.by.keys | _kin_accused(denial)) & claim.of)
    addressed = bool(denial.of & claim.by.keys)
    shared = min(2, len(denial.words & claim.words)) + min(2, len(denial.own & claim.own))
    if not near(denial, claim):
        if denial.report.article.id == claim.report.article.id and accused and _BACK.search(denial.text):
            return _LEAST  # "denied the charge", of which the article told further up
        return 4 + shared if accused and addressed and shared else 0
    points = _points_back(denial, claim)
    if not (accused or addressed or points):
        return 0
    return 1 + 2 * accused + 2 * addressed + 2 * points + shared


def _within(first: Testimony, second: Testimony) -> bool:
    """True if two reports were published within a week, or one has no date."""
    if first.report.day is None or second.report.day is None:
        return True
    return abs(first.report.day - second.report.day) <= _WEEK


def _kin_accused(denial: Testimony) -> frozenset[str]:
    """The names before the verb that denies ("Tirmen's" Defence Ministry), and those of the charge that is denied."""
    if isinstance(denial.record, Stance):
        return denial.of
    verb = _DENIES.search(denial.text)
    return named(denial.text[: verb.start()]) if verb else frozenset()


def _points_back(denial: Testimony, claim: Testimony) -> bool:
    """True if the sentence that denies points back ("denied this") to the claim's, which stands straight before it."""
    places = [n for n, text in zip(denial.record.sentences, denial.sentences, strict=True) if _BACK.search(text)]
    return any(n - m in {0, 1} for n in places for m in claim.record.sentences)


def _reported(denial: Testimony) -> Held | None:
    """The side of what is denied though no record claims it: of whom the denial names, or of "reports", "leaflet".

    "The charge" alone says nothing, and is no side.
    """
    verb = _DENIES.search(denial.text)
    if not verb or not isinstance(denial.record, Event):
        return None
    that, named_ = (pattern.search(denial.text, verb.start()) for pattern in (_THAT, _REPORTED))
    what = that["what"] if that else _ASIDE.split(named_["what"])[0] if named_ else ""
    what = _JUDGED.sub("", what.strip(" ."))
    if not what or _BARE.fullmatch(what):
        return None
    holders = denial.record.recipients
    noun = re.sub(r"^(?:the|a|any)\s", "", named_["what"]).split()[0].strip(",") if named_ else "a report"
    keys = kin_of(holders, denial.report) - denial.by.keys
    holder = holders[0] if holders else noun
    return "claim", denial, Voice(keys or frozenset({denial.record.id}), holder), what


def negations(told: Sequence[Testimony]) -> Iterator[Draft]:
    """Events that one report negates and another tells as done."""
    events = [each for each in told if isinstance(each.record, Event)]
    negated = [each for each in events if event_of(each).aux == ["negation"]]
    done = [each for each in events if not event_of(each).aux]
    for first, second in product(negated, done):
        a, b = event_of(first), event_of(second)
        if a.type != b.type or first.report.origin == second.report.origin or not first.by.keys & second.by.keys:
            continue
        if likeness(a.what, b.what) >= _ALIKE and _meets(first, second):
            yield Draft("denial", a.what, [outlet_side(first), outlet_side(second)])


def _meets(first: Testimony, second: Testimony) -> bool:
    """True if the days of two events meet, or one has none and the reports are of two days on end."""
    a, b = event_of(first).when, event_of(second).when
    if a.start and a.end and b.start and b.end:
        return a.start <= b.end and b.start <= a.end
    if first.report.day and second.report.day:
        return abs(first.report.day - second.report.day) <= timedelta(days=1)
    return False
