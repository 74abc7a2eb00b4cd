"""The extractor: one article in, its verified and its rejected records out; one call, and one more to mend."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

from ..grounding import ground
from ..prompts import Message, Prompt, load, with_correction
from ..schemas import (
    CONTEXTS,
    KINDS,
    Article,
    EndpointDownError,
    Extraction,
    Finding,
    ModelError,
    Record,
    Rejected,
    Sentence,
    TooLongError,
    TruncatedError,
    auxiliaries_text,
    codebook_text,
    rules_text,
    sectors_text,
)
from .answers import Misfit, answer_model, corrections_model, flatten, plain, wire
from .client import Client, Tally
from .kinds import kinds_text

__all__ = ["EXTRACT_PROMPTS", "Extractor", "extract_prompts"]

# For the four kinds, for corrections, for a user's own kinds, and for both together.
EXTRACT_PROMPTS = ("extract.v2", "extract-correct.v1", "extract-own.v1", "extract-mixed.v2")

# One record for so many characters: an unbounded model was seen to answer with three times the article.
_CHARACTERS_A_RECORD = 160
_FEWEST, _MOST = 4, 40
# An article is cut at sentence borders into windows of this size; 24,000 characters are some 6,000 tokens,
# which leaves room for the instructions and the answer in a window of 16,000.
_WINDOW_CHARACTERS = 24_000
# A cut-off answer is asked for again with half the bound, so often.
_HALVINGS = 2


def extract_prompts(kinds: Sequence[type[Record]]) -> tuple[str, str]:
    """The names of the prompts that ask for these kinds, and for corrections of them."""
    four, corrections, own, mixed = EXTRACT_PROMPTS
    if not own_kinds(kinds):
        return four, corrections
    return (mixed if any(kind in KINDS for kind in kinds) else own), corrections


def own_kinds(kinds: Sequence[type[Record]]) -> list[type[Record]]:
    """Those of the kinds that a user has defined."""
    return [kind for kind in kinds if kind not in KINDS]


@dataclass
class Checked:
    """Records sorted by what the checks said."""

    good: list[Record] = field(default_factory=list)
    bad: list[Rejected] = field(default_factory=list)

    def take(self, record: Record, article: Article) -> None:
        """Grounds a record: it stands, or is rejected as the model would have written it, with every reason."""
        grounded, findings = ground(record, article)
        if findings:
            rejected = Rejected(kind=record.kind, article=article.title, raw=wire(record), findings=findings)
            self.bad.append(rejected)
        else:
            self.good.append(grounded)


@dataclass(frozen=True)
class Extractor:
    """Reads articles with one client. `folder` may hold prompts of the user's own."""

    client: Client
    kinds: tuple[type[Record], ...] = KINDS
    folder: Path | None = None
    # Answers that come together are checked one at a time: the requests that follow them do not wait for all.
    turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False, repr=False, compare=False)

    async def extract(self, article: Article, tally: Tally) -> Extraction:
        """The records of one article. ModelError if the model could not be made to answer."""
        checked = Checked()
        for window in windows(article.sentences, _WINDOW_CHARACTERS):
            await self._read(article, window, checked, tally)
        extraction = Extraction(
            article=article.id,
            revision=article.revision,
            model=self.client.endpoint.model,
            kinds=tuple(kind.plural for kind in self.kinds),
            rejected=checked.bad,
            usage=tally.usage,
            own={kind.plural: [] for kind in own_kinds(self.kinds)},
        )
        # Two windows, or a model that repeats itself, may give one record twice.
        extraction.add({record.id: record for record in checked.good}.values())
        return extraction

    async def _read(self, article: Article, window: Sequence[Sentence], checked: Checked, tally: Tally) -> None:
        try:
            answer = await self._first_answer(article, window, tally)
        except TooLongError:
            if len(window) < 2:
                raise
            half = len(window) // 2
            await self._read(article, window[:half], checked, tally)
            await self._read(article, window[half:], checked, tally)
            return
        async with self.turn:
            await asyncio.sleep(0)  # a place that this answer set free is filled first
            first = self._check(article, flatten(answer, self.kinds))
        checked.good += first.good
        if first.bad:
            mended = await self._mend(article, window, first.bad, tally)
            checked.good += mended.good
            checked.bad += mended.bad

    async def _first_answer(self, article: Article, window: Sequence[Sentence], tally: Tally) -> BaseModel:
        bound, before = record_bound(window), len(tally.keys)
        for halving in range(_HALVINGS + 1):
            if halving:
                bound = max(1, bound // 2)
                tally.add(reasks=1)
            messages = self._messages(article, window, bound)
            try:
                return await self.client.ask(messages, answer_model(self.kinds), tally)
            except TruncatedError as problem:
                cut = problem
        self.client.drop(tally, before)
        raise TruncatedError(
            f"{article.name!r}: the answer was cut off {_HALVINGS + 1} times, at last with {bound} records "
            f"asked for: {cut}"
        ) from cut

    def _check(self, article: Article, found: Sequence[tuple[type[Record], Record | Misfit]]) -> Checked:
        checked = Checked()
        for kind, record in found:
            if isinstance(record, Misfit):
                checked.bad.append(
                    Rejected(kind=kind.kind, article=article.title, raw=record.raw, findings=record.findings)
                )
                continue
            checked.take(record, article)
        return checked

    async def _mend(
        self, article: Article, window: Sequence[Sentence], bad: Sequence[Rejected], tally: Tally
    ) -> Checked:
        """Asks once for the failing records; one that fails again, or does not come back, stays rejected."""
        tally.add(reasks=1)
        messages = self._messages(article, window, len(bad))
        request = load(extract_prompts(self.kinds)[1], self.folder).messages(failures=failures_text(bad))
        messages = with_correction(messages, request)
        kinds = tuple(kind for kind in self.kinds if any(r.kind == kind.kind for r in bad))
        try:
            answer = await self.client.ask(messages, corrections_model(kinds), tally)
        except EndpointDownError:
            raise
        except ModelError:  # the records that stand are not lost with the correction
            return Checked(bad=list(bad))
        return self._settle(article, bad, answer, kinds)

    def _settle(
        self, article: Article, bad: Sequence[Rejected], answer: BaseModel, kinds: Sequence[type[Record]]
    ) -> Checked:
        settled, again = Checked(), dict(enumerate(bad, start=1))
        for kind, record in flatten(answer, kinds):
            number = record.raw.get("number") if isinstance(record, Misfit) else getattr(record, "number", None)
            if not isinstance(number, int) or number not in again or again[number].kind != kind.kind:
                continue  # answers nothing that was asked
            corrected = record if isinstance(record, Misfit) else plain(record, kind)
            outcome = self._check(article, [(kind, corrected)])
            settled.good += outcome.good
            settled.bad += outcome.bad
            del again[number]
        settled.bad += again.values()
        return settled

    def _messages(self, article: Article, window: Sequence[Sentence], bound: int) -> list[Message]:
        return self._prompt.messages(
            codebook=codebook_text(),
            auxiliaries=auxiliaries_text(),
            contexts=", ".join(CONTEXTS),
            sectors=sectors_text(),
            rules=rules_text(),
            kinds=kinds_text(own_kinds(self.kinds)),
            title=article.title,
            outlet=article.outlet or "not given",
            published=article.published.day.strftime("%A, %Y-%m-%d") if article.published else "not given",
            sentences="\n".join(f"[{s.n}] {s.text}" for s in window),
            lists=", ".join(kind.plural for kind in self.kinds),
            bound=str(bound),
        )

    @cached_property
    def _prompt(self) -> Prompt:
        return load(extract_prompts(self.kinds)[0], self.folder)


def record_bound(window: Sequence[Sentence]) -> int:
    """How many records are asked for at most: in proportion to the text."""
    characters = sum(len(sentence.text) for sentence in window)
    return min(_MOST, max(_FEWEST, characters // _CHARACTERS_A_RECORD))


def windows(sentences: Sequence[Sentence], characters: int) -> list[Sequence[Sentence]]:
    """The sentences in runs of at most `characters`, cut between sentences; a longer sentence stands alone."""
    runs: list[list[Sentence]] = []
    size = 0
    for sentence in sentences:
        if not runs or size + len(sentence.text) > characters:
            runs.append([])
            size = 0
        runs[-1].append(sentence)
        size += len(sentence.text)
    return list(runs)


def failures_text(bad: Sequence[Rejected]) -> str:
    """The failing records, numbered from 1, each with the fields and sentences that its checks name."""
    return "\n".join(_failure(number, rejected) for number, rejected in enumerate(bad, start=1))


def _failure(number: int, rejected: Rejected) -> str:
    raw = json.dumps(rejected.raw, ensure_ascii=False)
    return f"{number}. {rejected.kind} {raw}\n" + "\n".join(f"   {_reason(f)}" for f in rejected.findings)


def _reason(finding: Finding) -> str:
    return f"{finding.field}: {finding.reason}" if finding.field else finding.reason
