"""The llama.cpp server as a child process: on a loopback port, with a key of its own, as long as the run."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import httpx2

from ..schemas import EndpointDownError, NoModelError, WeightsError
from .weights import fingerprint

__all__ = ["LOCAL_URL", "LocalServer", "Loopback", "require_server", "serving"]

# The address under which answers are kept and recorded: the real port is another one in each run.
LOCAL_URL = "http://local/v1"
# Tokens: an article of some 1,500 words with instructions and answer; longer ones are cut. It costs 230 MB with the
# default weights.
_CONTEXT = 8_192
# More threads than this gain nothing where memory is what is waited for.
_MOST_THREADS = 8


@dataclass(frozen=True)
class LocalServer:
    """A running server. `model` names its weights in briefs and kept answers, `parameters` counts their numbers."""

    address: str
    key: str = field(repr=False)
    model: str
    parameters: int
    process: "subprocess.Popen[bytes]"
    log: IO[bytes]

    def death(self) -> str:
        """Why the server is gone; empty while it runs."""
        if (code := self.process.poll()) is None:
            return ""
        return f"the embedded model's server {_ended(code)}{_last_words(self.log)}"


class Loopback(httpx2.AsyncBaseTransport):
    """Sends what is meant for `LOCAL_URL` to the server of this run; says so if that has died."""

    def __init__(self, server: LocalServer) -> None:
        self._server = server
        self._inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        there = httpx2.URL(self._server.address)
        request.url = request.url.copy_with(scheme=there.scheme, host=there.host, port=there.port)
        request.headers["host"] = there.netloc.decode()
        try:
            return await self._inner.handle_async_request(request)
        except httpx2.TransportError as problem:
            if death := self._death():
                raise EndpointDownError(death) from problem
            raise

    def _death(self) -> str:
        try:  # its connections break a little before it has ended
            self._server.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return ""
        return self._server.death()

    async def aclose(self) -> None:
        await self._inner.aclose()


def require_server() -> None:
    """NoModelError unless the llama.cpp server is installed."""
    if find_spec("xllamacpp") is None:
        raise NoModelError("--model local needs the llama.cpp server: pip install 'sitbrief[local]'.")


@contextmanager
def serving(weights: Path, context: int = _CONTEXT) -> Iterator[LocalServer]:
    """Runs a GGUF file, ready to answer, until the block is left. `context` is the model's window, in tokens.

    NoModelError: xllamacpp is not installed. WeightsError: the server cannot load the file.
    """
    require_server()
    key, name = secrets.token_urlsafe(24), f"{weights.stem}-{fingerprint(weights)}"
    order = {"weights": str(weights), "model": name, "key": key, "context": context, "threads": _threads()}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", f"{__package__}.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the parent, which lets the article at hand be finished
        )
        try:
            ready = _started(process, order)
            if not ready:
                raise WeightsError(
                    f"the embedded model cannot be started with {str(weights)!r}: its server "
                    f"{_ended(process.wait())}{_last_words(log)}"
                )
            yield LocalServer(ready["address"], key, name, ready["parameters"], process, log)
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()


def _started(process: "subprocess.Popen[bytes]", order: dict[str, object]) -> dict[str, Any]:
    """What the child says once it answers; empty if it ended before."""
    assert process.stdin
    assert process.stdout
    try:  # the key goes by the pipe: arguments and environment can be read by others
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return {}
    told: dict[str, Any] = json.loads(process.stdout.readline() or b"{}")
    return told


def _threads() -> int:
    """A fixed number: sums in another order are other sums, and answers must be the same on every run."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_THREADS)


def _ended(code: int) -> str:
    if code == -signal.SIGKILL:
        return "was killed (SIGKILL): most likely the memory ran out; take smaller weights or free some"
    return f"ended with {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


def _last_words(log: IO[bytes]) -> str:
    """What it last said that tells of an error, for the message."""
    log.seek(0)
    lines = [line.strip() for line in log.read().decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower() or "fail" in line.lower()] or lines
    return f": {telling[-1][:300]}" if telling else "."
