"""A message to a webhook: in the form that it takes, tried again, and its address never told."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from socket import create_server

import pytest
from sitbrief.delivery import Message, Target, deliver
from sitbrief.schemas.delivery import Delivery

from .conftest import TOKEN, Hook

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])


def test_a_webhook_gets_title_text_and_files(hook: Hook, message: Message, files: tuple[Path, ...]) -> None:
    """One request carries the message as Markdown, and the brief's files, whatever the name of their folder."""
    assert deliver(replace(message, attachments=files), hook.target()) == Delivery(
        target="desk", delivered=True, attempts=1
    )
    assert len(hook.got) == 1
    assert (hook.got[0]["title"], hook.got[0]["message"]) == ("Brief: Sarvan", "as **Markdown**")
    assert [each["filename"] for each in hook.got[0]["attachments"]] == ["brief.html", "brief.md"]


@pytest.mark.parametrize(
    ("form", "body"),
    [("text", "as text"), ("markdown", "as **Markdown**"), ("html", "<!DOCTYPE html><p>as HTML</p>")],
)
def test_an_address_may_name_the_form(form: str, body: str, hook: Hook, message: Message) -> None:
    """`format=` in the address is obeyed, and the form is sent as it is, not converted from another one."""
    deliver(message, hook.target(more=f"?format={form}"))
    assert hook.got[0]["message"] == body


def test_a_service_that_fails_twice_is_tried_a_third_time(hook: Hook, message: Message, slept: list[float]) -> None:
    """The waits between tries grow."""
    hook.statuses = [500, 500]
    assert deliver(message, hook.target(), sleep=slept.append) == Delivery(target="desk", delivered=True, attempts=3)
    assert len(hook.got) == 3
    assert 0 < slept[0] < slept[1]


def test_a_service_that_keeps_failing_is_given_up_with_its_reason(
    hook: Hook, message: Message, slept: list[float], no_secret: Callable[[object], None]
) -> None:
    """So many tries and no more, and the reason is that of the last one."""
    hook.statuses = [500, 503, 403]
    became = deliver(message, hook.target(), tries=3, sleep=slept.append)
    assert (became.delivered, became.attempts, len(hook.got), len(slept)) == (False, 3, 3, 2)
    assert "error=403" in became.problem
    assert "50" not in became.problem
    no_secret(became)


def test_a_service_that_is_down_is_a_problem_and_no_exception(
    message: Message, slept: list[float], no_secret: Callable[[object], None]
) -> None:
    """The reason is told without any part of the address, which requests would tell, in the message and in logs."""
    with create_server(("127.0.0.1", 0)) as taken:
        down = Hook(port=taken.getsockname()[1])
    became = deliver(message, down.target(), sleep=slept.append)
    assert (became.delivered, became.attempts) == (False, 5)
    assert "Connection refused" in became.problem
    assert "***" in became.problem
    no_secret(became)


def test_the_deadline_ends_the_tries(hook: Hook, message: Message, slept: list[float]) -> None:
    """A wait that would pass the deadline is not begun."""
    hook.statuses = [500] * 9
    assert deliver(message, hook.target(), deadline=5.0, tries=9, sleep=slept.append).attempts == 2
    assert sum(slept) < 5


def test_a_service_that_does_not_answer_is_left_at_the_deadline(
    hook: Hook, message: Message, slept: list[float], no_secret: Callable[[object], None]
) -> None:
    """A try is given up, not only the next one."""
    hook.held.clear()
    became = deliver(message, hook.target(), deadline=0.2, sleep=slept.append)
    assert (became.delivered, became.attempts, slept) == (False, 1, [])
    assert "did not finish" in became.problem
    no_secret(became)


def test_targets_can_be_delivered_to_at_the_same_time(hook: Hook, message: Message) -> None:
    """What is said of one is not told of another."""
    with create_server(("127.0.0.1", 0)) as taken:
        down = Hook(port=taken.getsockname()[1]).target()
    hook.statuses = [500] * 3
    with ThreadPoolExecutor() as threads:
        started = [threads.submit(deliver, message, each, tries=1) for each in [hook.target(), down] * 3]
    problems = [each.result().problem for each in started]
    assert all("error=500" in each and "refused" not in each for each in problems[::2])
    assert all("error=500" not in each and "refused" in each for each in problems[1::2])


def test_a_redirect_is_no_delivery(hook: Hook, message: Message, slept: list[float]) -> None:
    """Followed, it would end as a request without the message, and count as delivered."""
    hook.statuses = [301]
    became = deliver(message, hook.target(), tries=1)
    assert not became.delivered
    assert "301" in became.problem
    assert len(hook.got) == 1


def test_an_address_cannot_make_a_failure_pass(hook: Hook, message: Message, slept: list[float]) -> None:
    """What apprise takes for optional, or would try again itself, is delivered or not as any other."""
    hook.statuses = [500] * 9
    became = deliver(message, hook.target(more="?optional=yes&retry=5"), tries=2, sleep=slept.append)
    assert (became.delivered, became.attempts, len(hook.got)) == (False, 2, 2)


def test_no_message_names_a_picture_to_load(hook: Hook, message: Message) -> None:
    """Services that show an icon are not given the address of apprise's own."""
    assert deliver(message, hook.target("mmost")).delivered
    assert hook.got == [{"text": "Brief: Sarvan\r\nas text", "username": "desk-user"}]


def test_a_long_text_is_sent_in_parts_and_all_of_it(hook: Hook, message: Message) -> None:
    """A service that takes 4,000 characters at once gets more messages; a failed part is sent again, the others not."""
    lines = [f"{n}: a statement of the brief [{n}]" for n in range(200)]
    hook.statuses = [200, 500]
    became = deliver(replace(message, text="\n".join(lines)), hook.target("mmost"), sleep=lambda _: None)
    assert (became.delivered, became.attempts, len(hook.got)) == (True, 2, 3)
    parts = [hook.got[0]["text"], hook.got[2]["text"]]
    assert [line for line in "\n".join(parts).splitlines() if " statement " in line] == lines
    assert hook.got[1] == hook.got[2]


def test_a_text_that_would_be_very_many_messages_is_not_sent(hook: Hook, message: Message) -> None:
    """It is a problem that says how many, and nothing is tried."""
    became = deliver(replace(message, text="word " * 20_000), hook.target("mmost"))
    assert (became.delivered, became.attempts, hook.got) == (False, 0, [])
    assert became.problem == "Mattermost takes 4000 characters at once; it would be 25 messages"


def test_a_title_that_goes_before_the_body_is_no_markup(hook: Hook, message: Message) -> None:
    """Where a service has no titles, the title is escaped as the body is."""
    deliver(replace(message, title="Sarvan *and* [Tirmen]"), hook.target("mmost", "?format=markdown"))
    assert hook.got[0]["text"] == "# Sarvan \\*and\\* \\[Tirmen\\]\nas **Markdown**"


def test_a_file_that_is_gone_is_a_problem(hook: Hook, message: Message, tmp_path: Path) -> None:
    """A message without its files does not count as delivered."""
    became = deliver(replace(message, attachments=(tmp_path / "gone.html",)), hook.target(), tries=1)
    assert not became.delivered
    assert "gone.html" in became.problem
    assert hook.got == []


def test_what_others_log_goes_on(hook: Hook, message: Message, caplog: pytest.LogCaptureFixture) -> None:
    """Only what is logged while a message is sent is kept out of the logs, at the levels that are asked for."""
    deliver(message, hook.target())
    logging.getLogger("apprise").warning("not ours")
    logging.getLogger("apprise").debug("below the level")
    assert caplog.messages == ["not ours"]


def test_a_target_shows_its_name_alone() -> None:
    """Neither its repr nor its JSON tells the address."""
    target = Target(name="desk", address=f"json://127.0.0.1/{TOKEN}")
    assert "desk" in repr(target)
    assert TOKEN not in f"{target} {target!r} {target.model_dump_json()}"
