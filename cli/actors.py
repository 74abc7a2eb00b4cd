"""sitbrief actors"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from .common import ActorsOption, ExitCode, StoreOption, explained, note

if TYPE_CHECKING:
    from ..pipeline import Settings
    from ..registry import KnownActor, Registry


class ActorsFormat(StrEnum):
    """The printed forms of a list of actors."""

    table = "table"
    jsonl = "jsonl"


QueryArgument = Annotated[str | None, typer.Argument(metavar="NAME", help="An id, or any name of an actor.")]
FormatOption = Annotated[ActorsFormat, typer.Option("--format", help="A table, or one actor a line as JSON.")]
ProposeOption = Annotated[
    bool, typer.Option("--propose", help="List the names of the stored articles that no actor is known for.")
]


def actors(
    name: QueryArgument = None,
    form: FormatOption = ActorsFormat.table,
    propose: ProposeOption = False,
    own: ActorsOption = None,
    store: StoreOption = None,
) -> None:
    """List the known actors, show one with all its names, or propose additions from what was not resolved.

    Example: sitbrief actors al-Soudani
    """
    with explained():
        from ..pipeline import Pictures, Settings

        settings = Settings.of(actors=own, store=store)
        registry = Pictures.by(settings).registry
        lines = list(_proposed(settings, registry) if propose else _listed(name, registry, form))
        for line in lines:
            typer.echo(line)
        if not lines:
            note(_nothing(name))
    raise typer.Exit(ExitCode.DONE if lines else ExitCode.NOTHING)


def _nothing(name: str | None) -> str:
    if name is None:
        return "Every name of the extracted articles of the store is known, or there are none."
    return f"No actor is called {name!r}. Add it in a file of your own and name that with --actors; see docs/actors.md."


def _listed(name: str | None, registry: "Registry", form: ActorsFormat) -> Iterator[str]:
    found = _found(name, registry)
    if form is ActorsFormat.jsonl:
        yield from (json.dumps(_data(actor), ensure_ascii=False) for actor in found)
    elif name is None:
        from .tables import actors_table

        yield actors_table(found)
    else:
        for actor in found:
            yield from _whole(actor, registry)


def _found(name: str | None, registry: "Registry") -> "list[KnownActor]":
    if name is None:
        return list(registry.actors.values())
    ids = {name} if name in registry.actors else registry.named(name)[0] or _with_part(name, registry)
    return [registry.actors[id_] for id_ in sorted(ids)]


def _with_part(name: str, registry: "Registry") -> set[str]:
    """Those with the name as a surname, or as the unqualified name of a body or an office."""
    from ..registry import name_words

    words = name_words(name)
    surnamed = {actor.id for actor in registry.surnamed(words[0])} if len(words) == 1 else set()
    titled = {id_ for code in registry.title_countries(name) for id_ in registry.titled(name, code)}
    return surnamed | titled


def _data(actor: "KnownActor") -> dict[str, object]:
    from dataclasses import asdict

    data = asdict(actor)
    data["offices"] = [{k: str(v) for k, v in office.items() if v} for office in data["offices"]]
    return {key: value for key, value in data.items() if value}


def _whole(actor: "KnownActor", registry: "Registry") -> Iterator[str]:
    yield f"{actor.id}: {actor.name} ({', '.join(filter(None, (actor.kind, actor.country, *actor.sectors)))})"
    if also := [*actor.names[1:], *actor.generic]:
        yield f"    also: {'; '.join(also)}"
    if actor.part_of:
        yield f"    of: {registry.actors[actor.part_of].name}"
    for held in actor.offices:
        office = registry.actors[held.office]
        days = f"on {held.day}" if held.day else f"{held.since or '?'} to {held.until or 'an end that is not known'}"
        yield f"    {office.country} {office.name}, {days} [{registry.sources[held.source]}]"
    if actor.wikidata:
        yield f"    Wikidata {actor.wikidata} [{registry.sources[actor.wikidata_source]}]"


def _proposed(settings: "Settings", registry: "Registry") -> Iterator[str]:
    from ..analysis.actors import proposals

    for proposal in proposals(_unresolved(settings, registry), registry):
        times = f"{proposal.count} time{'' if proposal.count == 1 else 's'}"
        yield f"# {proposal.name}: {times}, in {'; '.join(proposal.articles)}" + (
            f"; near {proposal.nearest}" if proposal.nearest else ""
        )
        if proposal.line:
            yield proposal.line


def _unresolved(settings: "Settings", registry: "Registry") -> dict[str, Sequence[str]]:
    """By name, the titles of the articles whose records give it and in which it means no known actor."""
    from ..analysis.actors import resolve_article
    from ..store import Store

    with Store.open(settings.store) as kept:
        articles = kept.articles()
        extractions = kept.latest_extractions(articles)
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        extraction = extractions.get((article.id, article.revision))
        names = resolve_article(article, extraction.records(), registry) if extraction else {}
        for resolution in names.values():
            if resolution.how in ("unresolved", "ambiguous"):
                titles[resolution.name].append(article.title)
    return dict(titles)
