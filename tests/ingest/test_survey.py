"""A survey of a request refuses what reading all of it would refuse, and counts what reading would find."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.domain.errors import TraceRejected
from app.ingest.limits import DEFAULT, Limits
from app.ingest.survey import survey
from app.ingest.telemetry import TelemetryBatch
from app.ingest.typed import PROTOBUF, read_typed

FOUR = Limits(spans=4)
TRACES = st.sampled_from([b"\x01" * 16, b"\x02" * 16])
ODD = st.sampled_from([b"", b"\x00" * 16, b"\x03" * 5])
TIMES = st.sampled_from([0, 7, 2**63 - 1, 2**63])


@st.composite
def requests(draw):
    """Export requests of spans, most of them sound, with links and nested attributes."""
    request = ExportTraceServiceRequest()
    spans = request.resource_spans.add().scope_spans.add().spans
    for number in range(draw(st.integers(1, 5))):
        trace_id = draw(TRACES if draw(st.integers(0, 9)) else ODD)
        parent = draw(st.sampled_from([b"", b"\x00" * 8, b"\x09" * 8, b"\x09"]))
        span = spans.add(trace_id=trace_id, span_id=number.to_bytes(8, "big"), parent_span_id=parent, name="act")
        span.start_time_unix_nano = draw(TIMES)
        for linked in draw(st.lists(TRACES, max_size=2)):
            span.links.add(trace_id=linked, span_id=b"\x05" * 8)
        span.attributes.add(key="nested").value.array_value.values.add().double_value = float("nan")
    return request.SerializeToString()


@st.composite
def logs(draw):
    """Export requests of log records, some of which belong to no span."""
    request = ExportLogsServiceRequest()
    records = request.resource_logs.add().scope_logs.add().log_records
    for _ in range(draw(st.integers(1, 5))):
        record = records.add(trace_id=draw(TRACES | ODD), span_id=draw(st.sampled_from([b"", b"\x05" * 8, b"\x05"])))
        record.body.string_value = "what was said"
    return request.SerializeToString()


def read(body):
    """What reading all of it finds, as a survey would tell it; or the sentence that refuses it."""
    batch = TelemetryBatch(DEFAULT)
    try:
        read_typed("request", body, media_type=PROTOBUF, into=batch)
    except TraceRejected as error:
        return str(error)
    links = {(span.trace_id, link.trace_id) for span in batch.spans for link in span.links}
    spans, records = Counter(span.trace_id for span in batch.spans), Counter(log.trace_id for log in batch.logs)
    return spans, records, links


def surveyed(body, kind):
    try:
        found = survey("request", body, kind=kind, media_type=PROTOBUF, limits=DEFAULT)
    except TraceRejected as error:
        return str(error)
    links = {(one, other) for one, others in found.links.items() for other in others}
    return found.why or (found.spans, found.logs, links)


@given(requests())
def test_a_survey_says_what_reading_says(body):
    assert surveyed(body, ExportTraceServiceRequest) == read(body)


@given(logs())
def test_a_survey_of_log_records_says_what_reading_says(body):
    assert surveyed(body, ExportLogsServiceRequest) == read(body)


@pytest.mark.parametrize("kind", [ExportTraceServiceRequest, ExportLogsServiceRequest])
@given(body=st.binary(max_size=60))
def test_bytes_that_are_no_request_of_a_kind_are_refused(kind, body):
    assert surveyed(body, kind).startswith("request")


def test_a_request_of_five_spans_is_refused_where_four_are_taken():
    request = ExportTraceServiceRequest()
    spans = request.resource_spans.add().scope_spans.add().spans
    for number in range(1, 6):
        spans.add(trace_id=b"\x01" * 16, span_id=number.to_bytes(8, "big"), name="act")
    with pytest.raises(TraceRejected, match=r"^request: more than 4 spans and log records; split the export$"):
        survey(
            "request", request.SerializeToString(), kind=ExportTraceServiceRequest, media_type=PROTOBUF, limits=FOUR
        )
