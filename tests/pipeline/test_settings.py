from pathlib import Path
from typing import Any

import pytest
from sitbrief.pipeline import Settings
from sitbrief.schemas import NoModelError, SettingsError


def test_without_an_endpoint_four_lines_say_how_to_give_one() -> None:
    """No model configured is an error of four lines that names the variables and what needs none."""
    with pytest.raises(NoModelError) as caught:
        Settings(model="", base_url="", api_key="").endpoint()  # type: ignore[arg-type]
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert "--model" in lines[0]
    assert "OPENAI_API_KEY" in lines[1]
    assert "OPENAI_BASE_URL" in lines[1]
    assert "--model local" in lines[2]
    assert "sitbrief brief" in lines[3]


def test_an_address_without_a_scheme_is_refused_at_once() -> None:
    """It would never answer; the message says what is missing."""
    with pytest.raises(SettingsError, match="http://"):
        Settings(model="m", base_url="localhost:11434/v1").endpoint()


def test_a_local_server_needs_no_key() -> None:
    """A base URL and a model are enough; the key is then a word that no server checks."""
    settings = Settings(model="m", base_url="http://localhost:1/v1", api_key="")  # type: ignore[arg-type]
    assert settings.endpoint() == ("http://localhost:1/v1", "m", "none")


def test_a_key_alone_means_openai() -> None:
    """With a key and a model but no base URL, the endpoint is OpenAI's."""
    settings = Settings(model="m", base_url="", api_key="k")  # type: ignore[arg-type]
    assert settings.endpoint()[0] == "https://api.openai.com/v1"


def test_a_flag_that_was_not_given_leaves_the_default() -> None:
    """None means that a flag was not given."""
    assert Settings.of(area=None, timezone="Asia/Baghdad").area == ""


@pytest.mark.parametrize(
    ("flag", "value", "words"),
    [("timezone", "Mars/Base", "time zone"), ("in_flight", 0, "greater"), ("colour", "red", "colour")],
)
def test_a_wrong_setting_is_named(flag: str, value: object, words: str) -> None:
    """A setting that cannot be used is named with what is wrong."""
    with pytest.raises(SettingsError, match=words):
        Settings.of(**{flag: value})


def test_the_key_is_never_printed() -> None:
    """Neither the settings nor their text show the key."""
    settings = Settings(model="m", api_key="sk-secret", prompts=Path())  # type: ignore[arg-type]
    assert "sk-secret" not in repr(settings) + str(settings.model_dump())


@pytest.mark.parametrize(
    ("given", "parameters", "strategy"),
    [
        ({}, 0, "extractive"),
        ({"model": "local"}, 1_777_088_000, "confirm"),
        ({"model": "local"}, 7_600_000_000, "whole"),
        ({"model": "qwen2.5:1.5b"}, 0, "confirm"),
        ({"model": "Qwen/Qwen2.5-3B-Instruct"}, 0, "confirm"),
        ({"model": "qwen3-30b-a3b"}, 0, "whole"),
        ({"model": "smollm2-360m-instruct"}, 0, "confirm"),
        ({"model": "gemma3n:e2b"}, 0, "confirm"),
        ({"model": "some-model"}, 0, "whole"),
        ({"model": "qwen2.5:1.5b", "strategy": "whole"}, 0, "whole"),
        ({"model": "local", "strategy": "confirm"}, 7_600_000_000, "confirm"),
    ],
)
def test_small_models_confirm_and_others_read(given: dict[str, Any], parameters: int, strategy: str) -> None:
    """Below 4 billion parameters, by what the server counts or the name says; what is set comes first."""
    assert Settings(**given).strategy_for(parameters).value == strategy


def test_weights_go_with_the_embedded_model_alone() -> None:
    """A file of weights beside another model's name: one of them would be ignored."""
    assert Settings(model_path=Path("a.gguf")).local
    with pytest.raises(SettingsError, match=r"model_path is for --model local"):
        Settings.of(model="gpt", model_path=Path("a.gguf"))
