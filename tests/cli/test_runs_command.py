"""`misstep runs`: list, read anew and delete, as a shell would."""

import json
import re

import late_parcel
import pytest
from sqlalchemy import insert, select, update

from app.cli import main
from app.store.engine import open_store
from app.store.packed import pack, unpack
from app.store.tables import RUN, RunRow


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


def test_runs_are_listed_with_their_ids(misstep, parcel):
    code, out, err = misstep("runs", "list")
    assert (code, err) == (0, "")
    assert re.fullmatch(rf"{parcel}  \S+\+00:00  8 steps, 12 spans  \S.*\n", out)
    (run,) = json.loads(misstep("runs", "list", "--json")[1])["runs"]
    assert (run["id"], run["step_count"]) == (parcel, 8)
    misstep("runs", "delete", parcel)
    assert misstep("runs", "list") == (0, "no runs here\n", "")


def test_a_page_of_the_list_says_where_it_goes_on(misstep, tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/misstep.db")
    misstep("runs", "list")
    with store.engine.begin() as connection:
        about = {"workspace": "local", "source": "imported", "trace_id": "t", "content": "c", "about": b"{}"}
        figures = {"step_count": 1, "span_count": 1, "ended_ns": 9, "name": "steers\x1b[2Jthe terminal"}
        rows = [about | figures | {"started_ns": number, "id": f"run{number}"} for number in range(201)]
        connection.execute(insert(RunRow), rows)
    store.close()
    *first, older = misstep("runs", "list")[1].splitlines()
    assert (len(first), first[0][:6]) == (200, "run200")
    assert first[0].endswith(r"steers\x1b[2Jthe terminal")
    last, newer = misstep(*older.removeprefix("older: misstep ").split())[1].splitlines()
    assert last.startswith("run0 ")
    assert misstep(*newer.removeprefix("newer: misstep ").split())[1].splitlines() == [*first, older]
    page = json.loads(misstep("runs", "list", "--json")[1])
    assert (page["newer"], page["older"]) == (None, older.split()[-1])


@pytest.mark.parametrize("keys", [["--older-than", "one"], ["--older-than", "0" * 16 + ".a", "--newer-than", "b"]])
def test_a_key_that_no_page_named_is_bad_usage(misstep, keys):
    code, out, err = misstep("runs", "list", *keys)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_a_run_is_deleted_by_its_id(misstep, parcel):
    assert misstep("runs", "delete", parcel) == (0, f"{parcel} deleted\n", "")
    code, _, err = misstep("runs", "delete", parcel)
    assert (code, err) == (2, "misstep: there is no such run\n")


def test_what_was_deleted_is_told_as_json(misstep, parcel):
    _, out, _ = misstep("runs", "delete", parcel, "--json")
    assert json.loads(out) == {"deleted": [parcel]}


def test_runs_that_this_version_has_read_are_left_alone(misstep, parcel):
    assert misstep("runs", "reread") == (0, "nothing to do: this version has read them already\n", "")
    assert json.loads(misstep("runs", "reread", parcel, "--json")[1]) == {"runs": [], "refused": []}


def test_a_run_of_an_earlier_version_is_read_anew(misstep, parcel, tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/misstep.db")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update run set reader_version = 'earlier'")
    store.close()
    code, out, _ = misstep("runs", "reread")
    assert code == 0
    assert out.startswith(f"{parcel} is now ")
    assert out.endswith("/steps/1\n")


def test_a_run_that_cannot_be_read_anew_is_told(misstep, parcel, tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/misstep.db")
    with store.writing() as work:
        about = pack(unpack(work._session.scalar(select(RUN.about))) | {"repairs": ["a clock was set right"]})
        work._session.execute(update(RunRow).values(reader_version="earlier", about=about))
    store.close()
    code, out, err = misstep("runs", "reread")
    assert (code, out) == (1, "")
    assert err.startswith(f"misstep: run {parcel}: it was repaired by a version that kept no originals")
    told = json.loads(misstep("runs", "reread", "--json")[1])
    assert (told["runs"], [each["run"] for each in told["refused"]]) == ([], [parcel])
