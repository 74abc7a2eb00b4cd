"""Settings: flags over environment; read here and nowhere below."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ..analysis import Weights
from ..schemas import NoModelError, SettingsError

__all__ = ["Settings", "Strategy"]

# Those that have a flag of their own on the command line.
_FLAGS = {
    "actors",
    "allow_private",
    "area",
    "judge",
    "model",
    "model_path",
    "prompts",
    "sources",
    "store",
    "strategy",
    "timezone",
}
# The name that stands for the embedded model.
_LOCAL = "local"
# Billions of parameters below which a model reads no article as a whole.
_SMALL = 4
# "qwen2.5:1.5b", "Qwen2.5-1.5B-Instruct"; the "a3b" of "30b-a3b" are those in use at a time.
_SIZE = re.compile(r"(?<![a-z0-9.])(\d+(?:\.\d+)?)b(?![a-z0-9])", re.IGNORECASE)
_OPENAI = "https://api.openai.com/v1"


def _default_store() -> str:
    import platformdirs

    return str(Path(platformdirs.user_data_dir("sitbrief")) / "sitbrief.db")


class Strategy(StrEnum):
    """How articles are read: by rules alone, by rules that a model confirms, or by a model as a whole."""

    EXTRACTIVE = "extractive"
    CONFIRM = "confirm"
    WHOLE = "whole"


class Settings(BaseSettings):
    """What a run is done with. Each comes from a flag (an argument here), else `SITBRIEF_<NAME>`, else its default.

    The endpoint comes from OPENAI_BASE_URL and OPENAI_API_KEY; the model "local" is the embedded one, with the weights
    in `model_path`, or the default ones. `strategy` is "confirm" or "whole", by default as the model's size asks.
    `in_flight` bounds the requests under way, those to a model and those to the servers of articles; `allow_private`
    lets the latter stand in a private network. `deadline`
    are the seconds that one answer may take with its retries. `judge` has a model read each statement of a brief
    against its sentences: `judge_model`, or else `model`. `actors` is a file of actors over those that are shipped,
    `sources` one with a grade a source; `weights` order the brief (`SITBRIEF_WEIGHTS__ORIGINS` and so on).
    """

    model_config = SettingsConfigDict(
        env_prefix="SITBRIEF_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        populate_by_name=True,
    )

    area: str = ""
    timezone: str = "UTC"
    store: str = Field(default_factory=_default_store)
    model: str = ""
    model_path: Path | None = None
    strategy: Literal[Strategy.CONFIRM, Strategy.WHOLE] | None = None
    judge: bool = False
    judge_model: str = ""
    prompts: Path | None = None
    actors: Path | None = None
    sources: Path | None = None
    weights: Weights = Weights()
    allow_private: bool = False
    in_flight: int = Field(default=8, ge=1, le=256)
    deadline: float = Field(default=600.0, gt=0)
    base_url: str = Field(default="", validation_alias=AliasChoices("base_url", "OPENAI_BASE_URL"))
    api_key: SecretStr = Field(default=SecretStr(""), validation_alias=AliasChoices("api_key", "OPENAI_API_KEY"))

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{value!r} is no time zone; give one such as 'Asia/Baghdad'") from None
        return value

    @model_validator(mode="after")
    def _weights_are_local(self) -> Self:
        if self.model_path and self.model not in ("", _LOCAL):
            raise ValueError(f"model_path is for --model local, and the model is {self.model!r}; give one of them")
        return self

    @classmethod
    def of(cls, **flags: Any) -> "Settings":
        """The settings with `flags` over the environment; a flag that is None was not given.

        SettingsError names the setting that is wrong.
        """
        try:
            return cls(**{name: value for name, value in flags.items() if value is not None})
        except ValidationError as problem:
            first = problem.errors(include_url=False)[0]
            name = str(first["loc"][0]) if first["loc"] else "settings"
            flag = f"--{name.replace('_', '-')} or " if name in _FLAGS else ""
            raise SettingsError(f"setting {name!r}: {first['msg']}. Set {flag}SITBRIEF_{name.upper()}.") from problem

    @property
    def zone(self) -> ZoneInfo:
        """The time zone whose midnights begin and end a day."""
        return ZoneInfo(self.timezone)

    @property
    def local(self) -> bool:
        """True if the embedded model is asked for."""
        return self.model == _LOCAL or (self.model_path is not None and not self.model)

    @property
    def without_model(self) -> bool:
        """True if nothing of an endpoint is given, neither a model nor where it is, and no judge is asked for."""
        named = self.model or self.model_path or self.judge_model or self.judge
        return not (named or self.base_url or self.api_key.get_secret_value())

    def strategy_for(self, parameters: int = 0) -> Strategy:
        """How articles are read by a model of so many parameters; 0: as its name says, if it does."""
        if self.without_model:
            return Strategy.EXTRACTIVE
        if self.strategy:
            return self.strategy
        named = _SIZE.search(self.model)
        billions = parameters / 1e9 or (float(named[1]) if named else _SMALL)
        return Strategy.CONFIRM if billions < _SMALL else Strategy.WHOLE

    def require_model(self, *, judge: bool = False) -> None:
        """NoModelError unless there is a model to ask, which nothing is read or written before."""
        if not self.local or (judge and self.judge_model):
            self.endpoint(judge=judge)
            return
        from ..local import find_weights, require_server

        require_server()
        find_weights(self.model_path)

    def endpoint(self, *, judge: bool = False) -> tuple[str, str, str]:
        """Base URL, model (with `judge` the judge's) and key. NoModelError says in four lines how to give what is
        missing.
        """
        key = self.api_key.get_secret_value()
        model = (judge and self.judge_model) or self.model
        names = "--judge-model NAME or SITBRIEF_JUDGE_MODEL" if judge else "--model NAME or SITBRIEF_MODEL"
        if not (model and (key or self.base_url)):
            raise NoModelError(
                f"No model is configured. Name one with {names}, and say where it is:\n"
                "OPENAI_API_KEY for OpenAI, or OPENAI_BASE_URL for any other server that speaks its protocol, such as\n"
                "http://localhost:11434/v1, which may need no key. --model local is a small model on this machine.\n"
                "With none of them `sitbrief brief` needs no model."
            )
        if self.base_url and not self.base_url.startswith(("http://", "https://")):
            raise SettingsError(f"OPENAI_BASE_URL is {self.base_url!r}; begin it with http:// or https://.")
        return self.base_url or _OPENAI, model, key or "none"
