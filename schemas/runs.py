"""Runs of the daily job: whose a day is, how a run ended, and the manifest that is written beside a brief."""

from datetime import date
from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from .article import Frozen, Published
from .brief import FailedArticle
from .delivery import Delivery
from .extraction import Rejected
from .spending import Spending

__all__ = ["ArticleRead", "Costs", "Job", "Manifest", "Owner", "RunRow", "RunState", "StepTime"]


class RunState(StrEnum):
    """How a run stands: PARTIAL, where single articles failed for good; UNFINISHED, where the next run goes on;
    UNDELIVERED, where nothing more can come of it, and it did not reach everyone.
    """

    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    UNFINISHED = "unfinished"
    UNDELIVERED = "undelivered"
    NOTHING = "nothing"
    FAILED = "failed"


class Owner(Frozen):
    """The run that has claimed a day: `process` tells it from any other of `machine`, also after a restart.

    `host` is the name of the machine, which another one may have as well.
    """

    run: str
    host: str
    process: str
    machine: str = ""


class Job(Frozen):
    """The brief of one day under one configuration: who writes it at the moment, and what there is of it.

    `area` is what it is about. `begun` is when it was first claimed, `beat` when its owner last gave a sign. `brief` is
    the JSON of the brief as it was last written, `manifest` that of its run.json. `delivered` has, by target, the id of
    the brief that it got.
    """

    day: date
    config: str
    area: str = ""
    owner: Owner | None = None
    begun: AwareDatetime
    beat: AwareDatetime
    state: RunState = RunState.RUNNING
    brief: dict[str, Any] | None = None
    manifest: dict[str, Any] | None = None
    delivered: dict[str, str] = Field(default_factory=dict)


class RunRow(Frozen):
    """One run of one day, as the store lists it; `seconds` are those that it took so far."""

    id: str
    day: date
    config: str
    area: str
    begun: AwareDatetime
    seconds: float = 0.0
    state: RunState = RunState.RUNNING
    said: str = ""


class Costs(Spending):
    """What was spent on one calendar day, in the time zone of the settings, by one step and model."""

    day: date


class StepTime(Frozen):
    """Seconds that a step of a run took."""

    step: str
    seconds: float


class ArticleRead(Frozen):
    """An article of the day, and what became of it: read by itself, by the original that it copies, or not at all.

    `revision` is the hash of its text; `problem` says why it gave nothing.
    """

    id: str
    revision: str
    title: str
    outlet: str = ""
    url: str = ""
    published: Published | None = None
    outcome: Literal["read", "copied", "failed", "quoted"] = "read"
    copy_of: str = ""
    records: int = 0
    rejected: int = 0
    problem: str = ""


class Manifest(BaseModel):
    """run.json: what a run was made with, what it read, and what came of it.

    `config` is the hash of all that decides what the brief says; `settings` are those in force, without secrets.
    `prompts` are the hashes of the prompt files by name. `late` are the ids of articles of the days before that are in
    no brief, and that this one names. `sources` are inputs that could not be read; `answers` how the
    sentences came about: written by the model, made from its records, or taken from the articles. `usage` is by step
    and model, of this run alone. `files` are the SHA-256 of the files beside this one.
    """

    model_config = ConfigDict(extra="forbid")

    run: str
    sitbrief: str
    config: str
    settings: dict[str, Any]
    area: str
    day: date
    timezone: str
    begun: AwareDatetime
    ended: AwareDatetime
    state: RunState
    exit_code: int
    said: str
    answers: Literal["model", "records", "extracts"] = "model"
    strategy: str = ""
    partial: str = ""
    models: dict[str, str] = {}
    prompts: dict[str, str] = {}
    articles: list[ArticleRead] = []
    late: list[str] = []
    sources: list[FailedArticle] = []
    counts: dict[str, int] = {}
    usage: list[Spending] = []
    rejected: list[Rejected] = []
    refused: list[Rejected] = []
    steps: list[StepTime] = []
    deliveries: list[Delivery] = []
    files: dict[str, str] = {}
    recorded: bool = False

    @classmethod
    def known(cls, kept: Any) -> "Manifest | None":
        """The manifest that was kept as JSON; None if nothing was, or nothing that this version reads."""
        try:
            return cls.model_validate(kept) if kept else None
        except ValidationError:
            return None
