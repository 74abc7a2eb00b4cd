"""What is kept between runs: articles, answers, extractions and briefs, in SQLite or PostgreSQL."""

from .briefs import BriefRow
from .opening import shown_place
from .store import Store

__all__ = ["BriefRow", "Store", "shown_place"]
