"""Protobuf whose first bytes look like JSON is still read as protobuf."""

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.ingest.decode import NamedBytes, decode
from app.ingest.documents import is_text


def request(size):
    """A request whose one block is `size` bytes long."""
    made = ExportTraceServiceRequest()
    span = made.resource_spans.add().scope_spans.add().spans.add(trace_id=b"\x01" * 16, span_id=b"\x02" * 8)
    while len(made.SerializeToString()) < size + 2:
        span.name += "x"
    return made.SerializeToString()


@pytest.mark.parametrize(("size", "sign"), [(123, b"{"), (91, b"[")])
def test_a_block_as_long_as_the_code_of_a_brace_is_protobuf(size, sign):
    body = request(size)
    assert body[:2] == b"\n" + sign
    assert not is_text(body)
    assert len(decode([NamedBytes("spans.pb", body)])[0].spans) == 1


@pytest.mark.parametrize("body", [b"\n{}", b'\n\n{"a": 1}', b"\n[]", b"\xef\xbb\xbf{}", b" {", b"\n{" + b"\xff" * 3])
def test_json_after_empty_lines_is_text(body):
    assert is_text(body)


@pytest.mark.parametrize("body", [b"\n", b"", b"\n\x80\x80\x80\x80\x80\x80"])
def test_nothing_is_not_text(body):
    assert not is_text(body)
