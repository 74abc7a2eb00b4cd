"""The brief of a day to where it is read: its files, those whom it is delivered to, and run.json, in this order."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

from ..delivery import Target
from ..schemas import Brief, Delivery, Manifest, RunState, redacted
from .claiming import Claim
from .delivering import deliver_to, delivery_id, targets_of
from .logs import Log
from .manifests import EXIT_CODES
from .reports import MANIFEST, day_folder, read_manifest, write_brief_files, write_whole
from .settings import Settings
from .verdicts import also, delivered_state, sentence, undelivered

__all__ = ["Publisher"]


@dataclass(frozen=True)
class Publisher:
    """Publishes the brief of a claimed day; what it has done is kept in the store at once: a kill loses none of it."""

    settings: Settings
    claim: Claim
    log: Log

    @property
    def folder(self) -> Path:
        """Where the files of the day are."""
        return day_folder(self.settings.reports, self.claim.job.day)

    def files(self, brief: Brief) -> dict[str, str]:
        """Writes the brief in its forms; the SHA-256 of each file by its name."""
        return write_brief_files(self.folder, brief)

    async def deliver(self, brief: Brief) -> list[Delivery]:
        """What became of the brief at those targets that have not got this one yet."""
        id_, got = delivery_id(brief), self.claim.job.delivered
        targets = [target for target in targets_of(self.settings) if got.get(target.name) != id_]
        return list(await asyncio.gather(*(self._deliver_to(target, brief, id_) for target in targets)))

    async def _deliver_to(self, target: Target, brief: Brief, id_: str) -> Delivery:
        each = await deliver_to(brief, self.folder, target)
        told = self.log.info if each.delivered else self.log.error
        told("delivered" if each.delivered else "not delivered", **each.model_dump(exclude={"delivered"}))
        if each.delivered:  # a kill sends it to no other one again
            self.claim.keep(delivered=self.claim.job.delivered | {each.target: id_})
        return each

    def manifest(self) -> Manifest | None:
        """The manifest of the brief as it is kept; where a store of an earlier version has none, the one on disk."""
        return Manifest.known(self.claim.job.manifest) or read_manifest(self.folder)

    def write_manifest(self, manifest: Manifest, **kept: object) -> None:
        """Beside the brief, and into the store, from which it is made good where it is lost; `kept` goes with it."""
        hidden = redacted(manifest.model_dump_json(indent=2), self.settings.secret_values())
        write_whole(self.folder / MANIFEST, hidden + "\n")
        self.claim.keep(manifest=json.loads(hidden), **kept)

    async def again(self, brief: Brief, state: RunState) -> tuple[RunState, list[Delivery]]:
        """A brief of an earlier run: its files made good, and what was not delivered delivered. The state after it."""
        files, deliveries = self.files(brief), await self.deliver(brief)
        state = delivered_state(state, deliveries)
        if made := self.manifest():
            told = [d for d in made.deliveries if d.target not in {each.target for each in deliveries}] + deliveries
            now: dict[str, object] = {"files": files, "deliveries": told}
            if deliveries:
                said = also(sentence(brief), undelivered(deliveries))
                now |= {"state": state, "exit_code": EXIT_CODES[state], "said": said}
            self.write_manifest(made.model_copy(update=now))
        self.claim.keep(state=state, owner=None)
        return state, deliveries
