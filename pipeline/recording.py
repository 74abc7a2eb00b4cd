"""A run kept with all that it was told by models and articles, so that its brief can be made again without them."""

import json
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
    """A recording under way in `folder`."""

    folder: Path
    answers: _Taped

    def keep(self, articles: Sequence[Article], previous: Brief | None) -> None:
        """Keeps what else the brief is made from: the articles of the day, and the brief before."""
        lines = [article.model_dump_json() for article in articles]
        write_whole(self.folder / ARTICLES, "".join(f"{line}\n" for line in lines))
        write_whole(self.folder / PREVIOUS, previous.model_dump_json() if previous else json.dumps(None))


@contextmanager
def recording(folder: Path, settings: Settings, store: Store) -> Iterator[Tape]:
    """Every exchange with a model while the block runs, scrubbed, in the folder `recording` of a day's folder."""
    place = folder / RECORDING
    with taping(place / EXCHANGES, settings.secret_values()) as tape:
        yield Tape(place, _Taped(store, tape))
