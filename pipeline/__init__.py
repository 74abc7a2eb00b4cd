"""The order of the steps, and the settings: what the command line and scripts call."""

from .api import aextract, brief, extract, extract_actors, extract_events, extract_stances, read_articles
from .briefing import Period, SituationBrief
from .checking import CheckedStatement, check_brief, judge_checked, read_brief
from .daily import Daily, check_settings
from .day import Means, Ran
from .days import Days, ranges
from .demo import DEMO_MODEL, demo
from .extracting import Outcome
from .intake import Intake
from .layers import starter
from .picturing import Pictures
from .progress import Progress, Quiet
from .replaying import Replayed, replay
from .reports import run_folder
from .running import Run, local_server, period_of, utc_now
from .settings import InForce, Role, RoleName, Settings, Source, Strategy, Targets
from .stopping import Stop
from .tables import Tables, changes, contradictions, events, figures, stances
from .watching import Health, health_of

__all__ = [
    "DEMO_MODEL",
    "CheckedStatement",
    "Daily",
    "Days",
    "Health",
    "InForce",
    "Intake",
    "Means",
    "Outcome",
    "Period",
    "Pictures",
    "Progress",
    "Quiet",
    "Ran",
    "Replayed",
    "Role",
    "RoleName",
    "Run",
    "Settings",
    "SituationBrief",
    "Source",
    "Stop",
    "Strategy",
    "Tables",
    "Targets",
    "aextract",
    "brief",
    "changes",
    "check_brief",
    "check_settings",
    "contradictions",
    "demo",
    "events",
    "extract",
    "extract_actors",
    "extract_events",
    "extract_stances",
    "figures",
    "health_of",
    "judge_checked",
    "local_server",
    "period_of",
    "ranges",
    "read_articles",
    "read_brief",
    "replay",
    "run_folder",
    "stances",
    "starter",
    "utc_now",
]
