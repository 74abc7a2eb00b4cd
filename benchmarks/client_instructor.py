"""What a user writes with instructor alone: one call an article, so many at a time, answers in memory, no checks.

    python client_instructor.py REQUESTS BASE_URL

The messages are those that sitbrief sends, read ready-made; the response model has the same fields.
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


async def main(requests: list[Any], base_url: str) -> None:
    """Prints how many articles and records there were."""
    bound = asyncio.Semaphore(IN_FLIGHT)
    async with AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0) as openai:
        client = instructor.from_openai(openai, mode=instructor.Mode.JSON_SCHEMA)

        async def one(messages: Any) -> Records:
            async with bound:
                answer: Records = await client.chat.completions.create(
                    model="made", messages=messages, response_model=Records, max_retries=1
                )
                return answer

        answers = await asyncio.gather(*map(one, requests))
    records = sum(len(a.events) + len(a.actors) + len(a.stances) + len(a.figures) for a in answers)
    print(json.dumps({"articles": len(answers), "records": records}))


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2]))
