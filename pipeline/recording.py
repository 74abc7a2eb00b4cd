"""A run kept with all that it was told by models and articles, so that its brief can be made again without them."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..cassettes import add_exchange, taping
from ..schemas import Article, Brief
from ..store import Store
from .reports import write_whole
from .settings import Settings

__all__ = ["ARTICLES", "EXCHANGES", "PREVIOUS", "RECORDING", "Tape", "recording"]

RECORDING = "recording"
EXCHANGES, ARTICLES, PREVIOUS = "exchanges.yaml", "articles.jsonl", "previous.json"


@dataclass
class _Taped:
    """The store's answers; one that an earlier run got, and this one uses, is put on the tape as well."""

    store: Store
    tape: Any
    _there: set[str] = field(default_factory=set)

    def answer(self, key: str) -> dict[str, Any] | None:
        kept = self.store.answer(key)
        if kept is not None and key not in self._there and (question := self.store.asked(key)):
            self._there.add(key)
            add_exchange(self.tape, question, kept)
        return kept

    def keep_answer(
        self, key: str, request: dict[str, Any], response: dict[str, Any], model: str, endpoint: str
    ) -> None:
        self._there.add(key)
        self.store.keep_answer(key, request, response, model, endpoint)

    def drop_answer(self, key: str) -> None:
        self.store.drop_answer(key)


@dataclass(frozen=True)
class Tape:
    """A recording under way in the folder of a day; it takes the place of the last one when it is published."""

    folder: Path
    answers: _Taped

    @property
    def draft(self) -> Path:
        """Where it is until then."""
        return _draft(self.folder)

    def keep(self, articles: Sequence[Article], previous: Brief | None) -> None:
        """Keeps what else the brief is made from: the articles of the day, and the brief before."""
        lines = [article.model_dump_json() for article in articles]
        write_whole(self.draft / ARTICLES, "".join(f"{line}\n" for line in lines))
        write_whole(self.draft / PREVIOUS, previous.model_dump_json() if previous else json.dumps(None))

    def publish(self) -> None:
        """In the place of the one before."""
        shutil.rmtree(self.folder / RECORDING, ignore_errors=True)
        self.draft.replace(self.folder / RECORDING)

    def discard(self) -> None:
        """The one before stays, as its brief does."""
        shutil.rmtree(self.draft, ignore_errors=True)


@contextmanager
def recording(folder: Path, settings: Settings, store: Store) -> Iterator[Tape]:
    """Every exchange with a model while the block runs, scrubbed, to be published after it."""
    shutil.rmtree(_draft(folder), ignore_errors=True)
    with taping(_draft(folder) / EXCHANGES, settings.secret_values()) as tape:
        yield Tape(folder, _Taped(store, tape))


def _draft(folder: Path) -> Path:
    return folder / f".{RECORDING}.part"
