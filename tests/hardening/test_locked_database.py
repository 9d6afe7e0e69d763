"""While another process holds the database, pages are read where they can be, and nobody waits without end."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from endless import wait_until
from sqlalchemy import text
from visit import Visit

from app.http.connection_slots import WRITERS, ConnectionSlots

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def engine(ada):
    return ada.app.state.misstep.store.engine


@pytest.fixture
def attempt(ada):
    return ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]


@contextmanager
def written_by_another_process(engine):
    """A process that has SQLite's one lock for writing, and keeps it."""
    command = [sys.executable, "-c", HOLDER, engine.url.database]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()


@contextmanager
def locked(engine, table):
    """Another connection holds a table of PostgreSQL so that nobody can even read it."""
    with engine.connect() as connection, connection.begin():
        connection.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        yield


@pytest.mark.sqlite
def test_pages_are_read_while_another_process_writes_and_forms_wait(ada, engine, attempt):
    openings = f"/api/attempts/{attempt}/position"
    with written_by_another_process(engine):
        posted = [Visit(ada, openings, posted={"step": 1}) for _ in range(WRITERS + 4)]
        wait_until(lambda: ada.app.state.connections.writing._free.value == 0)
        for page in ("/", "/runs", "/scenarios/late-parcel", f"/attempts/{attempt}/steps/1", "/healthz", "/readyz"):
            assert ada.get(page).status_code == 200
    assert [visit.status for visit in posted] == [200] * (WRITERS + 4)


@pytest.mark.sqlite
def test_a_form_does_not_wait_in_the_queue_without_end(ada, engine, attempt):
    ada.app.state.connections = ConnectionSlots(patience=0.1)
    with written_by_another_process(engine):
        posted = [Visit(ada, f"/api/attempts/{attempt}/position", posted={"step": 1}) for _ in range(WRITERS + 1)]
        assert (posted[-1].status, posted[-1].headers["retry-after"]) == (503, "2")
    assert [visit.status for visit in posted[:-1]] == [200] * WRITERS


def test_whether_the_server_is_ready_is_told_soon_while_the_database_hangs(ada, engine, database):
    if database == "sqlite":
        return  # its readers wait for no lock
    with locked(engine, "alembic_version"):
        asked = [Visit(ada, "/readyz") for _ in range(10)]
        assert {visit.status for visit in asked} == {503}
        assert {visit.error for visit in asked} == {"the database does not answer; try again in a moment"}
        assert ada.get("/healthz").status_code == 200
        assert ada.get("/").status_code == 200
    wait_until(lambda: ada.get("/readyz").status_code == 200)


def test_a_page_does_not_wait_without_end_for_a_table_that_is_locked(ada, engine, database):
    if database == "sqlite":
        return  # its readers wait for no lock
    ada.app.state.connections = ConnectionSlots(longest=0.2)
    with locked(engine, "scenario"):
        answer = ada.get("/", headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert ada.get("/readyz").status_code == 200
    assert ada.get("/").status_code == 200
