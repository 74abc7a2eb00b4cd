"""A run that nobody disturbed, and how a disturbed one, gone on with, compares to it."""

import hashlib
import time
from collections import Counter
from dataclasses import dataclass

from faults_desk import Desk, Ended, alike
from faults_kept import kept_questions
from faults_served import Served

__all__ = ["Whole", "bought", "told_well", "undisturbed", "wrong_with_next"]


@dataclass(frozen=True)
class Whole:
    """The brief, the questions, and the seconds until the run began and from there on."""

    brief: dict[str, bytes]
    questions: frozenset[str]
    start: float
    length: float
    peak: float


def undisturbed(desk: Desk, endpoint: Served) -> Whole:
    """A run of a desk that is named as its run at the endpoint is."""
    running = desk.begin()
    start = time.monotonic() - running.begun
    ended = running.ended()
    if ended.code != 0:
        raise RuntimeError(f"an undisturbed run ended with {ended.code}: {ended.stderr}")
    asked = frozenset(event.body for event in endpoint.events(desk.folder.name, "asked"))
    return Whole(desk.brief(), asked, start, ended.seconds - start, ended.peak)


def bought(desk: Desk, endpoint: Served, since: float, kept: set[str], whole: Whole) -> list[str]:
    """What is wrong with what was asked since a moment, at which these answers were kept."""
    asked = Counter(event.body for event in endpoint.events(desk.folder.name, "asked") if event.at > since)
    wrong = []
    if again := sum(asked[body] for body in kept):
        wrong.append(f"{again} kept answers bought again")
    if asked.total() != len(asked):
        wrong.append(f"{asked.total() - len(asked)} questions asked twice")
    if asked.keys() | kept != whole.questions:
        wrong.append(f"asked {len(asked)} questions where {len(whole.questions - kept)} answers were missing")
    return wrong


def wrong_with_next(desk: Desk, endpoint: Served, whole: Whole) -> list[str]:
    """Runs the command once more, to the end; what is wrong with what it bought, and with its brief."""
    kept, since = kept_questions(desk.store), time.monotonic()
    ended = desk.run()
    wrong = bought(desk, endpoint, since, kept, whole)
    if ended.code != 0:
        wrong.append(f"the next run ended with {ended.code}: {ended.last}")
    wrong += [f"{name} differs after the next run" for name in alike(desk.brief(), whole.brief)]
    return wrong + _manifest(desk)


def _manifest(desk: Desk) -> list[str]:
    """What is wrong with the run.json of a brief that is complete."""
    told, articles = desk.told("run.json"), len(list(desk.articles.iterdir()))
    if not told:
        return ["there is no run.json"]
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in desk.brief().items()}
    wrong = [] if told["files"] == hashes else ["run.json has other files than there are"]
    if (told["state"], told["exit_code"], len(told["articles"])) != ("done", 0, articles):
        wrong.append(f"run.json has state {told['state']}, code {told['exit_code']}, {len(told['articles'])} articles")
    return wrong


def told_well(ended: Ended, *codes: int) -> list[str]:
    """What is wrong with how a run ended: its code, a traceback, or a last line that is not one sentence."""
    wrong = [] if ended.code in codes else [f"exit code {ended.code} and not {codes}: {ended.stderr[-300:]}"]
    if "Traceback" in ended.stderr:
        wrong.append(f"a traceback: {ended.last}")
    if not ended.last.endswith(".") or _sentences(ended.last) != 1:
        wrong.append(f"the last line is not one sentence: {ended.last}")
    return wrong


def _sentences(line: str) -> int:
    """How many sentences a line has; what stands in brackets or quotation marks is not looked at."""
    depth, bare, before = 0, [], ""
    for sign in line:
        depth += (sign in "([{") - (sign in ")]}")
        bare.append(sign if depth == 0 else "")
    count = 0
    for word in "".join(bare).split():
        count += not before or (before.endswith((".", "!", "?")) and word[0].isupper())
        before = word
    return count
