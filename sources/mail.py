"""Mails: a newsletter, or an article that was sent on, as an article."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from typing import cast

from ..schemas import SourceError
from .dates import parse_declared
from .drafts import Draft
from .files import decode
from .pages import read_page
from .texts import one_line, unwrap

__all__ = ["read_mail"]

# No header that is read here is longer. The time of the standard library's parser grows with the square of it: 5 MB
# take 18 s and 6 GB.
_LONGEST_HEADER, _LONGEST_HEADERS = 2_000, 100_000
_HEADER = re.compile(
    rb"^(?:Content-[\w-]{1,40}|Subject|From|Date|MIME-Version):[^\n]*+(?:\n[ \t][^\n]*+)*+",
    re.IGNORECASE | re.MULTILINE,
)
# Mails nest a handful of parts; the parser's stack ends at some hundred, and ours would too.
_MOST_PARTS = 200


def read_mail(name: str, raw: bytes) -> list[Draft]:
    """The text of a mail (plain if it has one, else the articles of its page), with its subject, date and sender.

    The sender's name is the outlet: whoever sends a newsletter is who publishes it. The subject is the title of the
    first article. Attached files are not read. SourceError if there is no text.
    """
    _bound_headers(name, raw)
    try:
        message = email.message_from_bytes(raw, policy=default)
        drafts = _drafts(name, message)
    except SourceError:
        raise
    # Broken headers make the parser raise nearly anything; one mail must not stop the others.
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError) as error:
        raise SourceError(name, f"cannot be read as a mail ({type(error).__name__}); save its text") from error
    outlet = one_line(parseaddr(_header(message, "from"))[0])
    published = parse_declared(_header(message, "date"), "mail header")
    subject = one_line(_header(message, "subject"))
    # The first, or only, piece is what the subject is about.
    titles = [subject or drafts[0].title, *(draft.title for draft in drafts[1:])]
    return [
        replace(draft, title=title, outlet=outlet, published=published)
        for draft, title in zip(drafts, titles, strict=True)
    ]


def _bound_headers(name: str, raw: bytes) -> None:
    """SourceError if a header, or all that are read of a mail and its parts, are longer than they may be."""
    whole = 0
    for header in _HEADER.finditer(raw):
        length = len(header[0])
        whole += length
        if length > _LONGEST_HEADER or whole > _LONGEST_HEADERS:
            bound = _LONGEST_HEADER if length > _LONGEST_HEADER else _LONGEST_HEADERS
            raise SourceError(name, f"has headers of more than {bound:,} bytes; save the article that it carries")


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except Exception:  # a header that the parser stumbles over says nothing; the text is there all the same
        return ""


def _drafts(name: str, message: EmailMessage) -> list[Draft]:
    texts = {kind: part for part in _parts(name, message) if (kind := part.get_content_type()) in _KINDS}
    plain, page = texts.get("text/plain"), texts.get("text/html")
    text = unwrap(_text(name, plain)) if plain is not None else ""
    if text.strip() or (plain is not None and page is None):
        return [Draft(text)]
    if page is not None:
        return read_page(name, _bytes(page), charset=str(page.get_content_charset() or ""))
    raise SourceError(name, "is a mail without a text; save the article that it carries")


_KINDS = ("text/html", "text/plain")


def _parts(name: str, message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are text to be shown, the first of each kind last."""
    waiting, seen = [message], 0
    found: list[EmailMessage] = []
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > _MOST_PARTS:
            raise SourceError(name, f"has more than {_MOST_PARTS} parts; save the article that it carries")
        if part.is_multipart():
            waiting += [cast(EmailMessage, each) for each in part.iter_parts()]
        elif part.get_content_disposition() != "attachment":
            found.append(part)
    yield from reversed(found)


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(name: str, part: EmailMessage) -> str:
    return decode(name, _bytes(part), str(part.get_content_charset() or ""))
