"""`misstep runs`: read anew and delete, as a shell would."""

import json

import late_parcel
import pytest

from app.cli import main
from app.store.engine import open_store


@pytest.fixture
def misstep(tmp_path, monkeypatch, capfd):
    """Runs the command in a home of its own; returns exit code, output and messages."""
    monkeypatch.setenv("MISSTEP_HOME", str(tmp_path))
    monkeypatch.delenv("MISSTEP_DATABASE_URL", raising=False)

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["misstep", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        return stopped.value.code or 0, out, err

    return run


@pytest.fixture
def parcel(misstep, tmp_path):
    """The id of an imported run."""
    file = tmp_path / "parcel.json"
    file.write_bytes(late_parcel.otlp("healthy"))
    _, out, _ = misstep("import", str(file), "--json")
    return json.loads(out)["runs"][0]["run"]


def test_a_run_is_deleted_by_its_id(misstep, parcel):
    assert misstep("runs", "delete", parcel) == (0, f"{parcel} deleted\n", "")
    code, _, err = misstep("runs", "delete", parcel)
    assert (code, err) == (2, "misstep: there is no such run\n")


def test_what_was_deleted_is_told_as_json(misstep, parcel):
    _, out, _ = misstep("runs", "delete", parcel, "--json")
    assert json.loads(out) == {"deleted": [parcel]}


def test_runs_that_this_version_has_read_are_left_alone(misstep, parcel):
    assert misstep("runs", "reread") == (0, "nothing to do: this version has read them already\n", "")
    assert json.loads(misstep("runs", "reread", parcel, "--json")[1]) == {"runs": []}


def test_a_run_of_an_earlier_version_is_read_anew(misstep, parcel, tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/misstep.db")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update run set reader_version = 'earlier'")
    store.close()
    code, out, _ = misstep("runs", "reread")
    assert code == 0
    assert out.startswith(f"{parcel} is now ")
    assert out.endswith("/steps/1\n")
