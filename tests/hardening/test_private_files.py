"""What Misstep makes is its owner's alone; what was there before and lets others in is told at the start."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from homes import settings_in
from typer.testing import CliRunner

from app.cli import app
from app.cli.file_rights import reachable_by_others
from app.settings import read_settings
from app.startup import ready_store, secret_key

pytestmark = pytest.mark.sqlite
ROOT = Path(__file__).parents[2]


def rights(place):
    return stat.S_IMODE(place.stat().st_mode)


@pytest.fixture
def generous():
    """What is made by default is for everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("generous")
def test_home_key_database_log_and_backup_are_their_owners_alone(tmp_path, monkeypatch):
    settings = read_settings({"MISSTEP_HOME": str(tmp_path / "deep/home")})
    secret_key(settings)
    store = ready_store(settings)
    with store.writing() as work:  # while somebody writes, SQLite has its two files there
        work.alone("test")
        made = {place.name: rights(place) for place in settings.home.iterdir()}
    monkeypatch.setenv("MISSTEP_HOME", str(settings.home))
    assert CliRunner().invoke(app, ["db", "backup", "--out", str(tmp_path / "copy.db")]).exit_code == 0
    store.close()
    assert rights(settings.home) == 0o700
    assert made == dict.fromkeys(["secret_key", "misstep.db", "misstep.db-wal", "misstep.db-shm"], 0o600)
    assert rights(tmp_path / "copy.db") == 0o600


@pytest.mark.usefixtures("generous")
def test_a_database_outside_of_the_home_is_its_owners_alone_too(tmp_path):
    store = ready_store(settings_in(tmp_path / "home", f"sqlite:///{tmp_path}/elsewhere.db"))
    with store.writing():
        assert {rights(place) for place in store.files()} == {0o600}
    store.close()


def test_what_others_can_reach_is_told_with_what_ends_it(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    for name, mode in (("misstep.db", 0o644), ("secret_key", 0o600)):
        (home / name).touch()
        (home / name).chmod(mode)
    told = reachable_by_others([home / "misstep.db", home / "misstep.db-wal", home / "secret_key"])
    assert [re.sub(r"^.*/(?=\w)", "", sentence) for sentence in told] == [
        "home has the rights 755: other accounts of this machine can reach it; chmod 700 ends that",
        "misstep.db has the rights 644: other accounts of this machine can reach it; chmod 600 ends that",
    ]


def test_a_folder_that_lets_nobody_in_keeps_what_is_in_it(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "misstep.db").touch()
    (home / "misstep.db").chmod(0o666)
    assert reachable_by_others([home / "misstep.db"]) == []


def test_a_server_tells_it_when_it_starts(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    environment = os.environ | {"MISSTEP_HOME": str(home)}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        lines = [server.stderr.readline() for _ in range(2)]
        server.terminate()
    assert (
        lines[0]
        == f"misstep: {home} has the rights 755: other accounts of this machine can reach it; chmod 700 ends that\n"
    )
    assert lines[1].startswith("Misstep is at http://127.0.0.1:")
