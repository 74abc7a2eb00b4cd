"""Where two readers name the same actor and verb: the rule reader's proposals against a model's answer.

What they agree on is published, if the checks that need no model let it through; what they do not is kept with the
reason, and reaches no brief.
"""

import re
from collections.abc import Iterable, Sequence

from ..grounding.names import TITLES, plain_words
from ..grounding.quotes import quoted_parts
from ..grounding.times import read_times
from ..grounding.words import FUNCTION_WORDS, fold, stem
from ..schemas import CODEBOOK, Event, Saying, WhenModel
from .dateline import DATELINE
from .proposing import Proposal, Subject
from .trimming import trimmed

# In a name these show that it was cut out of the sentence wrongly.
_NO_NAME = re.compile(
    r"\b(?:not|no|neither|nor|but|hardly|nearly|almost|allegedly|longer|having|is|was|are|were|had|has|he|she|it|they|what|"
    r"who|whom|whose|which|why|after|despite|unlike|contrary|contradicting)\b|n['’]t\b|^and\b|\band$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no longer|neither|nor|never|nearly|almost|rarely|allegedly|reportedly)\b|n['’]t\b", re.IGNORECASE
)
_NOTHING = re.compile(r"(?:\s\w+){0,2}\s(?:no|nobody|nothing|none|neither)\b", re.IGNORECASE)
# Words that are a clause of their own before ", X said", and no "On Monday, X said".
_CLAUSE = 4
# "told the agency on Friday that": to whom and when, before what; without "that" it is not said what.
_THAT = re.compile(r"\s(?:(?!and\s)[^\s,]+\s){0,8}?that\s")
# Where the same one says a second thing.
_SECOND = re.compile(r",? and (?:said|added|told|called|asked|warned|urged)\b")

__all__ = ["DisagreementError", "agreed", "record_of"]


class DisagreementError(Exception):
    """Why nothing of a sentence is published; `fault` is the sort of reason."""

    def __init__(self, fault: str, reason: str) -> None:
        self.fault = fault
        super().__init__(reason)


def agreed(proposals: Sequence[Proposal], actor: str, verb: str) -> Proposal:
    """The proposal with the actor and the verb that the model names; DisagreementError if there is none."""
    if not actor or not verb:
        raise DisagreementError("nobody", "the model finds nobody who acts or speaks here")
    stems = {stem(word) for word in plain_words(verb)}
    same_verb = [proposal for proposal in proposals if stem(proposal.verb) in stems]
    for proposal in same_verb:
        if _is_same(actor, proposal.subject):
            return proposal
    other = "actor" if same_verb else "verb"
    raise DisagreementError(f"another {other}", f"the model reads another {other}: {actor!r}, {verb!r}")


def record_of(proposal: Proposal) -> Event | Saying:
    """What is published of an agreed proposal, still to be grounded; DisagreementError if the checks reject it."""
    if fault := _misread(proposal):
        raise DisagreementError("in doubt", fault)
    if not proposal.subject.names:
        raise DisagreementError("unnamed", f"{proposal.subject.head!r} does not name who acts")
    if proposal.type is None:
        return _saying(proposal)
    if CODEBOOK[proposal.type].needs_recipient and not proposal.recipient:
        raise DisagreementError("no recipient", f"{proposal.type.value} needs a recipient, and none is named")
    return Event(
        sentences=[proposal.sentence.n],
        type=proposal.type,
        aux=["negation"] if proposal.negated else [],
        actors=list(proposal.subject.names),
        recipients=[proposal.recipient] if proposal.recipient else [],
        when=WhenModel(words=proposal.when),
        said_by=proposal.said_by,
        what=trimmed(proposal.sentence.text, proposal.start),
    )


def _misread(proposal: Proposal) -> str:
    """Why a proposal is not to be trusted, whoever agrees: its names hold what is no name, or something is denied."""
    names = [*proposal.subject.names, *([proposal.said_by] if proposal.said_by else [])]
    if wrong := next((name for name in names if _NO_NAME.search(name)), ""):
        return f"{wrong!r} is no name"
    text = proposal.sentence.text
    subject = text.rfind(proposal.subject.head, 0, proposal.start)
    before = text[subject + len(proposal.subject.head) : proposal.start] if subject >= 0 else ""
    if not proposal.negated and _DENIED.search(before):
        return "a denial stands between the actor and the verb"
    if _NOTHING.match(text[proposal.start + len(proposal.verb) :]):
        return "what is done or said is nothing"
    return ""


def _saying(proposal: Proposal) -> Saying:
    if proposal.negated:
        raise DisagreementError("denied", f"{proposal.subject.names[0]!r} is reported to have said nothing")
    words = _said(proposal)
    if not words:
        raise DisagreementError("no words", "what is said stands in another sentence")
    return Saying(sentences=[proposal.sentence.n], speaker=proposal.subject.names[0], verb=proposal.verb, words=words)


def _said(proposal: Proposal) -> str:
    """The quotation if there is one; else what stands before ", X said", or what the verb reports."""
    text = proposal.sentence.text
    quoted = [text[start:end] for start, end in quoted_parts(text)]
    subject = text.rfind(proposal.subject.head, 0, proposal.start)
    ahead = DATELINE.sub("", text[: subject if subject >= 0 else proposal.start]).rstrip()
    behind = _SECOND.split(text[proposal.start + len(proposal.verb) :])[0]
    if len(quoted) > 1:
        return ""  # the other one may be another speaker's
    if quoted:
        words = quoted[0]
    elif that := _THAT.match(behind):
        words = behind[that.end() :]
    elif ahead.endswith(",") and len(ahead.split()) >= _CLAUSE:
        words = ahead
    else:
        words = "" if stem(proposal.verb) == stem("told") else behind
    return words.strip(" ,.;:\n")


def _is_same(actor: str, subject: Subject) -> bool:
    """True if the model's words are the subject's, and one of them is more than a title or the noun of a group."""
    if actor.casefold() == subject.head.casefold():
        return True
    for time in reversed(read_times(actor)):  # "Aldmoor on Friday"
        actor = actor[: time.start] + actor[time.end :]
    theirs = _words(actor)
    names = [_words(name) for name in subject.names]
    ours = _words(subject.head).union(*names, _initials(subject.names))
    telling = set().union(*names, _initials(subject.names)) or _words(subject.head)
    return bool(theirs) and theirs <= ours and bool(theirs & (telling - TITLES or telling))


def _words(text: str) -> set[str]:
    return {fold(word) for word in plain_words(text)} - FUNCTION_WORDS


def _initials(names: Iterable[str]) -> set[str]:
    """ "PGB" for the Plains Guard Brigades."""
    return {"".join(w[0] for w in plain_words(name) if w[:1].isupper()).casefold() for name in names if " " in name}
