"""Each command, given hostile names and a hostile trace: no byte that it prints steers the terminal."""

import json
import os
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hostile_corpus import PAYLOADS, hostile_otlp

from app.domain.hidden_characters import HIDDEN

NAME = "x\x1b[31m\x1b]0;t\x07\u202eexe\u2066\u200b\nmisstep: all is well\t\x7f\x9b"
HOSTILE = "".join(PAYLOADS[name] for name in ("ansi", "bidi", "zero width", "controls")).replace("\x00", "")
COMMANDS = {
    "no such command": [NAME],
    "no such option": ["steps", f"--{NAME}"],
    "a wrong value": ["serve", "--port", NAME],
    "a wrong choice": ["record", "--model", NAME],
    "one too many": ["db", "check", NAME],
    "a missing file": ["steps", NAME],
    "a file that is no UTF-8": ["steps", "x\udcff\udc9b"],
    "import a missing file": ["import", NAME],
    "import": ["import", "{trace}"],
    "import as JSON": ["import", "{trace}", "--json"],
    "steps": ["steps", "{trace}"],
    "steps as JSON": ["steps", "{trace}", "--json"],
    "steps of a broken file": ["steps", "{broken}"],
    "runs": ["runs", "list"],
    "runs as JSON": ["runs", "list", "--json"],
    "a wrong key of a page": ["runs", "list", "--older-than", NAME],
    "reread": ["runs", "reread", NAME],
    "delete": ["runs", "delete", NAME],
    "forget": ["inbox", "forget", NAME],
    "failed": ["inbox", "failed"],
    "retry": ["inbox", "retry", NAME],
    "compare": ["compare", NAME, "{broken}"],
    "compare a wrong diagnosis": ["compare", "the-autumn-return", "{trace}"],
    "compare with a missing file": ["compare", "the-autumn-return", NAME],
    "lint": ["lint", NAME],
    "lint a folder": ["lint", "--scenarios", "{packs}", "--traces", NAME],
    "lint a folder as JSON": ["lint", "--scenarios", "{packs}", "--traces", NAME, "--json"],
    "record": ["record", NAME, "--check"],
    "keep": ["pack", "keep", NAME],
    "back up": ["db", "backup", "--out", f"{NAME}.db"],
    "back up as JSON": ["db", "backup", "--out", f"{NAME}.json.db", "--json"],
    "listen": ["serve", "--host", NAME],
    "key": ["key", "add", NAME],
    "user": ["user", "add", NAME, "--role", "owner"],
    "a wrong role": ["user", "add", "ada@example.org", "--role", NAME],
    "remove a user": ["user", "remove", NAME],
    "workspace": ["workspace", "add", NAME, "--owner", NAME],
    "help": ["--help"],
    "help of a command": ["steps", "--help"],
    "nothing": [],
}


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Files with hostile names and contents, and a home of which one run is imported."""
    folder = tmp_path_factory.mktemp("hostile")
    named = {"trace": folder / f"trace {NAME}.json", "broken": folder / f"broken {NAME}.json"}
    named["trace"].write_bytes(hostile_otlp(HOSTILE))
    named["broken"].write_text('{"resourceSpans": [{"' + HOSTILE.replace("\n", "") + '": }', encoding="utf-8")
    named["packs"] = folder / "packs"
    (named["packs"] / NAME).mkdir(parents=True)
    (named["packs"] / NAME / "scenario.toml").write_text(f"title = {json.dumps(HOSTILE)}\n", encoding="utf-8")
    environment = {**os.environ, "MISSTEP_HOME": str(folder / "home"), "COLUMNS": "200", "FORCE_COLOR": "1"}
    environment.pop("MISSTEP_DATABASE_URL", None)
    places = {"folder": folder, "environment": environment, **named}
    assert _run(places, ["import", "{trace}"]).returncode == 0
    return places


def _run(places, words, **environment):
    command = [word.format(**places) if word.startswith("{") else word for word in words]
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *map(os.fsencode, command)],
        cwd=places["folder"],
        env={**places["environment"], "PYTHONPATH": str(Path.cwd()), **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )


def steering(printed):
    """What would steer a terminal; that the bytes are no UTF-8 would be such a thing as well."""
    return sorted({ascii(found) for found in HIDDEN.findall(printed.decode("utf-8", "surrogateescape"))})


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_what_steers_the_terminal(places, command):
    done = _run(places, COMMANDS[command])
    assert done.stdout + done.stderr
    assert steering(done.stdout + done.stderr) == []
    lines = (done.stdout + done.stderr).decode().splitlines()
    assert [line for line in lines if line.startswith("misstep: all is well")] == [], "a value has begun a line"
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["import as JSON", "steps as JSON", "runs as JSON", "lint a folder as JSON"])
def test_json_holds_every_character_all_the_same(places, command):
    document = json.loads(_run(places, COMMANDS[command]).stdout)
    assert HIDDEN.search(json.dumps(document, ensure_ascii=False)) or command == "import as JSON"


def test_a_setting_is_refused_in_plain_words(places):
    done = _run(places, ["serve"], MISSTEP_PORT=NAME)
    assert done.returncode == 2
    assert steering(done.stderr) == []


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_a_server_logs_is_plain(places, workers):
    """The log quotes what somebody wrote into the database, in this process and in one of several."""
    home = places["folder"] / f"served{workers}"
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0", "--workers", workers]
    environment = {**places["environment"], "MISSTEP_HOME": str(home), "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as server:
        try:
            address = server.stderr.readline().decode().split()[3]
            _ask(f"{address}readyz")
            with closing(sqlite3.connect(home / "misstep.db")) as database, database:
                database.execute("update alembic_version set version_num = ?", ("\x1b[2J\u202e\nERROR: x",))
            _ask(f"{address}readyz")
        finally:
            server.terminate()
            logged = server.stderr.read().decode()
    assert r"WARNING: not ready: the database is at revision \x1b[2J\u202e\nERROR: x, expected" in logged
    assert steering(logged.encode()) == []


def _ask(address):
    with suppress(OSError):
        urllib.request.urlopen(address, timeout=20).read()
