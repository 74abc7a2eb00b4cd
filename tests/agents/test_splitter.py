"""Lines of a page in, its articles out: what an answer does, and what one that does not fit is worth."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sitbrief.agents import Client, Splitter, Tally
from sitbrief.schemas import AnswerError, Article

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

LINES = (
    "Harbour strike ends after nine days",
    "Dock workers ended a nine-day strike at Orlo harbour on Thursday.",
    "ORLO - The ferry to Ulsen will sail again in May, the mayor said.",
    "It had lain in the yard since autumn.",
)


@pytest.fixture
def divide(make_client: Callable[..., Client], make_article: Callable[..., Article]) -> Callable[..., list[Article]]:
    """Has the splitter divide the page above; a border above the last line leaves an article without a sentence."""

    def split(borders: Sequence[int]) -> list[Article]:
        if 3 in borders:
            raise ValueError("line 4 begins an article without a sentence of its own")
        return [make_article(line) for line in LINES[: len(borders) + 1]]

    def run(tally: Tally | None = None) -> list[Article]:
        async def ask() -> list[Article]:
            async with make_client() as client:
                return await Splitter(client).divide(LINES, (2,), split, tally or Tally())

        return asyncio.run(ask())

    return run


def answer(*borders: tuple[int, str]) -> dict[str, Any]:
    """An answer of these borders."""
    return {"borders": [{"line": line, "opens": opens} for line, opens in borders]}


FITTING = answer((3, "ORLO - The ferry to"))


def test_a_fitting_answer_divides_the_page(server: Any, divide: Any) -> None:
    """One call, in which every line has its number and the place of the sign is marked."""
    server.says(FITTING)
    assert len(divide()) == 2
    assert "[2] Dock workers" in server.asked[0].messages[-1]
    assert "[3]? ORLO" in server.asked[0].messages[-1]


def test_no_border_leaves_one_article(server: Any, divide: Any) -> None:
    """A model that sees one article is believed."""
    server.says(answer())
    assert len(divide()) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (answer((3, "The ferry to Ulsen")), "line 3 does not open with"),
        (answer((9, "It had lain")), "there is no line 9"),
        (answer((1, "Harbour strike ends after nine")), "there is no line 1 at which a second article could begin"),
        (answer((4, "It had lain in the")), "line 4 begins an article without a sentence"),
    ],
)
def test_an_answer_that_does_not_fit_is_asked_again_once(
    server: Any, divide: Any, wrong: dict[str, Any], told: str
) -> None:
    """The second request says what is wrong; an answer that fits then is taken."""
    server.says(wrong)
    server.says(FITTING)
    tally = Tally()
    assert len(divide(tally)) == 2
    assert told in server.asked[1].messages[-1]
    assert (tally.usage.calls, tally.usage.reasks) == (2, 1)


def test_an_answer_that_never_fits_divides_nothing(server: Any, divide: Any) -> None:
    """Twice wrong is an error that says so, and nothing is guessed."""
    server.says(answer((9, "It had lain")))
    server.says(answer((9, "It had lain")))
    with pytest.raises(AnswerError, match="does not fit the page: there is no line 9"):
        divide()
