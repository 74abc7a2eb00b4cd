"""The splitter: where the next article begins on a page that may carry several and that no rule could divide."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from ..prompts import load, with_correction
from ..schemas import AnswerError, Article
from .client import Client, Tally

__all__ = ["SPLIT_PROMPTS", "Splitter"]

SPLIT_PROMPTS = ("borders.v1", "borders-correct.v1")

# A line is known again by its beginning; of a longer one the rest is for the reader of the article.
_SHOWN_CHARACTERS = 300
_OPENING_WORDS = 5


class Border(BaseModel):
    """The number of the line at which an article begins, from 1, and its first words."""

    line: int
    opens: str


class Borders(BaseModel):
    """Every line, the first of the page aside, at which an article begins."""

    borders: list[Border]


@dataclass(frozen=True)
class Splitter:
    """Divides pages with one client. `folder` may hold prompts of the user's own."""

    client: Client
    folder: Path | None = None

    async def divide(
        self,
        lines: Sequence[str],
        places: Collection[int],
        split: Callable[[Sequence[int]], list[Article]],
        tally: Tally,
    ) -> list[Article]:
        """The articles of a page, by `split`, which is given the lines, from 0, at which new ones begin.

        `places` are those at which the rules saw signs. An answer that does not fit the lines, or that `split` refuses
        with a ValueError, is asked for once more. AnswerError if it fits no better; ModelError if the model could not
        be made to answer.
        """
        messages = load(SPLIT_PROMPTS[0], self.folder).messages(lines="\n".join(_numbered(lines, places)))
        answer = await self.client.ask(messages, Borders, tally)
        try:
            return _divided(answer, lines, split)
        except ValueError as fault:
            request = load(SPLIT_PROMPTS[1], self.folder).messages(failures=str(fault))
        tally.add(reasks=1)
        answer = await self.client.ask(with_correction(messages, request), Borders, tally)
        try:
            return _divided(answer, lines, split)
        except ValueError as fault:
            raise AnswerError(f"the answer does not fit the page: {fault}") from fault


def _divided(answer: Borders, lines: Sequence[str], split: Callable[[Sequence[int]], list[Article]]) -> list[Article]:
    if faults := list(_faults(answer, lines)):
        raise ValueError("\n".join(faults))
    return split(sorted({border.line - 1 for border in answer.borders}))


def _numbered(lines: Sequence[str], places: Collection[int]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"[{number + 1}]{'?' if number in places else ''} {line[:_SHOWN_CHARACTERS]}"


def _faults(answer: Borders, lines: Sequence[str]) -> Iterator[str]:
    """Why a border is none: no such line, or a line that opens otherwise."""
    for border in answer.borders:
        if not 1 < border.line <= len(lines):
            yield f"there is no line {border.line} at which a second article could begin"
        elif _opening(border.opens) != _opening(lines[border.line - 1]):
            yield f"line {border.line} does not open with {border.opens!r}"


def _opening(text: str) -> list[str]:
    return text.split()[:_OPENING_WORDS]
