"""Whatever telemetry a process has set up, Misstep adds nothing to it: what people practise on is nobody else's."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROCESS = Path(__file__).parent / "process_telemetry.py"
NOTHING = {"spans": [], "logs": 0, "metrics": []}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What reached the providers and the endpoint of a process that recorded a run and served requests."""
    home = str(tmp_path_factory.mktemp("home"))
    ended = subprocess.run([sys.executable, PROCESS, home], capture_output=True, check=True, timeout=120)
    return json.loads(ended.stdout)


def test_the_recorder_keeps_its_spans_to_itself(report):
    assert report["recorded"] == ["chat", "invoke_agent"]
    assert report["by the recorder"] == NOTHING


def test_no_request_is_told_to_the_telemetry_of_the_process(report):
    assert report["visited"] == [200, 422, 500]
    assert report["by Misstep"] == NOTHING
    assert report["exported"] == 0


def test_an_application_that_leaves_it_on_would_be_seen(report):
    assert "GET /healthz" in report["by FastAPI"]["spans"]
    assert "http.server.request.duration" in report["by FastAPI"]["metrics"]
    assert report["by FastAPI"]["logs"] == 1
    assert report["exported by FastAPI"] > 0
