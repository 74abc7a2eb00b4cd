"""Quotations with their speakers, by rules; where they don't tell, the speaker stays open.

The speaker of a quotation is the one whose verb of saying ("said", "told", "accused"), or "according to", stands
nearest to it in its sentence with no semicolon between, if he has a name there. "He said", "the minister said", "a
Halvazi official said" and "the ministry in Qaradin said" name nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..grounding.names import NameMention, name_start
from ..grounding.quotes import quoted_parts
from ..grounding.speakers import Holder, holders
from ..schemas import Article, Sentence

__all__ = ["Quotation", "quotations"]

# Fewer words in quotation marks are a name, or a word held at arm's length.
_LEAST = 4
# "The ministry in Qaradin", "an official of the PGB": the name is not who says it.
_OF = re.compile(r"\b(?:in|of|at|from|near|on|for|with)\s(?:the\s|al-)?$", re.IGNORECASE)
# What may stand between a name and its verb: nothing, an explanation after a comma, a helper.
_TO_VERB = re.compile(r"\s*(?:,.*|(?:has|have|had|also|later|then|again|already|on \w+day)\s*)*", re.DOTALL)


@dataclass(frozen=True)
class Quotation:
    """Words in quotation marks, with these, of one sentence; `speaker` as named there, empty if not sure."""

    sentence: Sentence
    text: str
    speaker: str = ""


def quotations(article: Article) -> Iterator[Quotation]:
    """The quotations of four words or more, in order."""
    for sentence in article.sentences:
        for start, end in quoted_parts(sentence.text):
            if len(sentence.text[start:end].split()) >= _LEAST:
                yield Quotation(sentence, sentence.text[start - 1 : end + 1], _speaker(sentence.text, start, end))


def _speaker(text: str, start: int, end: int) -> str:
    near = sorted(holders(text), key=lambda holder: min(abs(holder.at - start), abs(holder.at - end)))
    nearest = [holder for holder in near if ";" not in _between(text, holder.at, start, end)][:1]
    return _name(text, nearest[0]) if nearest and near[0] is nearest[0] else ""


def _between(text: str, at: int, start: int, end: int) -> str:
    return text[end:at] if at > end else text[at:start]


def _name(text: str, holder: Holder) -> str:
    """The name nearest to the verb, with the article that belongs to it; empty if it only tells of whom somebody is."""
    if not holder.names:
        return ""
    name = min(holder.names, key=lambda mention: min(abs(holder.at - mention.start), abs(holder.at - mention.end)))
    if not _is_named(text, name, holder.at):
        return ""
    return text[name_start(text, name.start) : name.end]


def _is_named(text: str, name: NameMention, verb: int) -> bool:
    """True unless the name belongs to a noun: "a Halvazi official", "the ministry in Qaradin"."""
    if _OF.search(text[: name.start]):
        return False
    return name.end > verb or bool(_TO_VERB.fullmatch(text[name.end : verb]))
