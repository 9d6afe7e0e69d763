"""A disk without room: whoever asks is told to come back, in the words of what they speak, and nothing is half kept."""

import errno

import late_parcel
import pytest
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from sqlalchemy import event, text

from app.store.check import problems

HTML = {"accept": "text/html"}
JSON = {"content-type": "application/json"}
PROTOBUF = {"content-type": "application/x-protobuf"}
NO_ROOM = {  # what PostgreSQL says by itself takes a disk of its own
    "delivery": "before insert on delivery",
    "event": "before insert on event",
}


@pytest.fixture
def full(ada, store, database):
    """No table can grow any more."""
    if database == "postgresql":
        with store.engine.begin() as connection:
            raising = "raise exception 'could not extend file' using errcode = '53100'"
            connection.execute(
                text(f"create function no_room() returns trigger language plpgsql as $$ begin {raising}; end $$")
            )
            for name, moment in NO_ROOM.items():
                connection.execute(text(f"create trigger full_{name} {moment} execute function no_room()"))
        return
    engine = ada.app.state.misstep.store.engine
    event.listen(engine, "checkout", lambda driver, *_: driver.execute("pragma max_page_count = 1").close())


@pytest.fixture
def attempt(ada):
    return ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]


def big():
    """More than fits into the page that a table has begun."""
    sent = ExportTraceServiceRequest()
    spans = sent.resource_spans.add().scope_spans.add().spans
    for number in range(1, 500):
        ids = {"trace_id": number.to_bytes(16, "big"), "span_id": number.to_bytes(8, "big")}
        spans.add(name=f"act {number}", **ids)
    return sent.SerializeToString()


def test_an_exporter_is_told_to_come_back_and_nothing_is_kept_by_halves(ada, store, request):
    request.getfixturevalue("full")
    answer = ada.post("/v1/traces", content=big(), headers=PROTOBUF)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    status = Status.FromString(answer.content)
    assert (status.code, "no room left on the disk" in status.message) == (14, True)
    with store.reading() as work:
        assert work.inbox.count_waiting() == 0
    assert problems(store) == []


@pytest.mark.parametrize("kind", ["page", "json"])
def test_a_person_and_a_program_are_told_to_come_back(ada, attempt, request, kind):
    request.getfixturevalue("full")
    said = {"step": 1, "what": "what is wrong here " * 20}
    for _ in range(40):  # until the page is full that events are written to
        if kind == "page":
            answer = ada.post(f"/attempts/{attempt}/claims", data=said, headers=HTML)
        else:
            answer = ada.post(f"/api/attempts/{attempt}/claims", json=said)
        if answer.status_code not in {201, 303}:
            break
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "no room left on the disk" in answer.text


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no room left on the disk"),
        (OSError(errno.EMFILE, "Too many open files"), "short of memory or open files"),
        (MemoryError(), "short of memory or open files"),
    ],
)
def test_what_the_machine_is_short_of_outside_of_the_database_passes_too(ada, trouble, said):
    def short(_request):
        raise trouble

    ada.app.router.add_route("/short", short)
    ada.app.router.add_route("/v1/short", short)
    client = _telling(ada)
    for headers in (HTML, {}):
        answer = client.get("/short", headers=headers)
        assert (answer.status_code, answer.headers["retry-after"], said in answer.text) == (503, "2", True)
    answer = client.get("/v1/short", headers=PROTOBUF)
    assert (answer.status_code, said in Status.FromString(answer.content).message) == (503, True)


@pytest.mark.parametrize("headers", [JSON, PROTOBUF])
def test_an_error_of_any_kind_is_told_to_an_exporter_in_its_own_words(ada, headers):
    """A method that is none, an address that is none, and a mistake of ours."""
    ada.app.router.add_route("/v1/mistake", lambda _request: 1 / 0)
    client = _telling(ada)
    for method, path, status, code in (
        ("GET", "/v1/traces", 405, 12),
        ("POST", "/v1/nowhere", 404, 5),
        ("GET", "/v1/mistake", 500, 13),
    ):
        answer = client.request(method, path, content=late_parcel.otlp("healthy"), headers=headers)
        assert answer.status_code == status
        assert answer.headers["content-type"] == headers["content-type"]
        told = answer.json()["code"] if headers is JSON else Status.FromString(answer.content).code
        assert told == code


def _telling(ada):
    """The same application, asked by somebody who is told of mistakes as over a wire."""
    from starlette.testclient import TestClient

    return TestClient(ada.app, base_url="http://misstep.test", raise_server_exceptions=False)
