"""The order of the steps, and the settings: what the command line and scripts call."""

from .api import aextract, brief, extract, extract_actors, extract_events, extract_stances, read_articles
from .briefing import Period, SituationBrief
from .checking import CheckedStatement, check_brief, judge_checked, read_brief
from .demo import DEMO_MODEL, demo
from .extracting import Outcome
from .intake import Intake
from .progress import Progress, Quiet
from .running import Run, period_of, utc_now
from .settings import Settings

__all__ = [
    "DEMO_MODEL",
    "CheckedStatement",
    "Intake",
    "Outcome",
    "Period",
    "Progress",
    "Quiet",
    "Run",
    "Settings",
    "SituationBrief",
    "aextract",
    "brief",
    "check_brief",
    "demo",
    "extract",
    "extract_actors",
    "extract_events",
    "extract_stances",
    "judge_checked",
    "period_of",
    "read_articles",
    "read_brief",
    "utc_now",
]
