"""What is told of a failure holds no part of the address."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sitbrief.delivery.discretion import discreet

ADDRESS = "mailtos://Bob:p%40ss%2Fword@mail.example.org:465/?to=ann@example.net&smtp=mx.example.org&+X-Key=ab"
words = st.text(alphabet=st.sampled_from("abcXYZ019-_.~é"), min_size=1, max_size=20)


@pytest.mark.parametrize(
    "said",
    [
        "Bob may not",
        "bob@MAIL.example.org is refused",
        "password p@ss/word",
        "p%40ss%2Fword",
        "https://mail.example.org:465/?x",
        "no ann@example.net here",
        "mx.example.org is down",
        "header ab",
        ADDRESS,
    ],
)
def test_parts_are_hidden_in_any_spelling(said: str) -> None:
    """As typed or decoded, in capitals or not, alone or in an address."""
    told = discreet([said], ADDRESS).lower()
    assert "***" in told
    for part in ("bob", "p@ss", "p%40ss", "word@", "mail.example.org", "ann@", "example.net", "mx.example"):
        assert part not in told


def test_short_parts_are_hidden_as_words_only() -> None:
    """A user called `ab` does not make every `able` unreadable, and names of parameters stay."""
    assert discreet(["ab is able to"], ADDRESS, names=("to",)) == "*** is able to"


@given(user=words, password=words, token=words)
def test_no_word_of_an_address_is_told(user: str, password: str, token: str) -> None:
    """Whatever the words, beside each other or encoded."""
    address = f"json://{quote(user)}:{quote(password)}@host.example/{quote(token)}"
    for part in (user, password, token):
        assert discreet([f"<{part}>", f"/{quote(part)}/"], address) in ("<***>; /***/", "***")


def test_reasons_are_one_short_line_each_once() -> None:
    """What apprise repeats is told once, exceptions by their words, and a long answer is cut."""
    told = ["It failed.", "It failed.", "Socket Exception: [Errno 111]\n refused", "x" * 900]
    said = discreet(told, ADDRESS)
    assert said.startswith("It failed; [Errno 111] refused; xxx")
    assert len(said) == 500
