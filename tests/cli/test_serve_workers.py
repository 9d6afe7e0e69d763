"""`misstep serve --workers`: several processes behind one address, replaced when they die, ended together."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest

PATIENCE = 90  # seconds; a first start loads the bundled scenarios, on a machine that does other things too


def workers(process):
    """The server processes; Python's own helper process is none of them."""
    try:
        return [
            child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())
        ]
    except psutil.NoSuchProcess:
        return []


def until(found):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.2)
    raise AssertionError("it did not come to pass")


def ready(address):
    with urllib.request.urlopen(f"{address}readyz", timeout=PATIENCE) as answer:
        return answer.status == 200


@pytest.fixture
def server(settings):
    variables = {"MISSTEP_HOME": str(settings.home), "MISSTEP_DATABASE_URL": settings.database_url}
    environment = {**os.environ, **variables, "MISSTEP_SECRET_KEY": "a secret for tests"}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--workers", "2"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    address = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())[0]
    until(lambda: ready(address))
    yield process, address
    for each in (*workers(process), process):
        each.kill()  # does nothing to one that has ended
    process.communicate()


def test_a_process_that_dies_is_replaced_and_all_end_with_the_server(server):
    process, address = server
    first, second = until(lambda: len(workers(process)) == 2 and workers(process))
    first.kill()
    until(lambda: {each.pid for each in workers(process)} - {first.pid, second.pid})
    assert ready(address)
    ended = workers(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert [each for each in ended if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []


def test_no_process_outlives_a_server_that_was_killed(server):
    process, _ = server
    left = until(lambda: len(workers(process)) == 2 and workers(process))
    process.kill()
    process.wait(PATIENCE)
    gone, alive = psutil.wait_procs(left, timeout=PATIENCE)
    assert (len(gone), alive) == (2, [])
