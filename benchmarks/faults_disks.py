"""Disks that are full or read-only: a small file system in memory, or what comes near it where none may be mounted."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Disk", "disk"]

_ROOM = 256 * 2**20


@dataclass
class Disk:
    """A place with little room. `before` is the command that keeps a run from writing more, where it is not mounted."""

    place: Path
    mounted: bool
    before: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """How there is no room."""
        return "a small tmpfs" if self.mounted else "RLIMIT_FSIZE"

    def grow(self) -> None:
        """Makes room."""
        self.before = ()
        if self.mounted:
            _mount("remount", f"size={_ROOM}", self.place)

    def freeze(self) -> bool:
        """Lets nothing be written any longer; False if that cannot be had here."""
        if self.mounted:
            return _mount("remount", "ro", self.place)
        for path in (*self.place.rglob("*"), self.place):
            path.chmod(path.stat().st_mode & ~0o222)
        return os.geteuid() != 0  # who is root writes all the same

    def thaw(self) -> None:
        """Lets it be written again."""
        if self.mounted:
            _mount("remount", "rw", self.place)
            return
        for path in (self.place, *self.place.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


@contextmanager
def disk(place: Path, size: int) -> Iterator[Disk]:
    """A disk of so many bytes."""
    place.mkdir(parents=True)
    mounted = shutil.which("mount") is not None and _mount("rw", f"size={size}", place)
    try:
        yield Disk(place, mounted, () if mounted else ("prlimit", f"--fsize={size}"))
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def _mount(how: str, option: str, place: Path) -> bool:
    options = f"{how},{option}"
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True)
    return done.returncode == 0
