"""Pure functions on records and articles, without a model: which articles are copies, and the picture of a period."""

from .actors import resolve_article
from .carrying import Comparison, carried, compare
from .copies import Origin, origins_of, wording
from .picture import Decide, Told, picture_of
from .ranking import rank
from .reports import Report
from .weighing import Weights

__all__ = [
    "Comparison",
    "Decide",
    "Origin",
    "Report",
    "Told",
    "Weights",
    "carried",
    "compare",
    "origins_of",
    "picture_of",
    "rank",
    "resolve_article",
    "wording",
]
