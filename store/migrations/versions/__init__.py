"""One module a migration, named by its number; Alembic reads them from here as files."""
