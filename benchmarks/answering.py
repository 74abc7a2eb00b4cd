"""What a model would answer a request for a made-up article, in the format that the request asks for.

sitbrief and instructor ask for lists of records with sentence numbers: those that their schema names. langextract
asks for extractions: words of the text, by class, with the attributes that its schema requires.
"""

import json
import re
from typing import Any

from made import records_of

__all__ = ["answer_to", "extractions_of", "title_of"]

_SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
# A re-ask carries this; none is expected, and it gets empty lists.
_REASK = "failed a check"
# What langextract calls the one list of its answers, and how its prompt begins and ends the text that is asked about.
_EXTRACTIONS, _QUESTION, _ANSWER = "extractions", "\nQ: ", "\nA: "
_CLASSES = {"events": "event", "actors": "actor", "stances": "stance", "figures": "figure"}


def title_of(body: dict[str, Any]) -> str:
    """The title of the article that a request is about; empty if it names none."""
    found = _TITLE.search(body["messages"][-1]["content"])
    return found[1] if found else ""


def answer_to(body: dict[str, Any]) -> str:
    """The text of the answer, without white space between JSON's parts."""
    text = body["messages"][-1]["content"]
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema", {})
    wanted = schema.get("properties", {})
    answer: dict[str, Any]
    if _EXTRACTIONS in wanted:
        question = text.rpartition(_QUESTION)[2].removesuffix(_ANSWER)
        answer = {_EXTRACTIONS: extractions_of(question, schema)}
    else:
        numbered = [] if _REASK in text else [(int(number), words) for number, words in _SENTENCE.findall(text)]
        answer = {plural: records for plural, records in records_of(numbered).items() if plural in (wanted or _CLASSES)}
    return json.dumps(answer, separators=(",", ":"), ensure_ascii=False)


def extractions_of(text: str, schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The records that a text carries as langextract writes them, in the order of the text."""
    attributes = _attributes(schema)
    found = []
    for sentence in re.split(r"(?<=\.)\s+", text.strip()):
        records = [
            (_CLASSES[plural], one) for plural, several in records_of([(0, sentence)]).items() for one in several
        ]
        words = [(_words(record, sentence), kind, record) for kind, record in records]
        for said, kind, record in sorted(words, key=lambda one: sentence.index(one[0])):
            # A strict schema has every key in every answer, null where there is nothing to say.
            given = {name: record.get(name) for name in attributes[kind]}
            found.append({kind: said, f"{kind}_attributes": given})
    return found


def _attributes(schema: dict[str, Any]) -> dict[str, list[str]]:
    """The attributes that are required of each class."""
    variants = [variant["properties"] for variant in schema["properties"][_EXTRACTIONS]["items"]["anyOf"]]
    kinds = [kind for variant in variants for kind in _CLASSES.values() if kind in variant]
    return {k: v[f"{k}_attributes"]["anyOf"][0]["required"] for k, v in zip(kinds, variants, strict=True)}


def _words(record: dict[str, Any], sentence: str) -> str:
    """The fewest words of the sentence that show a record, none in two: langextract places each once, in their order.

    A name, a quotation, a number with its unit; of an event what follows its actor, and of a stance the sentence.
    """
    if "what" in record:
        verb = record["what"].removeprefix(record["actors"][0]).split()[0]
        return sentence[sentence.index(f" {verb} ") + 1 :]
    if "value" in record:
        return " ".join((record["qualifier"], record["value"], record["unit"]))
    return str(record.get("name") or record.get("quote") or sentence)
