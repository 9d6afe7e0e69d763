"""`misstep import`, `db` and `serve`, as a shell would run them."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from dataclasses import dataclass

import late_parcel
import pytest

from app.cli import main
from app.store.engine import open_store
from app.store.schema import HEAD


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def misstep(tmp_path, monkeypatch, capsys):
    """Run the command in a home of its own."""

    def run(*arguments, **environment):
        monkeypatch.setattr(sys, "argv", ["misstep", *arguments])
        for name, value in ({"MISSTEP_HOME": str(tmp_path / "home")} | environment).items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        for name in environment:
            monkeypatch.delenv(name)
        printed = capsys.readouterr()
        return Done(ended.value.code or 0, printed.out, printed.err)

    return run


@pytest.fixture
def trace_file(tmp_path):
    (tmp_path / "trace.otlp.jsonl").write_bytes(late_parcel.otlp("unit"))
    return str(tmp_path / "trace.otlp.jsonl")


def test_a_file_is_imported_once(misstep, trace_file):
    first = misstep("import", trace_file)
    assert re.fullmatch(r"[0-9a-f]{20}  8 steps, 12 spans, imported: /runs/[0-9a-f]{20}/steps/1\n", first.stdout)
    second = json.loads(misstep("import", trace_file, "--format", "auto", "--json").stdout)
    (run,) = second["runs"]
    assert (run["run"], run["known"], run["steps"]) == (first.stdout[:20], True, 8)


def test_a_run_without_a_step_is_imported_and_has_no_address(misstep, tmp_path):
    agent = {"traceId": "ab" * 16, "spanId": "cd" * 8, "name": "an agent alone", "startTimeUnixNano": "1"}
    (tmp_path / "agent.json").write_text(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [agent]}]}]}))
    told = misstep("import", str(tmp_path / "agent.json")).stdout
    assert told[20:] == "  0 steps, 1 spans, imported: no span of it is a step, so there is nothing to read\n"


def test_of_files_that_are_one_import_all_are_stored_or_none(misstep, trace_file, tmp_path):
    (tmp_path / "broken.json").write_text('{"resourceSpans": [')
    failed = misstep("import", trace_file, str(tmp_path / "broken.json"))
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.startswith("misstep: broken.json: line 1, column")
    assert json.loads(misstep("import", trace_file, "--json").stdout)["runs"][0]["known"] is False


@pytest.mark.parametrize(
    "wrong",
    [
        ["import", "nowhere.json"],
        ["import"],
        ["import", "x", "--format", "yaml"],
        ["db", "backup"],
        ["serve", "--port", "70000"],
    ],
)
def test_bad_usage_is_exit_2_and_one_message(misstep, wrong):
    done = misstep(*wrong)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"MISSTEP_PORT": "high"}, "MISSTEP_PORT: expected a number"),
        ({"MISSTEP_DATABASE_URL": "nonsense"}, "MISSTEP_DATABASE_URL is not a database address"),
        ({"MISSTEP_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "cannot be used"),
        ({"MISSTEP_HOME": "/dev/null/home"}, "MISSTEP_HOME: /dev/null/home cannot be made"),
    ],
)
@pytest.mark.parametrize("command", [["import"], ["db", "upgrade"]], ids=" ".join)
def test_a_wrong_setting_is_named(misstep, trace_file, command, environment, said):
    done = misstep(*command, *([trace_file] if command == ["import"] else []), **environment)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_that_others_could_reach_is_not_started(misstep):
    refused = misstep("serve", "--port", "0", MISSTEP_HOST="0")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "this server has no owner yet" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_serve_asks_for_a_missing_secret_before_it_looks_for_the_database(misstep):
    refused = misstep("serve", "--port", "0", MISSTEP_DATABASE_URL="postgresql://127.0.0.1:1/misstep")
    assert refused.returncode == 2
    assert refused.stderr.startswith("misstep: MISSTEP_SECRET_KEY: set it")


def test_the_database_is_upgraded_copied_and_checked(misstep, tmp_path):
    for look in (["check"], ["backup", "--out", str(tmp_path / "copy.db")]):
        none = misstep("db", *look)
        assert (none.returncode, "there is no database yet" in none.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty.db").touch()
    old = misstep("db", "check", MISSTEP_DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")
    assert f"needs {HEAD}: run `misstep db upgrade`" in old.stdout
    assert json.loads(misstep("db", "upgrade", "--json").stdout) == {"revision": HEAD, "upgraded": True}
    assert misstep("db", "upgrade").stdout == f"nothing to do, the database is at revision {HEAD}\n"
    copied = json.loads(misstep("db", "backup", "--out", str(tmp_path / "copy.db"), "--json").stdout)
    assert copied["bytes"] == (tmp_path / "copy.db").stat().st_size
    assert misstep("db", "backup", "--out", str(tmp_path / "copy.db")).returncode == 2
    sound = misstep("db", "check", MISSTEP_DATABASE_URL=f"sqlite:///{tmp_path}/copy.db")
    assert (sound.returncode, sound.stdout) == (0, "the database is sound\n")
    assert json.loads(misstep("db", "check", "--json").stdout) == {"problems": []}


def test_what_misstep_makes_is_its_owners_alone(misstep, trace_file, tmp_path):
    home = tmp_path / "home"
    before = os.umask(0o022)
    try:
        misstep("import", trace_file)
        misstep("db", "backup", "--out", str(tmp_path / "copy.db"))
        store = open_store(f"sqlite:///{home}/misstep.db")
        with store.writing() as work:
            assert work.inbox.count_waiting() == 0
            modes = {file.name: file.stat().st_mode & 0o777 for file in home.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert home.stat().st_mode & 0o777 == 0o700
    assert modes == dict.fromkeys(("misstep.db", "misstep.db-wal", "misstep.db-shm"), 0o600)
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_was_there_keeps_its_rights(misstep, trace_file, tmp_path):
    (tmp_path / "home").mkdir(mode=0o750)
    misstep("import", trace_file)
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o750


def test_a_damaged_database_is_exit_1(misstep, tmp_path, trace_file):
    import sqlite3

    misstep("import", trace_file)
    with sqlite3.connect(tmp_path / "home/misstep.db") as connection:
        connection.execute("delete from step where number = 2")
    done = misstep("db", "check")
    assert (done.returncode, "has 7 steps, expected 8" in done.stdout) == (1, True)


def test_serve_says_where_it_is_and_answers_there(tmp_path):
    environment = {**os.environ, "MISSTEP_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())[0]
            with urllib.request.urlopen(address + "readyz", timeout=30) as answer:
                assert json.load(answer) == {"status": "ready"}
            taken = subprocess.run(
                [*command[:-1], address.rsplit(":", 1)[1].strip("/")],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert taken.returncode == 2
            assert "choose another with --host or --port" in taken.stderr
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    secret = tmp_path / "home/secret_key"
    assert (len(secret.read_text()), secret.stat().st_mode & 0o777) == (43, 0o600)
