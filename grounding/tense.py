"""Whether the clause around words of time tells of what is past or of what is to come."""

import re

from .text import normal_text

__all__ = ["looks_ahead"]

# "called for Thursday", whatever became of it.
_FIXED = re.compile(
    r"\b(?:called|planned|set|slated|scheduled|due|fixed|announced|expected) (?:\w+ ){0,3}for (?:\w+ )?$"
)
# "was to take the road on Thursday": planned for then, and nobody says on which side of today that is.
_WAS_TO = re.compile(r"\b(?:was|were) to (?:be )?[a-z]+(?: [a-z]+){0,4} (?:on |in |at )?$")
# Between clauses: a verb and its words of time share one.
_BORDER = re.compile(
    r"[,;:()\u2013\u2014\u201c\u201d\"]|\s-\s"
    r"|\b(?:that|which|who|whom|whose|while|although|though|because|whereas|but|as|where|if|unless|saying|adding|since|after|following)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_AHEAD = frozenset(
    """will shall would may might should must can due scheduled slated planned planning plans expected expects expect
    intends intend hopes hope aims aim upcoming forthcoming next coming tomorrow until ahead""".split()
)
# Before "to" with a verb: what they say is to be done is not done yet.
_INTENDING = frozenset(
    """agreed agrees plans planned plan wants wanted want vowed vows promised promises promise threatened threatens
    threat decided decides decision asked asks urged urges called calls call invited invites invitation
    hopes hoped intends intended set due expected ready deadline ultimatum proposed proposes proposal
    ordered orders order preparing prepares prepared likely about going is are offered offers demanded
    demands told time""".split()
)
_GOVERNING = 4  # words between it and its "to": "asked the council of Orlo to meet"
# "The vote is on Thursday", but not "is said to have met on Thursday".
_OF_BE, _NEAR_BE = frozenset({"is", "are"}), 2
# Third persons of the present, which news uses of what stands in the calendar.
_CALENDAR = frozenset(
    """meets arrives begins starts opens votes convenes resumes expires visits travels flies leaves ends closes returns
    gathers holds hosts sits takes""".split()
)
_PAST = frozenset(
    """was were had did said told met held took made gave came went began fell rose won lost left spoke sent struck hit
    shot became found got kept brought bought caught chose cut drew drove fought forgot froze grew heard knew laid led
    let meant paid put quit ran read sat saw sold set shut sank slid spent split spread stood stole sought taught tore
    thought threw understood withdrew wrote broke built burned fled flew hung has have been having being did""".split()
) - {"set", "read", "put", "let", "cut", "quit", "shut", "split", "spread", "being"}
_NOT_VERBS = frozenset(
    "united armed wounded need indeed hundred breed speed seed feed weed exceed proceed bed red".split()
)


def looks_ahead(words: str, sentence: str) -> bool | None:
    """True if the clause in which `words` stand tells of what is to come, False if of what is past, None if neither.

    The verb before the words decides, the nearest first, or else the verb behind them.
    """
    text = normal_text(sentence).lower()
    at = text.find(normal_text(words).lower().strip())
    if at < 0:
        return None
    before, behind = text[:at], text[at + len(words) :]
    if _FIXED.search(before + ("for " if words.lower().startswith("for ") else "")):
        return True
    # "over Saturday's raid": the verb is another thing's.
    if _WAS_TO.search(before) or behind.startswith("'s"):
        return None
    for clause in (_last_clause(before), _first_clause(behind)):
        tense = _tense(clause)
        if tense is not None:
            return tense
    return None


def _last_clause(text: str) -> list[str]:
    """The words of the clause that a text breaks off in, the last first."""
    return _WORD.findall(_BORDER.split(text)[-1])[::-1]


def _first_clause(text: str) -> list[str]:
    """The words of the clause with which a text goes on; of the next one where that is only a comma."""
    clauses = [clause for clause in _BORDER.split(text) if clause.strip(" .")]
    return _WORD.findall(clauses[0]) if clauses else []


def _tense(clause: list[str]) -> bool | None:
    """What the first verb of a clause shows, in the order given."""
    for place, word in enumerate(clause):
        if word in _AHEAD or word in _CALENDAR or (word in _OF_BE and place < _NEAR_BE):
            return True
        if word == "to" and place and _INTENDING.intersection(clause[place + 1 : place + 1 + _GOVERNING]):
            return True
        participle = clause[place + 1 : place + 2] == ["be"]  # "was to be held" is not held yet
        if not participle and (word in _PAST or (word.endswith("ed") and word not in _NOT_VERBS)):
            return False
    return None
