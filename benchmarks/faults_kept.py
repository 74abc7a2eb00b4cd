"""What a store holds, read beside it: from a copy, so that the file itself is left as a killed run left it."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["kept_questions"]


def kept_questions(store: Path) -> set[str]:
    """The hashes of the questions whose answers a store holds, as the endpoint's log has them."""
    with TemporaryDirectory() as folder:
        for end in ("", "-wal"):
            if (file := store.with_name(f"{store.name}{end}")).is_file():
                shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / store.name)) as copy:
            if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'answers'").fetchone():
                return set()
            return {_hash(request) for (request,) in copy.execute("SELECT request FROM answers")}


def _hash(request: str) -> str:
    return hashlib.sha256(json.dumps(json.loads(request), sort_keys=True).encode()).hexdigest()[:16]
