"""SQLModel tables, queries and migrations; all SQL lives here."""
