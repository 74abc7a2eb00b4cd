"""Who is who: countries with people and capitals, bodies known by several names, news agencies, from shipped tables."""

from .lookups import agency_name, country_code, country_names, is_code, name_variants

__all__ = ["agency_name", "country_code", "country_names", "is_code", "name_variants"]
