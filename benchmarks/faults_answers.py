"""What a model would answer the daily job about the made-up articles: records, verdicts, and a brief made from records.

Each answer follows from its question alone, so that the same question is answered in the same words in every run.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from answering import answer_to

__all__ = ["answered", "task_of", "title_in"]

_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
_PAIR = re.compile(r"^pair (\d+)$", re.MULTILINE)
_RECORDS = re.compile(r"<records>\n(.*?)\n</records>", re.DOTALL)
_SECTIONS = re.compile(r"Write these sections, and leave the others empty: (.*)\.$", re.MULTILINE)
_EVENT = re.compile(r"^\[(\d+)\] event [^:]*: (.+?) \(", re.MULTILINE)
_STANCE = re.compile(r"^\[(\d+)\] stance: (.+?) (?:favor|against|neutral|mixed) (.+?) \((\w+);", re.MULTILINE)
_FIGURE = re.compile(r"^\[(\d+)\] figure: (.+?) families: (families [^,\n]*)", re.MULTILINE)
# A brief is a selection; with more statements the checks would take longer than what is tried here.
_MOST = 8

Statement = dict[str, Any]


def title_in(body: dict[str, Any]) -> str:
    """The title of the article that a question is about, also where it is asked again; empty if it names none."""
    found = _TITLE.search("\n".join(str(message["content"]) for message in body["messages"]))
    return found[1] if found else ""


def task_of(body: dict[str, Any]) -> str:
    """What is asked for: "read", "same", "write" or "mend"."""
    wanted = body.get("response_format", {}).get("json_schema", {}).get("schema", {}).get("properties", {})
    tasks = {"bottom_line": "write", "verdicts": "same", "statements": "mend"}
    return next((task for name, task in tasks.items() if name in wanted), "read")


def answered(body: dict[str, Any]) -> str:
    """The text of the answer."""
    task, text = task_of(body), body["messages"][-1]["content"]
    if task == "read":
        return answer_to(body)
    answers = {"write": _draft, "same": _verdicts, "mend": lambda _: {"statements": []}}
    return json.dumps(answers[task](text), separators=(",", ":"), ensure_ascii=False)


def _verdicts(text: str) -> dict[str, Any]:
    return {"verdicts": [{"n": int(n), "why": "two places", "same": False} for n in _PAIR.findall(text)]}


def _draft(text: str) -> dict[str, Any]:
    """The sections that are asked for, in the words of the records, each statement with the number of its own."""
    records, asked = _RECORDS.findall(text)[0], _SECTIONS.findall(text)[0].split(", ")
    events, stances, figures = list(_events(records)), list(_stances(records)), list(_figures(records))
    written: dict[str, Any] = {
        "bottom_line": events[0] if events else None,
        "takeaways": events[1:4],
        "developments": [{"heading": "What was done", "statements": events[:_MOST]}] if events else [],
        "positions": stances[:_MOST],
        "figures": figures[:_MOST],
        "gaps": ["Who will pay for the guards?"],
    }
    return {section: told for section, told in written.items() if section in asked and told}


def _events(records: str) -> Iterator[Statement]:
    for number, what in _EVENT.findall(records):
        yield {"t": what, "r": [int(number)]}


def _stances(records: str) -> Iterator[Statement]:
    for number, holder, target, cue in _STANCE.findall(records):
        yield {"t": f"{holder} {cue} {target}.", "r": [int(number)]}


def _figures(records: str) -> Iterator[Statement]:
    for number, value, of in _FIGURE.findall(records):
        yield {"t": f"F{of[1:]}: {value}.", "r": [int(number)]}
