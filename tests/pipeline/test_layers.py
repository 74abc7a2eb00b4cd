"""Settings from a file, a file of secrets, the environment and flags, each over the one before."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sitbrief.pipeline import Settings, starter
from sitbrief.pipeline.delivering import targets_of
from sitbrief.pipeline.layers import nearest
from sitbrief.schemas import NoModelError, SettingsError


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes a settings file into an empty folder, which is the working one."""
    monkeypatch.chdir(tmp_path)

    def file(text: str, name: str = "sitbrief.toml", mode: int = 0o644) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    return file


def test_a_flag_comes_before_the_environment_and_that_before_the_file(write: Any, monkeypatch: Any) -> None:
    """Key by key, also within a table; and where each is from can be told."""
    write('area = "Iraq"\ntopic = "talks"\n[budget.run]\ncalls = 5\ntokens = 9\n')
    monkeypatch.setenv("SITBRIEF_BUDGET__RUN__CALLS", "7")
    monkeypatch.setenv("SITBRIEF_TOPIC", "sanctions")
    settings = Settings.of(area="Syria", store=None)
    assert (settings.area, settings.topic) == ("Syria", "sanctions")
    assert (settings.budget.run.calls, settings.budget.run.tokens) == (7, 9)
    places = {each.name: each.place for each in settings.in_force()}
    assert places["area"] == "flag"
    assert places["budget.run.calls"] == places["topic"] == "environment"
    assert places["budget.run.tokens"] == "sitbrief.toml"
    assert places["timezone"] == "default"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('OPENAI_API_KEY = "k"', "holds the secret 'OPENAI_API_KEY'.*where a key is called api_key"),
        ('[Delivery]\ndesk = "json://h"', "'Delivery' in 'sitbrief.toml': write it as 'delivery'"),
        ('STORE = "postgresql://u:p@h/d"', "write it as 'store'"),
        ('Api_Key = "k"', "holds the secret 'Api_Key'"),
        ('[roles.judge]\nOpenAI_API_KEY = "k"', "holds the secret 'roles.judge.OpenAI_API_KEY'"),
        ('OPENAI_BASE_URL = "http://h/v1"', "name of a variable.*'base_url'"),
        ('timezoen = "UTC"', "'timezoen' in 'sitbrief.toml': there is no such setting; did you mean 'timezone'"),
        ("[budget.run]\nmonney = 1", "'budget.run.monney' .* did you mean 'money'"),
        ('[[sources]]\nadress = "x"', "'sources.0.adress' .* did you mean 'address'"),
        ('[roles.summarizer]\nmodel = "m"', "'roles.summarizer' .*'summariser'"),
        ("[budget.run]\nmoney = -1", "'budget.run.money' in 'sitbrief.toml'.*greater than 0"),
        ("in_flight = 0", "'in_flight' in 'sitbrief.toml'"),
        ('xyzzy = "x"', "known are .*answer_tokens, api_key, area"),
        ("area = ", "'sitbrief.toml' are no TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_place(write: Any, text: str, words: str) -> None:
    """An unknown key names the nearest known one at its place."""
    write(text)
    with pytest.raises(SettingsError, match=words):
        Settings.of()


def test_a_variable_that_is_no_setting_is_an_error(write: Any, monkeypatch: Any) -> None:
    """A typing error in the environment is not passed over."""
    monkeypatch.setenv("SITBRIEF_STROE", "x.db")
    with pytest.raises(SettingsError, match=r"'SITBRIEF_STROE' is no setting: did you mean 'store'"):
        Settings.of()


@pytest.mark.parametrize(
    ("variable", "words"),
    [("SITBRIEF_BASE_URL", "it is called OPENAI_BASE_URL"), ("SITBRIEF_API_KEY", "it is called OPENAI_API_KEY")],
)
def test_the_variables_of_the_endpoint_have_another_name(
    write: Any, monkeypatch: Any, variable: str, words: str
) -> None:
    """The one under which every client knows them."""
    monkeypatch.setenv(variable, "x")
    with pytest.raises(SettingsError, match=words):
        Settings.of()


@pytest.mark.parametrize("variable", ["SITBRIEF_SOURCES", "SITBRIEF_DELIVERY__TO", "SITBRIEF_WEIGHTS"])
def test_a_variable_with_parts_that_is_no_json_is_named(write: Any, monkeypatch: Any, variable: str) -> None:
    """Without its value, which may be a secret."""
    monkeypatch.setenv(variable, "json://token")
    with pytest.raises(SettingsError, match=rf"\({variable}\): a setting of several parts is given as JSON") as caught:
        Settings.of()
    assert "token" not in str(caught.value)


def test_paths_of_a_file_are_meant_from_its_folder(write: Any) -> None:
    """Whatever the working folder; addresses, URLs and memory stay as they are."""
    path = write('store = "s.db"\nreports = "out"\nsources = ["saved", "https://a.example/feed"]\n', "other.toml")
    settings = Settings.of(config=path)
    assert (settings.store, settings.reports) == (str(path.parent / "s.db"), path.parent / "out")
    assert [each.address for each in settings.sources] == [str(path.parent / "saved"), "https://a.example/feed"]
    assert settings.config == path


@pytest.mark.parametrize(
    "text",
    [
        'api_key = "k"',
        '[roles.judge]\napi_key = "k"',
        '[delivery]\nto = ["desk"]\ndesk = "json://h/tok"',
        'store = "postgresql://u:pw@h/d"',
        '[[sources]]\naddress = "https://me:pass-word@a.example/feed"',
        'base_url = "https://me:pass-word@a.example/v1"',
    ],
)
def test_a_secret_in_the_settings_file_is_refused(write: Any, text: str) -> None:
    """It may be copied and committed; the message says where secrets go."""
    write(text, mode=0o600)
    with pytest.raises(SettingsError, match=r"holds the secret .*environment"):
        Settings.of()


def test_secrets_come_from_a_file_that_only_its_owner_can_read(write: Any) -> None:
    """Others being able to read it is an error that says what to do."""
    write('secrets = "keys.toml"\nmodel = "m"\n[delivery]\nto = ["desk"]\n')
    keys = write('api_key = "sk-secret-key"\n[delivery]\ndesk = "json://h/tok"\n', "keys.toml", 0o640)
    with pytest.raises(SettingsError, match=r"others can read the secrets.*chmod 600"):
        Settings.of()
    keys.chmod(0o600)
    settings = Settings.of()
    assert settings.endpoint()[2] == "sk-secret-key"
    assert settings.delivery.address("desk") == "json://h/tok"
    shown = json.dumps([each.model_dump() for each in settings.in_force()])
    assert "sk-secret-key" not in shown
    assert "json://h/tok" not in shown


def test_the_environment_comes_before_the_file_of_secrets(write: Any, monkeypatch: Any) -> None:
    """A key and an address, whatever the case of the target's name."""
    write('secrets = "keys.toml"\nmodel = "m"\n[delivery]\nto = ["Desk"]\n')
    write('api_key = "of the file"\n[delivery]\nDesk = "json://h/file"\n', "keys.toml", 0o600)
    monkeypatch.setenv("OPENAI_API_KEY", "of the environment")
    monkeypatch.setenv("SITBRIEF_DELIVERY__DESK", "json://h/env")
    settings = Settings.of()
    assert settings.endpoint()[2] == "of the environment"
    assert settings.delivery.address("Desk") == "json://h/env"


def test_a_target_without_an_address_is_said_before_anything_is_written(write: Any) -> None:
    """The message says which variable to set; what delivers nothing needs none."""
    write('[delivery]\nto = ["desk"]\n')
    with pytest.raises(SettingsError, match="SITBRIEF_DELIVERY__DESK"):
        targets_of(Settings.of())


def test_the_password_of_a_store_is_not_shown(write: Any, monkeypatch: Any) -> None:
    """It may come from the environment, and is hidden where the settings are."""
    monkeypatch.setenv("SITBRIEF_STORE", "postgresql://u:pass-word@h/d")
    shown = {each.name: each.value for each in Settings.of().in_force()}
    assert "pass-word" not in shown["store"]
    assert "postgresql://u:***@h/d" in shown["store"]


def test_a_named_file_that_is_not_there_is_an_error(write: Any) -> None:
    """Unlike the one in the working folder, which need not be there."""
    with pytest.raises(SettingsError, match="sitbrief init"):
        Settings.of(config=Path("nowhere.toml"))


def test_the_starter_is_valid_and_tells_of_every_part(write: Any) -> None:
    """As it is, and with every comment that is a setting taken in."""
    write(starter())
    assert (Settings.of().area, Settings.of().timezone) == ("Iraq", "Asia/Baghdad")
    lines = (line.removeprefix("# ") for line in starter().splitlines())
    whole = "\n".join(line for line in lines if line.startswith("[") or (" = " in line and not line.startswith("A ")))
    given = tomllib.loads(whole)
    told = {"area", "topic", "timezone", "store", "reports", "catch_up", "secrets", "sources", "base_url", "model"}
    told |= {"judge", "in_flight", "deadline", "roles", "budget", "currency", "prices", "delivery"}
    assert told <= set(given)
    given.pop("secrets")
    given["delivery"]["desk"] = "json://h"
    assert Settings.given(**given).roles["summariser"].model == "a-strong-model"


def test_each_role_has_its_own_model_endpoint_and_key() -> None:
    """What it leaves out is as for all, but a key goes to no other endpoint than its own."""
    settings = Settings.given(
        model="m",
        base_url="http://a/v1",
        api_key="shared-key",
        roles={
            "summariser": {"model": "strong"},
            "judge": {"model": "j", "base_url": "http://b/v1"},
        },
    )
    assert settings.endpoint("extractor") == ("http://a/v1", "m", "shared-key")
    assert settings.endpoint("summariser") == ("http://a/v1", "strong", "shared-key")
    assert settings.endpoint("judge") == ("http://b/v1", "j", "none")


def test_local_is_no_model_of_one_role() -> None:
    """It has one server, with one window."""
    with pytest.raises(SettingsError, match="'local' is no model of one role"):
        Settings.of(roles={"judge": {"model": "local"}})


def test_a_role_without_a_model_says_how_to_name_one() -> None:
    """A role's endpoint alone is not enough."""
    with pytest.raises(NoModelError, match="--model or SITBRIEF_MODEL"):
        Settings.given(roles={"summariser": {"base_url": "http://b/v1"}}).endpoint("summariser")


def test_the_topic_narrows_what_the_brief_is_about() -> None:
    """It stands in the header, behind the area."""
    assert Settings.given(area="Iraq", topic="sanctions").subject == "Iraq (sanctions)"
    assert Settings.given(topic="sanctions").subject == "sanctions"


def test_the_nearest_of_unknown_keys_is_looked_for_where_it_stands() -> None:
    """In the table of a budget, not among all settings."""
    assert "'calls'" in nearest(("budget", "run", "call"), Settings)
