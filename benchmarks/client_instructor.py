"""What a user writes with instructor alone: so many calls at a time, answers in memory, no checks.

    python client_instructor.py REQUESTS BASE_URL

REQUESTS holds the messages of each call of each article, ready-made: of one call for all records, or of three, for
events, for actors, for stances and figures. The response models have the fields of sitbrief's records.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import instructor
from openai import AsyncOpenAI
from pydantic import BaseModel
from sitbrief.schemas import Actor, Event, Figure, Stance

IN_FLIGHT = 20


class Records(BaseModel):
    """One required list a kind."""

    events: list[Event]
    actors: list[Actor]
    stances: list[Stance]
    figures: list[Figure]


class Events(BaseModel):
    """The first call of three."""

    events: list[Event]


class Actors(BaseModel):
    """The second one."""

    actors: list[Actor]


class StancesAndFigures(BaseModel):
    """The third one."""

    stances: list[Stance]
    figures: list[Figure]


MODELS: dict[int, tuple[type[BaseModel], ...]] = {1: (Records,), 3: (Events, Actors, StancesAndFigures)}


async def main(articles: list[list[Any]], base_url: str) -> None:
    """Prints how many articles and records there were; what a call raises ends it, as `gather` has it by itself."""
    bound = asyncio.Semaphore(IN_FLIGHT)
    async with AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0) as openai:
        client = instructor.from_openai(openai, mode=instructor.Mode.JSON_SCHEMA)

        async def one(messages: Any, model: type[BaseModel]) -> BaseModel:
            async with bound:
                answer: BaseModel = await client.chat.completions.create(
                    model="made", messages=messages, response_model=model, max_retries=1
                )
                return answer

        async def article(calls: list[Any]) -> list[BaseModel]:
            return await asyncio.gather(*map(one, calls, MODELS[len(calls)]))

        found = await asyncio.gather(*map(article, articles))
    records = sum(len(records) for answers in found for answer in answers for _, records in answer)
    print(json.dumps({"articles": len(found), "records": records}))


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2]))
