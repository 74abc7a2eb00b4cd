"""Secrets taken out of whatever is written for others: messages, logs, recordings, manifests."""

import re
from collections.abc import Iterable

__all__ = ["HIDDEN", "redacted"]

HIDDEN = "***"

# A shorter one is a word that stands for no key, such as "none", and would be cut out of prose.
_SHORTEST = 8
# What servers echo of a request: the header's value, and keys as the large providers form them; passwords in addresses.
_FORMS = re.compile(r"(?i)\b(bearer\s+)[\w.~+/=*-]{6,}|\bsk-[\w*-]{6,}")
_PARAMETER = re.compile(r"(?i)([?&](?:access_|auth_|api_?)?(?:token|key|sig|signature|password|secret)=)[^&\s\"'<>]+")
_PASSWORD = re.compile(r"(?<=://)([^\s/:@]*:)[^\s/@]+(?=@)")


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with each of `secrets`, and what has a key's form, as `***`."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, HIDDEN)
    text = _FORMS.sub(lambda found: f"{found[1] or ''}{HIDDEN}", text)
    return _PARAMETER.sub(rf"\1{HIDDEN}", _PASSWORD.sub(rf"\1{HIDDEN}", text))
