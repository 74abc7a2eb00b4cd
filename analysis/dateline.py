"""Where and by whom, before a sentence begins: "WADI SEREH (SPS) - "."""

import re

__all__ = ["DATELINE"]

DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.' -]{2,30}(?:, [\w '-]{1,40}){0,3}(?: \([\w. ]{2,20}\))?|[A-Z][\w' -]{2,30} \([\w. ]{2,20}\))"
    r" [-–—] (?=\S)"
)
