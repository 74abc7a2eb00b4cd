"""A brief by mail, as a real SMTP server gets it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import create_server
from typing import Any

import lxml.html
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from sitbrief.delivery import Message, Target, deliver
from sitbrief.render.digest import digest
from sitbrief.schemas import Brief, BriefHeader, SourceNote, Statement

from .conftest import PASSWORD, USER

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])


@dataclass
class Postbox:
    """An SMTP server: it keeps what it takes, and refuses each recipient in `refused` once.

    aiosmtpd calls its methods by their names.
    """

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def target(self, user: str = "", to: str = "reader@sarvan.example") -> Target:
        """Its address for these recipients."""
        return Target(name="desk", address=f"mailto://{user}127.0.0.1:{self.port}/?from=desk@sarvan.example&to={to}")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refused:
            self.refused.remove(address)
            return f"451 4.3.0 {address} later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.got.append(message)
        self.to += envelope.rcpt_tos
        return "250 OK"


def refusing(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Takes no password, and says whose it was, as servers do."""
    return AuthResult(success=False, handled=False, message=f"535 5.7.8 not the password of {data.login.decode()}")


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A running SMTP server."""
    kept = Postbox()
    with create_server(("127.0.0.1", 0)) as free:
        kept.port = free.getsockname()[1]
    controller = Controller(
        kept, "127.0.0.1", kept.port, authenticator=refusing, auth_require_tls=False, decode_data=False
    )
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture
def told(files: tuple[Path, ...]) -> Message:
    """The message on a brief of one statement, of an area with letters of many scripts."""
    note = SourceNote(
        number=1,
        article="a",
        revision="r",
        sentence=1,
        quote="Parlament schloß <b>die</b> Grenze.",
        title="Grenze zu",
        url="https://sarvan.example/grenze",
    )
    header = BriefHeader(
        area="Sárvan – سرفان",
        since=date(2026, 3, 14),
        until=date(2026, 3, 14),
        cut_off=datetime(2026, 3, 14, 18, tzinfo=UTC),
        articles=1,
    )
    said = Statement(text="Parliament closed the border.", records=(), citations=(1,))
    made = digest(Brief(header=header, bottom_line=said, sources=[note]), whole="reports/2026-03-14/brief.html")
    return Message(made.title, made.text, made.markdown, made.html, files)


def part(message: EmailMessage, form: str) -> str:
    """The text of one form."""
    body = message.get_body((form,))
    assert body is not None
    return str(body.get_content())


def test_a_mail_has_a_subject_two_forms_and_the_files(postbox: Postbox, told: Message) -> None:
    """The subject survives in any script, the two forms say the same, and the brief is attached."""
    assert deliver(told, postbox.target()).delivered
    (mail,) = postbox.got
    assert mail["Subject"] == told.title == "Situation brief: Sárvan – سرفان, 14 March 2026"
    assert mail["To"] == "reader@sarvan.example"
    for form in ("plain", "html"):
        for said in ("Parliament closed the border. [1]", "Grenze zu", "https://sarvan.example/grenze", "brief.html"):
            assert said in part(mail, form)
    assert "Parlament schloß <b>die</b> Grenze." in part(mail, "plain")
    assert [each.get_filename() for each in mail.iter_attachments()] == ["brief.html", "brief.md"]


def test_a_mail_loads_nothing(postbox: Postbox, told: Message) -> None:
    """Its page has links to articles, and no element or style that fetches anything."""
    deliver(told, postbox.target())
    page = lxml.html.document_fromstring(part(postbox.got[0], "html"))
    assert [(link.tag, name) for link, name, _, _ in page.iterlinks()] == [("a", "href")]
    assert {element.tag for element in page.iter()} <= {
        *("html head meta title style body main h1 h2 p em b a br bdi ul li blockquote".split()),
    }
    assert "url(" not in page.findtext(".//style")


def test_who_has_the_mail_does_not_get_it_again(postbox: Postbox, told: Message, slept: list[float]) -> None:
    """A refused recipient is tried again, alone."""
    postbox.refused = ["late@sarvan.example"]
    became = deliver(told, postbox.target(to="early@sarvan.example,late@sarvan.example"), sleep=slept.append)
    assert (became.delivered, became.attempts) == (True, 2)
    assert postbox.to == ["early@sarvan.example", "late@sarvan.example"]


def test_a_refused_password_is_told_as_such_and_not_told(
    postbox: Postbox, told: Message, no_secret: Callable[[object], None]
) -> None:
    """The server's own words are the reason, without the user that they name."""
    became = deliver(told, postbox.target(f"{USER}:{PASSWORD}@"), tries=1)
    assert not became.delivered
    assert "not the password of ***" in became.problem
    no_secret(became)
