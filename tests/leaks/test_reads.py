"""What is read stays as it was: whatever is asked for by GET or HEAD, nothing is written that anybody could see."""

import late_parcel
import pytest
import visits
from crawl import Crawl
from sqlalchemy import select
from sqlmodel import SQLModel
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes


@pytest.fixture
def reading(ada, store, new_id):
    """A crawl of an open attempt of ada's, beside a submitted one, with an imported run."""
    kept = import_files(store, [NamedBytes("unit", late_parcel.otlp("unit"))], viewer=GRACE, new_id=new_id)
    attempts = [_attempt(ada, "forward"), _attempt(ada, "open")]
    for verb in ("lock", "submission"):
        assert ada.post(f"/api/attempts/{attempts[0]}/{verb}").status_code == 200
    known = visits.choices(attempt=attempts[1], claim="no-such-claim", runs=[kept[0].run])
    return Crawl(client=ada, attempt=attempts[1], choices=known | {"attempt_id": attempts})


def _attempt(ada, reveal):
    made = ada.post("/api/scenarios/late-parcel/attempts", json={"reveal": reveal}).json()["id"]
    ada.post(f"/api/attempts/{made}/position", json={"step": 1})
    ada.put(f"/api/attempts/{made}/diagnosis", json={"claims": [{"step": 1}]})
    return made


def whole(store):
    """Every row of every table."""
    with store.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in SQLModel.metadata.sorted_tables
        }


def test_what_is_asked_for_by_get_leaves_every_table_as_it_was(reading, store):
    before = whole(store)
    answers = reading.reads().answers.values()
    assert {answer.status_code for answer in answers} >= {200, 303, 404}
    assert len([answer for answer in answers if answer.status_code == 200]) > 500
    assert whole(store) == before
    assert {"event", "attempt"} <= set(before)


def test_a_step_is_opened_by_its_own_post(reading, store):
    before = whole(store)["event"]
    reading.client.post(f"/api/attempts/{reading.attempt}/position", json={"step": 4})
    assert len(whole(store)["event"]) == len(before) + 1
