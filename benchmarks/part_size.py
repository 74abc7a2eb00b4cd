"""Size: how much is sent and answered beside the article's own text.

An article's own characters are those of its numbered sentences, without the space between them.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from made import write_articles
from requests_sent import Sent, requests_for
from sitbrief.cassettes import DEMO
from sitbrief.samples import ARTICLES
from tables import Row, show

__all__ = ["run"]

_GENERATED = 200
_OPENING = "<article>\n"
_SENTENCE = re.compile(r"^\[\d+\] (.*)$", re.MULTILINE)
_KINDS = frozenset({"events", "actors", "stances", "figures"})


def run(folder: Path) -> None:
    """Prints the table of this part."""
    write_articles(folder / "articles", _GENERATED)
    rows = []
    everything = []
    for name, place in (("samples", ARTICLES), ("generated", folder / "articles")):
        sent = requests_for(place)
        shares = [_own_part(one) / _own_characters(one) for one in sent]
        rows.append(Row(f"differing part / article, {name}: average", sum(shares) / len(shares), 1.25))
        rows.append(Row(f"differing part / article, {name}: worst", max(shares)))
        everything += sent
    rows.append(Row("different fixed parts in front of the article", _count(map(_fixed_part, everything)), 1, digits=0))
    rows.append(Row("different schemas", _count(map(_schema, everything)), 1, digits=0))
    recorded, notes = _recorded()
    show("Size", rows + recorded, [f"{len(everything)} articles; characters, not tokens", *notes])


def _own_characters(sent: Sent) -> int:
    return sum(len(sentence.text) for sentence in sent.article.sentences)


def _own_part(sent: Sent) -> int:
    """Characters after the fixed part: the article as it is put, and the line below it."""
    return sum(len(message["content"]) for message in sent.messages) - len(_fixed_part(sent))


def _fixed_part(sent: Sent) -> str:
    """All messages up to the article."""
    whole = "".join(message["content"] for message in sent.messages)
    return whole[: whole.rindex(_OPENING) + len(_OPENING)]


def _schema(sent: Sent) -> str:
    """The request without its messages, to the byte as it was sent."""
    body = sent.body
    messages = json.dumps(json.loads(body)["messages"], ensure_ascii=False, separators=(",", ":")).encode()
    if messages not in body:
        raise RuntimeError("the messages do not stand in the request as expected; mend this benchmark")
    return body.replace(messages, b"").decode()


def _count(texts: Any) -> int:
    return len({hashlib.sha256(text.encode()).hexdigest() for text in texts})


# ------------------------------------------------------------------------------------- recorded answers


@dataclass(frozen=True)
class _Answer:
    article: str
    own: int
    characters: int
    compact: int
    records: int


def _recorded() -> tuple[list[Row], list[str]]:
    """From the recording of the demo: answers of a language model for the samples."""
    if not DEMO.exists():
        return [], [f"{DEMO.name} is not there yet: nothing to say about answers"]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    exchanges = yaml.load(DEMO.read_text(encoding="utf-8"), loader)["interactions"]
    found = [answer for exchange in exchanges if (answer := _extraction(exchange))]
    first = {answer.article: answer for answer in reversed(found)}
    characters, records = sum(a.characters for a in found), sum(a.records for a in found)
    own = sum(answer.own for answer in first.values())
    rows = [
        Row("recorded answers: characters a record", characters / records, 240),
        Row("recorded answers: characters / article", characters / own, 1.2),
        Row("the same without white space between JSON's parts", sum(a.compact for a in found) / own),
        Row("recorded answers: worst article", max(_per_article(found))),
        Row("recorded answers: calls an article", len(found) / len(first)),
    ]
    return rows, [
        f"{DEMO.name}: {len(first)} articles, {len(found)} calls for them, {records} records; re-asks included"
    ]


def _per_article(found: list[_Answer]) -> list[float]:
    titles = {answer.article for answer in found}
    mine = [[answer for answer in found if answer.article == title] for title in titles]
    return [sum(answer.characters for answer in own) / own[0].own for own in mine]


def _extraction(exchange: dict[str, Any]) -> _Answer | None:
    """The exchange as an answer for one article; None if it was for something else, such as the brief."""
    request, response = exchange["request"]["body"], exchange["response"]["body"]
    content = response["choices"][0]["message"]["content"]
    answer = json.loads(content)
    if not answer.keys() <= _KINDS:
        return None
    asked = request["messages"][-1]["content"]
    article = asked[: asked.index("</article>")]
    own = sum(map(len, _SENTENCE.findall(article)))
    compact = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return _Answer(article, own, len(content), len(compact), sum(map(len, answer.values())))
