"""Where settings come from: a TOML file, a file of secrets, the environment, flags; each over the one before."""

import difflib
import json
import os
import stat
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from ..schemas import SettingsError, redacted
from ..sources import is_address

__all__ = [
    "CONFIG_NAME",
    "VARIABLES",
    "Layer",
    "file_layers",
    "key_of",
    "leaves",
    "merged",
    "nearest",
    "origin_of",
    "starter",
]

CONFIG_NAME = "sitbrief.toml"

# Settings that are paths: one in a file is meant from the folder of that file.
_PATHS = ("actors", "grades", "model_path", "prompts", "reports", "secrets", "store")
# Variables of other programs that are read as well, and what they set: a file calls it so.
VARIABLES = {"OPENAI_BASE_URL": "base_url", "OPENAI_API_KEY": "api_key"}
# What the group or anyone else may do with a file.
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Layer:
    """Settings from one place: `place` is "flag", "environment", or the path of a file."""

    place: str
    data: Mapping[str, Any]


def file_layers(config: Path | None, secrets: Path | None = None) -> list[Layer]:
    """The settings file, if there is one, and under it the file of secrets that it or `secrets` names.

    SettingsError: a file cannot be read, is no TOML, holds a secret that others can read.
    """
    path = config or Path(CONFIG_NAME)
    if config is None and not path.is_file():
        return [_secrets(secrets)] if secrets else []
    layer = _layer(path)
    if secret := next(_secret_keys(layer.data), None):
        raise SettingsError(
            f"{str(path)!r} holds the secret {secret!r}. Set it in the environment, or in a file that only you can "
            'read, where a key is called api_key, and name that one here: secrets = "secrets.toml".'
        )
    _check_names(layer)
    named = secrets or layer.data.get("secrets")
    return [layer, _secrets(Path(named))] if named else [layer]


def _layer(path: Path) -> Layer:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SettingsError(
            f"the settings {str(path)!r} cannot be read: {problem.strerror}. `sitbrief init` writes such a file."
        ) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"the settings {str(path)!r} are no TOML: {problem}.") from problem
    return Layer(str(path), _from_folder(data, path.resolve().parent))


def _check_names(layer: Layer) -> None:
    """SettingsError for a setting that is called as its variable is, or with a capital."""
    for given in layer.data:
        if name := VARIABLES.get(given.upper()):
            raise SettingsError(
                f"setting {given!r} in {layer.place!r}: this is the name of a variable; in a file it is {name!r}."
            )
        if given != given.lower():
            raise SettingsError(f"setting {given!r} in {layer.place!r}: write it as {given.lower()!r}.")


def _secrets(path: Path) -> Layer:
    if not path.is_file():
        raise SettingsError(
            f"the file of secrets {str(path)!r} is not there. Make it, and make it yours: chmod 600 {path}"
        )
    layer = _layer(path)
    _check_names(layer)
    found = path.stat()
    if os.name == "posix" and (found.st_mode & _OTHERS or found.st_uid not in (os.geteuid(), 0)):
        raise SettingsError(f"others can read the secrets in {str(path)!r}. Make it yours alone: chmod 600 {path}")
    return layer


def _from_folder(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The same with paths that hold from any working folder."""

    def absolute(value: Any) -> Any:
        if not isinstance(value, str) or not value or "://" in value or value == ":memory:" or is_address(value):
            return value
        return str(folder / Path(value).expanduser())

    paths = {name: absolute(value) for name, value in data.items() if name in _PATHS}
    if isinstance(listed := data.get("sources"), list):
        paths["sources"] = [
            {**each, "address": absolute(each["address"])}
            if isinstance(each, dict) and "address" in each
            else absolute(each)
            for each in listed
        ]
    return {**data, **paths}


def _secret_keys(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in leaves(data):
        if str(key[-1]).casefold().endswith("api_key") or (key[0] == "delivery" and key[1:] and key[1] != "to"):
            yield key_of(key)
        elif key == ("store",) and isinstance(value, str) and _has_password(value):
            yield "store (it has a password)"
        elif key[0] in ("sources", "base_url", "roles") and redacted(told := json.dumps(value)) != told:
            yield f"{key_of(key)} (an address with a password)"


def _has_password(store: str) -> bool:
    try:
        return "://" in store and make_url(store).password is not None
    except ArgumentError:
        return False


def merged(layers: Sequence[Layer]) -> dict[str, Any]:
    """The settings of all, a later layer over an earlier one, key by key."""
    whole: dict[str, Any] = {}
    for layer in layers:
        whole = _over(whole, layer.data)
    return whole


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        name: _over(below[name], value)
        for name, value in above.items()
        if isinstance(value, Mapping) and isinstance(below.get(name), Mapping)
    }
    return {**below, **above, **both}


def leaves(data: Any, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Every value with the keys that lead to it; a list is one value."""
    if isinstance(data, Mapping) and data:
        for name, value in data.items():
            yield from leaves(value, (*key, name))
    elif key:
        yield key, data


def key_of(key: Key) -> str:
    """As it is written in a message: `budget.run.money`."""
    return ".".join(str(part) for part in key)


def origin_of(key: Key, layers: Sequence[Layer]) -> str:
    """The place of the last layer that sets a key, or a part of what the key leads to; "default" if none does."""
    for layer in reversed(layers):
        value: Any = layer.data
        for part in key:
            if isinstance(value, Mapping) and part in value:
                value = value[part]
            elif not isinstance(value, list | tuple):
                break
        else:
            return layer.place
    return "default"


def nearest(key: Key, model: type[BaseModel]) -> str:
    """A hint at the setting that an unknown key may mean: the nearest one known at its place, or all of them."""
    for part in key[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), model)
    known = sorted(set(model.model_fields) - {"config"})
    if len(key) == 1 and (tables := sorted(_tables_with(str(key[0]), model))):
        return f"it belongs under {' or '.join(f'[{table}]' for table in tables)}."
    close = difflib.get_close_matches(str(key[-1]), known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}."


def _tables_with(name: str, model: type[BaseModel], above: str = "") -> Iterator[str]:
    """The tables below `model` in which a key of that name is known."""
    for field, info in model.model_fields.items():
        for inner in _models(info.annotation):
            if name in inner.model_fields:
                yield f"{above}{field}"
            yield from _tables_with(name, inner, f"{above}{field}.")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def starter() -> str:
    """The settings file to begin with: every setting with what it is for."""
    return Path(__file__).with_name("starter.toml").read_text(encoding="utf-8")
