"""The requests that sitbrief sends for articles, taken at the wire; nothing leaves the process."""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from pydantic import SecretStr
from sitbrief.pipeline import Run, Settings
from sitbrief.schemas import Article
from sitbrief.store import Store

__all__ = ["Sent", "requests_for"]

_EMPTY: dict[str, list[Any]] = {"events": [], "actors": [], "stances": [], "figures": []}


@dataclass(frozen=True)
class Sent:
    """An article and the body of the request that was sent for it."""

    article: Article
    body: bytes

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages of the request."""
        messages: list[dict[str, Any]] = json.loads(self.body)["messages"]
        return messages


@dataclass
class _Wire(httpx2.AsyncBaseTransport):
    bodies: list[bytes] = field(default_factory=list)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.bodies.append(await request.aread())
        message = {"role": "assistant", "content": json.dumps(_EMPTY)}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        whole = {"id": "made", "object": "chat.completion", "created": 0, "model": "made", "choices": [choice]}
        return httpx2.Response(200, json=whole, request=request)


def requests_for(folder: Path) -> list[Sent]:
    """What is sent for each article of a folder."""
    wire = _Wire()
    settings = Settings(
        store=":memory:", model="made", base_url="http://127.0.0.1/v1", api_key=SecretStr("none"), in_flight=1
    )
    with Store.open(settings.store) as store:
        run = Run(settings, store, transport=wire)
        articles = asyncio.run(run.take_in([str(folder)])).articles
        asyncio.run(run.extract(articles))
    texts = [json.loads(body)["messages"][-1]["content"] for body in wire.bodies]
    return [Sent(article, wire.bodies[_place(article, texts)]) for article in articles]


def _place(article: Article, texts: list[str]) -> int:
    """Where the one request stands that holds the article."""
    marks = (f"title: {article.title}\n", f"[1] {article.sentences[0].text}\n")
    (place,) = (i for i, text in enumerate(texts) if all(mark in text for mark in marks))
    return place
