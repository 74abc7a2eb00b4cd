"""Misattribution: a name that the article holds, but that the cited sentences neither give nor refer to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..schemas import Finding
from .nameindex import NameIndex
from .names import NameMention, is_generic, read_names, telling_words
from .quotes import quoted_parts
from .references import Referents, opens_back, referents
from .scope import Passage, Scope
from .text import is_inside
from .words import TOKEN, fold

__all__ = ["articles_of", "check_attribution", "held_names", "sorted_names"]

# "in Qaradin", "Sarvan's", "the Sarvani army": says where, or whose, and may stand in the lead alone.
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|outside|around|across)\s(?:the\s)?(?:[a-z]+\s)?$")
_OWNER_AFTER = re.compile(r"['’]s?\s(?=\w)")
_MEMBERS_AFTER = re.compile(
    r"\s(?:prisoners|inmates|detainees|fighters|members|militants|suspects|leaders|officials|troops|forces)\b"
)
_TO = re.compile(r"\b(?:to|into)\s(?:the\s)?$")
_LANDS = frozenset({"country", "place"})
_NOUN_AFTER = re.compile(r"\s[^\W\d_]")


@lru_cache(maxsize=2048)
def _index(texts: tuple[str, ...]) -> NameIndex:
    return NameIndex(texts)


def held_names(mention: NameMention, texts: tuple[str, ...]) -> bool:
    """True if texts give a name, in this form or another one."""
    index = _index(texts)
    return not [word for word in index.missing(mention.words) if not index.holds_spelling(word)]


def check_attribution(field: str, missing: Sequence[NameMention], scope: Scope) -> Iterator[Finding]:
    """No name is told of that the cited sentences neither give nor speak of: see `sorted_names`."""
    for mention in missing:
        reason = f"the cited sentences neither name {mention.text!r} nor speak of it; cite the sentence that does"
        yield scope.finding("name", field, mention.text, reason, fault="misattributed")


def sorted_names(text: str, scope: Scope) -> tuple[list[NameMention], list[NameMention]]:
    """The names of a text that the cited sentences give or speak of, and those that they do not.

    A name in a quotation is among the former: it is checked with its quotation.
    """
    quoted = quoted_parts(text)
    articles = articles_of(scope)
    mentions = _mentions(text, articles) if articles else []
    own = [m for m in mentions if not is_inside(m.start, quoted)]
    strange = [m for m in own if not any(_given(m, who, cited) for who, cited in articles)]
    held = [m for m in mentions if m not in strange]
    gone = [m for m in strange if not any(_referred(m, text, held, who, cited) for who, cited in articles)]
    return [m for m in mentions if m not in gone], gone


def _mentions(text: str, articles: Sequence[tuple[Referents, list[Passage]]]) -> list[NameMention]:
    """The names of the text; the word that opens it too, if an article has it in a name."""
    return sorted({mention for who, _ in articles for mention in who.mentions(text)}, key=lambda m: m.start)


def articles_of(scope: Scope) -> list[tuple[Referents, list[Passage]]]:
    """The cited passages by article, with who is who there."""
    grouped: dict[tuple[str, ...], list[Passage]] = {}
    for passage in scope.cited:
        if passage.article:
            grouped.setdefault(passage.article, []).append(passage)
    return [(referents(sentences), cited) for sentences, cited in grouped.items()]


def _given(mention: NameMention, who: Referents, cited: Sequence[Passage]) -> bool:
    """True if cited sentences have all of the name, or one word of it and the article the rest ("Zubrat")."""
    texts = tuple(passage.text for passage in cited)
    outlets = tuple(dict.fromkeys(passage.outlet for passage in cited if passage.outlet))
    if held_names(mention, texts) or (outlets and _may_report(mention, who) and held_names(mention, outlets)):
        return True
    there, words = _words_of(texts, who), who.words(mention)
    own = telling_words(words) or words
    return words <= there or who.completes(own, there & own)


def _may_report(mention: NameMention, who: Referents) -> bool:
    """True for "the Courier", but not for the city in its name."""
    return len(mention.words) > 1 or who.kind(mention) not in {"country", "place"}


@lru_cache(maxsize=2048)
def _folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        word
        for text in texts
        for token in TOKEN.findall(text)
        for word in re.split(r"[-‐‑]", token)
        if word[:1].isupper()
    )


def _words_of(texts: tuple[str, ...], who: Referents) -> frozenset[str]:
    return frozenset(who.plain(word) for word in _folded(texts))


def _referred(
    mention: NameMention, text: str, held: Sequence[NameMention], who: Referents, cited: Sequence[Passage]
) -> bool:
    """True if the cited sentences speak of a name that they do not give: they point back to it, the article ties it to
    one whom they name, or it is where the article plays; and they have no other name in its place.
    """
    words = who.words(mention)
    if _rival(mention, text, held, who, cited) or _left_out(mention, held, who, cited):
        return False
    spoken = frozenset(word for passage in cited for word in who.spoken_of(passage.n - 1))
    known = spoken | frozenset(word for other in held if who.kind(other) != "country" for word in who.words(other))
    own = telling_words(words) or words
    if (
        own <= spoken | known & who.persons
        or who.whole(words, spoken)
        or words <= who.tied(known & who.persons) | who.beside(known)
    ):
        return True
    if all(is_generic(word) or who.plain(word) != fold(word) for word in mention.words) and len(mention.words) > 1:
        return True  # "the Halvazi Foreign Ministry": an office, not a name of its own
    near = who.scene | frozenset(word for passage in cited for word in who.names_before(passage.n - 1))
    if words <= near and who.kind(mention) in _LANDS:
        others = (who.kind(other) for passage in cited for other in read_names(passage.text))
        if who.kind(mention) not in others:
            return True  # where it all happens, which a sentence need not say again
    return words <= near and _is_setting(mention, text, who)


def _left_out(mention: NameMention, held: Sequence[NameMention], who: Referents, cited: Sequence[Passage]) -> bool:
    """True if a cited sentence that needs no other names one of this kind, whom the text leaves out for this one."""
    used = frozenset(word for other in held for word in who.words(other))
    kind = who.kind(mention)
    if kind == "unknown":
        return False
    for passage in cited:
        if opens_back(passage.text):
            continue
        others = [m for m in read_names(passage.text) if who.kind(m) == kind and not who.words(m) & used]
        if others and not any(who.words(m) & who.beside(who.words(mention)) for m in others):
            return True
    return False


def _is_setting(mention: NameMention, text: str, who: Referents) -> bool:
    after = text[mention.end :]
    if len(mention.words) == 1 and who.plain(mention.words[0]) != fold(mention.words[0]):
        people = fold(mention.words[0]) != who.plain(mention.words[0]).casefold() and bool(_NOUN_AFTER.match(after))
        before = text[: mention.start]
        return bool(people or _OWNER_AFTER.match(after) or _PLACE_BEFORE.search(before) or _TO.search(before))
    return bool(_PLACE_BEFORE.search(text[: mention.start])) or bool(_MEMBERS_AFTER.match(after))


def _rival(
    mention: NameMention, text: str, held: Sequence[NameMention], who: Referents, cited: Sequence[Passage]
) -> bool:
    """True if the cited sentences have a name of their own in this name's place, which the text leaves out."""
    used = frozenset(word for other in held for word in who.words(other))
    for passage in cited:
        for other in read_names(passage.text):
            if not who.words(other) & used and _same_place(mention, text, other, passage.text):
                return True
    return False


def _same_place(mention: NameMention, text: str, other: NameMention, sentence: str) -> bool:
    """True if the word before, or the word behind, both names is the same."""
    return bool(_beside(text, mention) & _beside(sentence, other))


def _beside(text: str, mention: NameMention) -> set[str]:
    before = re.findall(r"[^\W\d_]+", text[: mention.start])[-1:]
    after = re.findall(r"[^\W\d_]+", text[mention.end : mention.end + 40])[:1]
    return {f"<{fold(word)}" for word in before if word.lower() not in {"the", "a", "an", "and"}} | {
        f">{fold(word)}" for word in after if word.lower() not in {"and", "the", "on", "s"}
    }
