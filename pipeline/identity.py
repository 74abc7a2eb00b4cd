"""What decides the content of a brief, as one hash: two runs with the same one write the same brief of a day."""

import hashlib
import json
from pathlib import Path
from typing import Any, get_args

from ..agents import BRIEF_PROMPTS, EXTRACT_PROMPTS, JUDGE_PROMPTS, MERGE_PROMPT, READER_PROMPT, SPLIT_PROMPTS
from ..prompts import load
from ..sources import is_address
from .settings import RoleName, Settings

__all__ = ["config_of", "models_of", "prompts_of"]


def config_of(settings: Settings) -> str:
    """The hash of what decides the content. Budgets, paths, addresses of deliveries do not."""
    parts = {
        "about": [settings.area, settings.topic, settings.timezone],
        "sources": [_source(source.address, settings.config) for source in settings.sources],
        "grades": [*_file(settings.grades), *([s.name, s.address, s.grade] for s in settings.sources if s.grade)],
        "actors": _file(settings.actors),
        "weights": settings.weights.model_dump(),
        "strategy": settings.strategy_for().value,
        "endpoints": _endpoints(settings),
        "judge": settings.judge,
        "prompts": prompts_of(settings),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def models_of(settings: Settings) -> dict[str, str]:
    """By role, the model that has it; none if no model is configured."""
    roles = [role for role in get_args(RoleName) if role != "judge" or settings.judge]
    return {} if settings.without_model else {role: settings.model_of(role) or "local" for role in roles}


def prompts_of(settings: Settings) -> dict[str, str]:
    """By name, the hash of each prompt that may be sent."""
    judge = JUDGE_PROMPTS if settings.judge else ()
    names = (*EXTRACT_PROMPTS, *SPLIT_PROMPTS, READER_PROMPT, MERGE_PROMPT, *BRIEF_PROMPTS, *judge)
    return {} if settings.without_model else {name: load(name, settings.prompts).hash for name in names}


def _endpoints(settings: Settings) -> list[Any]:
    own = {role: [given.model, given.base_url] for role, given in settings.roles.items()}
    weights = settings.model_path.name if settings.model_path else ""
    return [settings.model, settings.base_url, weights, own]


def _source(address: str, config: Path | None) -> str:
    # On another machine the settings file, and what lies beside it, may lie elsewhere.
    beside = config.parent if config else Path.cwd()
    path = Path(address)
    inside = not is_address(address) and path.is_relative_to(beside)
    return path.relative_to(beside).as_posix() if inside else address


def _file(path: Path | None) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest()] if path and path.is_file() else []
