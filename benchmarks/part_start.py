"""Start: `sitbrief --help` beside the import of the two libraries that a run needs."""

import json
import statistics
from pathlib import Path

from children import measured, python
from tables import Row, show

__all__ = ["run"]

_ROUNDS = 7
_HEAVY = ("openai", "instructor", "rich")
_LOADED = f"import sitbrief, sys, json; print(json.dumps([m for m in {_HEAVY!r} if m in sys.modules]))"


def run(folder: Path) -> None:
    """Prints the table of this part."""
    commands = {
        "help": python(str(Path(python()[0]).with_name("sitbrief")), "--help"),
        "libraries": python("-c", "import openai, instructor"),
        "nothing": python("-c", "pass"),
    }
    for command in commands.values():  # bytecode written and files in memory, for all alike
        measured(command, folder)
    walls: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_ROUNDS):
        for name, command in commands.items():
            walls[name].append(measured(command, folder).wall)
    middle = {name: statistics.median(times) for name, times in walls.items()}
    loaded = json.loads(measured(python("-c", _LOADED), folder).output)
    rows = [
        Row("sitbrief --help / import openai, instructor", middle["help"] / middle["libraries"], 0.25),
        Row("heavy libraries loaded by `import sitbrief`", len(loaded), 0, digits=0),
        Row("seconds: sitbrief --help", middle["help"]),
        Row("seconds: import openai, instructor", middle["libraries"]),
        Row("seconds: python -c pass", middle["nothing"]),
    ]
    show("Start", rows, [f"median of {_ROUNDS}, in turns; loaded too much: {', '.join(loaded) or 'nothing'}"])
