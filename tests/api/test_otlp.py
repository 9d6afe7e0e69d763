"""The OTLP receiver answers as the specification asks, and what it accepted is on disk."""

import gzip
import json
from datetime import timedelta

import late_parcel
import pytest
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest, ExportLogsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from app.inbox.assemble import assemble
from app.store.deliveries import arrival

JSON = {"content-type": "application/json"}
PROTOBUF = {"content-type": "application/x-protobuf"}
ARM = late_parcel.otlp("healthy").strip()


def protobuf(*names, trace_id=b"\x01" * 16):
    request = ExportTraceServiceRequest()
    spans = request.resource_spans.add().scope_spans.add().spans
    for number, name in enumerate(names, 1):
        span = spans.add(
            trace_id=trace_id,
            span_id=number.to_bytes(8, "big"),
            name=name,
            start_time_unix_nano=number,
            end_time_unix_nano=number + 1,
        )
        span.attributes.add(key="gen_ai.operation.name").value.string_value = "execute_tool"
        span.attributes.add(key="gen_ai.tool.name").value.string_value = name
    return request


def assembled(ada):
    """The imported runs, once everything that was delivered is a run or set aside; the server's own loop helps."""
    state = ada.app.state.misstep
    while True:
        assemble(state.store, clock=lambda: state.clock() + timedelta(hours=1), new_id=state.new_id)
        with state.store.reading() as work:
            if not work.inbox.count_waiting():
                return ada.get("/api/runs").json()["runs"]


def test_json_is_taken_and_becomes_a_run(ada):
    answer = ada.post("/v1/traces", content=ARM, headers=JSON)
    assert (answer.status_code, answer.json(), answer.headers["content-type"]) == (200, {}, "application/json")
    (run,) = assembled(ada)
    assert (run["trace_id"], run["step_count"], run["span_count"]) == (late_parcel.trace_id("healthy"), 8, 12)
    assert ada.get(f"/api/runs/{run['id']}/steps/2").json()["step"]["output"] == "total: 1250 bergamot quillwort"
    assert ada.get(f"/runs/{run['id']}/steps/2", headers={"accept": "text/html"}).status_code == 200


def test_protobuf_is_taken_and_answered_in_protobuf(ada):
    answer = ada.post("/v1/traces", content=protobuf("look", "act").SerializeToString(), headers=PROTOBUF)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-protobuf")
    assert ExportTraceServiceResponse.FromString(answer.content) == ExportTraceServiceResponse()
    (run,) = assembled(ada)
    steps = ada.get(f"/api/runs/{run['id']}/steps").json()["steps"]
    assert [step["name"] for step in steps] == ["look", "act"]


def test_gzip_in_pieces_of_unknown_length_is_taken(ada):
    packed = gzip.compress(ARM)
    pieces = (packed[start : start + 100] for start in range(0, len(packed), 100))
    assert ada.post("/v1/traces", content=pieces, headers=JSON | {"content-encoding": "gzip"}).status_code == 200
    assert len(assembled(ada)) == 1


def test_a_body_of_several_gzip_members_is_taken_whole(ada):
    first, second = protobuf("look"), protobuf("act", trace_id=b"\x02" * 16)
    packed = b"".join(gzip.compress(request.SerializeToString()) for request in (first, second))
    pieces = (packed[start : start + 7] for start in range(0, len(packed), 7))
    assert ada.post("/v1/traces", content=pieces, headers=PROTOBUF | {"content-encoding": "gzip"}).status_code == 200
    assert sorted(run["trace_id"] for run in assembled(ada)) == ["01" * 16, "02" * 16]


def test_what_was_accepted_survives_a_restart(ada, settings, pack):
    from app.startup import prepared_store

    ada.post("/v1/traces", content=ARM, headers=JSON)
    restarted = prepared_store(settings, pack)
    with restarted.reading() as work:
        assert work.inbox.count_waiting() == 1
    restarted.close()


def test_spans_of_one_trace_in_many_requests_are_one_run(ada):
    request = json.loads(ARM)
    spans = request["resourceSpans"][0]["scopeSpans"][0]["spans"]
    for span in reversed(spans):
        request["resourceSpans"][0]["scopeSpans"][0]["spans"] = [span]
        assert ada.post("/v1/traces", json=request).status_code == 200
    (run,) = assembled(ada)
    assert (run["step_count"], run["span_count"]) == (8, 12)


def test_a_late_span_makes_another_run_and_the_address_of_the_first_leads_there(ada):
    early, late = protobuf("look"), protobuf("look", "act")
    ada.post("/v1/traces", content=early.SerializeToString(), headers=PROTOBUF)
    (before,) = assembled(ada)
    ada.post("/v1/traces", content=late.SerializeToString(), headers=PROTOBUF)
    (after,) = assembled(ada)
    assert (before["step_count"], after["step_count"]) == (1, 2)
    answer = ada.get(f"/api/runs/{before['id']}/steps")
    assert (answer.status_code, answer.headers["location"]) == (
        307,
        f"http://misstep.test/api/runs/{after['id']}/steps",
    )


def test_a_request_delivered_twice_changes_nothing(ada):
    ada.post("/v1/traces", content=ARM, headers=JSON)
    before = assembled(ada)
    ada.post("/v1/traces", content=ARM, headers=JSON)
    assert [run["span_count"] for run in assembled(ada)] == [12]
    assert assembled(ada)[0]["id"] == before[0]["id"]


def test_traces_that_are_linked_are_one_run(ada):
    second = protobuf("act", trace_id=b"\x02" * 16)
    link = second.resource_spans[0].scope_spans[0].spans[0].links.add()
    link.trace_id, link.span_id = b"\x01" * 16, (1).to_bytes(8, "big")
    ada.post("/v1/traces", content=protobuf("look").SerializeToString(), headers=PROTOBUF)
    assembled(ada)
    ada.post("/v1/traces", content=second.SerializeToString(), headers=PROTOBUF)
    (run,) = assembled(ada)
    assert run["step_count"] == 2


def test_a_late_span_of_one_of_them_loses_nothing_of_the_other(ada):
    linked = protobuf("act", trace_id=b"\x02" * 16)
    link = linked.resource_spans[0].scope_spans[0].spans[0].links.add()
    link.trace_id, link.span_id = b"\x01" * 16, (1).to_bytes(8, "big")
    for request in (protobuf("look"), linked, protobuf("look", "see")):
        ada.post("/v1/traces", content=request.SerializeToString(), headers=PROTOBUF)
        runs = assembled(ada)
    assert [run["step_count"] for run in runs] == [3]


def test_logs_that_come_before_their_span_join_it(ada):
    logs = ExportLogsServiceRequest()
    record = (
        logs.resource_logs.add()
        .scope_logs.add()
        .log_records.add(time_unix_nano=1, trace_id=b"\x01" * 16, span_id=(1).to_bytes(8, "big"))
    )
    record.event_name = "gen_ai.user.message"
    record.body.string_value = "where is it"
    answer = ada.post("/v1/logs", content=logs.SerializeToString(), headers=PROTOBUF)
    assert (answer.status_code, ExportLogsServiceResponse.FromString(answer.content)) == (
        200,
        ExportLogsServiceResponse(),
    )
    assert assembled(ada) == []
    ada.post("/v1/traces", content=protobuf("look").SerializeToString(), headers=PROTOBUF)
    (run,) = assembled(ada)
    with ada.app.state.misstep.store.reading() as work:
        (span,) = work.steps.spans(run["id"], work.steps.one(run["id"], 1).places)
    assert [log.body for log in span.logs] == ["where is it"]


def test_the_good_spans_of_a_request_are_kept_and_the_others_counted(ada):
    request = protobuf("look", "act", "see")
    request.resource_spans[0].scope_spans[0].spans[1].trace_id = b"\x01" * 9
    answer = ExportTraceServiceResponse.FromString(
        ada.post("/v1/traces", content=request.SerializeToString(), headers=PROTOBUF).content
    )
    assert answer.partial_success.rejected_spans == 1
    assert "traceId is 18 hex digits, expected 32" in answer.partial_success.error_message
    assert [run["step_count"] for run in assembled(ada)] == [2]


def test_the_good_spans_of_a_json_request_are_kept_too(ada):
    request = json.loads(ARM)
    spans = request["resourceSpans"][0]["scopeSpans"][0]["spans"]
    spans[1]["spanId"] = "xyz"
    answer = ada.post("/v1/traces", json=request).json()
    assert answer["partialSuccess"]["rejectedSpans"] == "1"
    assert "spanId" in answer["partialSuccess"]["errorMessage"]
    assert [run["span_count"] for run in assembled(ada)] == [11]


def test_the_case_of_a_media_type_makes_no_difference(ada):
    headers = {"content-type": "Application/X-Protobuf; charset=utf-8"}
    answer = ada.post("/v1/traces", content=protobuf("look").SerializeToString(), headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-protobuf")


def test_a_request_without_any_good_span_is_refused(ada):
    request = protobuf("look")
    request.resource_spans[0].scope_spans[0].spans[0].trace_id = b"\x00" * 16
    answer = ada.post("/v1/traces", content=request.SerializeToString(), headers=PROTOBUF)
    assert answer.status_code == 400
    assert "all zeros" in Status.FromString(answer.content).message
    assert assembled(ada) == []


@pytest.mark.parametrize(
    ("body", "headers", "status", "said"),
    [
        (b"{}", {"content-type": "text/plain"}, 415, "'text/plain'"),
        (b"{}", {}, 415, "'missing'"),
        (b"{}", JSON | {"content-encoding": "br"}, 415, "'br'"),
        (b"{]", JSON, 400, "not JSON"),
        (b"[]", JSON, 400, ""),
        (b"\xff\xff\xff", JSON, 400, ""),
        (b"not gzip", JSON | {"content-encoding": "gzip"}, 400, "damaged"),
        (gzip.compress(ARM)[:-20], JSON | {"content-encoding": "gzip"}, 400, "too early"),
        (gzip.compress(ARM) + gzip.compress(b" ")[:-4], JSON | {"content-encoding": "gzip"}, 400, "too early"),
        (gzip.compress(ARM) + b"and more", JSON | {"content-encoding": "gzip"}, 400, "damaged"),
        (b"", JSON | {"content-encoding": "gzip"}, 400, "too early"),
    ],
)
def test_what_can_never_be_taken_is_refused_with_its_reason(ada, body, headers, status, said):
    answer = ada.post("/v1/traces", content=body, headers=headers)
    assert answer.status_code == status
    assert said in answer.json()["message"]
    assert assembled(ada) == []


def test_protobuf_that_is_none_is_refused_in_protobuf(ada):
    answer = ada.post("/v1/traces", content=b"\xff\xff\xff\xff", headers=PROTOBUF)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/x-protobuf")
    assert Status.FromString(answer.content).code == 3


@pytest.mark.parametrize(("body", "headers"), [(b"", PROTOBUF), (b"{}", JSON), (b'{"resourceSpans":[]}', JSON)])
@pytest.mark.parametrize("path", ["/v1/traces", "/v1/logs"])
def test_an_empty_request_is_a_valid_one(ada, path, body, headers):
    assert ada.post(path, content=body, headers=headers).status_code == 200


def test_metrics_are_taken_and_dropped(ada):
    assert ada.post("/v1/metrics", content=b"", headers=PROTOBUF).status_code == 200
    assert ada.post("/v1/metrics", json={"resourceMetrics": []}).json() == {}


def test_a_trace_that_cannot_become_a_run_does_not_hold_up_the_others(ada):
    state = ada.app.state.misstep
    ada.post("/v1/traces", content=ARM, headers=JSON)
    with state.store.writing() as work:
        damaged = arrival("f" * 32, b"damaged on disk", media_type="application/json", spans=1)
        work.inbox.receive("local", [damaged], at=state.clock())
    (run,) = assembled(ada)
    assert run["trace_id"] == late_parcel.trace_id("healthy")
    with state.store.reading() as work:
        assert work.inbox.count_waiting() == 0
        (aside,) = work.inbox.failed("local")
    assert aside.trace_id == "f" * 32
    assert "not JSON" in aside.reason


def test_a_real_exporter_is_served(ada):
    """The SDK's own exporter, its request carried over by the test client."""
    from carried import Carrier
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    provider = TracerProvider()
    provider.add_span_processor(
        SimpleSpanProcessor(OTLPSpanExporter(endpoint="http://misstep.test/v1/traces", session=Carrier(ada)))
    )
    with provider.get_tracer("t").start_as_current_span(
        "execute_tool look", attributes={"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "look"}
    ):
        pass
    provider.shutdown()
    (run,) = assembled(ada)
    assert run["step_count"] == 1
