"""Pure functions on records and articles, without a model: what matters first."""

from .ranking import rank

__all__ = ["rank"]
