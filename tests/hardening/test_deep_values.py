"""A value that is too deep costs its own span or log record, never the others, and turns no span into a log record."""

import json
from datetime import timedelta

import pytest
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest, ExportLogsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from app.domain.errors import TraceRejected
from app.inbox.assemble import assemble
from app.ingest.decode import NamedBytes, decode

PROTOBUF = {"content-type": "application/x-protobuf"}
JSON = {"content-type": "application/json"}
OBJECTS, LISTS = "objects", "lists"
DEEP = "an attribute is nested too deeply; 31 levels of objects, or 47 of lists, are read"


def field(number, body):
    """A field of protobuf that holds bytes."""
    size, length = len(body), b""
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + body


def value(levels, *, of):
    found = field(1, b"leaf")
    for _ in range(levels):
        found = field(6, field(1, field(1, b"k") + field(2, found))) if of == OBJECTS else field(5, field(1, found))
    return found


def span(number, *, name=b"act", levels=0, of=LISTS, inside=b""):
    """A tool call of a second, with its name and a value of so many levels."""
    ids = field(1, b"\xab" * 16) + field(2, number.to_bytes(8, "big"))
    times = b"\x39" + (10**18).to_bytes(8, "little") + b"\x41" + (10**18 + 10**9).to_bytes(8, "little")
    kind = field(9, field(1, b"gen_ai.operation.name") + field(2, field(1, b"execute_tool")))
    deep = field(9, field(1, b"deep") + field(2, value(levels, of=of)))
    return field(2, ids + field(5, name) + times + kind + deep + inside)


def request(*spans, resource=b"", scope=b""):
    return field(1, resource + field(2, scope + b"".join(spans)))


def deep_attributes(levels):
    return field(1, field(1, field(1, b"deep") + field(2, value(levels, of=LISTS))))


def delivered(ada, body):
    """How many spans were refused, and why the first was."""
    answer = ada.post("/v1/traces", content=body, headers=PROTOBUF)
    assert answer.status_code == 200, answer.content
    told = ExportTraceServiceResponse.FromString(answer.content).partial_success
    return told.rejected_spans, told.error_message


def spans_of_runs(ada):
    state = ada.app.state.misstep
    while True:
        assemble(state.store, clock=lambda: state.clock() + timedelta(hours=1), new_id=state.new_id)
        with state.store.reading() as work:
            if not work.inbox.count_waiting():
                assert work.inbox.failed("local") == ()
                return [run["span_count"] for run in ada.get("/api/runs").json()["runs"]]


@pytest.mark.sqlite
@pytest.mark.parametrize("name", [b"", b"H1", b"P1", b"\x0a\x02hi", b"act"])
@pytest.mark.parametrize("levels", [48, 60, 5000])
def test_a_deep_span_is_refused_and_the_other_kept_whatever_their_names_are(ada, name, levels):
    body = request(span(1, name=name), span(2, name=name, levels=levels))
    assert delivered(ada, body) == (1, f"request, span 2: {DEEP}")
    assert spans_of_runs(ada) == [1]


@pytest.mark.sqlite
@pytest.mark.parametrize(("of", "most"), [(OBJECTS, 31), (LISTS, 47)])
@pytest.mark.parametrize("beside", [b"", b"\x99" * 3])
def test_values_are_kept_up_to_the_documented_level_and_not_beyond(ada, of, most, beside):
    """Also where the request is taken apart, as another span's parent has a damaged id."""
    other = span(1, inside=field(4, beside))
    refused = int(bool(beside))
    assert delivered(ada, request(other, span(2, levels=most, of=of)))[0] == refused
    assert spans_of_runs(ada) == [2 - refused]
    assert delivered(ada, request(other, span(3, levels=most + 1, of=of), span(4)))[0] == 1 + refused
    assert spans_of_runs(ada) == [3 - refused]


@pytest.mark.sqlite
def test_a_resource_or_a_scope_that_is_too_deep_costs_the_spans_below_it(ada):
    scope = field(1, field(3, field(1, b"deep") + field(2, value(60, of=LISTS))))
    body = request(span(1), resource=deep_attributes(60)) + request(span(2), scope=scope) + request(span(3))
    assert delivered(ada, body) == (2, f"request, span 1: {DEEP}")
    assert spans_of_runs(ada) == [1]


def test_a_request_of_deep_spans_alone_is_refused_with_the_place_of_the_first(ada):
    answer = ada.post("/v1/traces", content=request(span(1, name=b"H1", levels=60)), headers=PROTOBUF)
    assert (answer.status_code, Status.FromString(answer.content).message) == (400, f"request, span 1: {DEEP}")


def test_a_deep_span_hides_no_damage(ada):
    deep = span(1, levels=60)
    for damaged in (
        request(deep, span(2))[:-5],
        request(deep, span(2, name=b"\xff\xfe")),
        request(deep) + b"\x0a\x7f",
    ):
        assert ada.post("/v1/traces", content=damaged, headers=PROTOBUF).status_code == 400


def record(number, *, levels=0):
    found = ExportLogsServiceRequest()
    made = (
        found.resource_logs.add()
        .scope_logs.add()
        .log_records.add(trace_id=b"\xab" * 16, span_id=number.to_bytes(8, "big"), time_unix_nano=10**18)
    )
    inner = made.body
    for _ in range(levels):
        inner = inner.array_value.values.add()
    inner.string_value = "said"
    return found.SerializeToString()


def test_a_deep_log_record_is_refused_and_the_other_kept(ada):
    assert delivered(ada, request(span(1))) == (0, "")
    answer = ada.post("/v1/logs", content=record(1) + record(1, levels=60), headers=PROTOBUF)
    told = ExportLogsServiceResponse.FromString(answer.content).partial_success
    assert (told.rejected_log_records, told.error_message) == (1, f"request, log record 2: {DEEP}")
    assert spans_of_runs(ada) == [1]


@pytest.mark.parametrize(("path", "body"), [("/v1/logs", request(span(1, name=b"H1"))), ("/v1/traces", record(1))])
def test_a_request_is_what_its_address_says_and_nothing_else(ada, path, body):
    assert ada.post(path, content=body, headers=PROTOBUF).status_code == 400
    assert spans_of_runs(ada) == []


def json_span(number, levels, *, of=LISTS):
    found = '{"stringValue": "}]leaf[{"}'
    for _ in range(levels):
        inner = f'{{"key": "k", "value": {found}}}' if of == OBJECTS else found
        found = f'{{"{"kvlistValue" if of == OBJECTS else "arrayValue"}": {{"values": [{inner}]}}}}'
    names = '{"key": "gen_ai.operation.name", "value": {"stringValue": "execute_tool"}}'
    times = '"startTimeUnixNano": "1000000000000000000", "endTimeUnixNano": "1000000001000000000"'
    ids = f'"traceId": "{"ab" * 16}", "spanId": "{number:016x}", "name": "act"'
    return f'{{{ids}, {times}, "attributes": [{names}, {{"key": "deep", "value": {found}}}]}}'


def json_body(*spans):
    return f'{{"resourceSpans": [{{"scopeSpans": [{{"spans": [{", ".join(spans)}]}}]}}]}}'.encode()


@pytest.mark.sqlite
@pytest.mark.parametrize("of", [OBJECTS, LISTS])
@pytest.mark.parametrize("levels", [100, 101, 240, 330, 340, 5000, 50_000])
def test_a_json_span_is_kept_up_to_100_levels_and_beyond_costs_itself_alone(ada, of, levels):
    answer = ada.post("/v1/traces", content=json_body(json_span(1, 0), json_span(2, levels, of=of)), headers=JSON)
    sentence = "request, span 2: an attribute is nested too deeply; 100 levels are read"
    refused = {"partialSuccess": {"rejectedSpans": "1", "errorMessage": sentence}} if levels > 100 else {}
    assert (answer.status_code, answer.json()) == (200, refused)
    assert spans_of_runs(ada) == [1 if refused else 2]


@pytest.mark.sqlite
@pytest.mark.parametrize("levels", [430, 900, 985, 1000, 1015, 5000])
@pytest.mark.parametrize("number", ["1", "12345678901234567890123"])
def test_a_nest_where_nobody_looks_is_no_error_of_ours(ada, levels, number):
    odd = json_span(2, 0)[:-1] + f', "note": {number}, "odd": {"[" * levels}{"]" * levels}}}'
    answer = ada.post("/v1/traces", content=json_body(json_span(1, 0), odd, '{"traceId": "12"}'), headers=JSON)
    assert answer.status_code in {200, 400}
    assert spans_of_runs(ada) == ([2] if answer.status_code == 200 else [])


def test_what_is_wrong_behind_a_deep_value_is_told_at_its_column():
    lines = json_body(json_span(1, 0)) + b"\n" + json_body(json_span(2, 5000)) + b"\n{\n"
    with pytest.raises(TraceRejected, match=r"^run\.jsonl: line 2, span 1: an attribute is nested too deeply"):
        decode([NamedBytes("run.jsonl", lines)])
    broken = json.dumps({"odd": 1}).encode()[:-1] + b', "deep": ' + b"[" * 5000 + b"]" * 5000 + b" oops}"
    with pytest.raises(TraceRejected, match=r"^run\.json: line 1, column 10021: not JSON"):
        decode([NamedBytes("run.json", broken)])


@pytest.mark.parametrize("name", [b"", b"H1", b"P1"])
def test_a_file_of_spans_is_not_read_as_log_records_for_its_depth(name):
    body = request(span(1, name=name), span(2, name=name, levels=60))
    with pytest.raises(TraceRejected, match=f"^run.pb, span 2: {DEEP}$"):
        decode([NamedBytes("run.pb", body)])


@pytest.mark.parametrize("encoded", [ExportTraceServiceRequest, ExportLogsServiceRequest])
def test_a_message_of_unknown_fields_is_no_request(ada, encoded):
    path = "/v1/traces" if encoded is ExportTraceServiceRequest else "/v1/logs"
    assert ada.post(path, content=field(9, b"unknown"), headers=PROTOBUF).status_code == 400
