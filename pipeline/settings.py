"""Settings: flags over environment over file; read here and nowhere below."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError

from ..analysis import Weights
from ..schemas import Budgets, Frozen, NoModelError, Price, Reliability, SettingsError, redacted
from .layers import VARIABLES, Layer, file_layers, key_of, leaves, merged, nearest, origin_of

__all__ = ["InForce", "Role", "RoleName", "Settings", "Source", "Strategy", "Targets"]

RoleName = Literal["extractor", "summariser", "judge"]

# Those that have a flag of their own on the command line.
_FLAGS = {
    "actors",
    "allow_private",
    "area",
    "config",
    "grades",
    "judge",
    "model",
    "model_path",
    "prompts",
    "reports",
    "store",
    "strategy",
    "timezone",
}
_PREFIX = "SITBRIEF_"
# The name that stands for the embedded model.
_LOCAL = "local"
# Billions of parameters below which a model reads no article as a whole.
_SMALL = 4
# "qwen2.5:1.5b", "smollm2-360m", "gemma3n:e2b"; the "a3b" of "30b-a3b" are those in use at a time.
_SIZE = re.compile(r"(?<![a-z0-9.])e?(\d+(?:\.\d+)?)([bm])(?![a-z0-9])", re.IGNORECASE)
_OPENAI = "https://api.openai.com/v1"


def _default_store() -> str:
    import platformdirs

    return str(Path(platformdirs.user_data_dir("sitbrief")) / "sitbrief.db")


class Strategy(StrEnum):
    """How articles are read: by rules alone, by rules that a model confirms, or by a model as a whole."""

    EXTRACTIVE = "extractive"
    CONFIRM = "confirm"
    WHOLE = "whole"


class Role(Frozen):
    """Where one role's model is; what is empty is as for all roles."""

    model: str = ""
    base_url: str = ""
    api_key: SecretStr = SecretStr("")


class Source(Frozen):
    """Where articles come from: a page, feed, list of addresses, file or folder.

    `grade` is its Admiralty grade, given to the outlet that is called `name`, or else to the host of `address`.
    """

    address: str
    name: str = ""
    grade: Reliability | None = None


class Targets(BaseModel):
    """Whom a brief is delivered to: the names in `to`; beside it, by name, each one's address, which is a secret."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, SecretStr]

    to: tuple[str, ...] = ()

    @field_validator("to")
    @classmethod
    def _are_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"\w+", name) for name in value):
            raise ValueError("targets have names of letters, digits and underscores; their addresses are secrets")
        return value

    def address(self, name: str) -> str:
        """The address of a target, empty if none is set."""
        # A variable's name has no small letters: it is read as having nothing else, and comes first.
        given = self.model_extra or {}
        alike = (value for key, value in given.items() if key.casefold() == name.casefold())
        address = given.get(name.casefold()) or next(alike, None)
        return address.get_secret_value() if address else ""


class InForce(Frozen):
    """One setting in force: its dotted name, its value as JSON that may be shown, and where it is from."""

    name: str
    value: str
    place: str

    @property
    def variable(self) -> str:
        """The variable that sets it."""
        return _variable(self.name)


def _variable(name: str) -> str:
    """The variable of a setting, by its dotted name."""
    others = {setting: variable for variable, setting in VARIABLES.items()}
    return others.get(name, f"{_PREFIX}{name.replace('.', '__').upper()}")


def _source(given: Any) -> Any:
    return {"address": given} if isinstance(given, str) else given


class Settings(BaseSettings):
    """What a run is done with. `of` reads them: a flag (an argument there) over `SITBRIEF_<NAME>` over a file.

    The endpoint comes from OPENAI_BASE_URL and OPENAI_API_KEY; the model "local" is the embedded one, with the weights
    in `model_path`, or the default ones; `roles` may give the extractor, the summariser and the judge a model or an
    endpoint of their own. `strategy` is "confirm" or "whole", by default as the model's size asks. `topic` narrows the
    `area` that the brief is about. `in_flight` bounds the requests under way, those to a model and those to the servers
    of articles; `allow_private` lets the latter stand in a private network. `deadline` are the seconds that one answer
    may take with its retries. `judge` has a model read each statement of a brief against its sentences. `actors` is a
    file of actors over those that are shipped, `grades` one with a grade a source; `weights` order the brief.

    For `sitbrief daily`: `sources`, `reports` (the folder that is written to), `catch_up` (how many days back missed
    briefs are made up for), `budget`, `prices` by model, `answer_tokens` (the most that one answer may have where
    tokens or money are bounded), `delivery`.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        populate_by_name=True,
    )

    config: Path | None = None
    secrets: Path | None = None
    area: str = ""
    topic: str = ""
    timezone: str = "UTC"
    store: str = Field(default_factory=_default_store)
    sources: tuple[Annotated[Source, BeforeValidator(_source)], ...] = ()
    model: str = ""
    model_path: Path | None = None
    roles: dict[RoleName, Role] = {}
    strategy: Literal[Strategy.CONFIRM, Strategy.WHOLE] | None = None
    judge: bool = False
    prompts: Path | None = None
    actors: Path | None = None
    grades: Path | None = None
    weights: Weights = Weights()
    allow_private: bool = False
    in_flight: int = Field(default=8, ge=1, le=256)
    deadline: float = Field(default=600.0, gt=0)
    base_url: str = Field(default="", validation_alias=AliasChoices("base_url", "OPENAI_BASE_URL"))
    api_key: SecretStr = Field(default=SecretStr(""), validation_alias=AliasChoices("api_key", "OPENAI_API_KEY"))
    reports: Path = Path("reports")
    catch_up: int = Field(default=3, ge=0, le=366)
    budget: Budgets = Budgets()
    prices: dict[str, Price] = {}
    currency: str = "USD"
    answer_tokens: int = Field(default=16_384, ge=256)
    delivery: Targets = Targets()

    _layers: list[Layer] = PrivateAttr(default_factory=list)

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

    @model_validator(mode="after")
    def _local_is_for_all(self) -> Self:
        if any(role.model == _LOCAL for role in self.roles.values()):
            raise ValueError("'local' is no model of one role; give model = 'local', and other roles their own")
        return self

    @classmethod
    def of(cls, **flags: Any) -> "Settings":
        """The settings with `flags` over the environment over the file; a flag that is None was not given.

        The file is `config`, or SITBRIEF_CONFIG, or sitbrief.toml in the working folder if it is there. SettingsError
        names the setting that is wrong, and of an unknown one the nearest that is known.
        """
        given = {name: value for name, value in flags.items() if value is not None}
        _check_variables()
        environment = _environment(cls)
        config, secrets = (
            Path(path) if (path := given.get(name) or environment.get(name)) else None for name in ("config", "secrets")
        )
        files = file_layers(config, secrets)
        layers = [*reversed(files), Layer("environment", environment), Layer("flag", given)]
        whole = merged(layers)
        if files and (config or files[0].place != str(secrets)):
            whole["config"] = Path(files[0].place).resolve()
            whole.setdefault("reports", whole["config"].parent / "reports")  # beside it, wherever cron begins
        try:
            settings = cls(**whole)
        except ValidationError as problem:
            raise SettingsError(_told(problem, layers)) from problem
        settings._layers = layers
        return settings

    @classmethod
    def given(cls, **values: Any) -> "Settings":
        """Settings of `values` and the defaults alone, whatever the environment says."""
        return _Given(**values)

    def in_force(self) -> Iterator[InForce]:
        """Every setting with its value and the place that it is from; secrets are shown as such and not told."""
        for key, value in leaves(self.model_dump(mode="json", exclude={"config"})):
            shown = _hidden(value) if key == ("store",) else value
            yield InForce(
                name=key_of(key),
                value=redacted(json.dumps(shown, ensure_ascii=False)),
                place=origin_of(key, self._layers),
            )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone whose midnights begin and end a day."""
        return ZoneInfo(self.timezone)

    @property
    def subject(self) -> str:
        """What a brief is about: the area, with the topic if there is one."""
        return f"{self.area} ({self.topic})" if self.area and self.topic else self.area or self.topic

    @property
    def local(self) -> bool:
        """True if the embedded model is asked for."""
        return self.model == _LOCAL or (self.model_path is not None and not self.model)

    @property
    def without_model(self) -> bool:
        """True if nothing of an endpoint is given, neither a model nor where it is, and no judge is asked for."""
        named = self.model or self.model_path or self.roles or self.judge
        return not (named or self.base_url or self.api_key.get_secret_value())

    def model_of(self, role: RoleName) -> str:
        """The name of a role's model."""
        return self.roles.get(role, Role()).model or self.model

    def is_local(self, role: RoleName) -> bool:
        """True if the embedded model has that role."""
        return self.local and not self.roles.get(role, Role()).model

    def secret_values(self) -> tuple[str, ...]:
        """Every secret in force, for what is written to be rid of them."""
        keys = [self.api_key, *(role.api_key for role in self.roles.values())]
        addresses = [value for value in (self.delivery.model_extra or {}).values() if isinstance(value, SecretStr)]
        return tuple(filter(None, (secret.get_secret_value() for secret in (*keys, *addresses))))

    def strategy_for(self, parameters: int = 0) -> Strategy:
        """How articles are read by a model of so many parameters; 0: as its name says, if it does."""
        if self.without_model:
            return Strategy.EXTRACTIVE
        if self.strategy:
            return self.strategy
        named = _SIZE.search(self.model_of("extractor"))
        told = float(named[1]) / (1000 if named[2] in "mM" else 1) if named else _SMALL
        billions = parameters / 1e9 or told
        return Strategy.CONFIRM if billions < _SMALL else Strategy.WHOLE

    def require_model(self, *roles: RoleName) -> None:
        """NoModelError unless each of `roles` has a model to ask, which nothing is read or written before.

        Without `roles`, those that a brief needs.
        """
        for role in roles or ("extractor", "summariser"):
            if not self.is_local(role):
                self.endpoint(role)
                continue
            from ..local import find_weights, require_server

            require_server()
            find_weights(self.model_path)

    def endpoint(self, role: RoleName = "extractor") -> tuple[str, str, str]:
        """Base URL, model and key of a role. NoModelError says in four lines how to give what is missing."""
        own = self.roles.get(role, Role())
        base_url = own.base_url or self.base_url
        # A key goes to the endpoint that it was given for, and to no other one.
        shared = "" if own.base_url and own.base_url != self.base_url else self.api_key.get_secret_value()
        key = own.api_key.get_secret_value() or shared
        model = self.model_of(role)
        names = "--judge-model NAME or SITBRIEF_ROLES__JUDGE__MODEL" if role == "judge" else "--model or SITBRIEF_MODEL"
        if not (model and (key or base_url)):
            raise NoModelError(
                f"No model is configured. Name one with {names}, and say where it is:\n"
                "OPENAI_API_KEY for OpenAI, or OPENAI_BASE_URL for any other server that speaks its protocol, such as\n"
                "http://localhost:11434/v1, which may need no key. --model local is a small model on this machine.\n"
                "With none of them `sitbrief brief` needs no model."
            )
        if base_url and not base_url.startswith(("http://", "https://")):
            raise SettingsError(f"OPENAI_BASE_URL is {base_url!r}; begin it with http:// or https://.")
        return base_url or _OPENAI, model, key or "none"


class _Given(Settings):
    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def _environment(cls: type[Settings]) -> dict[str, Any]:
    """What the environment sets, by setting. SettingsError names the variables of one that cannot be read."""
    try:
        return EnvSettingsSource(cls)()
    except UnreadableError as problem:
        found = re.search(r'field "(\w+)"', str(problem))
        name = f"{_PREFIX}{found[1] if found else ''}".upper()
        given = ", ".join(sorted(variable for variable in os.environ if variable.upper().startswith(name)))
        raise SettingsError(
            f"the environment cannot be read ({given}): a setting of several parts is given as JSON, "
            'such as ["one", "two"] or {"calls": 100}.'
        ) from problem


def _check_variables() -> None:
    """SettingsError for a variable that means no setting, as for a key of a file."""
    known = set(Settings.model_fields) - {"base_url", "api_key"}
    for variable in sorted(os.environ):
        name = variable.removeprefix(_PREFIX).split("__")[0].lower()
        if variable.startswith(_PREFIX) and name not in known:
            hint = f"it is called {_variable(name)}." if name in VARIABLES.values() else nearest((name,), Settings)
            raise SettingsError(f"the variable {variable!r} is no setting: {hint}")


def _told(problem: ValidationError, layers: Sequence[Layer]) -> str:
    """What is wrong with which setting, and where it stands or how to set it."""
    errors = problem.errors(include_url=False)
    # A key that was mistyped may also be missing as what it should have been: the mistake says more.
    first = next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])
    key = tuple(part for part in first["loc"] if part != "[key]")
    if not key:  # about several settings: the message names them
        return f"{first['msg'].removeprefix('Value error, ')}."
    name, place = key_of(key), origin_of(key, layers)
    unknown = first["type"] == "extra_forbidden"
    wrong = first["msg"].removeprefix("Value error, ").replace("a valid tuple", "a list").rstrip(".")
    what = f"there is no such setting; {nearest(key, Settings)}" if unknown else f"{wrong}."
    if place not in ("default", "flag", "environment"):
        return f"setting {name!r} in {place!r}: {what}"
    if unknown:
        return f"setting {name!r}: {what}"
    flag = f"--{key[0].replace('_', '-')} or " if key[0] in _FLAGS else ""
    return f"setting {name!r}: {what} Set {flag}{_variable(name)}."


def _hidden(store: Any) -> Any:
    from ..store import shown_place

    return shown_place(str(store))
