"""A written brief to the targets of the settings: each gets a brief once, and what fails is told."""

import asyncio
from pathlib import Path

from pydantic import SecretStr

from ..delivery import Message, Target, check_targets, deliver
from ..render.digest import digest
from ..schemas import Brief, Delivery, FailedArticle, SettingsError, Unjudged, text_hash
from .settings import Settings

__all__ = ["deliver_to", "delivery_id", "targets_of"]

# The page and the text; the JSON and the manifest stay where they are.
_ATTACHED = ("brief.html", "brief.md")


def targets_of(settings: Settings) -> list[Target]:
    """Whom briefs are delivered to. SettingsError: one has no address that can be used."""
    for name in settings.delivery.to:
        if not settings.delivery.address(name):
            raise SettingsError(
                f"the delivery target {name!r} has no address. Set SITBRIEF_DELIVERY__{name.upper()}, "
                "or give it in the file of secrets, under [delivery]."
            )
    targets = [Target(name=name, address=SecretStr(settings.delivery.address(name))) for name in settings.delivery.to]
    check_targets(targets)
    return targets


def delivery_id(brief: Brief) -> str:
    """What tells a brief from one that says something else; not how a fault was worded that both met."""
    failed = tuple(FailedArticle(name=each.name, reason="") for each in brief.gaps.failed)
    unjudged = tuple(Unjudged(reason="", statements=each.statements) for each in brief.gaps.unjudged)
    gaps = brief.gaps.model_copy(update={"failed": failed, "unjudged": unjudged})
    header = brief.header.model_copy(update={"partial": ""})
    return text_hash(brief.model_copy(update={"header": header, "gaps": gaps}).model_dump_json())


async def deliver_to(brief: Brief, folder: Path, target: Target) -> Delivery:
    """What became of the brief at `target`; sent in a thread, as it may be waited for."""
    said = digest(brief, str(folder))
    files = tuple(folder / name for name in _ATTACHED)
    message = Message(said.title, said.text, said.markdown, said.html, files)
    return await asyncio.to_thread(deliver, message, target)
