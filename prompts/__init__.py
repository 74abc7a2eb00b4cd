"""The words sent to the model: one text file a task and version, never edited once it was used.

A file holds messages, each begun by a line `--- ROLE`; `$name` is a variable. A folder of one's own may
hold files of the same names; what it lacks is taken from here.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from ..schemas import PromptError

__all__ = ["Message", "Prompt", "load", "with_correction"]

Message = dict[str, str]

_ROLE_LINE = re.compile(r"^--- (system|user|assistant)$", re.MULTILINE)


@dataclass(frozen=True)
class Prompt:
    """A prompt file, read. `name` is `<task>.v<N>`; `parts` are (role, template) in order."""

    name: str
    parts: tuple[tuple[str, str], ...]

    def messages(self, **variables: str) -> list[Message]:
        """The messages with their variables filled in, in one pass: a value is never read as a template.

        PromptError names a variable that is missing.
        """
        return [{"role": role, "content": self._fill(text, variables)} for role, text in self.parts]

    @property
    def hash(self) -> str:
        """16 hex digits that change with any word of the prompt."""
        return hashlib.sha256(repr(self.parts).encode()).hexdigest()[:16]

    def _fill(self, text: str, variables: dict[str, str]) -> str:
        try:
            return Template(text).substitute(variables)
        except KeyError as missing:
            raise PromptError(
                f"prompt {self.name!r} uses the variable {missing.args[0]!r}, which this task does not give; "
                f"it gives {', '.join(sorted(variables))}. Write $$ for a dollar sign."
            ) from None
        except ValueError as problem:
            raise PromptError(f"prompt {self.name!r}: {problem}. Write $$ for a dollar sign.") from None


def load(name: str, folder: Path | None = None) -> Prompt:
    """The prompt `name` (`extract.v1`), from `folder` if it is there, else from the package."""
    text = _read(name, folder)
    pieces = _ROLE_LINE.split(text)
    if len(pieces) < 3 or pieces[0].strip():
        raise PromptError(f"prompt {name!r} must begin with a line '--- system' or '--- user'.")
    pairs: Sequence[tuple[str, str]] = [
        (role, body.strip()) for role, body in zip(pieces[1::2], pieces[2::2], strict=True)
    ]
    return Prompt(name, tuple(pairs))


def with_correction(messages: Sequence[Message], correction: Sequence[Message]) -> list[Message]:
    """The messages with the correction's words below their last one, which stays the last: a model's chat template
    may want the roles in turns, and what stands before is the same to the byte.
    """
    last, more = messages[-1], correction[-1]
    return [*messages[:-1], {"role": "user", "content": last["content"] + "\n\n" + more["content"]}]


def _read(name: str, folder: Path | None) -> str:
    if folder and not folder.is_dir():
        raise PromptError(f"the folder of prompts {str(folder)!r} is not there; make it, or give none.")
    own = folder / f"{name}.md" if folder else None
    try:
        if own and own.exists():
            return own.read_text(encoding="utf-8")
        return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PromptError(f"prompt {name!r} cannot be read: {problem}.") from problem
