"""The words sent to the model: one text file a task and version, never edited once it was used.

A file holds messages, each begun by a line `--- ROLE`; `$name` is a variable. A folder of one's own may
hold files of the same names, which `check_folder` looks through before anything is asked; what it lacks is
taken from here.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from ..schemas import PromptError

__all__ = ["GIVEN", "Message", "Prompt", "check_folder", "load", "with_correction"]

Message = dict[str, str]

_ARTICLE = frozenset({"title", "outlet", "published", "sentences", "lists", "bound"})
_CODES = frozenset({"codebook", "auxiliaries", "contexts", "sectors", "rules"})
# What each task gives its prompts. A prompt of one's own need not use all of it, but must use `_NEEDED`, without
# which the model would not see what it is asked about.
GIVEN: dict[str, frozenset[str]] = {
    "extract": _ARTICLE | _CODES,
    "extract-own": _ARTICLE | {"kinds"},
    "extract-mixed": _ARTICLE | _CODES | {"kinds"},
    "extract-correct": frozenset({"failures"}),
    "brief": frozenset({"area", "period", "records", "earlier_period", "earlier", "picture", "sections"}),
    "brief-correct": frozenset({"failures"}),
    "borders": frozenset({"lines"}),
    "borders-correct": frozenset({"failures"}),
    "judge": frozenset({"statements", "count"}),
    "judge-correct": frozenset({"failures", "numbers"}),
    "same-event": frozenset({"pairs", "count"}),
    "actor-verb": frozenset({"sentence"}),
}
_NEEDED = frozenset({"sentences", "failures", "records", "statements", "lines", "pairs", "sentence"})

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

    @property
    def variables(self) -> set[str]:
        """The variables that its texts use."""
        return {variable for _, text in self.parts for variable in Template(text).get_identifiers()}

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
    """The prompt `name` (`extract.v2`), from `folder` if it is there, else from the package."""
    text = _read(name, folder)
    pieces = _ROLE_LINE.split(text)
    if len(pieces) < 3 or pieces[0].strip():
        raise PromptError(f"prompt {name!r} must begin with a line '--- system' or '--- user'.")
    pairs: Sequence[tuple[str, str]] = [
        (role, body.strip()) for role, body in zip(pieces[1::2], pieces[2::2], strict=True)
    ]
    return Prompt(name, tuple(pairs))


def check_folder(folder: Path) -> None:
    """PromptError unless every prompt in the folder has a name that sitbrief knows and variables that its task gives.

    The error names the file and the variable, and what there is to choose from.
    """
    known = sorted(path.name for path in resources.files(__name__).iterdir() if path.name.endswith(".md"))
    _require(folder)
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".md"))
    if not names:
        raise PromptError(f"the folder of prompts {str(folder)!r} holds none; name its files {', '.join(known)}.")
    for name in names:
        if name not in known:
            raise PromptError(f"{str(folder / name)!r} is the name of no prompt; there are {', '.join(known)}.")
        _check(load(name.removesuffix(".md"), folder), str(folder / name))


def _check(prompt: Prompt, place: str) -> None:
    given = GIVEN[prompt.name.rpartition(".")[0]]
    prompt.messages(**dict.fromkeys(given | prompt.variables, ""))  # a dollar sign that begins no variable
    if unknown := sorted(prompt.variables - given):
        raise PromptError(
            f"{place!r} uses the variable {unknown[0]!r}, which this task does not give; it gives "
            f"{', '.join(sorted(given))}. Write $$ for a dollar sign."
        )
    if missing := sorted((_NEEDED & given) - prompt.variables):
        raise PromptError(f"{place!r} lacks the variable {missing[0]!r}; write ${missing[0]} where it belongs.")


def with_correction(messages: Sequence[Message], correction: Sequence[Message]) -> list[Message]:
    """The messages with the correction's words below their last one, which stays the last: a model's chat template
    may want the roles in turns, and what stands before is the same to the byte.
    """
    last, more = messages[-1], correction[-1]
    return [*messages[:-1], {"role": "user", "content": last["content"] + "\n\n" + more["content"]}]


def _require(folder: Path) -> None:
    if not folder.is_dir():
        raise PromptError(f"the folder of prompts {str(folder)!r} is not there; make it, or give none.")


def _read(name: str, folder: Path | None) -> str:
    if folder:
        _require(folder)
    own = folder / f"{name}.md" if folder else None
    try:
        if own and own.exists():
            return own.read_text(encoding="utf-8")
        return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PromptError(f"prompt {name!r} cannot be read: {problem}.") from problem
