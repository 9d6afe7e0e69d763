"""`--workspace`: what a second workspace has is listed, tried again and removed by the commands that there are."""

import json
import sys
from datetime import UTC, datetime, timedelta

import late_parcel
import pytest
from issued_keys import another_workspace
from sqlalchemy import insert
from typer.core import TyperGroup
from typer.main import get_command

from app.cli import app, main
from app.inbox.assemble import assemble
from app.store.deliveries import arrival
from app.store.tables import RunRow

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TRACE = "f" * 32
THERE = ("--workspace", "ACME")  # however it is capitalised


@pytest.fixture
def misstep(settings, store, monkeypatch, capsys):
    """The command, on a server with a second workspace; returns exit code, output and messages."""
    another_workspace(store, "acme")

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["misstep", *words])
        monkeypatch.setenv("MISSTEP_HOME", str(settings.home))
        monkeypatch.setenv("MISSTEP_DATABASE_URL", settings.database_url)
        monkeypatch.setenv("MISSTEP_SECRET_KEY", "a secret for tests")
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code or 0, *capsys.readouterr()

    return run


@pytest.fixture
def parcel(misstep, tmp_path):
    """The id of a run that was imported into the second workspace."""
    file = tmp_path / "parcel.json"
    file.write_bytes(late_parcel.otlp("healthy"))
    return json.loads(misstep("import", str(file), *THERE, "--json")[1])["runs"][0]["run"]


@pytest.fixture
def damaged(misstep, store, new_id):
    """A trace of the second workspace that was set aside."""
    with store.writing() as work:
        parts = [arrival(TRACE, b"damaged on disk", media_type="application/json", spans=1)]
        work.inbox.receive("acme", parts, at=NINE)
    later = (NINE + timedelta(minutes=minute) for minute in range(1, 100))
    while assemble(store, clock=lambda: next(later), new_id=new_id):
        pass
    assert misstep("inbox", "failed", *THERE)[0] == 1


def test_runs_are_listed_and_deleted_in_the_workspace_that_has_them_and_in_no_other(misstep, parcel):
    assert misstep("runs", "list") == (0, "no runs here\n", "")
    assert misstep("runs", "list", *THERE)[1].startswith(f"{parcel}  ")
    assert misstep("runs", "delete", parcel) == (2, "", "misstep: there is no such run\n")
    assert misstep("runs", "delete", parcel, *THERE) == (0, f"{parcel} deleted\n", "")
    assert misstep("runs", "list", *THERE) == (0, "no runs here\n", "")


def test_runs_are_read_anew_in_the_workspace_that_has_them(misstep, store, parcel):
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update run set reader_version = 'earlier' where workspace = 'acme'")
    assert misstep("runs", "reread") == (0, "nothing to do: this version has read them already\n", "")
    code, out, _ = misstep("runs", "reread", *THERE)
    assert code == 0
    assert out.startswith(f"{parcel} is now ")


def test_a_page_of_the_list_says_how_it_goes_on_in_its_workspace(misstep, store):
    with store.engine.begin() as connection:
        about = {"workspace": "acme", "source": "imported", "trace_id": "t", "content": "c", "about": b"{}"}
        figures = {"step_count": 1, "span_count": 1, "ended_ns": 9, "name": "act"}
        connection.execute(
            insert(RunRow), [about | figures | {"started_ns": number, "id": f"run{number}"} for number in range(201)]
        )
    *_, older = misstep("runs", "list", *THERE)[1].splitlines()
    assert older.startswith("older: misstep runs list --workspace ACME --older-than ")
    assert misstep(*older.removeprefix("older: misstep ").split())[1].startswith("run0 ")


@pytest.mark.usefixtures("damaged")
def test_what_was_set_aside_is_tried_again_where_it_was_delivered_and_nowhere_else(misstep):
    assert misstep("inbox", "failed") == (0, "no trace was set aside\n", "")
    assert misstep("inbox", "retry", TRACE)[0] == 2
    assert misstep("inbox", "retry", TRACE, *THERE) == (0, "1 traces wait to become runs\n", "")


@pytest.mark.usefixtures("damaged")
def test_what_was_delivered_is_forgotten_where_it_was_delivered_and_nowhere_else(misstep):
    assert misstep("inbox", "forget", TRACE)[0] == 2
    assert misstep("inbox", "forget", TRACE, *THERE) == (0, "deliveries of 1 traces forgotten\n", "")
    assert misstep("inbox", "failed", *THERE) == (0, "no trace was set aside\n", "")


def test_every_command_for_what_a_workspace_has_takes_its_name(misstep):
    taking = {name for name, command in commands(get_command(app)) if "--workspace" in options(command)}
    assert taking == {
        *("import", "runs list", "runs reread", "runs delete", "inbox failed", "inbox retry", "inbox forget"),
        *("key add", "key list", "key revoke", "pack list", "pack keep", "pack release"),
        *("pack disputes", "user add", "user remove"),
    }
    told = "misstep: there is no workspace 'Emca': `misstep workspace list` tells which there are\n"
    for words in (["runs", "list"], ["runs", "reread"], ["inbox", "failed"], ["inbox", "retry"], ["key", "list"]):
        assert misstep(*words, "--workspace", "Emca") == (2, "", told)


def commands(of, *names):
    if not isinstance(of, TyperGroup):
        return [(" ".join(names), of)]
    return [each for name, command in of.commands.items() for each in commands(command, *names, name)]


def options(command):
    return {option for parameter in command.params for option in parameter.opts}
