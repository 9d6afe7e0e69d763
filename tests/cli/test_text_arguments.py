"""What no command takes: an argument that is no UTF-8, and one that is empty."""

import json
import os
import sys

import late_parcel
import pytest
from typer.core import TyperGroup
from typer.main import get_command

from app.cli import app, main
from app.cli.text_arguments import TextCommand

ODD = os.fsdecode(b"\xff\xfe")
GIVEN = {
    "runs reread": ["runs", "reread", ODD],
    "runs delete": ["runs", "delete", "one", ODD],
    "runs list": ["runs", "list", "--workspace", ODD],
    "inbox retry": ["inbox", "retry", ODD],
    "inbox forget": ["inbox", "forget", ODD],
    "key add": ["key", "add", ODD],
    "key revoke": ["key", "revoke", ODD],
    "pack keep": ["pack", "keep", ODD],
    "pack release": ["pack", "release", ODD],
    "user add": ["user", "add", ODD, "--role", "owner"],
    "user password": ["user", "password", ODD],
    "user remove": ["user", "remove", ODD],
    "workspace add": ["workspace", "add", "Acme", "--owner", ODD],
    "compare": ["compare", ODD, "diagnosis.json"],
    "record": ["record", ODD, "--check"],
    "lint": ["lint", ODD],
    "serve": ["serve", "--host", ODD],
}


@pytest.fixture
def misstep(tmp_path, monkeypatch, capsys):
    """Runs the command in a home of its own; returns exit code, output and messages."""
    monkeypatch.setenv("MISSTEP_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MISSTEP_DATABASE_URL", raising=False)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["misstep", *words])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code or 0, *capsys.readouterr()

    return run


@pytest.mark.parametrize("command", GIVEN)
def test_a_text_that_is_not_utf_8_is_refused_before_anything_is_done(misstep, tmp_path, command):
    code, out, err = misstep(*GIVEN[command])
    assert (code, out) == (2, "")
    assert err.endswith("'\\udcff\\udcfe' is not UTF-8\n")
    assert err.splitlines()[-1].startswith("misstep: Invalid value for ")
    assert f"Usage: misstep {command} " in err
    assert not (tmp_path / "home").exists()


def test_every_command_is_held_to_it():
    assert {type(command) for command in commands(get_command(app))} == {TextCommand}


def commands(of):
    if not isinstance(of, TyperGroup):
        return [of]
    return [each for command in of.commands.values() for each in commands(command)]


def test_a_file_is_read_whatever_bytes_its_name_is_made_of(misstep, tmp_path):
    file = tmp_path / f"parcel {ODD}.json"
    file.write_bytes(late_parcel.otlp("healthy"))
    code, out, err = misstep("steps", str(file), "--json")
    assert (code, err) == (0, "")
    assert len(json.loads(out)["traces"][0]["steps"]) == late_parcel.STEPS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", ""], "argument 1 of `misstep import` is empty"),
        (["import", "a.json", ""], "argument 2 of `misstep import` is empty"),
        (["record", "--out", ""], "argument 2 of `misstep record` is empty"),
        (["key", "add", ""], "argument 1 of `misstep key add` is empty"),
    ],
)
def test_an_empty_argument_is_told_by_its_place(misstep, words, said):
    code, out, err = misstep(*words)
    assert (code, out) == (2, "")
    assert err.endswith(f"misstep: Invalid value: {said}\n")
