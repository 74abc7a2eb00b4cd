"""sitbrief's own path, from files to verified records in the store.

python client_sitbrief.py ARTICLES STORE BASE_URL
"""

import asyncio
import json
import sys

from pydantic import SecretStr
from sitbrief.pipeline import Outcome, Run, Settings
from sitbrief.store import Store

IN_FLIGHT = 20


async def _extracted(run: Run, articles: str) -> list[Outcome]:
    return await run.extract((await run.take_in([articles])).articles)


def main(articles: str, store: str, base_url: str) -> None:
    """Prints how many articles, records and rejected records there were, and how many articles are named as failed."""
    settings = Settings(store=store, model="made", base_url=base_url, api_key=SecretStr("none"), in_flight=IN_FLIGHT)
    with Store.open(settings.store) as kept:
        run = Run(settings, kept)
        outcomes = asyncio.run(_extracted(run, articles))
    done = [outcome.extraction for outcome in outcomes if outcome.extraction]
    counts = {
        "articles": len(done),
        "records": sum(len(extraction.records()) for extraction in done),
        "rejected": sum(len(extraction.rejected) for extraction in done),
        "listed": sum(bool(outcome.problem) for outcome in outcomes),
    }
    print(json.dumps(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
