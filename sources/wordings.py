"""The wordings by which lines that are not the article are told, one alternative a line.

Each asks for a whole line or its beginning, never for a word within: a sentence about newsletters is a sentence.
"""

import re

__all__ = [
    "AGENCY_CREDIT",
    "BYLINE",
    "CREDITED",
    "DATELINE",
    "FURNITURE",
    "IMAGE_OF",
    "LABELLED",
    "LINK",
    "NEWSLETTER",
    "RELATED",
]


def _any(*alternatives: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives), flags)


# The whole line; after it other articles begin.
RELATED = _any(
    r"(?:related|recommended|similar|trending)(?: (?:articles?|stor(?:y|ies)|news|posts?|reads?|coverage|topics?))?",
    r"you (?:may|might) (?:also )?(?:like|be interested in)",
    r"more (?:articles|stories|news|from .{1,40})",
    r"most (?:read|popular|viewed)",
    "مقالات ذات صلة",
    "أخبار ذات صلة",
    "مواضيع ذات صلة",
)

# The whole line.
FURNITURE = _any(
    r"(?:\d+ )?comments?(?: \(\d+\))?",
    r"no comments(?: yet)?\.?",
    r"be the first to comment\.?",
    r"leave a (?:comment|reply)",
    r"hashtags?",
    r"try our [^.]{1,40}",
    r"explore what [^.]{1,60}",
    r"advertise?ment|sponsored(?: content)?",
    r"print|e-?mail|copy link|facebook|twitter|linkedin|whatsapp|telegram|reddit",
    r"loading|back to top|skip to (?:main )?content",
    r"listen(?: to this (?:article|story))?",
    r"(?:\d+ )?min(?:ute)?s? read",
    r"(?:\d+|an?) (?:hour|minute|day)s? ago",
    r"(?:\u00a9|copyright (?:\u00a9|\(c\)|\d{4})).{0,120}",
    r"all rights reserved\.?",
    r"(?:additional |writing by .{1,80})?reporting by .{1,120}editing by .{1,80}",
)

# The whole line, if nothing closes it.
LABELLED = _any(r"(?:sources?|tags?|topics?|keywords|hashtags?)\s*:\s*\S.{0,80}")

# The beginning of a short line without quotation marks.
NEWSLETTER = _any(
    r"(?:our )?newsletters?\W*$",
    r"subscribe(?: (?:now|here|today|to|for)\b|\W*$)",
    r"sign up(?: (?:for|to|here|now|today)\b|\W*$)",
    r"get (?:the|our|your) (?:latest|daily|weekly|morning|evening|top|breaking|best)\b",
    r"join (?:our|us on|the conversation)\b",
    r"(?:follow (?:us|our)|like us on)\b",
    r"share (?:this|on|via|the (?:article|story))\b|share\W*$",
    r"download (?:our|the) .{0,30}\bapp\b",
    r"support (?:our|independent) (?:journalism|reporting|work)\b",
    r"(?:don.t|never) miss\b|click here\b",
    r".{0,120}\b(?:to|in) your inbox\b",
    r"النشرة البريدية\W*$",
    r"تابعونا على\b",
)

# The whole line.
LINK = _any(
    r"<?(?:https?://|www\.)\S+>?",
    r"[\s>*+-]*\[[^\]]*\]\([^)]*\)\W*",
    r"(?:read(?: more| also| next)?|also read|see also|related(?: \w+)?|watch(?: also| more| live)?"
    r"|more on this(?: story)?)\s*[:|\u00bb>\u2192]\s*\S.{0,150}",
    r"(?:read more|read also|see also|continue reading|full story)\W*",
    r"(?:اقرأ|إقرأ|شاهد) أيض.{0,150}",
)

_PICTURE = "(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Pp]hotograph)s?"
_LENT = "(?:[Ff]ile|[Hh]andout|[Cc]ourtesy)"
_CREDIT = "(?: [Cc]redit| [Cc]ourtesy)?"

# Anywhere in the line: each says for itself where it stands. "Photo/video evidence" and "(images of the
# strike)" are no credits.
CREDITED = _any(
    rf"^(?:{_LENT} )?{_PICTURE}{_CREDIT}(?: by| of| from)?\s*[:|]",
    rf"\b(?:Photo|Image|Picture|Photograph|Credit)s?{_CREDIT}(?: by)?\s*:\s*(?:[^.!?]|\b[A-Z]\.){{1,60}}\.?$",
    rf"\({_LENT} {_PICTURE}\b[^()]*\)\W*$",
    rf"\((?:[^()]*\b)?{_PICTURE}{_CREDIT}(?:\s*[:/]| by )[^()]*\)\W*$",
    r"^!\[[^\]]*\]\([^)]*\)$",
    flags=re.NOFLAG,
)
AGENCY_CREDIT = _any(
    r"\((?:AP|AFP|Reuters|EPA|UPI|TASS|Xinhua|Anadolu|Bloomberg|Getty(?: Images)?)(?:/[^()]*| via [^()]*)?\)\W*$",
    r"\((?:[Cc]ourtesy|[Hh]andout)\b[^()]*\)\W*$",
    flags=re.NOFLAG,
)
IMAGE_OF = _any(r"(?:image|photo|picture) of\b")

_NAME = "(?: [A-Z\u00c0-\u00de][\\w.'\u2019-]*)"
BYLINE = re.compile(rf"By{_NAME}{{1,4}}(?:(?: and|,){_NAME}{{1,4}})*")

# "QARADIN (SPS) - " opens the article itself.
DATELINE = re.compile("[A-Z][A-Z .,'\u2019-]{2,40}(?: \\([^()]{1,40}\\))?\\s*[\u2013\u2014-]\\s")
