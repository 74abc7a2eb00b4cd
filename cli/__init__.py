"""The `sitbrief` command: one file a command; a command parses, calls one function, prints."""

from .main import app

__all__ = ["app"]
