"""Who is who: countries, their people and capitals, and bodies known by several names, from shipped tables."""

from .lookups import country_code, country_names, is_code, name_variants

__all__ = ["country_code", "country_names", "is_code", "name_variants"]
