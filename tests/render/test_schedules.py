"""The files that start `sitbrief daily` every morning, as the programs read them that they are for."""

import os
import re
import shlex
import shutil
import string
import subprocess
from collections import defaultdict
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from sitbrief.render.schedules import Schedule, Scheduler, schedule_files
from sitbrief.schemas import SettingsError

PLAIN = Schedule(Path("/opt/sitbrief"), Path("/srv/desk/sitbrief.toml"), "Asia/Baghdad", time(6, 30))
HOSTILE = ('it\'s 100% "mine"', "$HOME `id` $(id) ${x}", "[a] *? {b,c}; #d & e|f", "-n %h ~ !x  y", "أخبار")
NAMES = ["systemd", "cron", "github"]
# All that a file's name may have, less what each of the three refuses.
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="/")
FOLDERS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda name: name not in (".", ".."))


def files(kind: Scheduler, schedule: Schedule = PLAIN) -> dict[str, str]:
    """The files of a kind, for GitHub with the settings in the root of the repository."""
    if kind == "github" and schedule.config.is_absolute():
        schedule = replace(schedule, config=Path(schedule.config.name))
    return schedule_files(kind, schedule, today=date(2026, 2, 8))


def settings_of(unit: str) -> dict[str, list[str]]:
    """By name, the values of a unit file, as its manual says: lines that begin with # are remarks, names come again."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in unit.split("\n"):
        if line and line[0] not in "#[":
            assert not line.endswith("\\"), "the next line would belong to it"
            name, _, value = line.partition("=")
            found[name].append(value.strip())
    return found


def words_of(value: str) -> list[str]:
    """The words of a value: quotes and backslashes there are those of a shell, and %% is %."""
    assert not re.search("%", value.replace("%%", "")), "a specifier"
    return [word.replace("%%", "%") for word in shlex.split(value)]


def command_of(crontab: str) -> str:
    """What cron gives to the shell: the last line without its five fields, up to a bare %."""
    command = crontab.rstrip("\n").split("\n")[-1].split(" ", 5)[5]
    assert not re.search(r"(?<!\\)%", command), "what follows would be standard input"
    return command.replace(r"\%", "%")


def executable(path: Path, script: str) -> Path:
    """A shell script at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


# All three.


@pytest.mark.parametrize("kind", NAMES)
def test_each_file_ends_with_one_newline_and_fits_the_screen(kind: Scheduler) -> None:
    """A file can be written as it is; only the line of a crontab, which cannot be broken, is longer than 120."""
    for text in files(kind).values():
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert [line for line in text.splitlines() if len(line) > 120 and "daily" not in line] == []


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("name", ["a\nExecStart=b", "a\tb", "a\udcffb", "a\u2028b", "a\x00b"])
def test_a_path_that_no_file_can_hold_is_refused(kind: Scheduler, name: str) -> None:
    """A line break in a name would be a line of its own; the message names the path."""
    with pytest.raises(SettingsError, match="rename it"):
        files(kind, replace(PLAIN, config=PLAIN.config.parent / name))


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("timezone", ["Mars/Base", "", "../etc/passwd", "UTC\nExecStart=x"])
def test_an_unknown_time_zone_is_refused(kind: Scheduler, timezone: str) -> None:
    """Nothing is printed that a scheduler would only trip over at its first run."""
    with pytest.raises(SettingsError, match="time zone"):
        files(kind, replace(PLAIN, timezone=timezone))


@pytest.mark.parametrize("kind", NAMES)
def test_a_path_of_the_wrong_kind_is_refused(kind: Scheduler) -> None:
    """A job has no folder that it is called in, and a checkout lies in another place each time."""
    wrong = Path("/srv/desk/sitbrief.toml" if kind == "github" else "desk/sitbrief.toml")
    with pytest.raises(SettingsError, match="must be"):
        schedule_files(kind, replace(PLAIN, config=wrong))


@pytest.mark.parametrize(
    ("timezone", "at", "utc"),
    [
        ("Asia/Baghdad", time(6, 30), "30 3"),
        ("Europe/Berlin", time(6, 30), "30 5"),
        ("America/New_York", time(6, 30), "30 11"),
        ("Australia/Sydney", time(6, 30), "30 20"),  # where it is summer in January
        ("Asia/Kathmandu", time(6, 30), "45 0"),
        ("Pacific/Kiritimati", time(0, 5), "5 10"),
        ("Pacific/Pago_Pago", time(23, 5), "5 10"),
        ("UTC", time(0, 0), "0 0"),
    ],
)
def test_the_time_in_utc_is_that_without_daylight_saving(timezone: str, at: time, utc: str) -> None:
    """On either half of the Earth, and across midnight."""
    schedule = replace(PLAIN, timezone=timezone, at=at)
    assert f'"{utc} * * *"' in files("github", schedule)["sitbrief.yml"]
    minute, hour = map(int, utc.split())
    assert f"{hour:02}:{minute:02} UTC" in files("cron", schedule)["sitbrief.crontab"]


# systemd.


def test_the_service_says_which_ends_are_faults() -> None:
    """4 is none; 3 is one, but not tried again, nor is 2; only sitbrief itself is told to stop, and has time for it."""
    service = settings_of(files("systemd")["sitbrief.service"])
    assert service["Type"] == ["oneshot"]
    assert service["SuccessExitStatus"] == ["4"]
    assert service["Restart"] == ["on-failure"]
    assert service["RestartPreventExitStatus"] == ["2 3 SIGKILL"]
    assert service["StartLimitBurst"] == ["4"]
    assert service["KillMode"] == ["mixed"]
    assert service["TimeoutStopSec"] == ["15min"]


def test_the_timer_has_the_time_with_its_zone_and_makes_up_for_missed_ones() -> None:
    """Midnights are those of the settings, wherever the machine is."""
    timer = settings_of(files("systemd")["sitbrief.timer"])
    assert timer["OnCalendar"] == ["*-*-* 06:30:00 Asia/Baghdad"]
    assert timer["Persistent"] == ["true"]
    assert timer["WantedBy"] == ["timers.target"]


@given(command=FOLDERS, folder=FOLDERS, config=FOLDERS, other=FOLDERS)
@example(command="sit $x", folder="a\\", config="b ", other="%h")
def test_systemd_reads_every_path_as_it_is(command: str, folder: str, config: str, other: str) -> None:
    """Whatever the names; but it runs no command whose name has quotes or backslashes, and that is said."""
    schedule = Schedule(Path("/x", command), Path("/x", folder, config), "UTC", time(6), (Path("/x", other),))
    if set(command) & set("\"'\\"):
        with pytest.raises(SettingsError, match="rename it"):
            files("systemd", schedule)
        return
    service = settings_of(files("systemd", schedule)["sitbrief.service"])
    assert words_of(service["ExecStart"][0]) == [f":/x/{command}", "daily", "--config", f"/x/{folder}/{config}"]
    assert [words_of(value) for value in service["ReadWritePaths"]] == [[f"/x/{folder}"], [f"/x/{other}"]]
    assert service["WorkingDirectory"][0].replace("%%", "%") == f"/x/{folder}/"
    pattern = service["EnvironmentFile"][0].replace("%%", "%")
    assert re.sub(r"\\([\\*?\[\]])", r"\1", pattern) == f"-/x/{folder}/sitbrief.env"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", ["desk", *HOSTILE, "b\\s\\"])
def test_systemd_finds_no_fault(tmp_path: Path, name: str) -> None:
    """Its own check loads both units, knows each setting, and finds the command."""
    command = executable(tmp_path / "bin 100% $x" / "sitbrief", "exit 0")
    schedule = replace(PLAIN, command=command, config=tmp_path / name / "sitbrief.toml", writes=(tmp_path / "b c",))
    units = [tmp_path / unit for unit in files("systemd", schedule)]
    for unit, text in zip(units, files("systemd", schedule).values(), strict=True):
        unit.write_text(text, encoding="utf-8")
    ended = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
    told = [line for line in ended.stderr.splitlines() if "sitbrief" in line]
    assert (ended.returncode, told) == (0, []), ended.stderr


# cron.


@pytest.mark.parametrize(("code", "mailed"), [(0, False), (4, False), (3, True), (1, True), (2, True), (137, True)])
def test_cron_mails_the_last_lines_of_a_run_that_is_not_well(tmp_path: Path, code: int, mailed: bool) -> None:
    """What the line prints is what would be mailed: nothing when done or nothing to report, and never the data."""
    lines = "i=0; while [ $i -lt 30 ]; do i=$((i + 1)); echo line $i >&2; done"
    command = executable(tmp_path / "sitbrief", f"echo data; {lines}; echo the brief is partial >&2; exit {code}")
    schedule = replace(PLAIN, command=command, config=tmp_path / "sitbrief.toml")
    line = command_of(files("cron", schedule)["sitbrief.crontab"])
    ended = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd="/")
    shown = [f"sitbrief daily ended with exit code {code}:", *(f"line {n}" for n in range(12, 31))]
    assert ended.stdout.splitlines() == ([*shown, "the brief is partial"] if mailed else [])
    assert ended.stderr == ""
    assert ended.returncode == (code if mailed else 0)


@pytest.mark.parametrize("name", HOSTILE)
def test_cron_and_the_shell_leave_every_path_as_it_is(tmp_path: Path, name: str) -> None:
    """The command gets the settings' path in one piece, in their folder."""
    folder = tmp_path / name
    command = executable(folder / name / "sitbrief", 'printf "%s\\n" "$PWD" "$@" >seen')
    schedule = replace(PLAIN, command=command, config=folder / "sitbrief.toml")
    line = command_of(files("cron", schedule)["sitbrief.crontab"])
    subprocess.run(["sh", "-c", line], check=True, cwd="/")
    seen = (folder / "seen").read_text(encoding="utf-8").splitlines()
    assert seen == [str(folder), "daily", "--config", str(folder / "sitbrief.toml")]


def test_cron_says_that_the_folder_is_gone(tmp_path: Path) -> None:
    """Nothing is run anywhere else."""
    schedule = replace(PLAIN, command=executable(tmp_path / "sitbrief", "echo ran >&2"), config=tmp_path / "gone" / "s")
    line = command_of(files("cron", schedule)["sitbrief.crontab"])
    ended = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=tmp_path)
    assert ended.returncode == 1
    assert "gone" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["sitbrief"]


def test_a_backslash_is_not_given_to_cron() -> None:
    """One cron takes it away before a letter, another does not."""
    with pytest.raises(SettingsError, match=r"'/srv/a\\\\b/sitbrief.toml'.*rename it"):
        files("cron", replace(PLAIN, config=Path("/srv/a\\b/sitbrief.toml")))


def test_a_crontab_is_remarks_variables_and_one_line() -> None:
    """Mail is the user's to set; the time zone holds where cron knows it."""
    lines = [line for line in files("cron")["sitbrief.crontab"].splitlines() if line and line[0] != "#"]
    assert lines[:-1] == ["SHELL=/bin/sh", "PATH=/usr/local/bin:/usr/bin:/bin", "CRON_TZ=Asia/Baghdad"]
    assert lines[-1].startswith("30 6 * * * cd ")
    assert "\n#MAILTO=" in files("cron")["sitbrief.crontab"]


# GitHub.


def workflow(config: str = "desk/sitbrief.toml") -> dict[Any, Any]:
    """The workflow as YAML reads it; to YAML 1.1 its key `on` is true."""
    read: dict[Any, Any] = yaml.safe_load(files("github", replace(PLAIN, config=Path(config)))["sitbrief.yml"])
    return read


def steps() -> list[dict[str, Any]]:
    """The steps of its only job."""
    (job,) = workflow()["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


def brief_step() -> dict[str, Any]:
    """The step that runs sitbrief."""
    (found,) = (step for step in steps() if step.get("name") == "Brief")
    return found


def test_the_workflow_starts_in_the_morning_or_by_hand_and_may_only_read() -> None:
    """One run at a time, with an end."""
    whole = workflow()
    assert whole[True]["schedule"] == [{"cron": "30 6 * * *", "timezone": "Asia/Baghdad"}]
    assert whole[True]["workflow_dispatch"]["inputs"]["day"]["type"] == "string"
    assert whole["permissions"] == {"contents": "read"}
    assert whole["concurrency"] == {"group": "sitbrief", "cancel-in-progress": False}
    assert whole["jobs"]["brief"]["timeout-minutes"] == 150


def test_secrets_are_seen_by_the_step_that_needs_them() -> None:
    """In its environment, and nowhere else; a checkout keeps no token."""
    whole = str(workflow()).replace(str(brief_step()), "")
    assert "secrets." not in whole
    assert brief_step()["env"]["OPENAI_API_KEY"] == "${{ secrets.OPENAI_API_KEY }}"
    assert steps()[0]["with"] == {"persist-credentials": False}


def test_no_expression_stands_in_a_script() -> None:
    """What a person or a setting gives is a variable of the shell, so that it cannot be a command."""
    scripts = [step["run"] for step in steps() if "run" in step]
    assert len(scripts) == 2
    assert not [script for script in scripts if "${{" in script]


def test_store_and_reports_are_kept_also_when_a_run_fails() -> None:
    """Each run saves under a key of its own, and begins with the newest."""
    uses = {step["uses"].partition("@")[0]: step for step in steps() if "uses" in step}
    save, restore, upload = (uses[f"actions/{name}"] for name in ("cache/save", "cache/restore", "upload-artifact"))
    assert save["if"] == upload["if"] == "always()"
    assert save["with"]["key"] == restore["with"]["key"]
    assert save["with"]["key"].startswith(restore["with"]["restore-keys"])
    assert save["with"]["path"] == restore["with"]["path"] == "sitbrief-data"
    env = brief_step()["env"]
    assert env["SITBRIEF_STORE"] == "${{ github.workspace }}/sitbrief-data/sitbrief.db"
    assert env["SITBRIEF_REPORTS"] == f"${{{{ github.workspace }}}}/{upload['with']['path']}"


@pytest.mark.parametrize(("code", "ended"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 0)])
@pytest.mark.parametrize("day", ["", "2026-02-08", "$(touch x); touch y #", "--help"])
@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_the_script_of_the_workflow(tmp_path: Path, code: int, ended: int, day: str) -> None:
    """As GitHub runs it: 4 is well; the day is one argument; what sitbrief says is no command to the runner."""
    executable(tmp_path / "sitbrief", f'echo "::error::x" >&2; printf "<%s>" "$@"; exit {code}')
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CONFIG": "a b/$x.toml", "DAY": day}
    script = ["bash", "-e", "-c", brief_step()["run"]]
    run = subprocess.run(script, capture_output=True, text=True, env=env, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (ended, "")
    begin, shout, said = run.stdout.splitlines()
    mark = begin.removeprefix("::stop-commands::")
    assert len(mark) == 36
    assert set(mark) <= {*string.hexdigits, "-"}
    assert shout == "::error::x"
    assert said == "<daily><--config><a b/$x.toml>" + (f"<--day><{day}>" if day else "") + f"::{mark}::"
    assert [path.name for path in tmp_path.iterdir()] == ["sitbrief"]


@given(name=FOLDERS)
@example(name="a: b #c '\"")
def test_the_workflow_has_the_path_as_it_is(name: str) -> None:
    """Whatever the name; what GitHub would take for an expression gives that text."""
    given_ = workflow(f"desk/{name}")["jobs"]["brief"]["steps"]
    (config,) = (step["env"]["CONFIG"] for step in given_ if step.get("name") == "Brief")
    assert config.replace("${{ '${{' }}", "${{") == f"desk/{name}"


def test_an_expression_in_a_path_is_none() -> None:
    """No secret is printed by a folder's name."""
    (config,) = (
        step["env"]["CONFIG"]
        for step in workflow("${{ secrets.X }}")["jobs"]["brief"]["steps"]
        if "env" in step and "CONFIG" in step["env"]
    )
    assert config == "${{ '${{' }} secrets.X }}"
