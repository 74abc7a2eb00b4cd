"""One day, one run: a claim in the store, signs that its owner goes on, and when it may be taken over."""

import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from ..schemas import Job, Owner, StoreError
from ..store import Store

__all__ = ["LOOKS", "STALE", "Claim", "beating", "is_gone", "lives_here", "owner_of"]

# Seconds between two signs, and how long a run may be silent before another takes its day over.
_BEAT = 10.0
STALE = timedelta(minutes=2)
# Seconds after which a claim of another machine, which may be gone, is looked at again; so often it is stale.
LOOKS = [5.0] * 25


def owner_of(run: str) -> Owner:
    """This process as the owner of a claim."""
    return Owner(run=run, host=socket.gethostname(), process=_process(os.getpid()), machine=_machine())


@cache
def _machine() -> str:
    """What tells the place in which a process number means one process: the machine since its start, and in it the
    container. Host names are no help, as two machines may have the same.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return f"{socket.gethostname()} {uuid.getnode():x}"


def lives_here(owner: Owner) -> bool:
    """Whether the run that owns a claim is surely at work, as a process of this machine."""
    return owner.machine == _machine() and _lives(owner.process)


def _process(pid: int) -> str:
    """The process by its number and, where the system tells, by the tick of its machine's life in which it began: the
    number alone comes again, and a start by the clock moves when that is set.
    """
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return f"{pid}:{words[19]}"
    except (OSError, IndexError):
        return str(pid)


def is_gone(job: Job, now: datetime) -> bool:
    """Whether the run that owns a job is surely or probably gone at `now`, by the clock of its signs: its process, or
    its signs.

    A sign from the future is one from before the clock was set back.
    """
    owner = job.owner
    if owner is None:
        return True
    if owner.machine == _machine() and not _lives(owner.process):
        return True
    return abs(now - job.beat) > STALE


def _lives(process: str) -> bool:
    pid = int(process.partition(":")[0])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _process(pid) == process


@dataclass
class Claim:
    """A day that `run` has claimed: `job` is what is kept of it."""

    store: Store
    job: Job
    run: str

    def keep(self, **changed: object) -> bool:
        """Keeps what changed of the job; False if another run has it now."""
        self.job = self.job.model_copy(update=changed)
        return self.store.keep_job(self.job, self.run)


@contextmanager
def beating(
    store: Store, job: Job, now: Callable[[], datetime], elapsed: Callable[[], float], lost: Callable[[], None]
) -> Iterator[None]:
    """Gives signs in a thread of its own while the block runs; `lost` is called if another run has the day now."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT):
            try:
                held = store.beat(job, now(), elapsed())
            except StoreError:  # the run itself meets it, and says so
                continue
            if not held:
                lost()
                break

    thread = threading.Thread(target=beat, name="sitbrief-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
