"""The second reader: a small model that says of one sentence who acts and what they do, in the sentence's own words.

The answer is no JSON: a grammar made for the sentence lets it only copy. A server that knows no grammars is asked all
the same; what is not in the sentence agrees with nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..prompts import Prompt, load
from .client import Client, Tally

__all__ = ["READER_PROMPT", "SecondReader", "copy_grammar"]

READER_PROMPT = "actor-verb.v1"
# Tokens: names and verbs are short; a model that repeats itself is stopped.
_LONGEST_ANSWER = 40
_BETWEEN = " | "
# Words with what belongs to them ("U.S", "al-Azrani", "Shia'" without its mark); a possessive's s is none of it.
_WORD = re.compile(r"(?:(?<![’'])|(?!s\b))[^\W_]+(?:[-.’'](?!s\b)[^\W_]+)*")


@dataclass(frozen=True)
class SecondReader:
    """Reads sentences with one client. `folder` may hold a prompt of the user's own."""

    client: Client
    folder: Path | None = None

    async def read(self, sentence: str, tally: Tally) -> tuple[str, str]:
        """Actor and verb, as the sentence words them; both empty if the model finds nobody who acts.

        ModelError if the model could not be made to answer.
        """
        said = await self.client.complete(
            self._prompt.messages(sentence=" ".join(sentence.split())),
            tally,
            max_tokens=_LONGEST_ANSWER,
            temperature=0,
            seed=1,
            # llama.cpp's: the fixed messages are read once, not for each sentence.
            extra_body={"grammar": copy_grammar(sentence), "cache_prompt": True},
        )
        actor, _, verb = said.partition(_BETWEEN.strip())
        return actor.strip().strip("-"), verb.strip().strip("-")

    @cached_property
    def _prompt(self) -> Prompt:
        return load(READER_PROMPT, self.folder)


def copy_grammar(sentence: str) -> str:
    """A grammar in llama.cpp's GBNF: two runs of the sentence's words with a bar between them, or "- | -"."""
    words = list(_WORD.finditer(" ".join(sentence.split())))
    if not words:
        return 'root ::= "- | -"'
    runs = " | ".join(f"w{n}" for n in range(len(words)))
    return "\n".join(['root ::= "- | -" | run " | " run', f"run ::= {runs}", *_rules(words)])


def _rules(words: list[re.Match[str]]) -> Iterator[str]:
    """For each word a rule: the word, and then nothing or the next one with what stands between them."""
    for n, (word, following) in enumerate(zip(words, [*words[1:], None], strict=True)):
        if following is None:
            yield f"w{n} ::= {_quoted(word.group())}"
        else:
            between = word.string[word.end() : following.start()]
            yield f"w{n} ::= {_quoted(word.group())} ({_quoted(between)} w{n + 1})?"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
