"""Pure functions on records and articles, without a model: what matters first, and which articles are copies."""

from .carrying import Comparison, carried, compare
from .copies import Origin, origins_of, wording
from .ranking import rank

__all__ = ["Comparison", "Origin", "carried", "compare", "origins_of", "rank", "wording"]
