"""Which weights there are, and where they lie on this machine."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from ..schemas import NoModelError, WeightsError

__all__ = ["Installed", "Packages", "Weights", "default_weights", "find_weights", "fingerprint", "installed", "remove"]

# What a GGUF file begins with.
_MAGIC = b"GGUF"
_PIECE = 1 << 20


class Packages(BaseModel):
    """The parts of a file as packages, in order; `sha256` are those of the wheels, `data` the part inside each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: str
    data: str
    sha256: tuple[str, ...]


class Weights(BaseModel):
    """Weights that sitbrief can fetch: from their publisher's hub, or as packages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    license: str
    bytes: int
    sha256: str
    repository: str
    file: str
    packages: Packages

    @property
    def path(self) -> Path:
        """Where they lie once they are installed."""
        return _folder() / self.file


@dataclass(frozen=True)
class Installed:
    """A GGUF file in the folder of weights."""

    path: Path
    bytes: int

    @property
    def name(self) -> str:
        return self.path.stem


@lru_cache(maxsize=1)
def default_weights() -> Weights:
    """Those of `--model local` where no file is named."""
    text = resources.files(__package__ or "").joinpath("weights.yaml").read_text(encoding="utf-8")
    return Weights.model_validate(yaml.safe_load(text))


def installed() -> list[Installed]:
    """The weights in the folder of weights, by name."""
    return [Installed(path, path.stat().st_size) for path in sorted(_folder().glob("*.gguf"))]


def remove(name: str) -> Installed:
    """Deletes installed weights; WeightsError if there are none of this name."""
    for weights in installed():
        if weights.name == name:
            weights.path.unlink()
            return weights
    names = ", ".join(weights.name for weights in installed()) or "none"
    raise WeightsError(f"no weights {name!r} are installed; there are: {names}. See `sitbrief model list`.")


def find_weights(path: Path | None = None) -> Path:
    """The file of `--model-path`, or of the default weights; NoModelError if it is not there or no GGUF."""
    chosen = path or default_weights().path
    if not chosen.is_file():
        if path:
            raise NoModelError(f"the weights {str(path)!r} are not there; give --model-path a GGUF file.")
        raise NoModelError(
            f"--model local needs weights, and {default_weights().name!r} are not installed.\n"
            "Fetch them with `sitbrief model install` (1.1 GB), or name a GGUF file with --model-path."
        )
    with chosen.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise NoModelError(f"{str(chosen)!r} is no GGUF file: it does not begin with GGUF. Give --model-path one.")
    return chosen


def fingerprint(path: Path) -> str:
    """8 hex digits by which answers of these weights are told from those of others.

    Of the size and three pieces of the file: to read it all takes longer than to start the server.
    """
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for start in (0, size // 2, max(0, size - _PIECE)):
            file.seek(start)
            digest.update(file.read(_PIECE))
    return digest.hexdigest()[:8]


def sha256_of(path: Path) -> str:
    """The sha256 of a whole file, in hex."""
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("sitbrief")) / "weights"
