"""Mails and PDF files: their text, what they say of themselves, and what broken ones end in."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from email.message import EmailMessage
from itertools import count

import pytest
from sitbrief.schemas import Article, SourceError
from sitbrief.sources.documents import read_document

BODY = "The council of Ulsen voted on Tuesday to sell two of its ferries."
MORE = "The sale will bring in about 2 million crowns."


def mail(plain: str = "", html: str = "", **headers: str) -> bytes:
    """A mail with one text or both."""
    message = EmailMessage()
    for name, value in {"From": "Ulsen Post <a@b.example>", "Subject": "Ferries sold", **headers}.items():
        message[name] = value
    if plain:
        message.set_content(plain)
    if html:
        (message.add_alternative if plain else message.set_content)(html, subtype="html")
    return message.as_bytes()


def pdf(*pages: Sequence[str], title: str = "") -> bytes:
    """A PDF file with a text layer: a page of lines each."""
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for n, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 10 Tf 40 700 Td {shown}ET"
        page = f"/Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources{font}/Contents {4 + 2 * n} 0 R"
        objects += [f"<<{page}>>", f"<</Length {len(stream)}>>stream\n{stream}\nendstream"]
    objects.append(f"<</Title({title})/CreationDate(D:20200101120000Z)>>")
    whole = "".join(f"{n} 0 obj {each}\nendobj\n" for n, each in enumerate(objects, start=1))
    return f"%PDF-1.4\n{whole}trailer<</Root 1 0 R/Info {len(objects)} 0 R>>".encode()


def test_a_mail_is_an_article(article: Callable[..., Article]) -> None:
    """Subject, sender and date are title, outlet and publication; the plain text is read, not the page."""
    raw = mail(f"{BODY}\n\n{MORE}\n", "<p>Another text.</p>", Date="Wed, 05 Mar 2031 01:30:00 +0300")
    found = article(raw, "a.eml")
    assert [s.text for s in found.sentences] == [BODY, MORE]
    assert (found.title, found.outlet) == ("Ferries sold", "Ulsen Post")
    assert found.published is not None
    assert (found.published.instant, found.published.origin) == (
        datetime(2031, 3, 4, 22, 30, tzinfo=UTC),
        "mail header",
    )


def test_a_mail_that_has_only_a_page_is_read_as_one(article: Callable[..., Article]) -> None:
    """Its script and its markup fall away."""
    found = article(
        mail(html=f"<html><body><script>alert(1)</script><p>{BODY}</p><p>{MORE}</p></body></html>"), "a.eml"
    )
    assert [s.text for s in found.sentences] == [BODY, MORE]


def test_an_empty_plain_part_leaves_the_page(article: Callable[..., Article]) -> None:
    """Newsletters send one beside the page that holds their text; a part without headers of its own is one, too."""
    found = article(mail(" \n", f"<html><body><p>{BODY}</p><p>{MORE}</p></body></html>"), "a.eml")
    assert [s.text for s in found.sentences] == [BODY, MORE]
    bare = f"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{BODY}\n--b--\n"
    assert [s.text for s in article(bare.encode(), "b.eml").sentences] == [BODY]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"Subject: x\nContent-Type: image/png\n\nabc", "without a text"),
        (b"Subject: x\nContent-Type: multipart/mixed\n\nabc", "without a text"),
        (
            b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: image/png\n\nx\n" * 300,
            "more than 200 parts",
        ),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000)) + b"\nx",
            "cannot be read as a mail",
        ),
    ],
)
def test_a_mail_without_a_text_is_a_named_error(reason: Callable[..., str], raw: bytes, words: str) -> None:
    """Pictures alone, parts without a border, parts in parts without end."""
    assert words in reason(raw, "a.eml")


@pytest.mark.parametrize("header", ["Date: \xff\xfe", "Date: Wed, 99 Foo 2031", "From: <<<<@", "Subject: =?x?q?y?="])
def test_a_broken_header_says_nothing(article: Callable[..., Article], header: str) -> None:
    """The text is read all the same."""
    raw = header.encode("latin-1") + b"\nContent-Type: text/plain; charset=nonsense\n\n" + BODY.encode()
    assert [s.text for s in article(raw, "a.eml").sentences] == [BODY]


def test_a_pdf_gives_its_paragraphs(article: Callable[..., Article]) -> None:
    """Torn lines are joined, a divided word is whole, and running heads and page numbers are left out."""
    lines = [
        "The council of Ulsen voted on Tuesday to sell two of its fer-",
        "ries to the port of Orlo, the mayor said.",
        MORE,
    ]
    pages = [
        [f"Ulsen Post {n}", "", *lines] if n == 1 else [f"Ulsen Post {n}", "", f"Page text {n} ends."]
        for n in (1, 2, 3)
    ]
    found = article(pdf(*pages, title="Ferries sold"), "a.pdf")
    assert [s.text for s in found.sentences][:2] == [
        "The council of Ulsen voted on Tuesday to sell two of its ferries to the port of Orlo, the mayor said.",
        MORE,
    ]
    assert "Ulsen Post" not in found.text
    assert found.title == "Ferries sold"


def test_a_pdf_whose_pages_take_too_long_is_given_up() -> None:
    """A few bytes may unpack to a gigabyte a page: the whole has a bound, and says at which page it was reached."""
    ticks = count(step=9)
    with pytest.raises(SourceError, match="by page 3"):
        read_document("a.pdf", pdf(*[[BODY]] * 5), clock=lambda: float(next(ticks)))
    assert read_document("a.pdf", pdf([BODY]), clock=lambda: 0.0).text == BODY


def test_the_date_of_a_file_dates_no_article(article: Callable[..., Article]) -> None:
    """It is the day of printing; a flag or a date line dates it."""
    assert article(pdf([BODY]), "a.pdf").published is None
    flagged = article(pdf([BODY]), "a.pdf", date(2031, 3, 5)).published
    assert flagged is not None
    assert flagged.origin == "flag"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (pdf([""]), "no text layer"),
        (b"%PDF-1.4 nothing else", "cannot be opened as PDF"),
        (pdf([BODY])[:200], "PDF"),
        (pdf(*[["x"]] * 301), "301 pages, more than 300"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_a_named_error(reason: Callable[..., str], raw: bytes, words: str) -> None:
    """Pictures of pages, damaged files, books."""
    assert words in reason(raw, "a.pdf")


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?q?x?= " * 9000,
        b"Content-Type: a/b;" + b"\n c*0=d;" * 900,
        b"\n".join([b"Subject: x"] * 20_000),
    ],
)
def test_an_endless_header_is_refused_unparsed(reason: Callable[..., str], header: bytes) -> None:
    """Folded or not, or one of very many: the parser would take minutes and gigabytes for it."""
    assert "has headers of more than" in reason(header + b"\n\n" + BODY.encode(), "a.eml")
