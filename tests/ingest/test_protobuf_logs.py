"""Log records in protobuf, told from spans although the two encodings look alike."""

import json

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord, ResourceLogs, ScopeLogs
from span_tree import otlp, span

from app.assembly.steps import run_of
from app.ingest.decode import NamedBytes, decode


def test_a_log_whose_body_cannot_be_a_spans_name_is_still_a_log():
    model = span("chat", {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"})
    spans = otlp(model)
    words = json.dumps({"message": {"role": "assistant", "content": "x" * 200}})
    record = LogRecord(
        trace_id=bytes.fromhex(model.trace),
        span_id=bytes.fromhex(model.id),
        time_unix_nano=1_795_368_131_000_000_000,
        body=AnyValue(string_value=words),
        attributes=[KeyValue(key="event.name", value=AnyValue(string_value="gen_ai.choice"))],
    )
    logs = ExportLogsServiceRequest(resource_logs=[ResourceLogs(scope_logs=[ScopeLogs(log_records=[record])])])
    (trace,) = decode([NamedBytes("trace.json", spans), NamedBytes("logs.pb", logs.SerializeToString())])
    run = run_of(trace)
    assert run.messages[run.steps[0].output_messages[0]].text == "x" * 200
