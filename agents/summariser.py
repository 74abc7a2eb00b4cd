"""The summariser: verified records in, checked lines of a brief out; one call, and one more to mend."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..grounding import check_question, check_statement, read_numbers
from ..prompts import load, with_correction
from ..schemas import (
    Actor,
    EndpointDownError,
    Event,
    Figure,
    Finding,
    ModelError,
    Picture,
    Record,
    Rejected,
    Stance,
    TooLongError,
    TruncatedError,
    status_of,
)
from .client import Client, Tally
from .drafts import SECTIONS, Corrections, Draft, DraftStatement, Item, records_text
from .lines import Line, Written
from .picturing import picture_text, shown_changes
from .unwritten import unwritten

__all__ = [
    "BRIEF_PROMPTS",
    "HALVINGS",
    "MOST_CHARACTERS",
    "Material",
    "Summariser",
    "checked",
    "checked_questions",
    "finished",
    "refused",
]

BRIEF_PROMPTS = ("brief.v2", "brief-correct.v1")

# Records of one call, or statements with their sentences: 60,000 characters are some 15,000 tokens.
MOST_CHARACTERS = 60_000
# A model that says the request is too long, or is cut off, is asked in half the room, so often.
HALVINGS = 3
# Asked for are one to four; a few more show less but mislead nobody.
_MOST_RECORDS_A_STATEMENT = 6
# What a reader keeps in mind; more are taken back, and counted.
_MOST_TAKEAWAYS, _MOST_QUESTIONS = 5, 5
# Two statements that share so much of their words, and all of their names and numbers, tell one fact.
_SAME_FACT = 0.7

# Sections that tell a story, and those that lay it beside what the last brief told.
_NEWS = ("bottom_line", "takeaways", "developments")
_COMPARING = ("changed", "figures", "contradictions")

_KIND = re.compile(r"^\s*(?:no longer reported|updated?|reversed|new)\s*:\s*(?P<first>\S?)", re.IGNORECASE)

# Which records each part of a brief is written from when they do not all fit into one call.
_PARTS: tuple[tuple[tuple[str, ...], tuple[type[Record], ...]], ...] = (
    (("bottom_line", "takeaways", "changed", "gaps"), (Event, Figure)),
    (("developments", "outlook"), (Event,)),
    (("positions",), (Stance, Actor)),
    (("figures", "contradictions"), (Figure, Event)),
)


@dataclass(frozen=True)
class Material:
    """What a brief is written from: `items` with the most important first, `earlier` those of the last brief, and the
    picture of both. `origins` counts those of the articles.
    """

    area: str
    period: str
    items: Sequence[Item]
    earlier: Sequence[Item] = ()
    earlier_period: str = ""
    picture: Picture = field(default_factory=Picture)
    origins: int = 0

    def by_record(self) -> dict[str, Item]:
        """The items by the ids of their records."""
        return {item.record.id: item for item in (*self.earlier, *self.items)}


@dataclass(frozen=True)
class Summariser:
    """Writes briefs with one client. `folder` may hold prompts of the user's own."""

    client: Client
    folder: Path | None = None

    async def summarise(self, material: Material, tally: Tally) -> Written:
        """The lines of the brief. ModelError if the model could not be made to answer."""
        written = await self._in_what_fits(material, tally)
        finished(written, material)
        return written

    async def _in_what_fits(self, material: Material, tally: Tally) -> Written:
        """Everything in one call if it fits, else part by part, in less and less room if the model says so."""
        before = len(tally.keys)
        for halvings in range(HALVINGS + 1):
            try:
                return await self._written(material, MOST_CHARACTERS >> halvings, tally, whole=not halvings)
            except (TooLongError, TruncatedError):
                self.client.drop(tally, before)
                if halvings == HALVINGS:
                    raise
                tally.add(reasks=1)
        raise AssertionError("unreachable: the last halving returns or raises")

    async def _written(self, material: Material, room: int, tally: Tally, *, whole: bool) -> Written:
        written = Written()
        used: set[str] = set()
        material = replace(material, earlier=_fitting(material.earlier, room // 4))
        for sections, items in _plan(material.items, room, whole):
            used |= {item.record.id for item in items}
            await self._write(material, sections, items, written, tally)
        written.omitted = len({item.record.id for item in material.items} - used)
        return written

    async def _write(
        self, material: Material, sections: Sequence[str], items: Sequence[Item], written: Written, tally: Tally
    ) -> None:
        messages = load(BRIEF_PROMPTS[0], self.folder).messages(
            area=material.area or "all",
            period=material.period,
            records=records_text(items),
            earlier_period=material.earlier_period or "no brief before this one",
            earlier=records_text(material.earlier, "E") or "(none)",
            picture=picture_text(material.picture, _numbers(items, material.earlier), material.origins),
            sections=", ".join(sections),
        )
        draft = await self.client.ask(messages, Draft, tally)
        drafted = list(_lines(draft, items, material.earlier))
        written.refused += [_unasked(line) for line in drafted if line.section not in sections]
        lines = [checked(line) for line in drafted if line.section in sections]
        bad = [line for line in lines if line.findings]
        written.lines += [line for line in lines if not line.findings]
        if bad:
            tally.add(reasks=1)
            request = load(BRIEF_PROMPTS[1], self.folder).messages(
                failures=_failures_text(bad, items, material.earlier)
            )
            await self._mend(with_correction(messages, request), bad, items, material.earlier, written, tally)
        if "gaps" in sections:
            written.questions += draft.gaps

    async def _mend(
        self,
        messages: Sequence[dict[str, str]],
        bad: Sequence[Line],
        items: Sequence[Item],
        earlier: Sequence[Item],
        written: Written,
        tally: Tally,
    ) -> None:
        try:
            answer = await self.client.ask(messages, Corrections, tally)
        except EndpointDownError:
            raise
        except ModelError:  # the statements that stand are not lost with the correction
            answer = Corrections(statements=[])
        corrected = {s.number: s for s in answer.statements}
        for number, line in enumerate(bad, start=1):
            again = corrected.get(number)
            if again is not None:
                line = checked(_line(line.section, line.heading, again, items, earlier))
            if status_of(line.findings) == "unsupported":
                written.refused.append(refused(line))
            else:
                written.lines.append(line)


def finished(written: Written, material: Material) -> None:
    """Completes what was written by what the picture holds, and orders it; what is told twice is taken out."""
    _complete(written, material)
    written.lines = _ordered(_followed(written, material.picture), material)
    written.lines, repeated = _told_once(_few_takeaways(written))
    written.refused += repeated
    written.questions, failing = checked_questions(written)
    written.refused += failing


def _numbers(items: Sequence[Item], earlier: Sequence[Item]) -> dict[str, str]:
    """By record, the number under which the model is given it."""
    before = {item.record.id: f"E{n}" for n, item in enumerate(earlier, start=1)}
    return before | {item.record.id: str(n) for n, item in enumerate(items, start=1)}


def _complete(written: Written, material: Material) -> None:
    """Adds what the picture holds and the model left out; what does not pass its checks, or is too much, is counted."""
    changes = material.picture.changes
    shown = shown_changes(changes)
    written.unreported = [change.about for change in changes if change.kind == "gone" and change not in shown]
    for line in map(checked, unwritten(material.picture, written.lines, material.by_record())):
        if status_of(line.findings) == "unsupported":
            written.refused.append(refused(line))
        else:
            written.lines.append(line)


def _followed(written: Written, picture: Picture) -> list[Line]:
    """The lines, with those marked that go on with a story of the last brief; what only tells it again is taken out."""
    novelty = {record: event.novelty for event in picture.events for record in event.records}
    kept = []
    for line in written.lines:
        found = {novelty[item.record.id] for item in line.items if item.record.id in novelty}
        if line.section in _NEWS and found == {"known"}:
            written.repeated.append(line.text)
        else:
            kept.append(replace(line, update=line.section in _NEWS and bool(found) and "new" not in found))
    return kept


def _ordered(lines: Sequence[Line], material: Material) -> list[Line]:
    """By section, and there the weightiest first: a line counts as its weightiest record, a group as its first line."""
    rank = {item.record.id: place for place, item in enumerate(material.items)}

    def place(line: Line) -> int:
        return min((rank.get(item.record.id, len(rank)) for item in line.items), default=len(rank))

    groups: dict[tuple[str, str], int] = {}
    for line in lines:
        group = line.section, line.heading
        groups[group] = min(groups.get(group, place(line)), place(line))
    return sorted(
        lines, key=lambda line: (SECTIONS.index(line.section), groups[line.section, line.heading], place(line))
    )


def _plan(ranked: Sequence[Item], room: int, whole: bool) -> Iterator[tuple[Sequence[str], Sequence[Item]]]:
    """Sections with the records that they are written from: all in one call if they fit, else part by part."""
    everything = _fitting(ranked, room)
    if whole and len(everything) == len(ranked):
        yield SECTIONS, everything
        return
    for sections, kinds in _PARTS:
        if fitting := _fitting([item for item in ranked if isinstance(item.record, kinds)], room):
            yield sections, fitting


def _fitting(ranked: Sequence[Item], room: int) -> list[Item]:
    """The first of `ranked` that fit into `room` characters, put back together by article."""
    taken = []
    for item in ranked:
        room -= len(records_text([item]))
        if room < 0:
            break
        taken.append(item)
    return sorted(taken, key=_by_article)


def _by_article(item: Item) -> tuple[str, str, str, str]:
    article = item.article
    return str(article.published.day if article.published else ""), article.outlet, article.title, article.revision


def _lines(draft: Draft, items: Sequence[Item], earlier: Sequence[Item]) -> Iterator[Line]:
    for section in SECTIONS:
        if section == "gaps":
            continue
        written = getattr(draft, section)
        if section == "developments":
            for group in written:
                for statement in group.statements:
                    yield _line(section, group.heading, statement, items, earlier)
            continue
        for statement in [written] if isinstance(written, DraftStatement) else written or []:
            yield _line(section, "", statement, items, earlier)


def _line(section: str, heading: str, draft: DraftStatement, items: Sequence[Item], earlier: Sequence[Item]) -> Line:
    """The statement with its items; a number that stands for no record becomes a finding."""
    back = earlier if section in _COMPARING else ()
    unknown = [str(n) for n in draft.r if not 1 <= n <= len(items)]
    unknown += [f"E{n}" for n in draft.e if not 1 <= n <= len(back)]
    chosen = [items[n - 1] for n in draft.r if 1 <= n <= len(items)]
    chosen += [back[n - 1] for n in draft.e if 1 <= n <= len(back)]
    findings = [Finding(check="citation", field="r", value=n, reason=f"there is no record {n} for it") for n in unknown]
    if not draft.t.strip():
        findings.append(Finding(check="statement", field="t", reason="it says nothing"))
    if not draft.r and not (section == "changed" and draft.e):  # what is no longer reported
        findings.append(Finding(check="citation", field="r", reason="it cites no record of this period"))
    if len(chosen) > _MOST_RECORDS_A_STATEMENT:
        findings.append(Finding(check="citation", field="r", reason="it cites too many records; cite one to four"))
    gone = section == "changed" and not draft.r and bool(draft.e)
    # The kind of a change is no word of its sentences: it is shown, and not checked.
    text = _KIND.sub(lambda match: match["first"].upper(), draft.t) if section == "changed" else draft.t
    return Line(section, heading, " ".join(text.split()), tuple(chosen), tuple(findings), gone=gone)


def checked(line: Line) -> Line:
    """The line with what its checks find, unless something is held against it already."""
    if line.findings:
        return line
    articles = {item.article.revision: item.article for item in line.items}
    return replace(
        line, findings=check_statement(line.text, line.notes(), articles, [item.record for item in line.items])
    )


def _failures_text(bad: Sequence[Line], items: Sequence[Item], earlier: Sequence[Item]) -> str:
    parts = []
    for number, line in enumerate(bad, start=1):
        given: dict[str, object] = {"t": line.text, "r": _places(line, items)}
        if before := _places(line, earlier):
            given["e"] = before
        parts.append(f"{number}. {json.dumps(given, ensure_ascii=False)}")
        parts += [f"   {finding.reason}" for finding in line.findings]
        parts += [f"   cited: {note.quote}" for note in line.notes()]
    return "\n".join(parts)


def _places(line: Line, items: Sequence[Item]) -> list[int]:
    """Which of `items`, counted from 1, a line rests on, in the order of the line."""
    numbers = {item.record.id: n for n, item in enumerate(items, start=1)}
    return [numbers[item.record.id] for item in line.items if item.record.id in numbers]


def refused(line: Line) -> Rejected:
    """The line as the Gaps tell of it."""
    raw = {"section": line.section, "t": line.text, "records": [item.record.id for item in line.items]}
    return Rejected(kind="statement", raw=raw, findings=line.findings)


def checked_questions(written: Written) -> tuple[list[str], list[Rejected]]:
    """The questions whose names and numbers stand in a record that the brief cites, and the others."""
    records = [item.record for line in written.lines for item in line.items]
    good, bad = [], []
    for question in (" ".join(q.split()) for q in written.questions):
        findings = check_question(question, records)
        if not question.endswith("?"):
            findings = (*findings, Finding(check="question", value=question, reason="it is not a question"))
        if findings:
            bad.append(Rejected(kind="question", raw={"t": question}, findings=findings))
        else:
            good.append(question)
    for question in good[_MOST_QUESTIONS:]:
        finding = Finding(check="bound", value=question, reason=f"more than {_MOST_QUESTIONS} questions")
        bad.append(Rejected(kind="question", raw={"t": question}, findings=(finding,)))
    return good[:_MOST_QUESTIONS], bad


def _few_takeaways(written: Written) -> list[Line]:
    """The lines without the takeaways beyond the bound, which are refused."""
    takeaways = [line for line in written.lines if line.section == "takeaways"]
    others = [line for line in written.lines if line.section != "takeaways"]
    finding = Finding(check="bound", reason=f"more than {_MOST_TAKEAWAYS} takeaways")
    written.refused += [refused(replace(line, findings=(finding,))) for line in takeaways[_MOST_TAKEAWAYS:]]
    return sorted(takeaways[:_MOST_TAKEAWAYS] + others, key=lambda line: SECTIONS.index(line.section))


def _unasked(line: Line) -> Rejected:
    finding = Finding(check="section", value=line.section, reason=f"{line.section!r} was not asked for in this call")
    return refused(replace(line, findings=(finding,)))


def _told_once(lines: Sequence[Line]) -> tuple[list[Line], list[Rejected]]:
    """The lines without those that repeat one before them, outside the bottom line and the takeaways."""
    kept: list[Line] = []
    repeated: list[Rejected] = []
    body: list[tuple[set[str], set[str], Line]] = []
    for line in lines:
        if line.section in ("bottom_line", "takeaways"):
            kept.append(line)
            continue
        words, marks = set(re.findall(r"\w+", line.text.lower())), _names_and_numbers(line.text)
        alike = (other for seen, others, other in body if others == marks and _share(words, seen) >= _SAME_FACT)
        twin = next(alike, None)
        if twin is None:
            body.append((words, marks, line))
            kept.append(line)
        else:
            reason = f"told already under {twin.section}: {twin.text}"
            repeated.append(refused(replace(line, findings=(Finding(check="repetition", reason=reason),))))
    return kept, repeated


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _names_and_numbers(text: str) -> set[str]:
    """What tells two statements apart that share their other words: capitalised words, and numbers by value."""
    numbers = {str(mention.value) for mention in read_numbers(text)} | set(re.findall(r"\d+", text))
    return numbers | set(re.findall(r"\b[A-Z]\w+", text))
