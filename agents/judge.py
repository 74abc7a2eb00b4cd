"""The judge: a second reader of checked statements, for what strings cannot show. It only ever lowers one."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from ..grounding import find_quote
from ..prompts import Message, load, with_correction
from ..schemas import (
    Article,
    EndpointDownError,
    Finding,
    ModelError,
    Record,
    TooLongError,
    TruncatedError,
    Unjudged,
    WhenModel,
    status_of,
)
from .client import Client, Tally
from .drafts import article_line
from .lines import Line, Written
from .summariser import HALVINGS, MOST_CHARACTERS, checked_questions, refused

__all__ = ["JUDGE_PROMPTS", "Judge", "Judged"]

JUDGE_PROMPTS = ("judge.v1", "judge-correct.v1")

_NOT_JUDGED = "not judged"


class Verdict(BaseModel):
    """The verdict on one statement."""

    # In this order a model writes: first what it read, then what follows from it.
    n: int
    why: str
    verdict: Literal["supported", "partly", "not"]
    words: str = ""


class Verdicts(BaseModel):
    """One verdict a statement."""

    verdicts: list[Verdict]


@dataclass(frozen=True)
class Judged:
    """The verdict on one line: what the judge holds against it, if anything; or `problem`, why there is no verdict."""

    finding: Finding | None = None
    problem: str = ""

    def on(self, line: Line) -> Line:
        """The line lowered by its verdict, or marked as not judged."""
        if self.problem:
            return replace(line, marks=(*line.marks, _NOT_JUDGED))
        return replace(line, findings=(*line.findings, self.finding)) if self.finding else line


@dataclass(frozen=True)
class Judge:
    """Judges statements with one client. `folder` may hold prompts of the user's own.

    `silent` has, by statement, why there was no verdict in a run that is made again.
    """

    client: Client
    folder: Path | None = None
    silent: Mapping[str, str] = field(default_factory=dict)

    async def lower(self, written: Written, tally: Tally) -> Written:
        """What was written without the lines that are not carried, and with those marked that partly are.

        Questions about what only a refused line cited go with it. A model that does not answer lowers nothing:
        `unjudged` says so.
        """
        judged = await self.judge(written.lines, tally)
        lines = [verdict.on(line) for line, verdict in zip(written.lines, judged, strict=True)]
        left = replace(
            written,
            lines=[line for line in lines if status_of(line.findings) != "unsupported"],
            refused=[*written.refused, *(refused(line) for line in lines if status_of(line.findings) == "unsupported")],
            unjudged=list(_unjudged(written.lines, judged)),
            judge=self.client.endpoint.model if any(not verdict.problem for verdict in judged) else "",
        )
        left.questions, failing = checked_questions(left)
        left.refused += failing
        return left

    async def judge(self, lines: Sequence[Line], tally: Tally) -> list[Judged]:
        """The verdicts on `lines`, in their order: by one call if they fit into it, by none if there are none."""
        judged = await self._asked(lines, tally)
        return [
            replace(verdict, problem=self.silent.get(line.text, verdict.problem)) if verdict.problem else verdict
            for line, verdict in zip(lines, judged, strict=True)
        ]

    async def _asked(self, lines: Sequence[Line], tally: Tally) -> list[Judged]:
        judged: list[Judged] = []
        waiting = [(part, HALVINGS) for part in _parts(lines)]
        while waiting:
            part, halvings = waiting.pop(0)
            if all(line.text in self.silent for line in part):
                judged += [Judged(problem=self.silent[line.text]) for line in part]
                continue
            before = len(tally.keys)
            try:
                judged += await self._verdicts(part, tally)
            except EndpointDownError as problem:
                return judged + [Judged(problem=str(problem))] * (len(lines) - len(judged))
            except ModelError as problem:
                if isinstance(problem, TooLongError | TruncatedError) and halvings and len(part) > 1:
                    waiting[:0] = [(half, halvings - 1) for half in _halves(part)]
                    tally.add(reasks=1)
                    continue
                self.client.drop(tally, before)
                judged += [Judged(problem=str(problem))] * len(part)
        return judged

    async def _verdicts(self, lines: Sequence[Line], tally: Tally) -> list[Judged]:
        messages = load(JUDGE_PROMPTS[0], self.folder).messages(
            statements="\n".join(_statement(number, line) for number, line in enumerate(lines, start=1)),
            count=str(len(lines)),
        )
        answer = await self.client.ask(messages, Verdicts, tally)
        judged, misfits = _sorted(answer, lines, range(1, len(lines) + 1))
        if unknown := [v.n for v in answer.verdicts if not 1 <= v.n <= len(lines)]:
            # Whoever counts wrongly may have put every verdict beside its statement.
            judged, misfits = {}, dict.fromkeys(range(1, len(lines) + 1), f"there is no statement {unknown[0]}")
        if misfits:
            judged |= await self._again(messages, lines, misfits, tally)
        return [judged[number] for number in range(1, len(lines) + 1)]

    async def _again(
        self, messages: Sequence[Message], lines: Sequence[Line], misfits: dict[int, str], tally: Tally
    ) -> dict[int, Judged]:
        """Asks once more about the statements whose verdict does not fit; one that fits no better is none."""
        tally.add(reasks=1)
        before = len(tally.keys)
        request = load(JUDGE_PROMPTS[1], self.folder).messages(
            failures="\n".join(f"{n}. {lines[n - 1].text}\n   {reason}" for n, reason in misfits.items()),
            numbers=", ".join(map(str, misfits)),
        )
        try:
            answer = await self.client.ask(with_correction(messages, request), Verdicts, tally)
        except ModelError as problem:  # the verdicts that stand are not lost with the others
            return dict.fromkeys(misfits, Judged(problem=str(problem)))
        judged, left = _sorted(answer, lines, misfits)
        if left:
            self.client.drop(tally, before)
        return judged | {n: Judged(problem=f"asked twice, the judge gave no verdict: {why}") for n, why in left.items()}


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines in as few runs as the room of a call allows, each cut in the middle."""
    if len(lines) > 1 and sum(len(_statement(1, line)) for line in lines) > MOST_CHARACTERS:
        for half in _halves(lines):
            yield from _parts(half)
    elif lines:
        yield lines


def _halves(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    return lines[: len(lines) // 2], lines[len(lines) // 2 :]


def _sorted(
    answer: Verdicts, lines: Sequence[Line], asked: Collection[int]
) -> tuple[dict[int, Judged], dict[int, str]]:
    """The verdicts on the statements asked about, by number, and why there is none on the others."""
    given: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in answer.verdicts:
        given[verdict.n].append(verdict)
    misfits = {n: why for n in asked if (why := _misfit(given[n], lines[n - 1].text))}
    return {n: _judged(given[n][0], lines[n - 1].text) for n in asked if n not in misfits}, misfits


def _misfit(given: Sequence[Verdict], text: str) -> str:
    if len(given) != 1:
        return f"it has {len(given) or 'no'} verdict{'s' if given else ''}, not one"
    if given[0].verdict != "supported" and not find_quote(given[0].words, text):
        return f"the words {given[0].words!r} do not stand in it"
    return ""


def _judged(verdict: Verdict, text: str) -> Judged:
    span = find_quote(verdict.words, text)
    if verdict.verdict == "supported" or span is None:
        return Judged()
    words, why = text[slice(*span)], " ".join(verdict.why.split()) or "it gives no reason"
    reason = f"the judge on “{words}”: {why}"
    light = verdict.verdict == "partly"
    return Judged(Finding(check="judge", fault=verdict.verdict, light=light, value=words, reason=reason))


def _unjudged(lines: Sequence[Line], judged: Sequence[Judged]) -> Iterator[Unjudged]:
    texts: dict[str, list[str]] = defaultdict(list)
    for line, verdict in zip(lines, judged, strict=True):
        if verdict.problem:
            texts[verdict.problem].append(line.text)
    return (Unjudged(reason=reason, statements=tuple(told)) for reason, told in texts.items())


def _statement(number: int, line: Line) -> str:
    """A statement with its cited sentences, under a line for each article, as the prompt explains them."""
    parts = [f"{number}. {line.text}"]
    articles = {(item.article.id, item.article.revision): item.article for item in line.items}
    for place, article in articles.items():
        records = [item.record for item in line.items if (item.article.id, item.article.revision) == place]
        days = "; ".join(dict.fromkeys(day for record in records for day in _days(record)))
        cited = sorted({evidence.sentence for record in records for evidence in record.evidence})
        parts += [article_line(article), *([f"days: {days}"] if days else []), *_sentences(article, cited)]
    return "\n   ".join(parts)


def _days(record: Record) -> Iterator[str]:
    """The time words of a record that code has resolved, each with its days."""
    for name in type(record).model_fields:
        when = getattr(record, name)
        if isinstance(when, WhenModel) and when.start and when.end:
            days = str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
            yield f"{when.words!r} is {days}"


def _sentences(article: Article, cited: Sequence[int]) -> Iterator[str]:
    """The cited sentences, each after the one before it in the article unless that is cited too."""
    for n in cited:
        if n > 1 and n - 1 not in cited:
            yield f"before: {_flat(article, n - 1)}"
        yield f"cited: {_flat(article, n)}"


def _flat(article: Article, n: int) -> str:
    return " ".join(article.sentence(n).text.split())
