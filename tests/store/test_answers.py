"""Answers by request key."""

import pytest
from sitbrief.schemas import StoreError
from sitbrief.store import Store

KEY = "0f" * 32


def test_an_unknown_key_has_no_answer(store):
    """What was never asked is None."""
    assert store.answer(KEY) is None


def test_an_answer_comes_back(store):
    """A response is returned as it was kept, odd characters included."""
    response = {"text": "Überfahrt \u0000 \ud83d", "tokens": [1, 2.5, None, True], "empty": {}}
    store.keep_answer(KEY, {"q": 1}, response, "m", "http://model.example/v1")
    assert store.answer(KEY) == response


def test_an_answer_outlives_the_store(target):
    """An answer is there after closing and opening again."""
    with Store.open(target) as first:
        first.keep_answer(KEY, {}, {"a": 1}, "m", "e")
    with Store.open(target) as second:
        assert second.answer(KEY) == {"a": 1}


def test_the_first_answer_stays(store):
    """A second answer to the same request changes nothing and is no error."""
    store.keep_answer(KEY, {}, {"a": 1}, "m", "e")
    store.keep_answer(KEY, {}, {"a": 2}, "m", "e")
    assert store.answer(KEY) == {"a": 1}


def test_what_is_not_json_is_refused(store):
    """A response that JSON cannot say is a StoreError, and nothing is kept."""
    with pytest.raises(StoreError, match="not JSON"):
        store.keep_answer(KEY, {}, {"a": object()}, "m", "e")
    assert store.answer(KEY) is None


def test_a_dropped_answer_is_gone(store):
    """It is asked for anew; another one stays, and dropping what is not there is no error."""
    for key in ("a" * 64, "b" * 64):
        store.keep_answer(key, {}, {"n": 1}, "m", "e")
    store.drop_answer("a" * 64)
    store.drop_answer("c" * 64)
    assert store.answer("a" * 64) is None
    assert store.answer("b" * 64) == {"n": 1}
