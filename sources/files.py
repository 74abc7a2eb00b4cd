"""Files as bytes and as text, with every way in which a file can fail to be one."""

import codecs
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from ..schemas import SourceError

__all__ = ["BLANK", "MOST_BYTES", "decode", "encoding_of", "first_bytes", "lines", "load"]

T = TypeVar("T")

# No article is longer; a larger file is a dump or a mistake, and would fill the memory before it failed.
MOST_BYTES = 10_000_000

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# What may stand before the first sign of a text.
BLANK = b"\xef\xbb\xbf \t\r\n"
# More than one NUL in a hundred bytes is no accident of a text.
_FEWEST_BYTES_A_NUL = 100
# The encodings of the web's standard by Python's names, and what is read in place of some, as browsers do: a page that
# says Latin-1 has the quotation marks of Windows-1252. Others (punycode, utf-7) are no encodings of pages.
_ENCODINGS = {name: name for name in (*(f"cp{n}" for n in range(1250, 1259)), "cp866", "koi8-r", "koi8-u", "gb18030")}
_ENCODINGS |= {f"iso8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
_ENCODINGS |= {name: name for name in ("mac-roman", "mac-cyrillic", "big5hkscs", "euc_jp", "iso2022_jp", "cp932")}
_ENCODINGS |= {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "cp874": "cp874"}
_ENCODINGS |= {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949"}


def load(name: str) -> bytes:
    """The bytes of a regular, readable file that holds more than white space; else SourceError."""
    raw = _guarded(name, _read)
    if not raw.strip():
        raise SourceError(name, "is empty; give a file with the text of an article")
    return raw


def first_bytes(name: str, number: int) -> bytes:
    """So many bytes of the beginning of a regular file; SourceError as of `load`."""
    with _guarded(name, _open) as file:
        return file.read(number)


def lines(name: str) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file, numbered from 1; None in place of one that is longer than MOST_BYTES, which is skipped.

    The file itself may be of any size: one line is held at a time.
    """
    file = _guarded(name, _open)
    with file:
        number = 0
        while line := file.readline(MOST_BYTES + 1):
            number += 1
            piece = line
            while not piece.endswith(b"\n") and (piece := file.readline(MOST_BYTES)):
                line = b""
            yield number, line or None


def _guarded(name: str, read: Callable[[str], T]) -> T:
    try:
        return read(name)
    except FileNotFoundError:
        raise SourceError(name, "is not there; check the path") from None
    # A path with a NUL in it is a ValueError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(name, f"cannot be read ({reason}); check the path and its permissions") from error


def _open(name: str) -> BinaryIO:
    if not stat.S_ISREG(Path(name).stat().st_mode):
        raise SourceError(name, "is no regular file; save the article in a file first")
    return open(name, "rb")


def _read(name: str) -> bytes:
    with _open(name) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MOST_BYTES:
            raise SourceError(name, f"has {size:,} bytes, more than {MOST_BYTES:,}; split it or give the article alone")
        return file.read(MOST_BYTES)


def _web_encoding(label: str) -> str:
    """Python's name for an encoding that pages may declare, or what is read in its place; empty if it is none."""
    try:
        return _ENCODINGS.get(codecs.lookup(label).name, "") if label else ""
    except (LookupError, ValueError):  # a name with a NUL is a ValueError
        return ""


def encoding_of(raw: bytes, *labels: str) -> str:
    """Python's name for the encoding of text without a mark: UTF-8 if it is that, or the first of `labels` that fits.

    Empty if none does. A server, or a mail, may not know its own encoding.
    """
    declared = [_web_encoding(label) for label in labels]
    # No other encoding gives valid UTF-8 by chance, whatever is declared; one of seven bits is ASCII.
    seven_bits = raw.isascii() and "iso2022_jp" in declared
    tried = [*declared, "utf-8"] if seven_bits else ["utf-8", *declared]
    return next((encoding for encoding in tried if encoding and _fits(raw, encoding)), "")


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeError:
        return False
    return True


def decode(name: str, raw: bytes, charset: str = "") -> str:
    """The text of `raw`: by its mark, or UTF-8, or as `charset` says, or what charset-normalizer takes it for.

    SourceError if it is none of these, or no text at all.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    if raw.count(0) * _FEWEST_BYTES_A_NUL > len(raw):
        raise SourceError(name, "is binary, not text; save the article as .txt, .md or .html")
    if encoding := encoding_of(raw, charset):
        return raw.decode(encoding)
    # Loaded only for the rare file that is not UTF-8.
    from charset_normalizer import from_bytes

    guess = from_bytes(raw).best()
    if guess is None:
        raise SourceError(name, "is in no encoding that can be told; save it as UTF-8") from None
    return str(guess)
