"""`sitbrief schedule`: the settings in force become the files of a scheduler."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
SETTINGS = 'timezone = "Asia/Baghdad"\nstore = "sitbrief.db"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A settings file in a folder of its own."""
    path = tmp_path / "desk" / "sitbrief.toml"
    path.parent.mkdir()
    path.write_text(SETTINGS)
    return path


@pytest.fixture
def schedule(run: Run, tmp_path: Path, config: Path) -> Run:
    """Runs `sitbrief schedule WORD...` with these settings, and a sitbrief that the shell finds."""
    command = tmp_path / "bin" / "sitbrief"
    command.parent.mkdir()
    command.touch(mode=0o755)

    def call(*words: object, **more: str) -> Result:
        env = {"PATH": str(command.parent), "SITBRIEF_STORE": "", **more}
        return run("schedule", *words, "--config", config, **env)

    return call


def test_its_help_has_an_example(run: Run) -> None:
    """One that can be copied."""
    shown = " ".join(run("schedule", "--help").stdout.split())
    assert "Example: sitbrief schedule systemd --at 06:30 --out ~/.config/systemd/user" in shown


@pytest.mark.parametrize(
    ("kind", "names"),
    [("systemd", ["sitbrief.service", "sitbrief.timer"]), ("cron", ["sitbrief.crontab"]), ("github", ["sitbrief.yml"])],
)
def test_each_file_is_printed_under_its_name_or_written(
    schedule: Run, tmp_path: Path, kind: str, names: list[str]
) -> None:
    """The same text either way; standard output has nothing else. The folder is made."""
    printed = schedule(kind)
    assert printed.exit_code == 0, printed.stderr
    out = tmp_path / "a" / "b"
    assert schedule(kind, "--out", out).exit_code == 0
    texts = [f"# --- {name}\n" + (out / name).read_text(encoding="utf-8") for name in names]
    assert printed.stdout == "\n".join(texts)
    assert sorted(path.name for path in out.iterdir()) == names


def test_the_job_is_this_sitbrief_with_these_settings(schedule: Run, tmp_path: Path, config: Path) -> None:
    """Absolute paths, the time zone of the settings, half past six unless it is said."""
    shown = schedule("systemd").stdout
    assert f'ExecStart=":{tmp_path}/bin/sitbrief" daily --config "{config}"\n' in shown
    assert "OnCalendar=*-*-* 06:30:00 Asia/Baghdad\n" in shown
    assert "\n5 17 * * * " in schedule("cron", "--at", "17:05").stdout


def test_a_link_to_sitbrief_stays_one(schedule: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it leads to may go with the next update; as it was called comes before what the shell finds."""
    link = tmp_path / "link" / "sitbrief"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "bin" / "sitbrief")
    monkeypatch.setattr("sys.argv", [str(link), "schedule"])
    assert f'ExecStart=":{link}" daily' in schedule("systemd").stdout


def test_the_service_may_write_where_store_and_reports_lie(schedule: Run, tmp_path: Path, config: Path) -> None:
    """Beside the folder of the settings; below it nothing more is said, nor of a database server."""
    config.write_text(f'store = "../stores/a.db"\nreports = "{tmp_path}/web/iraq"\n')
    lines = [line for line in schedule("systemd").stdout.splitlines() if line.startswith("ReadWritePaths=")]
    assert lines == [f'ReadWritePaths="{tmp_path}/{name}"' for name in ("desk", "stores", "web/iraq")]
    config.write_text('store = "postgresql://host/name"\n')
    assert schedule("systemd").stdout.count("\nReadWritePaths=") == 1


def test_the_workflow_finds_the_settings_from_the_root_of_the_repository(
    schedule: Run, tmp_path: Path, config: Path
) -> None:
    """That is where .git lies; without any it is the folder of the settings."""
    assert 'CONFIG: "sitbrief.toml"\n' in schedule("github").stdout
    (tmp_path / ".git").mkdir()
    assert 'CONFIG: "desk/sitbrief.toml"\n' in schedule("github").stdout


def test_somebodys_work_is_not_overwritten(schedule: Run, tmp_path: Path) -> None:
    """A file that differs is named, and none is written; one that is the same is no fault."""
    out = tmp_path / "units"
    assert schedule("systemd", "--out", out).exit_code == 0
    (out / "sitbrief.timer").write_text("[Timer]\n")
    (out / "sitbrief.service").unlink()
    refused = schedule("systemd", "--out", out)
    assert refused.exit_code == 2
    assert "sitbrief.timer' is there and differs" in refused.stderr
    assert [path.name for path in out.iterdir()] == ["sitbrief.timer"]
    (out / "sitbrief.timer").unlink()
    assert [schedule("systemd", "--out", out).exit_code for _ in range(2)] == [0, 0]


def test_without_a_settings_file_there_is_no_job(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to get one."""
    monkeypatch.chdir(tmp_path)
    refused = run("schedule", "cron")
    assert refused.exit_code == 2
    assert "sitbrief init" in refused.stderr
    assert refused.stdout == ""


def test_without_an_executable_there_is_no_job(schedule: Run, tmp_path: Path) -> None:
    """Nor a file that names none."""
    refused = schedule("cron", PATH=str(tmp_path))
    assert refused.exit_code == 2
    assert "not found" in refused.stderr


@pytest.mark.parametrize("words", [("at",), (), ("cron", "--at", "25:00"), ("cron", "--at", "6")])
def test_wrong_usage_is_exit_2(schedule: Run, words: tuple[str, ...]) -> None:
    """Another scheduler, none, or what is no time."""
    assert schedule(*words).exit_code == 2


def test_what_only_this_shell_sets_is_named(schedule: Run) -> None:
    """A job has other variables than the shell in which it was made; values are not told."""
    told = schedule("cron", OPENAI_API_KEY="sk-secret", SITBRIEF_MODEL="m").stderr
    assert "SITBRIEF_MODEL, OPENAI_API_KEY" in told
    assert "sk-secret" not in told
    assert schedule("cron").stderr == ""
