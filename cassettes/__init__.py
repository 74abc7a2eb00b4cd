"""Recorded exchanges with a model, and how they are recorded and played: by vcrpy, on an allow list.

What is kept of an exchange: method, body, status, and the headers that change what a client does. The
host is rewritten to one neutral name, so that a recording of any endpoint replays for any other.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from vcr import VCR
    from vcr.request import Request

__all__ = ["DEMO", "NEUTRAL_URL", "add_exchange", "equip", "options", "player", "recorder", "taping"]

DEMO = Path(__file__).with_name("demo.yaml")
NEUTRAL_URL = "https://endpoint.invalid/v1"

# Of a request only its type matters; of a response also when to come back.
_REQUEST_HEADERS = frozenset({"content-type"})
_RESPONSE_HEADERS = frozenset({"content-type", "retry-after"})
# A shorter one, such as "EMPTY", stands for no key, and may be a word of an article.
_SHORTEST_SECRET = 8
# What a completion carries about its account or server and no client needs.
_DROPPED_FIELDS = frozenset({"id", "service_tier", "system_fingerprint", "timings"})


def options() -> dict[str, Any]:
    """How vcrpy is set here; pytest-recording takes the same."""
    return {
        "match_on": ["method", "path", "same_json"],
        "before_record_request": _scrubbed_request,
        "before_record_response": _scrubbed_response,
        "decode_compressed_response": True,
        "serializer": "yaml",
    }


def equip(machine: "VCR") -> None:
    """Registers what `options` names."""
    machine.register_serializer("yaml", _Readable)
    machine.register_matcher("same_json", _same_json)
    machine.register_matcher("same_question", _same_question)


def recorder() -> "VCR":
    """vcrpy as this project uses it: an exchange that was not recorded is an error, never a request."""
    from vcr import VCR

    machine = VCR(record_mode="none", **options())
    equip(machine)
    return machine


def taping(path: Path, secrets: Sequence[str]) -> AbstractContextManager[Any]:
    """A recording of every question to a model while the block runs, at `path`; none of `secrets` stands in it."""
    from vcr import VCR

    def question(request: "Request") -> "Request | None":
        if request.method != "POST" or not request.path.endswith("/chat/completions"):
            return None  # the pages of articles: these are kept as articles
        request.body = _without(request.body, secrets)
        return _scrubbed_request(request)

    def answer(response: dict[str, Any]) -> dict[str, Any]:
        response["body"]["string"] = _without(response["body"].get("string") or b"", secrets)
        return _scrubbed_response(response)

    given = {**options(), "before_record_request": question, "before_record_response": answer}
    machine = VCR(record_mode="all", **given)
    equip(machine)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    tape: AbstractContextManager[Any] = machine.use_cassette(str(path))
    return tape


def player(path: Path) -> AbstractContextManager[Any]:
    """The recording at `path`, played. The bound on an answer is none of the words of a question."""
    from vcr import VCR

    machine = VCR(record_mode="none", **{**options(), "match_on": ["method", "path", "same_question"]})
    equip(machine)
    tape: AbstractContextManager[Any] = machine.use_cassette(str(path))
    return tape


def add_exchange(tape: Any, question: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Puts an exchange of an earlier run on a tape, as the store kept it."""
    from vcr.request import Request

    sent = {name: value for name, value in question.items() if name != "extra_body"} | question.get("extra_body", {})
    asked = Request("POST", f"{NEUTRAL_URL}/chat/completions", json.dumps(sent), {"content-type": "application/json"})
    body = {"string": json.dumps(answer).encode()}
    status = {"code": 200, "message": "OK"}
    tape.append(asked, {"status": status, "headers": {"content-type": ["application/json"]}, "body": body})


def _without(body: Any, secrets: Sequence[str]) -> bytes:
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    for secret in (each for each in secrets if len(each) >= _SHORTEST_SECRET):
        text = text.replace(secret, "***")
    return text.encode()


_BOUNDS = ("max_completion_tokens", "max_tokens")


def _same_question(one: "Request", other: "Request") -> None:
    """The same but for the bound on the answer, which the budget of a run sets."""

    def asked(request: "Request") -> Any:
        body = _parsed(request.body)
        return {k: v for k, v in body.items() if k not in _BOUNDS} if isinstance(body, dict) else body

    assert asked(one) == asked(other), "the question is not the recorded one"


def _same_json(one: "Request", other: "Request") -> None:
    """An edited prompt must not replay; the order of keys may differ."""
    assert _parsed(one.body) == _parsed(other.body), "the request's body is not the recorded one"


def _parsed(body: Any) -> Any:
    try:
        return json.loads(body)
    except (TypeError, ValueError):
        return body


def _scrubbed_request(request: "Request") -> "Request":
    request.uri = f"{NEUTRAL_URL}/{_endpoint_path(request.path)}"
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in _REQUEST_HEADERS}
    return request


def _endpoint_path(path: str) -> str:
    """What follows the base URL, whatever that is: `chat/completions`."""
    return "/".join(path.strip("/").split("/")[-2:])


def _scrubbed_response(response: dict[str, Any]) -> dict[str, Any]:
    response["headers"] = {k.lower(): v for k, v in response["headers"].items() if k.lower() in _RESPONSE_HEADERS}
    body = _parsed(response["body"].get("string") or b"")
    if isinstance(body, dict):
        kept = {name: value for name, value in body.items() if name not in _DROPPED_FIELDS}
        response["body"]["string"] = json.dumps({"id": "recorded", **kept}, ensure_ascii=False).encode()
    return response


class _Readable:
    """Cassettes as YAML in which a JSON body stands as YAML too, so that a person can read a recording."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        for exchange in cassette["interactions"]:
            exchange["request"]["body"] = _parsed(exchange["request"]["body"])
            exchange["response"]["body"] = _parsed(exchange["response"]["body"].get("string"))
        dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        return str(yaml.dump(cassette, Dumper=dumper, allow_unicode=True, width=110, sort_keys=True))

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for exchange in cassette["interactions"]:
            exchange["request"]["body"] = _dumped(exchange["request"]["body"])
            exchange["response"]["body"] = {"string": _dumped(exchange["response"]["body"])}
        return cassette


def _dumped(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()
