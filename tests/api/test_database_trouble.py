"""While the database is busy or away, whoever asks is told to come back, in the words of what they speak."""

import pytest
from google.rpc.status_pb2 import Status
from sqlalchemy import event

HTML = {"accept": "text/html"}
PROTOBUF = {"content-type": "application/x-protobuf"}


@pytest.fixture
def away(ada, database, request):
    """No unit of work can be begun: the database takes no connections, or somebody else writes and writes."""
    engine = ada.app.state.misstep.store.engine
    if database == "postgresql":
        server = request.getfixturevalue("postgresql")
        server.execute(f'ALTER DATABASE "{engine.url.database}" ALLOW_CONNECTIONS false')
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [engine.url.database]
        )
        yield
        server.execute(f'ALTER DATABASE "{engine.url.database}" ALLOW_CONNECTIONS true')
        return
    event.listen(engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout=1").close())
    with engine.execution_options(writing=True).connect() as other, other.begin():
        yield


@pytest.fixture
def attempt(ada):
    return ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]


@pytest.mark.usefixtures("away")
def test_an_exporter_is_told_to_come_back(ada):
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    sent = ExportTraceServiceRequest()
    ids = {"trace_id": b"\x01" * 16, "span_id": b"\x01" * 8}
    sent.resource_spans.add().scope_spans.add().spans.add(name="act", **ids)
    answer = ada.post("/v1/traces", content=sent.SerializeToString(), headers=PROTOBUF)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "try again in a moment" in Status.FromString(answer.content).message


def test_a_program_is_told_to_come_back(ada, attempt, request):
    request.getfixturevalue("away")
    answer = ada.post(f"/api/attempts/{attempt}/marks", json={"step": 1, "as": "mark"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "try again in a moment" in answer.json()["error"]


def test_a_person_is_told_to_come_back(ada, attempt, request):
    request.getfixturevalue("away")
    answer = ada.post(f"/attempts/{attempt}/marks", data={"step": "1", "as": "mark"}, headers=HTML)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "try again in a moment" in answer.text
    assert f'href="/attempts/{attempt}"' in answer.text


def test_a_server_without_its_database_is_alive_and_not_ready(ada, database, request):
    if database == "sqlite":
        return  # who reads is not kept waiting by who writes
    request.getfixturevalue("away")
    assert ada.get("/healthz").status_code == 200
    answer = ada.get("/readyz")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
