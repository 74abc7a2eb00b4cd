"""Records the demo's answers anew: `tests/record_demo.py`, with the endpoint in the environment.

OPENAI_BASE_URL and OPENAI_API_KEY say where; the answers replace those in `demo.yaml`.
"""

from sitbrief.cassettes import DEMO
from sitbrief.pipeline import Settings, demo

if __name__ == "__main__":
    written = demo(record_from=Settings.of())
    print(f"{DEMO}: {written.usage.calls} answers recorded, {len(list(written.statements()))} statements came of them")
