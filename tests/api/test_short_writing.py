"""Nobody waits for the database while a run is made of its recording, a diagnosis is scored or a page is drawn."""

import re

import pytest
from sqlalchemy import event

HTML = {"accept": "text/html"}


@pytest.fixture
def statements(ada):
    """What the database was asked so far, each with whether the unit of work that asked may write."""
    asked = []

    def note(connection, _cursor, statement, *_):
        asked.append((connection.get_execution_options().get("writing", False), statement))

    event.listen(ada.app.state.misstep.store.engine, "before_cursor_execute", note)
    return asked


def read_apart(statements):
    """The tables that were read, and by no unit of work that may write."""
    read = {True: set(), False: set()}
    for writing, statement in statements:
        read[writing] |= set(re.findall(r"FROM (\w+)", statement))
    return read[False] - read[True]


def test_a_run_is_made_of_its_recording_before_anything_is_written(ada, statements):
    assert ada.post("/api/scenarios/late-parcel/attempts", json={}).status_code == 201
    assert "recording" in read_apart(statements)


def test_a_diagnosis_is_scored_before_anything_is_written(ada, statements):
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    ada.put(f"/api/attempts/{attempt}/diagnosis", json={"no_fault": True})
    ada.post(f"/api/attempts/{attempt}/lock")
    assert ada.post(f"/api/attempts/{attempt}/submission").status_code == 200
    assert {"recording", "message", "container"} <= read_apart(statements)


def test_a_form_with_a_mistake_is_drawn_after_it_was_written(ada, statements):
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    statements.clear()
    answer = ada.post(f"/attempts/{attempt}/diagnosis", data={"evidence_step": "99"}, headers=HTML)
    assert (answer.status_code, "Write a number from 1 to 8" in answer.text) == (422, True)
    listing = {writing for writing, statement in statements if "step.gist" in statement}
    assert listing == {False}
