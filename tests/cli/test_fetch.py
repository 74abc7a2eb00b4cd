"""sitbrief fetch: what it prints, where, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]
TEXT = "Eastern quay closed\n\nThe port authority of Orlo closed the eastern quay on Monday.\n"


def test_what_was_stored_is_listed_and_counted(run: Run, tmp_path: Path) -> None:
    """A line an article on standard output, the counts on standard error; the second time nothing is new."""
    (tmp_path / "a.txt").write_text(TEXT)
    first = run("fetch", tmp_path / "a.txt", "--published", "2031-03-04")
    assert first.exit_code == 0, first.stderr
    assert "2031-03-04  -  Eastern quay closed" in first.stdout
    assert "1 new, 0 with a new text" in first.stderr
    assert "0 new, 0 with a new text" in run("fetch", tmp_path / "a.txt").stderr
    assert run("articles").stdout == first.stdout


def test_no_model_is_needed(run: Run, tmp_path: Path) -> None:
    """Without an endpoint articles are stored all the same."""
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("fetch", tmp_path / "a.txt").exit_code == 0


def test_one_that_fails_is_named_and_the_rest_is_kept(run: Run, tmp_path: Path) -> None:
    """Exit 3 with the reason; exit 1 if nothing could be read at all."""
    (tmp_path / "a.txt").write_text(TEXT)
    partial = run("fetch", tmp_path / "a.txt", tmp_path / "absent.txt")
    assert partial.exit_code == 3
    assert "absent.txt: is not there" in partial.stderr
    assert "Eastern quay closed" in partial.stdout
    assert run("fetch", "ftp://orlo.example/a").exit_code == 1


def test_standard_input_may_hold_a_feed_or_a_long_json_line(run: Run) -> None:
    """What is piped in is known by a look at it, wherever its text begins."""
    item = "<item><title>Eastern quay closed</title><description>The port authority closed it.</description></item>"
    assert "Eastern quay closed" in run("fetch", "-", stdin=f"<rss><channel>{item}</channel></rss>").stdout
    line = json.dumps({"title": "Quay opens again", "url": "https://a.example/" + "x" * 5000, "text": "It opened."})
    assert "Quay opens again" in run("fetch", "-", stdin=line).stdout


def test_standard_input_may_hold_json_lines(run: Run) -> None:
    """`-` reads what is piped in, in whatever form it is."""
    line = json.dumps(
        {"title": "Eastern quay closed", "text": "The port authority closed the quay.", "published": "2031-03-04"}
    )
    result = run("fetch", "-", stdin=line)
    assert result.exit_code == 0, result.stderr
    assert "2031-03-04  -  Eastern quay closed" in result.stdout
