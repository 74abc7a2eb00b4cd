"""The user's list of sources with their grades, from a YAML file: `Kurdish Daily: B`, `example.org: C`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from ..schemas import Reliability, SettingsError
from .settings import Source

__all__ = ["grades_of", "listed_grades"]

_GRADES: tuple[Reliability, ...] = get_args(Reliability)


def grades_of(path: Path | None) -> dict[str, Reliability]:
    """By outlet or domain, the Admiralty grade of the source; none without a file.

    SettingsError names the file, the source and the grade that is none.
    """
    if path is None:
        return {}
    import yaml

    try:
        listed: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise SettingsError(f"the list of sources {str(path)!r} cannot be read: {problem}.") from problem
    if not isinstance(listed, dict):
        raise SettingsError(
            f"the list of sources {str(path)!r} is no list; write a line a source, such as 'Reuters: B'."
        )
    for source, grade in listed.items():
        if grade not in _GRADES:
            raise SettingsError(
                f"the list of sources {str(path)!r} gives {source!r} the grade {grade!r}; give one of A (completely "
                "reliable) to E (unreliable), or F (cannot be judged)."
            )
    return {str(source): grade for source, grade in listed.items()}


def listed_grades(sources: Iterable[Source]) -> dict[str, Reliability]:
    """The same of the sources that the settings list, by the name of each, or else by its host."""
    graded = ((source.name or urlsplit(source.address).hostname or "", source.grade) for source in sources)
    return {name: grade for name, grade in graded if name and grade}
