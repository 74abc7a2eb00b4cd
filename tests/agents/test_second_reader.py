"""The second reader: what it asks, what it makes of the answer, and the grammar that lets a model only copy."""

import asyncio
from typing import Any

import pytest
from sitbrief.agents import SecondReader, Tally
from sitbrief.agents.second_reader import copy_grammar

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

SENTENCE = 'Orlo\'s council said: "No."'


def _read(make_client: Any, sentence: str = SENTENCE) -> tuple[str, str]:
    async def work() -> tuple[str, str]:
        async with make_client() as client:
            return await SecondReader(client).read(sentence, Tally())

    return asyncio.run(work())


def test_the_sentence_is_asked_about_with_a_grammar_of_its_words(server: Any, make_client: Any) -> None:
    """It comes last, behind messages that are the same for every sentence; nothing is left to chance."""
    server.says("Orlo's council | said")
    assert _read(make_client) == ("Orlo's council", "said")
    asked = server.asked[0].body
    assert asked["messages"][-1] == {"role": "user", "content": SENTENCE}
    assert asked["grammar"] == copy_grammar(SENTENCE)
    assert (asked["temperature"], asked["seed"], asked["max_tokens"]) == (0, 1, 40)


@pytest.mark.parametrize("said", ["- | -", "", "Orlo", None])
def test_an_answer_without_actor_and_verb_names_nobody(said: str | None, server: Any, make_client: Any) -> None:
    """Also one of a server that knows no grammars: what cannot be read agrees with nothing."""
    server.says(said)
    actor, verb = _read(make_client)
    assert not (actor and verb)


def test_dollar_signs_and_line_breaks_of_a_sentence_are_no_commands(server: Any, make_client: Any) -> None:
    """The sentence is one line, as it stands."""
    server.says("Orlo | paid")
    _read(make_client, "Orlo paid\n$sentence {{ 7*7 }}.")
    assert server.asked[0].messages[-1] == "Orlo paid $sentence {{ 7*7 }}."


def test_the_grammar_has_a_rule_a_word() -> None:
    """A run begins at any word and goes on to the next with what stands between, or ends."""
    assert copy_grammar('Orlo\'s "yes" won.').splitlines() == [
        'root ::= "- | -" | run " | " run',
        "run ::= w0 | w1 | w2",
        'w0 ::= "Orlo" ("\'s \\"" w1)?',
        'w1 ::= "yes" ("\\" " w2)?',
        'w2 ::= "won"',
    ]


def test_a_sentence_without_words_has_a_grammar_too() -> None:
    """Nobody acts in it."""
    assert copy_grammar("...") == 'root ::= "- | -"'
