"""Odd numbers and odd depths: partial success or a run with repairs, never a traceback, never kept and never a run."""

import json
from datetime import timedelta

import pytest
from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from app.cli import main
from app.inbox.assemble import assemble

JSON = {"content-type": "application/json"}
PROTOBUF = {"content-type": "application/x-protobuf"}
TIMES = [
    (0, 0),
    (1, 2**63 - 1),
    (2**63 - 1, 2**63),
    (2**63, 2**63 + 1),
    (2**64 - 2, 2**64 - 1),
    (2**64 - 1, 0),
]


def span(number, *, trace="ab" * 16, **more):
    names = {"key": "gen_ai.operation.name", "value": {"stringValue": "execute_tool"}}
    given = {"traceId": trace, "spanId": f"{number:016x}", "name": f"act {number}", "attributes": [names]}
    return given | {"startTimeUnixNano": "1700000000000000000", "endTimeUnixNano": "1700000000000000001"} | more


def body(*spans):
    return {"resourceSpans": [{"scopeSpans": [{"spans": list(spans)}]}]}


def in_protobuf(found):
    """Ids are hex digits in OTLP JSON, and base64 in the JSON that protobuf knows."""
    request = ExportTraceServiceRequest()
    for given in found["resourceSpans"][0]["scopeSpans"][0]["spans"]:
        ids = {name: bytes.fromhex(given.pop(name)) for name in ("traceId", "spanId")}
        made = (
            request.resource_spans.add().scope_spans.add().spans.add(trace_id=ids["traceId"], span_id=ids["spanId"])
        )
        json_format.ParseDict(given, made, max_recursion_depth=1000)
    return request.SerializeToString()


def sent(ada, found, encoding):
    if encoding == "json":
        answer = ada.post("/v1/traces", content=json.dumps(found), headers=JSON)
        refused = answer.json().get("partialSuccess", {}).get("rejectedSpans", 0) if answer.status_code == 200 else 0
        return answer.status_code, int(refused)
    answer = ada.post("/v1/traces", content=in_protobuf(found), headers=PROTOBUF)
    told = ExportTraceServiceResponse.FromString(answer.content) if answer.status_code == 200 else None
    return answer.status_code, told.partial_success.rejected_spans if told else 0


def settled(ada):
    """The runs, and what was set aside, once nothing waits."""
    state = ada.app.state.misstep
    while True:
        assemble(state.store, clock=lambda: state.clock() + timedelta(hours=1), new_id=state.new_id)
        with state.store.reading() as work:
            if not work.inbox.count_waiting():
                return ada.get("/api/runs").json()["runs"], work.inbox.failed("local")


def assert_pages_answer(ada, runs):
    for run in runs:
        for path in ("steps/1", "steps/overview", "steps/numbers", "export"):
            answer = ada.get(f"/runs/{run['id']}/{path}", headers={"accept": "text/html"}, follow_redirects=True)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"


@pytest.mark.parametrize("encoding", ["json", "protobuf"])
@pytest.mark.parametrize("times", TIMES)
def test_times_of_any_size_are_refused_or_become_a_run(ada, encoding, times):
    started, ended = map(str, times)
    odd = span(2, startTimeUnixNano=started, endTimeUnixNano=ended)
    odd["events"] = [{"name": "odd", "timeUnixNano": ended}]
    status, refused = sent(ada, body(span(1), odd), encoding)
    assert status == 200
    runs, aside = settled(ada)
    assert aside == ()
    assert [run["span_count"] for run in runs] == [2 - refused]
    assert_pages_answer(ada, runs)


@pytest.mark.parametrize("time", ["-1", -(2**63), -(2**80), 2**80, 1e300, "1e3", "soon", None, True, [], 0.5])
def test_times_that_only_json_can_say_are_refused_or_become_a_run(ada, time):
    odd = span(2, startTimeUnixNano=time, endTimeUnixNano=time)
    status, refused = sent(ada, body(span(1), odd), "json")
    assert status == 200
    runs, aside = settled(ada)
    assert aside == ()
    assert [run["span_count"] for run in runs] == [2 - refused]
    assert_pages_answer(ada, runs)


@pytest.mark.sqlite
@pytest.mark.parametrize("encoding", ["json", "protobuf"])
@pytest.mark.parametrize("depth", [20, 90, 95, 99, 100, 101, 150])
@pytest.mark.parametrize("beside", ["a bad id", "good ones"])
def test_values_of_any_depth_are_refused_or_become_a_run(ada, encoding, depth, beside):
    value = {"stringValue": "deep"}
    for _ in range(depth):
        value = {"arrayValue": {"values": [value]}}
    deep = span(2)
    deep["attributes"] = [*deep["attributes"], {"key": "nested", "value": value}]
    bad = span(3, spanId="12") if beside == "a bad id" else span(3)
    status, refused = sent(ada, body(span(1), deep, bad), encoding)
    assert status in {200, 400}
    runs, aside = settled(ada)
    assert aside == ()
    assert [run["span_count"] for run in runs] == ([3 - refused] if status == 200 else [])
    assert_pages_answer(ada, runs)


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


FIELDS = [
    *("name", "traceId", "spanId", "parentSpanId", "kind", "startTimeUnixNano", "droppedAttributesCount"),
    *("status", "attributes", "events", "links", "flags"),
]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "inside", [*FIELDS, "status.message", "event.name", "stringValue", "intValue", "doubleValue"]
)
def test_a_nest_in_place_of_any_value_is_refused_with_its_place_or_becomes_a_run(ada, inside):
    """Nested 500 deep: JSON is read that far, and Python spells no list that deep."""
    deep = span(2)
    match inside:
        case "status.message":
            deep["status"] = {"message": nested(500)}
        case "event.name":
            deep["events"] = [{"name": nested(500)}]
        case "stringValue" | "intValue" | "doubleValue":
            deep["attributes"] = [{"key": "odd", "value": {inside: nested(500)}}]
        case _:
            deep[inside] = nested(500)
    status, refused = sent(ada, body(span(1), deep), "json")
    assert (status, refused <= 1) == (200, True)
    runs, aside = settled(ada)
    assert aside == ()
    assert [run["span_count"] for run in runs] == [2 - refused]


@pytest.mark.sqlite
@pytest.mark.parametrize("path", ["/v1/traces", "/v1/logs"])
def test_a_nest_in_place_of_what_is_around_spans_and_records_is_refused(ada, path):
    inner = (
        {"spans": [span(1)]} if path == "/v1/traces" else {"logRecords": [{"traceId": "ab" * 16, "spanId": "1" * 16}]}
    )
    lists = ("resourceSpans", "scopeSpans") if path == "/v1/traces" else ("resourceLogs", "scopeLogs")
    for scope in ({"name": nested(500)}, {"version": nested(500)}, nested(500)):
        found = {lists[0]: [{"resource": nested(500), lists[1]: [inner | {"scope": scope}]}]}
        assert ada.post(path, content=json.dumps(found), headers=JSON).status_code in {200, 400}
    record = {"traceId": "ab" * 16, "spanId": "1" * 16, "eventName": nested(500), "body": nested(500)}
    found = {"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]}
    assert ada.post("/v1/logs", content=json.dumps(found), headers=JSON).status_code in {200, 400}


@pytest.mark.parametrize("times", TIMES)
def test_an_import_of_odd_times_says_so_or_makes_a_run(settings, tmp_path, times, monkeypatch, capsys):
    monkeypatch.setenv("MISSTEP_HOME", str(settings.home))
    monkeypatch.setenv("MISSTEP_DATABASE_URL", settings.database_url)
    started, ended = map(str, times)
    found = body(span(1), span(2, startTimeUnixNano=started, endTimeUnixNano=ended))
    (tmp_path / "odd.json").write_text(json.dumps(found))
    (tmp_path / "odd.pb").write_bytes(in_protobuf(found))
    for name in ("odd.json", "odd.pb"):
        monkeypatch.setattr("sys.argv", ["misstep", "import", str(tmp_path / name)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert (ended.value.code or 0) in {0, 2}
        assert "Traceback" not in capsys.readouterr().err


def test_every_page_of_a_run_without_a_step_is_one_but_that_of_a_step(ada):
    """An agent alone is no step."""
    lone = span(1)
    lone["attributes"] = []
    assert sent(ada, body(lone), "json") == (200, 0)
    (run,), _ = settled(ada)
    assert run["step_count"] == 0
    assert ada.get("/runs", headers={"accept": "text/html"}).status_code == 200
    for path, status in (("steps/overview", 200), ("steps/numbers", 200), ("export", 200), ("steps/1", 404)):
        answer = ada.get(f"/runs/{run['id']}/{path}", headers={"accept": "text/html"})
        assert answer.status_code == status, path
