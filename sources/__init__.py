"""Articles in: text, Markdown, web pages and JSON lines, cleaned, split and numbered once."""

from .reading import Reading, read_articles

__all__ = ["Reading", "read_articles"]
