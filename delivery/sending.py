"""One message to one target: in the form that its service shows, tried again until a deadline, never an exception."""

import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tenacity import RetryCallState, Retrying, retry_if_result, wait_exponential_jitter

from ..render.escape import escape_markdown
from ..schemas.delivery import Delivery
from .discretion import discreet, overheard
from .targets import Target, asset, service_of

if TYPE_CHECKING:
    from apprise import AppriseAttachment, NotifyBase, NotifyFormat

__all__ = ["DEADLINE", "TRIES", "Message", "deliver"]

TRIES = 5
# Seconds: for all tries of one target, the waits between them included.
DEADLINE = 300.0
# Seconds: the first wait, and the longest.
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 60.0
# A service that takes short messages gets several; more than this nobody wants on a phone.
_MOST_PIECES = 20


@dataclass(frozen=True)
class Message:
    """What is sent: a title, one text in three forms, and files for the services that take files.

    `html` is a whole page with the title in it; `text` and `markdown` are without it.
    """

    title: str
    text: str
    markdown: str
    html: str
    attachments: tuple[Path, ...] = ()


def deliver(
    message: Message,
    target: Target,
    *,
    deadline: float = DEADLINE,
    tries: int = TRIES,
    sleep: Callable[[float], None] = time.sleep,
) -> Delivery:
    """Sends the message, trying again with growing waits, at most `tries` times and for `deadline` seconds.

    A failure is no exception: it is told in the Delivery, with the reasons of the last try. SettingsError: there is no
    apprise, or it cannot use the address; `check_targets` says so before.
    """
    service, address = service_of(target), target.address.get_secret_value()
    form = _form(service)
    if problem := _unfit(service, form, len(_body(message, form))):
        return Delivery(target=target.name, delivered=False, attempts=0, problem=problem)
    sending = _Sending(message, service, form, ends=time.monotonic() + deadline)
    # In a context of its own, as apprise keeps there whom it has reached.
    attempts = copy_context().run(sending.retried, deadline, tries, sleep)
    told = sending.told or ["the service gave no reason"]
    problem = "" if sending.delivered else discreet(told, address, type(service).template_args)
    return Delivery(target=target.name, delivered=sending.delivered, attempts=attempts, problem=problem)


@dataclass
class _Sending:
    """The tries of one message to one service, until `ends` on the monotonic clock; `told` is from the last one."""

    message: Message
    service: "NotifyBase"
    form: "NotifyFormat"
    ends: float
    delivered: bool = False
    told: list[str] = field(default_factory=list)

    def retried(self, deadline: float, tries: int, sleep: Callable[[float], None]) -> int:
        """Tries until it is delivered, or `tries` are used up, or `deadline` seconds would be passed; how often."""
        _remember_the_reached()

        def stop(state: RetryCallState) -> bool:
            # `idle_for` counts what was slept even where the clock of a test stands still.
            passed = max(state.idle_for, state.seconds_since_start or 0.0) + state.upcoming_sleep
            return state.attempt_number >= tries or passed > deadline

        retrying = Retrying(
            retry=retry_if_result(lambda delivered: not delivered),
            wait=wait_exponential_jitter(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT),
            stop=stop,
            sleep=sleep,
            retry_error_callback=lambda _: False,
        )
        self.delivered = retrying(self.once)
        return int(retrying.statistics["attempt_number"])

    def once(self) -> bool:
        """One try; True if the service took the message."""
        delivered, self.told = overheard(self._notify)
        return delivered

    def _notify(self) -> bool:
        from apprise import Apprise

        sender = Apprise(self.service, asset=asset())
        result = sender.notify(
            body=_body(self.message, self.form),
            title=_title(self.message.title, self.service, self.form),
            body_format=self.form,
            attach=_attached(self.message) if self.service.attachment_support else None,
            timeout=max(self.ends - time.monotonic(), 0.1),  # none would be without end
        )
        return bool(result)


def _form(service: "NotifyBase") -> "NotifyFormat":
    """Markdown where the service knows it, else what it is made for: HTML for mail, text. `format=` is obeyed."""
    from apprise import NotifyFormat

    return service.resolve_format(NotifyFormat.MARKDOWN)


def _body(message: Message, form: "NotifyFormat") -> str:
    return {"html": message.html, "markdown": message.markdown, "text": message.text}[form.value]


def _title(title: str, service: "NotifyBase", form: "NotifyFormat") -> str:
    """The title; where a service has none and it goes before the body, as text of that form, and a page has its own."""
    if service.title_maxlen > 0 or form.value == "text":
        return title
    return "" if form.value == "html" else str(escape_markdown(title))


def _attached(message: Message) -> "AppriseAttachment | None":
    from apprise import AppriseAttachment

    # As addresses of files: a plain name may be read as another address, and be fetched.
    files = [path.resolve().as_uri() for path in message.attachments]
    return AppriseAttachment(files, asset=asset()) if files else None


def _unfit(service: "NotifyBase", form: "NotifyFormat", length: int) -> str:
    """Has a long text split into messages that the service takes; why not, if they were too many.

    Mail takes any length, and half a page of HTML is none. An address with `overflow=` says itself what is done.
    """
    from apprise import OverflowMode

    longest = max(service.body_maxlen, 1)
    if length <= longest or form.value == "html" or "overflow_mode" in vars(service):
        return ""
    if (pieces := -(-length // longest)) > _MOST_PIECES:
        return f"{service.service_name} takes {longest} characters at once; it would be {pieces} messages"
    service.overflow_mode = OverflowMode.SPLIT
    return ""


def _remember_the_reached() -> None:
    """Lets a try pass over recipients and parts that an earlier one has delivered, as apprise's own retries do.

    It has no public way to say so; without this they would get the message twice.
    """
    from apprise.plugins import base

    if tracker := getattr(base, "_delivery_tracker", None):
        tracker.set(set())
