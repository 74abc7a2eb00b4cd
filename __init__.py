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
    "Event": "schemas",
    "Extraction": "schemas",
    "Figure": "schemas",
    "KindError": "schemas",
    "Name": "schemas",
    "Number": "schemas",
    "Prose": "schemas",
    "Quote": "schemas",
    "Record": "schemas",
    "Settings": "pipeline",
    "SitbriefError": "schemas",
    "Stance": "schemas",
    "TimeWords": "schemas",
    "When": "schemas",
    "aextract": "pipeline",
    "brief": "pipeline",
    "extract": "pipeline",
    "extract_actors": "pipeline",
    "extract_events": "pipeline",
    "extract_stances": "pipeline",
    "read_articles": "pipeline",
}

__all__ = [
    "Actor",
    "Article",
    "Brief",
    "Event",
    "Extraction",
    "Figure",
    "KindError",
    "Name",
    "Number",
    "Prose",
    "Quote",
    "Record",
    "Settings",
    "SitbriefError",
    "Stance",
    "TimeWords",
    "When",
    "__version__",
    "aextract",
    "brief",
    "extract",
    "extract_actors",
    "extract_events",
    "extract_stances",
    "read_articles",
]

if TYPE_CHECKING:
    from sitbrief.pipeline import (
        Settings,
        aextract,
        brief,
        extract,
        extract_actors,
        extract_events,
        extract_stances,
        read_articles,
    )
    from sitbrief.schemas import (
        Actor,
        Article,
        Brief,
        Event,
        Extraction,
        Figure,
        KindError,
        Name,
        Number,
        Prose,
        Quote,
        Record,
        SitbriefError,
        Stance,
        TimeWords,
        When,
    )


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sitbrief' has no attribute {name!r}")
    return getattr(import_module(f"sitbrief.{_HOMES[name]}"), name)
