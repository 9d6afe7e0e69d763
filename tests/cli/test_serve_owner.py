"""`misstep serve` asks for an owner where there is none, and lets others in where there is one."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
import signed_in

PATIENCE = 90  # seconds; the machine does other things too


@contextmanager
def serving(settings, *options):
    """What a server says of itself first, line by line, and its address on this machine."""
    variables = {"MISSTEP_HOME": str(settings.home), "MISSTEP_DATABASE_URL": settings.database_url}
    environment = {**os.environ, **variables, "MISSTEP_SECRET_KEY": "a secret for tests"}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0", *options]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        lines = iter(process.stderr.readline, "")
        at = next(line for line in lines if "Misstep is at http://" in line)
        yield lines, f"http://127.0.0.1:{re.search(r':([0-9]+)/', at)[1]}"
    finally:
        process.kill()
        process.communicate()


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.sqlite
def test_a_server_without_an_owner_prints_a_link_that_makes_one(settings):
    with serving(settings) as (lines, address):
        asked = next(lines)
        assert "It has no owner yet" in asked
        (link,) = re.findall(rf"{address}/join/[\w-]{{43}}", asked)
        assert status(link) == status(f"{address}/api/runs") == 200


@pytest.mark.sqlite
def test_a_server_with_an_owner_is_served_to_others_and_opens_nothing_without_a_login(settings, store):
    signed_in.owner(store)
    with serving(settings, "--host", "0.0.0.0") as (_, address):
        assert status(f"{address}/api/scenarios") == 200
        assert status(f"{address}/api/runs") == 403
