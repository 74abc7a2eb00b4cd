"""The numbered migrations: appended, never edited once released."""
