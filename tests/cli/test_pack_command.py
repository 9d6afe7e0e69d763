"""`misstep pack`: keep scenarios for interviews, give them back, list them."""

import json

import pytest

from app.cli import main
from app.startup import prepared_store
from app.store.engine import open_store


@pytest.fixture
def misstep(settings, pack, monkeypatch, capfd):
    """Runs the command over a database with the test scenario; returns exit code, output and messages."""
    prepared_store(settings, pack).close()
    monkeypatch.setenv("MISSTEP_HOME", str(settings.home))
    monkeypatch.setenv("MISSTEP_DATABASE_URL", settings.database_url)

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["misstep", "pack", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        return stopped.value.code or 0, out, err

    return run


def test_a_scenario_is_kept_listed_and_given_back(misstep):
    assert misstep("list") == (0, "late-parcel  open  The parcel that came late\n", "")
    code, out, err = misstep("keep", "late-parcel")
    assert (code, out) == (0, "late-parcel is kept for interviews\n")
    assert "is published with its answers and cannot be secret" in err
    assert misstep("keep", "late-parcel")[0] == 0
    assert misstep("list")[1] == "late-parcel  kept for interviews  The parcel that came late\n"
    assert json.loads(misstep("list", "--json")[1]) == {
        "scenarios": [{"slug": "late-parcel", "title": "The parcel that came late", "kept": True}]
    }
    assert misstep("release", "late-parcel") == (0, "late-parcel is open to everybody again\n", "")
    assert misstep("list")[1] == "late-parcel  open  The parcel that came late\n"


@pytest.mark.parametrize("verb", ["keep", "release"])
def test_what_is_not_there_is_neither_kept_nor_given_back(misstep, verb):
    code, out, err = misstep(verb, "no-such-scenario")
    assert (code, out) == (2, "")
    assert "`misstep pack list` names" in err


def test_what_is_kept_is_listed_when_its_pack_is_gone(misstep, settings, tmp_path):
    from app.startup import Packs

    misstep("keep", "late-parcel")
    (tmp_path / "none").mkdir()
    prepared_store(settings, Packs(tmp_path / "none", tmp_path / "none")).close()
    assert misstep("list")[1] == "late-parcel  kept for interviews  (in no pack any more)\n"


def test_what_one_workspace_keeps_is_not_there_for_another(misstep, settings):
    store = open_store(settings.database_url)
    with store.writing() as work:
        work.workspaces.add("w2", name="Team Two")
    store.close()
    assert misstep("keep", "late-parcel", "--workspace", "Team Two")[0] == 0
    assert misstep("list", "--workspace", "Team Two")[1].startswith("late-parcel  kept for interviews")
    assert misstep("list")[1] == "no scenarios here yet: `misstep serve` loads them when it starts\n"
    assert misstep("keep", "late-parcel")[0] == 2
    assert misstep("list", "--workspace", "nobody")[0] == 2


@pytest.fixture
def disputed(settings):
    """Ada's attempt at the late parcel, in which she disputes the key in two lines."""
    from datetime import UTC, datetime

    from app.domain.change import AnswerDisputed, AttemptStarted, DiagnosisSubmitted, RunAssigned
    from app.domain.diagnosis import Diagnosis
    from app.domain.dispute import Commitment
    from app.domain.scenario import Reveal

    store = open_store(settings.database_url)
    with store.writing() as work:
        changes = [
            AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.OPEN),
            RunAssigned(run_id="run", last_step=8, edition="0123456789abcdef"),
            DiagnosisSubmitted(diagnosis=Diagnosis(no_fault=True)),
            AnswerDisputed(commitment=Commitment.NO_FAULT, text="The total\nhas \u202e a unit."),
        ]
        work.attempts.begin("one", changes, reader="ada", at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    store.close()


def test_a_list_without_disputes_says_so(misstep):
    assert misstep("disputes") == (0, "no disputes to show here\n", "")
    assert json.loads(misstep("disputes", "--json")[1]) == {"disputes": [], "count": 0}


@pytest.mark.usefixtures("disputed")
def test_disputes_are_listed_with_their_items_and_what_was_handed_in(misstep):
    code, out, err = misstep("disputes", "late-parcel")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "late-parcel/a  key 01234567  2026-11-22 09:00 UTC  nothing is wrong: The total has \\u202e a unit.",
        "    handed in: nothing is wrong",
    ]
    assert misstep("disputes", "another")[1] == "no disputes to show here\n"
    (found,) = json.loads(misstep("disputes", "--json")[1])["disputes"]
    assert found == {
        "scenario": "late-parcel",
        "variant": "a",
        "edition": "0123456789abcdef",
        "commitment": "nothing is wrong",
        "text": "The total\nhas \u202e a unit.",
        "at": "2026-11-22T09:00:00Z",
        "diagnosis": "nothing is wrong",
    }
