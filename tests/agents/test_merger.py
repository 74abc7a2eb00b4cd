"""Pairs in doubt put to a model in one call: only a plain yes joins them."""

import asyncio

import pytest
from sitbrief.agents import Merger, Tally
from sitbrief.schemas import EndpointDownError, Event

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])


@pytest.fixture
def pairs(make_article, make_item):
    """Two pairs of reports of a ferry that left."""
    article = make_article("The ferry left Orlo.", "A ferry sailed from Orlo.")
    one, other = (
        make_item(article, Event, s=[n], type="COOPERATE", actors=["Orlo"], recipients=["Orlo"], what="A ferry left.")
        for n in (1, 2)
    )
    return [(one, other), (other, one)]


def asked(server, make_client, pairs):
    async def work():
        async with make_client(server.url) as client:
            return await Merger(client).same(pairs, Tally())

    return asyncio.run(work())


def test_each_pair_gets_its_verdict_from_one_call(server, make_client, pairs):
    """All pairs go out together, each with its records and their sentences."""
    server.says({"verdicts": [{"n": 1, "why": "one ferry", "same": True}, {"n": 2, "why": "two", "same": False}]})
    assert asked(server, make_client, pairs) == [True, False]
    assert len(server.asked) == 1
    assert "cited: The ferry left Orlo." in server.asked[0].messages[-1]


@pytest.mark.parametrize(
    "verdicts",
    [
        [{"n": 1, "why": "", "same": True}],
        [{"n": 1, "why": "", "same": True}, {"n": 2, "why": "", "same": True}, {"n": 2, "why": "", "same": False}],
        [{"n": 1, "why": "", "same": True}, {"n": 7, "why": "", "same": True}],
    ],
)
def test_a_pair_without_one_clear_verdict_stays_apart(server, make_client, pairs, verdicts):
    """No verdict, two that differ, or one on a pair that was not asked about joins nothing."""
    server.says({"verdicts": verdicts})
    assert asked(server, make_client, pairs) == [True, False]


def test_a_model_that_cannot_answer_joins_nothing(server, make_client, pairs):
    """The brief is written all the same."""
    server.says("no JSON")
    server.says("no JSON again")
    assert asked(server, make_client, pairs) == [False, False]


def test_an_endpoint_that_is_down_is_said(server, make_client, pairs):
    """No other request would fare better."""
    server.fails(401, "no such key")
    with pytest.raises(EndpointDownError):
        asked(server, make_client, pairs)
