"""The answer in a completion, wherever the server has put it, and what to set where there is none.

A server without a parser for a model's thoughts leaves them in the content, one with the wrong parser takes the
answer for thoughts, and one that holds answers to no schema lets prose and fences through.
"""

import json
import re
from typing import Any

from openai.types.chat import ChatCompletion, ChatCompletionMessage

__all__ = ["answer_alone", "thoughts_alone", "tokens"]

_OPENING, _CLOSING = "<think>", "</think>"
_BRACKET = re.compile(r"[\[{]")


def answer_alone(completion: ChatCompletion) -> ChatCompletion:
    """The completion itself, its content now the answer and nothing else where one can be told."""
    message = completion.choices[0].message
    message.content = _answer(message)
    message.tool_calls = message.tool_calls or None  # a re-ask would send vLLM's empty list, and vLLM refuses it
    return completion


def thoughts_alone(completion: ChatCompletion) -> bool:
    """Whether a completion holds thoughts and no answer."""
    message = completion.choices[0].message
    content = (message.content or "").strip()
    if content:
        return content.startswith(_OPENING) and _CLOSING not in content
    return bool(_thoughts(message).strip())


def tokens(completion: ChatCompletion) -> tuple[int, int]:
    """The tokens of the request and of the answer, 0 where the server does not count them."""
    usage = completion.usage
    return getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0


def _answer(message: ChatCompletionMessage) -> str | None:
    if message.content and message.content.strip():
        return _only_object(message.content)
    thoughts = _thoughts(message)
    return thoughts if _is_object(thoughts) else message.content


def _only_object(text: str) -> str:
    """The one JSON object in a text that has thoughts before it, or prose or fences around it; else the text as it is.

    With a list, a second object or a half one in it nothing is picked out: it would be a guess.
    """
    said = text.rpartition(_CLOSING)[2]
    opening = _BRACKET.search(said)
    if opening is None or opening[0] == "[":
        return text
    try:
        _, end = json.JSONDecoder().raw_decode(said, opening.start())
    except (ValueError, RecursionError):
        return text
    found = said[opening.start() : end]
    return text if "{" in said[end:] or found == text.strip() else found


def _thoughts(message: ChatCompletionMessage) -> str:
    """What Ollama and vLLM send as `reasoning`, llama.cpp and older releases of vLLM as `reasoning_content`."""
    more: dict[str, Any] = message.model_extra or {}
    return str(more.get("reasoning") or more.get("reasoning_content") or "")


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
