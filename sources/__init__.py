"""Articles in: files, pages, feeds and mail, cleaned, divided, split and numbered once."""

from .drafts import Unsure
from .fetching import Fetcher
from .gathering import STDIN, Memory, Oblivious, gather, is_address
from .reading import Reading, read_articles

__all__ = ["STDIN", "Fetcher", "Memory", "Oblivious", "Reading", "Unsure", "gather", "is_address", "read_articles"]
