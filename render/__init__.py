"""A brief as Markdown, one HTML page or JSON. Nothing here decides content: order and numbers are the brief's."""

from ..schemas import Brief
from .as_html import html
from .as_markdown import markdown
from .index import IndexedDay, index

__all__ = ["IndexedDay", "html", "index", "json", "markdown"]


def json(brief: Brief) -> str:
    """The brief as indented JSON in UTF-8 text with a final newline; `Brief.model_validate_json` reads it back."""
    return brief.model_dump_json(indent=2) + "\n"
