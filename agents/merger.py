"""The merger: says of records that a rule leaves in doubt whether they report one event; one call for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from ..prompts import load
from ..schemas import EndpointDownError, ModelError
from .client import Client, Tally
from .drafts import Item, article_line, record_line

__all__ = ["MERGE_PROMPT", "Merger"]

MERGE_PROMPT = "same-event.v1"


class SameVerdict(BaseModel):
    """The verdict on one pair."""

    n: int
    why: str
    same: bool


class SameVerdicts(BaseModel):
    """One verdict a pair."""

    verdicts: list[SameVerdict]


@dataclass(frozen=True)
class Merger:
    """Asks with one client. `folder` may hold prompts of the user's own."""

    client: Client
    folder: Path | None = None

    async def same(self, pairs: Sequence[tuple[Item, Item]], tally: Tally) -> list[bool]:
        """For each pair whether it is one event. What has no verdict, or two that differ, stays apart; so does
        everything if the model cannot be made to answer. EndpointDownError if no other request would fare better.
        """
        text = "\n".join(_pair_text(n, pair) for n, pair in enumerate(pairs, start=1))
        messages = load(MERGE_PROMPT, self.folder).messages(pairs=text, count=str(len(pairs)))
        try:
            answer = await self.client.ask(messages, SameVerdicts, tally)
        except EndpointDownError:
            raise
        except ModelError:
            return [False] * len(pairs)
        said = [{verdict.same for verdict in answer.verdicts if verdict.n == n} for n in range(1, len(pairs) + 1)]
        return [verdicts == {True} for verdicts in said]


def _pair_text(n: int, pair: tuple[Item, Item]) -> str:
    lines = [f"pair {n}"]
    for item in pair:
        cited = " ".join(evidence.text for evidence in item.record.evidence)
        lines += [article_line(item.article), record_line(item.record), f"cited: {cited}"]
    return "\n".join(lines)
