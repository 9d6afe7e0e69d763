"""A database of the first version upgrades without loss: what was read, written and decided stays as it was."""

from dataclasses import replace

import database_of_0001
import late_parcel
import pytest
from database_of_0001 import ANSWERS
from homes import settings_in

from app.http.dependencies import COOKIE, signer
from app.main import create_app
from app.startup import Packs, prepared_store
from app.store import schema
from app.store.check import problems
from app.store.engine import open_store

LATER = {"run_deleted": False, "hint_ready": False, "withheld": False}  # what the first version did not say
DONE, OPEN = ANSWERS["submitted"], ANSWERS["open"]


@pytest.fixture
def upgraded(empty_address):
    database_of_0001.restore(empty_address)
    store = open_store(empty_address)
    schema.upgrade(store.engine)
    yield store
    store.close()


@pytest.fixture
def serve(tmp_path, empty_address):
    """Ada's browser at a server that was upgraded and found these packs beside it."""
    from starlette.testclient import TestClient

    settings = settings_in(tmp_path, empty_address)
    database_of_0001.restore(empty_address)
    clients = []

    def start(packs):
        client = TestClient(
            create_app(settings, packs=packs),
            base_url="http://misstep.test",
            client=("127.0.0.1", 50000),
            follow_redirects=False,
        )
        client.cookies.set(COOKIE, signer(settings.secret_key, of="reader").dumps(ANSWERS["reader"]))
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture(params=["as it was", "with another key and another run", "taken out"])
def found(request, pack, tmp_path):
    """The packs that the upgraded server finds."""
    if request.param == "as it was":
        return pack
    folder = tmp_path / "new"
    folder.mkdir()
    if request.param == "taken out":
        (folder / "scenarios").mkdir()
    else:
        late_parcel.write_pack(folder, key=late_parcel.OTHER_KEY, later="otherwise")
    return Packs(folder / "scenarios", folder / "traces")


def column(store, query):
    with store.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql(query)]


def test_it_is_sound(upgraded):
    assert problems(upgraded) == []


def test_what_was_bundled_is_public_and_what_was_imported_is_local(upgraded):
    assert column(upgraded, "select distinct workspace from run where source = 'bundled'") == ["public"]
    assert column(upgraded, "select workspace from run where source = 'imported'") == ["local"]
    assert column(upgraded, "select workspace from delivery") == ["local"]
    assert column(upgraded, "select workspace from delivered_trace") == ["local"]


def test_each_workspace_has_the_messages_that_its_runs_are_made_of(upgraded):
    used = "select hash from run_content join run on run.id = run_id where workspace = '{}' intersect select hash from message"
    for workspace in ("public", "local"):
        there = column(upgraded, f"select hash from message where workspace = '{workspace}'")
        assert sorted(there) == sorted(column(upgraded, used.format(workspace)))
        assert there


def told(ada, path):
    answer = ada.get(path)
    assert answer.status_code == 200, path
    return answer.json()


def as_told_now(attempt):
    """An attempt of the first version: its evidence as pins, its lever as the reader's own fix, no claim checked."""
    draft = dict(attempt["draft"])
    pins = [pin | {"role": None, "claim": None} for pin in draft.pop("evidence")]
    own_fix = {"lever": draft.pop("fix_lever"), "text": ""}
    assert draft.pop("remedy") is None
    empty = {"proof": {"wrong": [], "right": []}, "path": {"acted_on": None, "damage": None}}
    draft |= empty | {"forecast": [], "own_fix": own_fix, "cleared": []}
    claims = [claim | {"check": None} for claim in attempt["claims"]]
    return attempt | LATER | {"draft": draft, "pins": pins, "claims": claims, "locked": False}


def test_a_submitted_attempt_shows_the_same_total_and_steps(serve, found):
    ada = serve(found)
    reveal = told(ada, f"/api/attempts/{DONE}/reveal")
    assert reveal["attempt"] == as_told_now(ANSWERS["attempt"])
    assert reveal["score"]["total"] == ANSWERS["reveal"]["score"]["total"]
    assert reveal["score"]["verdicts"] == []
    known = ANSWERS["reveal"]["answer_key"]
    for name in (
        "failure_class",
        "root",
        "near",
        "chain",
        "symptom",
        "evidence",
        "explanation",
        "hints",
        "follow_ups",
    ):
        assert reveal["answer_key"][name] == known[name]
    page = ada.get(f"/attempts/{DONE}/reveal").text
    assert "The version that compared this diagnosis kept the total alone." in page
    assert told(ada, f"/api/attempts/{DONE}/steps") == ANSWERS["steps"]
    for number in range(1, 9):
        assert told(ada, f"/api/attempts/{DONE}/steps/{number}") == ANSWERS[f"step{number}"]


def test_a_submitted_attempt_is_still_compared_with_every_arm(serve, found):
    ada = serve(found)
    for arm in ("healthy", "sealed-unit", "sealed-retry"):
        compared = told(ada, f"/api/attempts/{DONE}/comparison?arm={arm}")
        assert len(compared["rows"]) == 8
    for page in ("reveal", "steps/1", "comparison", "export", "diagnosis"):
        assert ada.get(f"/attempts/{DONE}/{page}").status_code in {200, 303}


def test_an_open_attempt_goes_on_where_it_was_and_is_scored_against_its_own_key(serve, found):
    ada = serve(found)
    assert told(ada, f"/api/attempts/{OPEN}") == as_told_now(ANSWERS["open_attempt"])
    assert told(ada, f"/api/attempts/{OPEN}/steps") == ANSWERS["open_steps"]
    ada.put(f"/api/attempts/{OPEN}/diagnosis", json={"claims": [{"step": 2, "confidence": 0.9}]})
    ada.post(f"/api/attempts/{OPEN}/lock")
    ada.post(f"/api/attempts/{OPEN}/submission")
    reveal = told(ada, f"/api/attempts/{OPEN}/reveal")
    assert reveal["score"]["verdicts"][0]["sentence"].startswith("You named step 2 (lookup_order); that is where")
    assert reveal["answer_key"]["root"] == ANSWERS["reveal"]["answer_key"]["root"]
    assert [left["criterion"] for left in reveal["score"]["left_out"]] == ["proof", "path"]
    assert told(ada, f"/api/attempts/{OPEN}/comparison")["rows"]


def test_a_hint_that_was_stored_without_its_step_is_given_at_the_end_of_the_run(serve, found):
    ada = serve(found)
    steps = 8
    for _ in range(ANSWERS["open_attempt"]["frontier"], steps):
        assert ada.post(f"/api/attempts/{OPEN}/hints").status_code == 409
        ada.post(f"/api/attempts/{OPEN}/frontier")
    assert ada.post(f"/api/attempts/{OPEN}/hints").json()["hints"] == ANSWERS["reveal"]["answer_key"]["hints"][:1]


def test_what_is_settled_stays_settled_when_the_packs_change_again(serve, pack, tmp_path):
    before = told(serve(pack), f"/api/attempts/{DONE}/reveal")
    late_parcel.write_pack(
        tmp_path / "new", key=replace(late_parcel.OTHER_KEY, explanation="other"), later="otherwise"
    )
    ada = serve(Packs(tmp_path / "new/scenarios", tmp_path / "new/traces"))
    assert told(ada, f"/api/attempts/{DONE}/reveal") == before


def test_the_record_of_an_upgraded_attempt_comes_to_its_row(tmp_path, empty_address, pack):
    database_of_0001.restore(empty_address)
    store = prepared_store(settings_in(tmp_path, empty_address), pack)
    assert problems(store) == []
    with store.reading() as work:
        assert [event.kind for event in work.events.of(DONE)][-4:] == [
            "run.assigned", "diagnosis.scored", "run.assigned", "diagnosis.scored",
        ]  # fmt: skip
    store.close()


def test_an_imported_run_reads_as_before(serve, pack):
    ada = serve(pack)
    run = ANSWERS["imported"]
    assert told(ada, f"/api/runs/{run}") == ANSWERS["run"]
    assert told(ada, f"/api/runs/{run}/steps") == ANSWERS["run_steps"]
    for number in range(1, 9):
        assert told(ada, f"/api/runs/{run}/steps/{number}") == ANSWERS[f"run_step{number}"]
