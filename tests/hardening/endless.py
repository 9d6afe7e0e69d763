"""Steps that no query ever comes to the end of, and what the database is busy with."""

import time
from contextlib import contextmanager

from sqlalchemy import text
from visit import PATIENCE

ENDLESS = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) > 0",
    "postgresql": "pg_sleep(3600) IS NOT NULL",
}
BUSY = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%FROM step%'"


@contextmanager
def endless_steps(engine):
    """While the block runs; what still reads them when it ends keeps it from ending."""
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("ALTER TABLE step RENAME TO step_rows"))
        where = ENDLESS[engine.dialect.name]
        connection.execute(text(f"CREATE VIEW step AS SELECT * FROM step_rows WHERE {where}"))
    yield
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("DROP VIEW step"))
        connection.execute(text("ALTER TABLE step_rows RENAME TO step"))


def wait_until(holds):
    """Look again and again. Fails where it never holds."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.01)


def readings_under_way(engine):
    """How many connections work on steps, as PostgreSQL tells it."""
    with engine.connect() as connection:
        return connection.scalar(text(f"{BUSY} AND state = 'active' AND pid <> pg_backend_pid()"))
