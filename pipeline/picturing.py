"""What a period told, and the picture of it: for a brief with a model for pairs in doubt, for tables without one."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from ..agents import Item, Merger, Tally
from ..analysis import Decide, Origin, Report, Told, Weights, origins_of, picture_of, resolve_article
from ..registry import Registry
from ..render.plover import Describe, as_extracted
from ..schemas import Article, Brief, Event, Extraction, Picture, Reliability
from .extracting import Outcome
from .grading import grades_of, listed_grades
from .settings import Settings

__all__ = ["Pictures", "items_of", "told_before", "told_by"]


@dataclass(frozen=True)
class Pictures:
    """What pictures are made with: who is who, how good the sources are, and what weighs how much."""

    registry: Registry
    grades: dict[str, Reliability]
    weights: Weights

    @classmethod
    def by(cls, settings: Settings) -> "Pictures":
        """As the settings say. SettingsError if a file that they name cannot be used."""
        registry = Registry.shipped()
        if settings.actors:
            registry = registry.extended(settings.actors)
        return cls(registry, grades_of(settings.grades) | listed_grades(settings.sources), settings.weights)

    def of(self, told: Told, earlier: Told | None = None, decide: Decide | None = None) -> Picture:
        """The picture of what a period told, beside what the last brief told."""
        return picture_of(
            told, earlier, registry=self.registry, grades=self.grades, weights=self.weights, decide=decide
        )

    def describing(self, article: Article, extraction: Extraction) -> Describe:
        """What is known of the names of an article, for PLOVER records: by the registry, else by its actor records."""
        names = resolve_article(article, extraction.records(), self.registry)
        extracted = as_extracted(extraction.actors)

        def describe(name: str) -> Mapping[str, Any] | None:
            known = self.registry.actors.get(names[name].key) if name in names else None
            if known is None:
                return extracted(name)
            state = self.registry.actors.get(known.country)
            return {
                "entity_name": known.name,
                "wikidata_id": known.wikidata,
                "country_name": state.name if state else "",
                "sector_code": known.sectors[0] if known.sectors else "",
                "other_sector_codes": list(known.sectors[1:]),
            }

        return describe

    async def asked(self, told: Told, earlier: Told | None, merger: Merger | None, tally: Tally) -> Picture:
        """The same, in a thread of its own; with a `merger` a model says of pairs in doubt if they are one event."""
        if merger is None:
            return await asyncio.to_thread(self.of, told, earlier)
        loop = asyncio.get_running_loop()

        def decide(pairs: Sequence[tuple[Report[Event], Report[Event]]]) -> Sequence[bool]:
            items = [(_item(first), _item(second)) for first, second in pairs]
            return asyncio.run_coroutine_threadsafe(merger.same(items, tally), loop).result()

        return await asyncio.to_thread(self.of, told, earlier, decide)


def _item(report: Report[Event]) -> Item:
    return Item(report.record, report.article)


def told_by(outcomes: Iterable[Outcome], origins: Sequence[Origin]) -> Told:
    """What the articles told, those of copies included: they are other outlets with the same origin."""
    pairs = [(record, o.article) for o in outcomes if o.extraction for record in o.extraction.records()]
    return Told(pairs, origins)


def told_before(brief: Brief) -> Told:
    """What a brief told of its own period: what it cites of the one before it is left out."""
    zone, header = ZoneInfo(brief.header.timezone), brief.header
    own = [
        (item.record, item.article)
        for item in items_of(brief)
        if header.since <= item.article.day(zone) <= header.until
    ]
    return Told(own, origins_of(brief.articles))


def items_of(brief: Brief) -> list[Item]:
    """The records of a brief, each with the revision that carries it."""
    found = []
    for record in brief.records.records():
        article = brief.article(record.evidence[0].article, record.evidence[0].revision) if record.evidence else None
        if article is not None:
            found.append(Item(record, article))
    return found
