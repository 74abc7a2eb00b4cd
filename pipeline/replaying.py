"""The brief of a recorded run made again from its recording, offline, and compared with the one that was written."""

import asyncio
import difflib
import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
from pydantic import SecretStr, ValidationError

from ..cassettes import NEUTRAL_URL, player
from ..schemas import Article, Brief, Manifest, SitbriefError, Usage
from ..store import Store
from .briefing import Period, SituationBrief
from .recording import ARTICLES, EXCHANGES, PREVIOUS, RECORDING
from .reports import BRIEF_FILES, MANIFEST, brief_texts, read_manifest
from .running import Run
from .settings import Settings, Strategy

__all__ = ["Replayed", "replay"]


@dataclass(frozen=True)
class Replayed:
    """A brief made again, and the lines in which its files differ from those that were written; none: identical."""

    brief: SituationBrief
    manifest: Manifest
    difference: tuple[str, ...] = ()


def replay(folder: Path) -> Replayed:
    """Makes the brief in a day's folder again, from the recording there, and each of its files.

    SitbriefError: there is no recording, or what is there was altered so that it cannot be read.
    """
    manifest = _manifest(folder)
    if lost := next((name for name in BRIEF_FILES if not (folder / name).is_file()), None):
        raise SitbriefError(f"{str(folder / lost)!r} is lost; run the day again, which makes it good.")
    try:
        written = {name: (folder / name).read_text(encoding="utf-8") for name in BRIEF_FILES}
        brief = _made_again(folder / RECORDING, manifest, Brief.model_validate_json(written[BRIEF_FILES[-1]]))
    except (ValidationError, ValueError) as problem:
        raise SitbriefError(f"what is in {str(folder)!r} was altered, and cannot be read: {problem}") from problem
    made = brief_texts(brief)
    lines = [line for name in BRIEF_FILES for line in _difference(name, written[name], made[name])]
    return Replayed(brief, manifest, tuple(lines))


def _difference(name: str, written: str, made: str) -> Iterator[str]:
    told = f"{name}, as it is", f"{name}, made again"
    return difflib.unified_diff(written.splitlines(), made.splitlines(), *told, lineterm="", n=1)


def _manifest(folder: Path) -> Manifest:
    manifest = read_manifest(folder)
    if manifest is None:
        raise SitbriefError(f"{str(folder / MANIFEST)!r} is not there, or is no manifest of this version.")
    if not manifest.recorded or not (folder / RECORDING / ARTICLES).is_file():
        raise SitbriefError(f"run {manifest.run!r} of {manifest.day} was not recorded; run the day with --record.")
    return manifest


def _made_again(recording: Path, manifest: Manifest, written: Brief) -> SituationBrief:
    lines = (recording / ARTICLES).read_text(encoding="utf-8").splitlines()
    articles = [Article.model_validate_json(line) for line in lines]
    previous = json.loads((recording / PREVIOUS).read_text(encoding="utf-8"))
    with Store.open(":memory:") as store:
        if previous:
            store.keep_brief(Brief.model_validate(previous))
        for article in articles:
            store.add_article(article)
        with _tape(recording / EXCHANGES):
            brief = asyncio.run(_brief(_run(manifest, written, store), manifest, written, articles))
    return brief.model_copy(update={"usage": Usage()})


def _tape(exchanges: Path) -> AbstractContextManager[Any]:
    """The exchanges; a run that asked no model has none."""
    return player(exchanges) if exchanges.is_file() else nullcontext()


async def _brief(run: Run, manifest: Manifest, written: Brief, articles: list[Article]) -> SituationBrief:
    covered = run.cover(articles, Period(manifest.day, manifest.day, run.settings.zone))
    covered = replace(covered, outside=written.gaps.outside_period, late=written.gaps.late)
    outcomes = await run.read(covered)
    if manifest.answers == "model" or (manifest.strategy != Strategy.WHOLE and manifest.answers == "extracts"):
        return await run.write(covered, outcomes, manifest.sources, manifest.partial)
    return await run.write_from_records(covered, outcomes, manifest.sources, manifest.partial)


def _run(manifest: Manifest, written: Brief, store: Store) -> Run:
    """The run as it was, at the clock of its cut-off. What failed there fails again, for the reason that it had."""
    failed = {(each.id, each.revision): each.problem for each in manifest.articles if each.problem}
    return Run(
        _settings(manifest),
        store,
        now=lambda: written.header.cut_off,
        sleep=_no_sleep,
        transport=httpx2.AsyncHTTPTransport(trust_env=False),
        unjudged={told: each.reason for each in written.gaps.unjudged for told in each.statements},
        unasked=lambda article: failed.get((article.id, article.revision), ""),
    )


async def _no_sleep(_: float) -> None:
    return None


def _settings(manifest: Manifest) -> Settings:
    """Those of the run as far as they decide what is asked and written; every model is behind the recording."""
    kept: Mapping[str, Any] = manifest.settings
    names = ("area", "topic", "timezone", "sources", "judge", "prompts", "actors", "grades", "weights", "in_flight")
    given = {name: kept[name] for name in names if name in kept}
    if manifest.models:
        roles = {role: {"model": model} for role, model in manifest.models.items()}
        given |= {"model": manifest.models["extractor"], "roles": roles, "strategy": manifest.strategy}
        given |= {"base_url": NEUTRAL_URL, "api_key": SecretStr("none")}
    return Settings.given(**given)
