"""sitbrief beside langextract and plain instructor: the same articles, instructions and endpoint, in turns."""

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from children import Cost, measured, script
from exchanges import Exchange, asking, serving
from instructions import for_langextract, one_call, three_calls
from killing import kept_answers, kill_after
from made import write_articles
from requests_sent import requests_for
from tables import Compared, show_beside

__all__ = ["run"]

_ARTICLES, _IN_FLIGHT, _DELAY = 100, 20, 1.0
# One article in so many is refused, each time that it is asked about.
_FAILING = 20
_LANGEXTRACT = Path(__file__).parent.parent / ".venv-compare" / "bin" / "python"
_STORE = "store.db"


@dataclass(frozen=True)
class _Client:
    """A client, and how many articles a second process can read from the folder that it ran in."""

    name: str
    command: list[str]
    kept: Callable[[Path], int]


@dataclass(frozen=True)
class _Seen:
    """What a client did in a whole run, in one that was killed half-way, and in one with refusals."""

    cost: Cost
    counts: dict[str, int]
    exchanges: list[Exchange]
    answered: int
    kept: int
    refused: dict[str, int]

    def against(self, calls: int) -> float:
        """First request to last answer, over the least that so many calls take."""
        return asking(self.exchanges) / (calls * _DELAY / _IN_FLIGHT)


def run(folder: Path) -> None:
    """Prints the table of this part."""
    clients = _clients(folder)
    seen = [_seen(client, folder) for client in clients]
    title = f"Beside: {_ARTICLES} articles, {_DELAY:g} s an answer, {_IN_FLIGHT} in flight"
    show_beside(title, [client.name for client in clients], [*_costs(seen), *_losses(seen)], _notes(clients, seen))


def _clients(folder: Path) -> list[_Client]:
    """Those that are there. All but sitbrief get their requests ready-made; each runs in a folder of its own."""
    articles = folder / "articles"
    write_articles(articles, _ARTICLES)
    sent = requests_for(articles)
    one, three, prompts = (folder / f"{name}.json" for name in ("one", "three", "prompts"))
    for path, content in ((one, one_call(sent)), (three, three_calls(sent)), (prompts, for_langextract(sent))):
        path.write_text(json.dumps(content), encoding="utf-8")
    clients = [_Client("sitbrief", script("client_sitbrief.py", articles, _STORE), _from_the_store)]
    if _LANGEXTRACT.exists():
        command = script("client_langextract.py", prompts, interpreter=_LANGEXTRACT)
        clients.append(_Client("langextract", command, _nothing))
    clients.append(_Client("instructor x 3", script("client_instructor.py", three), _nothing))
    clients.append(_Client("instructor x 1", script("client_instructor.py", one), _nothing))
    return clients


def _from_the_store(own: Path) -> int:
    return kept_answers(own / _STORE)


def _nothing(own: Path) -> int:
    if found := sorted(own.iterdir()):
        raise RuntimeError(f"{found[0].name!r} was left; count in this benchmark what can be read from it")
    return 0


def _seen(client: _Client, folder: Path) -> _Seen:
    refused = _refused(client, folder)  # first: bytecode is written and files are in memory then, for all alike
    with serving(folder, delay=_DELAY) as served:
        cost = measured([*client.command, served.base_url], _own(folder))
        exchanges = served.answered()
    return _Seen(cost, _said(cost), exchanges, *_killed(client, exchanges, folder), refused)


def _own(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def _said(cost: Cost) -> dict[str, int]:
    counts: dict[str, int] = json.loads(cost.output.splitlines()[-1])
    return counts


def _refused(client: _Client, folder: Path) -> dict[str, int]:
    """What the caller has in the end: what the client printed, or an exception that ended it and nothing else."""
    with serving(folder, delay=_DELAY, failing=_FAILING) as served:
        try:
            return {"raised": 0, **_said(measured([*client.command, served.base_url], _own(folder)))}
        except RuntimeError as problem:
            if "refused for good" not in str(problem):
                raise
            return {"raised": 1}


def _killed(client: _Client, whole: list[Exchange], folder: Path) -> tuple[int, int]:
    """How many articles had all their answers at the kill, and how many can be read from what is left."""
    own = _own(folder)
    with serving(folder, delay=_DELAY) as served:
        killed = kill_after(len(whole) // 2, [*client.command, served.base_url], served, own)
        out = Counter(one.title for one in served.answered() if one.end <= killed)
    calls = Counter(one.title for one in whole)
    return sum(out[title] == calls[title] for title in calls), client.kept(own)


def _costs(seen: list[_Seen]) -> list[Compared]:
    calls = [len(one.exchanges) for one in seen]
    sent = [sum(exchange.sent for exchange in one.exchanges) / _ARTICLES for one in seen]
    answered = [sum(exchange.answered for exchange in one.exchanges) / _ARTICLES for one in seen]
    own = [one.against(count) for one, count in zip(seen, calls, strict=True)]
    meanwhile = "it checks and stores answers between the requests"
    return [
        Compared("calls an article", [count / _ARTICLES for count in calls]),
        Compared(
            "characters sent an article",
            sent,
            digits=0,
            why="its schema lists every field and code, and its sentences are numbered",
        ),
        Compared("characters answered an article", answered, digits=0),
        Compared("records an article", [one.counts["records"] / _ARTICLES for one in seen], most=True),
        Compared("first request to last answer / ideal of its own calls", own, why=meanwhile),
        Compared("the same / ideal of one call an article", [one.against(_ARTICLES) for one in seen], why=meanwhile),
        Compared(
            "whole process, s", [one.cost.wall for one in seen], digits=1, why="files, checks and store are in it"
        ),
        Compared("client CPU, s", [one.cost.cpu for one in seen], digits=1, why="grounding and the store are in it"),
        Compared(
            "peak memory, MB",
            [one.cost.peak for one in seen],
            digits=0,
            why="the store, the checks and their libraries are in it",
        ),
    ]


def _losses(seen: list[_Seen]) -> list[Compared]:
    kept = [100 * one.kept / one.answered for one in seen]
    refused = [one.refused for one in seen]
    failing = _ARTICLES // _FAILING
    has, listed = ([one.get(what, 0) for one in refused] for what in ("articles", "listed"))
    return [
        Compared("killed half-way: % of answered articles on disk", kept, most=True, digits=0),
        Compared(f"one in {_FAILING} refused: articles in hand, of {_ARTICLES - failing}", has, most=True, digits=0),
        Compared("the same: the call raised (1) or returned (0)", [one["raised"] for one in refused], digits=0),
        Compared(f"the same: failures listed, of {failing}", listed, most=True, digits=0),
    ]


def _notes(clients: list[_Client], seen: list[_Seen]) -> list[str]:
    killed = ", ".join(f"{client.name} {one.kept} of {one.answered}" for client, one in zip(clients, seen, strict=True))
    without = [] if _LANGEXTRACT.exists() else ["langextract is left out: `make .venv-compare/.ready` gets it"]
    return [
        *without,
        "each client gets sitbrief's instructions; of three calls each has the sections of its own kinds (events; "
        "actors; stances and figures), langextract none about sentence numbers, and the example that it asks for",
        "sitbrief reads files, checks every record and stores all in a new store; instructor gets ready-made messages "
        "and checks types; langextract gets ready-made texts and finds where each extraction stands",
        "characters: of requests as they are sent, schema included, and of the answers' texts",
        f"killed (SIGKILL) with half of its answers out; articles on disk, of those answered: {killed}",
        "refused: HTTP 400 each time; `asyncio.gather` and `lx.extract` as they are by themselves. A caller who adds "
        "`return_exceptions=True`, or calls `lx.extract` for each article alone, can keep the others by own code",
        "times are noisy: look at the ratios, and at several runs",
    ]
