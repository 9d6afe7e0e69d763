"""Several processes over one database: what one of them does, no other undoes or does twice."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.change import StepOpened
from app.domain.errors import Overloaded
from app.store.check import problems
from app.store.engine import open_store

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent
START = """
import sys
from pathlib import Path
from app.startup import Packs, prepared_store
from app.settings import read_settings
home, url, scenarios, traces = sys.argv[1:]
settings = read_settings({"MISSTEP_HOME": home, "MISSTEP_DATABASE_URL": url})
sys.stdin.readline()  # all are ready
prepared_store(settings, Packs(Path(scenarios), Path(traces))).close()
"""


def test_four_writers_of_one_session_lose_no_event_and_number_them_without_a_gap(store):
    def write(writer):
        own = open_store(store.engine.url.render_as_string(hide_password=False))
        for step in range(1, 31):
            with own.writing() as work:
                work.events.append("one", [StepOpened(step=step)], actor=f"writer {writer}", at=NINE)
        own.close()

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))
    with store.reading() as work:
        events = work.events.of("one")
    assert [event.seq for event in events] == list(range(1, 121))
    told = [(event.actor, event.change.step) for event in events]
    assert sorted(told) == sorted((f"writer {writer}", step) for writer in range(4) for step in range(1, 31))


def test_an_event_that_is_undone_leaves_its_number_to_the_next(store):
    def interrupted():
        with store.writing() as work:
            work.events.append("one", [StepOpened(step=1)], actor="ada", at=NINE)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with store.writing() as work:
        (event,) = work.events.append("one", [StepOpened(step=2)], actor="ada", at=NINE)
    assert event.seq == 1


def test_processes_that_start_at_once_on_an_empty_database_all_come_up(empty_address, tmp_path, pack):
    arguments = [str(tmp_path / "home"), empty_address, str(pack.scenarios), str(pack.traces)]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [(process.communicate()[1], process.returncode) for process in started]
    assert ended == [("", 0)] * 3
    store = open_store(empty_address)
    assert problems(store) == []
    with store.reading() as work:
        assert [scenario.slug for scenario in work.catalog.scenarios()] == ["late-parcel"]
    store.close()


@pytest.fixture
def lose_connection(request):
    """End the connection of a unit of work, as when the server goes down."""

    def lose(work):
        pid = work._session.connection().exec_driver_sql("select pg_backend_pid()").scalar()
        request.getfixturevalue("postgresql").execute("select pg_terminate_backend(%s)", [pid])

    return lose


def test_a_lost_connection_is_told_as_a_moment_of_trouble(store, database, lose_connection):
    if database == "sqlite":
        return  # there is no connection that could be lost

    def interrupted():
        with store.writing() as work:
            lose_connection(work)
            work.catalog.note_content("other", "1")

    with pytest.raises(Overloaded, match="try again"):
        interrupted()
    with store.reading() as work:  # and the next one finds another connection
        assert work.catalog.content("other") is None


def test_what_may_be_begun_again_is_once(store, database, lose_connection):
    tries = []

    def change(work):
        tries.append(work)
        if database == "postgresql" and len(tries) == 1:
            lose_connection(work)
        work.catalog.note_content("other", f"{len(tries)} tries")

    store.repeated(change)
    with store.reading() as work:
        assert work.catalog.content("other") == {"sqlite": "1 tries", "postgresql": "2 tries"}[database]


def test_what_does_not_pass_is_told(store, database, lose_connection):
    if database == "sqlite":
        return

    def change(work):
        lose_connection(work)
        work.catalog.note_content("other", "1")

    with pytest.raises(Overloaded, match="try again"):
        store.repeated(change)
