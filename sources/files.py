"""Files as bytes and as text, with every way in which a file can fail to be one."""

import stat
from pathlib import Path

from ..schemas import SourceError

__all__ = ["MOST_BYTES", "decode", "load"]

# No article is longer; a larger file is a dump or a mistake, and would fill the memory before it failed.
MOST_BYTES = 10_000_000

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def load(name: str) -> bytes:
    """The bytes of a regular, readable file that holds more than white space and is no binary; else SourceError."""
    try:
        raw = _read(name)
    except FileNotFoundError:
        raise SourceError(name, "is not there; check the path") from None
    # A path with a NUL in it is a ValueError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(name, f"cannot be read ({reason}); check the path and its permissions") from error
    if not raw.strip():
        raise SourceError(name, "is empty; give a file with the text of an article")
    if b"\0" in raw and not raw.startswith(_UTF16_MARKS):
        raise SourceError(name, "is binary, not text; save the article as .txt, .md or .html")
    return raw


def _read(name: str) -> bytes:
    state = Path(name).stat()
    if not stat.S_ISREG(state.st_mode):
        raise SourceError(name, "is no regular file; save the article in a file first")
    if state.st_size > MOST_BYTES:
        raise SourceError(
            name, f"has {state.st_size:,} bytes, more than {MOST_BYTES:,}; split it or give the article alone"
        )
    return Path(name).read_bytes()


def decode(name: str, raw: bytes) -> str:
    """The text of `raw`: UTF-8, or UTF-16 with its mark, or what charset-normalizer takes it for."""
    try:
        return raw.decode("utf-16" if raw.startswith(_UTF16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError:
        # Loaded only for the rare file that is not UTF-8.
        from charset_normalizer import from_bytes

        guess = from_bytes(raw).best()
        if guess is None:
            raise SourceError(name, "is in no encoding that can be told; save it as UTF-8") from None
        return str(guess)
