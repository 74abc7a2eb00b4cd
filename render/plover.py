"""Events as PLOVER records, and the codebook that they are coded in, for people and for programs."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..schemas import CODEBOOK, Actor, Article, Event, EventType, Evidence
from ..schemas.plover import AUXILIARIES, CONTEXTS, QUADS, REMARKS, RULES, SECTORS, SOURCE

__all__ = ["Describe", "as_extracted", "codebook_json", "codebook_markdown", "plover_record"]

# What is known of a name: the fields of PLOVER's actor that are known, or None.
Describe = Callable[[str], Mapping[str, Any] | None]


def plover_record(
    event: Event, article: Article, describe: Describe, *, coder: str = "", version: str = ""
) -> dict[str, Any]:
    """A verified event of the article as one PLOVER record, its keys in the manual's order, ready for JSON.

    `date` is the event's first day, else the day of publication, else None. Auxiliary modes follow the mode.
    `text_info` gives the first sentence of its evidence, by number and by characters of the article's text. What is not
    known is empty, never guessed.
    """
    entry = CODEBOOK[event.type]
    day = event.when.start or (article.published.day if article.published else None)
    return {
        "id": event.id,
        "date": day.isoformat() if day else None,
        "actor": [_actor(name, describe) for name in event.actors],
        "recipient": [_actor(name, describe) for name in _recipients(event)],
        "event": [event.type.value],
        "mode": [*([event.mode] if event.mode else []), *event.aux],
        "context": list(event.contexts),
        "event_loc": event.where,
        "event_text": [evidence.text for evidence in event.evidence],
        "quad_code": entry.quad,
        "event_scale": entry.score,
        "link": article.url,
        "text_info": _text_info(event.evidence),
        "cite_info": _cite_info(article, coder, version),
    }


def as_extracted(actors: Iterable[Actor]) -> Describe:
    """Describes a name by the actor records of just that name, letter case apart: country as worded, and sectors.

    Where such records differ on the country, none is given.
    """
    named: dict[str, list[Actor]] = {}
    for actor in actors:
        named.setdefault(actor.name.casefold(), []).append(actor)

    def describe(name: str) -> Mapping[str, Any] | None:
        found = named.get(name.casefold(), [])
        countries = {actor.country for actor in found if actor.country}
        sectors = list(dict.fromkeys(actor.sector for actor in found if actor.sector))
        return {
            "country_name": countries.pop() if len(countries) == 1 else "",
            "sector_code": sectors[0] if sectors else "",
            "other_sector_codes": sectors[1:],
        }

    return describe


def _recipients(event: Event) -> Sequence[str]:
    # Those who act together act on each other: the manual wants a recipient, and these are all there are.
    together = event.type is EventType.COOPERATE and len(event.actors) > 1
    return event.recipients or (event.actors if together else [])


def _actor(name: str, describe: Describe) -> dict[str, Any]:
    known = describe(name) or {}
    fields = ("entity_name", "wikidata_id", "wiki_description", "country_name", "sector_code")
    return {
        "raw_text": name,
        **{field: known.get(field) or "" for field in fields},
        "other_sector_codes": list(known.get("other_sector_codes") or []),
    }


def _text_info(evidence: Sequence[Evidence]) -> dict[str, int | None]:
    if not evidence:
        return {"sequence": None, "start": None, "end": None}
    first = evidence[0]
    return {"sequence": first.sentence, "start": first.start, "end": first.end}


def _cite_info(article: Article, coder: str, version: str) -> dict[str, str]:
    return {
        "corpus": "",
        "citation": f"{article.id}/{article.revision}",
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "publication": article.outlet,
        "coder": coder,
        "codebook": "PLOVER",
        "version": version,
    }


def codebook_markdown() -> str:
    """The codebook as Markdown, its headings of the second level, with a final newline."""
    return "\n".join([SOURCE, *_types(), *_modes(), *_lists(), *_rules(), ""])


def codebook_json() -> str:
    """The codebook as indented JSON with a final newline: types, auxiliary modes, contexts, sectors, rules."""
    types = {
        kind.value: {
            "meaning": entry.meaning,
            "quad": entry.quad,
            "score": entry.score,
            "needs_recipient": entry.needs_recipient,
            "modes": dict(entry.modes),
        }
        for kind, entry in CODEBOOK.items()
    }
    whole = {
        "source": SOURCE,
        "types": types,
        "quads": {str(quad): meaning for quad, meaning in QUADS.items()},
        "auxiliaries": dict(AUXILIARIES),
        "contexts": dict(CONTEXTS),
        "sectors": dict(SECTORS),
        "rules": [{"rule": rule.rule, "example": rule.example, "ours": rule.ours} for rule in RULES],
        "remarks": list(REMARKS),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _types() -> Iterator[str]:
    yield "\n## Types\n"
    yield "| type | what it is | quad class | score | recipient |\n|---|---|---|---|---|"
    for kind, entry in CODEBOOK.items():
        needed = " needed" if entry.needs_recipient else ""
        yield f"| {kind.value} | {entry.meaning} | {entry.quad} {QUADS[entry.quad]} | {entry.score:g} |{needed} |"


def _modes() -> Iterator[str]:
    yield "\n## Modes\n"
    for kind, entry in CODEBOOK.items():
        if entry.modes:
            yield f"- {kind.value}: " + "; ".join(f"`{mode}` {meaning}" for mode, meaning in entry.modes.items())


def _lists() -> Iterator[str]:
    tables: list[tuple[str, Mapping[Any, str]]] = [
        ("Auxiliary modes, of any type", AUXILIARIES),
        ("Contexts", CONTEXTS),
        ("Sectors of actors", SECTORS),
    ]
    for title, meanings in tables:
        yield f"\n## {title}\n"
        yield from (f"- `{name}` {meaning}" for name, meaning in meanings.items())


def _rules() -> Iterator[str]:
    yield "\n## Rules, where two codes seem to fit\n"
    for rule in RULES:
        ours = " The manual has no such rule: it is ours." if rule.ours else ""
        yield f"- {rule.rule}. For example, {rule.example}.{ours}"
    yield "\n## What is ours\n"
    yield from (f"- {remark}" for remark in REMARKS)
