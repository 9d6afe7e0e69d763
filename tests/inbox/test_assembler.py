"""The process that makes runs of deliveries: it comes when something waits, comes again, and goes with the server."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import late_parcel
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.domain.workspace import LOCAL
from app.edge import clock
from app.inbox import assembler
from app.inbox.assemble_all import assemble_all
from app.inbox.assembler import keep_assemblers
from app.inbox.receive import receive
from app.ingest.limits import DEFAULT
from app.store.schema import HEAD

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds; a machine that is busy takes some to start a process
# Says which process it is, and then becomes the assembler.
ASSEMBLER = """
import os, sys
with open(sys.argv[1], "a") as told:
    told.write(f"{os.getpid()}\\n")
os.execv(sys.executable, [sys.executable, "-m", "app.cli", "assemble"])
"""


# Says which process it is, and does nothing.
IDLER = """
import os, sys
with open(sys.argv[1], "a") as told:
    told.write(f"{os.getpid()}\\n")
sys.stdin.read()
"""


def deliver(store, arm):
    receive(
        store,
        late_parcel.otlp(arm),
        workspace="local",
        kind=ExportTraceServiceRequest,
        media_type="application/json",
        limits=DEFAULT,
        now=datetime.now(UTC),
    )


def environment(settings):
    own = {"MISSTEP_HOME": str(settings.home), "MISSTEP_DATABASE_URL": settings.database_url, "PYTHONPATH": str(ROOT)}
    return os.environ | own


@contextmanager
def watched(store, settings, *command, most=1):
    """The store with assemblers beside it."""
    until = Event()
    options = {"command": [sys.executable, "-c", *command], "environment": environment(settings), "most": most}
    watching = Thread(target=keep_assemblers, args=(store,), kwargs=options | {"clock": clock, "until": until})
    watching.start()
    try:
        yield
    finally:
        until.set()
        watching.join()


def wait_for(found):
    until = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < until
        time.sleep(0.05)


def imported(store):
    with store.reading() as work:
        return len(work.run_list.latest(LOCAL, limit=99).runs)


def test_a_process_that_was_killed_is_started_again_and_all_end_with_the_server(store, settings, tmp_path):
    told = tmp_path / "processes"
    with watched(store, settings, ASSEMBLER, str(told)):
        deliver(store, "unit")
        wait_for(lambda: imported(store) == 1)
        os.kill(int(told.read_text()), signal.SIGKILL)
        deliver(store, "retry")
        wait_for(lambda: imported(store) == 2)
    first, second = map(int, told.read_text().split())
    assert first != second
    for process in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_no_process_is_started_while_nothing_waits(store, settings, tmp_path):
    with watched(store, settings, ASSEMBLER, str(tmp_path / "processes")):
        time.sleep(1.2)  # two looks
    assert not (tmp_path / "processes").exists()


def test_another_process_is_started_where_much_waits_and_never_more_than_told(store, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(assembler, "ENOUGH", 1)
    told = tmp_path / "processes"
    for arm in ("unit", "retry", "healthy", "broken"):
        deliver(store, arm)
    with watched(store, settings, IDLER, str(told), most=2):
        wait_for(lambda: told.exists() and len(told.read_text().split()) == 2)
        time.sleep(1.2)  # two looks
    assert len(told.read_text().split()) == 2


def test_processes_that_cannot_begin_are_started_more_and_more_seldom(store, settings, tmp_path):
    told = tmp_path / "processes"
    deliver(store, "unit")
    with watched(store, settings, IDLER.replace("sys.stdin.read()", "sys.exit(2)"), str(told)):
        time.sleep(4)  # eight looks
    assert 1 <= len(told.read_text().split()) <= 3


def test_one_process_is_enough_for_a_few_traces(store, settings, tmp_path):
    told = tmp_path / "processes"
    deliver(store, "unit")
    deliver(store, "retry")
    with watched(store, settings, IDLER, str(told), most=2):
        wait_for(told.exists)
        time.sleep(1.2)  # two looks
    assert len(told.read_text().split()) == 1


def started(settings, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "assemble"],
        env=environment(settings), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


@pytest.mark.usefixtures("store")
def test_the_assembler_ends_when_its_input_ends(settings):
    process = started(settings, stdin=subprocess.PIPE)
    assert process.communicate(timeout=PATIENCE) == (b"", b"")
    assert process.returncode == 0


def test_an_assembler_that_was_given_no_pipe_goes_on_until_it_is_interrupted(store, settings):
    deliver(store, "unit")
    process = started(settings, stdin=subprocess.DEVNULL)
    wait_for(lambda: imported(store) == 1)
    deliver(store, "retry")
    wait_for(lambda: imported(store) == 2)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=PATIENCE) == (b"", b"")
    assert process.returncode == 0


def test_an_assembler_without_a_database_of_its_version_says_so_and_ends(store, settings):
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '0010'")
    process = started(settings, stdin=subprocess.DEVNULL)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert told.decode() == (
        f"misstep: the database is at revision 0010, this version needs {HEAD}: run `misstep db upgrade`\n"
    )


@pytest.mark.sqlite
def test_an_assembler_without_a_home_makes_none(settings, tmp_path):
    nowhere = replace(settings, home=tmp_path / "nowhere", database_url=f"sqlite:///{tmp_path}/nowhere/misstep.db")
    process = started(nowhere, stdin=subprocess.DEVNULL)
    _, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, told.count(b"\n"), (tmp_path / "nowhere").exists()) == (2, 1, False)


def test_assembling_ends_once_nothing_has_come_for_a_while(store, new_id):
    deliver(store, "unit")
    assemble_all(store, clock=clock, new_id=new_id, idle=timedelta(seconds=2), until=Event())
    assert imported(store) == 1
