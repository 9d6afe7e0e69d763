"""What `make stress` looks for is found where it is: what is lost, what is twice, what is unsound."""

import late_parcel
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from sqlalchemy import text
from stress_audit import audit
from stress_tally import Tally

from app.domain.workspace import LOCAL
from app.inbox.assemble import assemble
from app.inbox.receive import receive
from app.ingest.limits import DEFAULT

TRACE = late_parcel.trace_id("unit")


@pytest.fixture
def told(store, ada, clock, new_id):
    """One claim, one opening and one trace of twelve spans, all acknowledged and all there."""
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    ada.post(f"/api/attempts/{attempt}/claims", json={"step": 1, "what": "it is late"})
    ada.post(f"/api/attempts/{attempt}/position", json={"step": 1})
    asked = {
        "workspace": LOCAL,
        "kind": ExportTraceServiceRequest,
        "media_type": "application/json",
        "limits": DEFAULT,
    }
    receive(store, late_parcel.otlp("unit"), now=clock(), **asked)
    assemble(store, clock=clock, new_id=new_id)
    tally = Tally()
    tally.claims[attempt].add("it is late")
    tally.opened[attempt] = 1
    tally.spans[TRACE] = {f"span {number}" for number in range(12)}
    return tally, attempt


def test_nothing_is_found_where_all_is_there(store, told):
    findings = audit(store, told[0])
    assert (findings.lost, findings.twice, findings.unsound) == ([], [], [])


def test_what_was_acknowledged_and_is_not_there_is_lost(store, told):
    tally, attempt = told
    tally.claims[attempt].add("nobody kept this")
    tally.opened[attempt] = 2
    tally.spans[TRACE].add("one span more")
    tally.spans["f" * 32] = {"the only span"}
    assert audit(store, tally).lost == [
        f"{attempt}: nobody kept this",
        f"{attempt}: 2 openings acknowledged, 1 are there",
        f"trace {TRACE}: 13 spans acknowledged, its run has 12",
        f"trace {'f' * 32} is no run",
    ]


def test_what_is_there_once_more_than_it_was_made_is_twice(store, told, ada):
    tally, attempt = told
    ada.post(f"/api/attempts/{attempt}/claims", json={"step": 1, "what": "it is late"})
    ada.post(f"/api/attempts/{attempt}/position", json={"step": 1})
    assert audit(store, tally).twice == [
        f"{attempt}: it is late",
        f"{attempt}: 2 openings are there, 1 were made",
    ]


def test_a_gap_in_the_events_is_lost_and_unsound(store, told):
    tally, attempt = told
    with store.engine.begin() as connection:
        connection.execute(text("delete from event where kind = 'claim.logged'"))
    findings = audit(store, tally)
    assert findings.lost[0] == f"session {attempt}: its events are not numbered from 1 on without gaps"
    assert findings.unsound[0].startswith(f"session {attempt}: has ")
