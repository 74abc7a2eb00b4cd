"""sitbrief: daily situation briefs from news articles, every statement tied to the sentence that carries it.

    import sitbrief
    articles = sitbrief.read_articles("articles/")
    print(sitbrief.brief(articles).to_markdown())

The names below are loaded when they are first used, so that `import sitbrief` stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Public names and the package that each comes from.
_HOMES = {
    "Actor": "schemas",
    "Article": "schemas",
    "Brief": "schemas",
    "ChangeRow": "schemas",
    "ContradictionRow": "schemas",
    "Event": "schemas",
    "EventRow": "schemas",
    "Extraction": "schemas",
    "Figure": "schemas",
    "FigureRow": "schemas",
    "KindError": "schemas",
    "Name": "schemas",
    "Number": "schemas",
    "Picture": "schemas",
    "Prose": "schemas",
    "Quote": "schemas",
    "Record": "schemas",
    "Settings": "pipeline",
    "SitbriefError": "schemas",
    "Stance": "schemas",
    "StanceRow": "schemas",
    "TimeWords": "schemas",
    "When": "schemas",
    "aextract": "pipeline",
    "brief": "pipeline",
    "changes": "pipeline",
    "contradictions": "pipeline",
    "events": "pipeline",
    "extract": "pipeline",
    "extract_actors": "pipeline",
    "extract_events": "pipeline",
    "extract_stances": "pipeline",
    "figures": "pipeline",
    "read_articles": "pipeline",
    "stances": "pipeline",
}

__all__ = [
    "Actor",
    "Article",
    "Brief",
    "ChangeRow",
    "ContradictionRow",
    "Event",
    "EventRow",
    "Extraction",
    "Figure",
    "FigureRow",
    "KindError",
    "Name",
    "Number",
    "Picture",
    "Prose",
    "Quote",
    "Record",
    "Settings",
    "SitbriefError",
    "Stance",
    "StanceRow",
    "TimeWords",
    "When",
    "__version__",
    "aextract",
    "brief",
    "changes",
    "contradictions",
    "events",
    "extract",
    "extract_actors",
    "extract_events",
    "extract_stances",
    "figures",
    "read_articles",
    "stances",
]

if TYPE_CHECKING:
    from sitbrief.pipeline import (
        Settings,
        aextract,
        brief,
        changes,
        contradictions,
        events,
        extract,
        extract_actors,
        extract_events,
        extract_stances,
        figures,
        read_articles,
        stances,
    )
    from sitbrief.schemas import (
        Actor,
        Article,
        Brief,
        ChangeRow,
        ContradictionRow,
        Event,
        EventRow,
        Extraction,
        Figure,
        FigureRow,
        KindError,
        Name,
        Number,
        Picture,
        Prose,
        Quote,
        Record,
        SitbriefError,
        Stance,
        StanceRow,
        TimeWords,
        When,
    )


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sitbrief' has no attribute {name!r}")
    return getattr(import_module(f"sitbrief.{_HOMES[name]}"), name)
