"""An article as the rest of sitbrief sees it: text, numbered sentences, and where both came from."""

import hashlib
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

__all__ = ["Article", "Aside", "AsideKind", "Origin", "Published", "Sentence", "text_hash"]

# What a stretch of a page is that is not the article's own text.
AsideKind = Literal[
    "headline",
    "heading",
    "byline",
    "date line",
    "caption",
    "newsletter",
    "share line",
    "link",
    "related",
    "tag list",
    "comment",
    "cookie notice",
    "page furniture",
]

# Where a publication date was found: given with a file or a JSON line, declared by a page, a feed or a mail, in the
# address, on a line of its own under the headline, in the dateline, or given with --published.
Origin = Literal[
    "front matter", "field", "page metadata", "feed", "mail header", "address", "date line", "dateline", "flag"
]


def text_hash(text: str) -> str:
    """The revision of a text: the first 16 hex digits of the SHA-256 of its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Frozen(BaseModel):
    """A value: unknown fields are errors, and nothing is changed after it was made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sentence(Frozen):
    """One numbered sentence. `start` and `end` count characters: `article.text[start:end] == text`."""

    n: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int
    text: str


class Aside(Frozen):
    """A stretch of the text that is not the article: kept for the record, never numbered or cited."""

    kind: AsideKind
    start: int = Field(ge=0)
    end: int
    text: str


class Published(Frozen):
    """A publication date: a day, and the instant in UTC where the source gives one, with its origin."""

    day: date
    instant: AwareDatetime | None = None
    origin: Origin

    def local_day(self, zone: ZoneInfo) -> date:
        """The day in `zone`; a bare day is the same day everywhere."""
        return self.instant.astimezone(zone).date() if self.instant else self.day


class Article(Frozen):
    """One article, split once into numbered sentences.

    `id` stays the same when the text at its URL changes; `revision` is a hash of the text and does not.
    `path` is where it was read, as the user gave it. An undated article has `published` None.
    """

    id: str
    revision: str
    title: str
    outlet: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    path: str = ""
    published: Published | None = None
    first_seen: AwareDatetime = datetime(1970, 1, 1, tzinfo=UTC)
    language: str = "en"
    text: str
    sentences: tuple[Sentence, ...]
    asides: tuple[Aside, ...] = ()

    @model_validator(mode="after")
    def _offsets_hold(self) -> Self:
        for number, sentence in enumerate(self.sentences, start=1):
            if sentence.n != number:
                raise ValueError(f"sentence {sentence.n} stands in place {number}; sentences are numbered from 1")
        parts: tuple[Sentence | Aside, ...] = (*self.sentences, *self.asides)
        for part in parts:
            if self.text[part.start : part.end] != part.text:
                raise ValueError(f"the text at {part.start}:{part.end} is not {part.text!r}")
        return self

    def day(self, zone: ZoneInfo) -> date:
        """The day to which the article counts: published, or else first seen, in `zone`."""
        return self.published.local_day(zone) if self.published else self.first_seen.astimezone(zone).date()

    def sentence(self, n: int) -> Sentence:
        """Sentence number `n`, counted from 1; IndexError if there is none."""
        if not 1 <= n <= len(self.sentences):
            raise IndexError(f"article {self.id!r} has sentences 1 to {len(self.sentences)}, not {n}")
        return self.sentences[n - 1]

    @cached_property
    def name(self) -> str:
        """How messages call the article: its path, or else its title."""
        return self.path or self.title or self.id
