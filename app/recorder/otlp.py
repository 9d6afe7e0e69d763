"""Finished spans as OTLP/JSON lines, the collector's file format, and compressed."""

import base64
import json
from collections.abc import Sequence
from typing import Any

import zstandard
from google.protobuf.json_format import MessageToDict
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.trace import ReadableSpan

SPANS_A_LINE = 64  # as a batching exporter would send them
COMPRESSION = 19  # recordings are written once and shipped

_IDS = ("traceId", "spanId", "parentSpanId")


def otlp_lines(spans: Sequence[ReadableSpan]) -> bytes:
    """One export request a line, spans in the order in which they ended."""
    batches = (spans[start : start + SPANS_A_LINE] for start in range(0, len(spans), SPANS_A_LINE))
    return b"".join(_line(batch) for batch in batches)


def compressed(lines: bytes) -> bytes:
    """The same bytes for the same lines: no time, no file name, one thread."""
    return zstandard.ZstdCompressor(level=COMPRESSION, write_checksum=True, threads=0).compress(lines)


def _line(spans: Sequence[ReadableSpan]) -> bytes:
    request = MessageToDict(encode_spans(spans))
    for resource in request["resourceSpans"]:
        for scope in resource["scopeSpans"]:
            for span in scope["spans"]:
                _hex_ids(span)
    return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _hex_ids(span: dict[str, Any]) -> None:
    """OTLP/JSON writes ids in hex where protobuf's own JSON writes base64."""
    for key in _IDS:
        if key in span:
            span[key] = base64.b64decode(span[key]).hex()
