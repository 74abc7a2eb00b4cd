"""Who is who: countries with people and capitals, actors and their offices, news agencies, from shipped tables."""

from .actors import Registry
from .known import Holding, KnownActor
from .lookups import agency_name, country_code, country_names, is_code, name_variants, nation_codes, state_codes
from .spelling import clashing, name_words, spelling_key, title_key, word_key

__all__ = [
    "Holding",
    "KnownActor",
    "Registry",
    "agency_name",
    "clashing",
    "country_code",
    "country_names",
    "is_code",
    "name_variants",
    "name_words",
    "nation_codes",
    "spelling_key",
    "state_codes",
    "title_key",
    "word_key",
]
