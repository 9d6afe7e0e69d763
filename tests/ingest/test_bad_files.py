"""Bytes that are no trace: each ends in a sentence that says where and what to do."""

import gzip
import json

import pytest
import zstandard
from otlp_bytes import CHAT, attribute, body, encoded, request

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, decode
from app.ingest.limits import Limits


def refusal(content, *, name="run.jsonl", limits=None):
    with pytest.raises(TraceRejected) as caught:
        decode([NamedBytes(name, content)], limits=limits or Limits())
    return str(caught.value)


def nested(levels):
    value = {"stringValue": "x"}
    for _ in range(levels):
        value = {"arrayValue": {"values": [value]}}
    return [*CHAT, {"key": "deep", "value": value}]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "run.jsonl: the file is empty; expected OTLP JSON, JSON lines or protobuf"),
        (b" \n \n", "run.jsonl: the file is empty; expected OTLP JSON, JSON lines or protobuf"),
        (b"{}", "run.jsonl: no spans found"),
        (b"[]", "run.jsonl: no spans found"),
        (b"[1]", "run.jsonl, item 1: a number where an object with resourceSpans was expected"),
        (b'{"data": []}', "run.jsonl: no resourceSpans or resourceLogs (found data); expected an OTLP export"),
        (b'{"resourceMetrics": []}', "run.jsonl: no spans found"),
        (b'{"resourceSpans": 1}', "run.jsonl: resourceSpans should be a list of objects"),
        (b'{"resourceSpans": [{"resource": 1}]}', "run.jsonl: resource should be an object"),
        (
            b"PK\x03\x04zip",
            "run.jsonl: this is a zip archive; unpack it and give its files; expected OTLP JSON, JSON lines or protobuf",
        ),
        (
            b"\xff\xfe{\x00",
            "run.jsonl: this is UTF-16 text; save it as UTF-8; expected OTLP JSON, JSON lines or protobuf",
        ),
        (b'{"resourceSpans": [', "run.jsonl: line 1, column 20: not JSON: Expecting value; the text ends too early"),
        (b'{"resourceSpans": nope}', "run.jsonl: line 1, column 19: not JSON: Expecting value"),
        (
            b'{"resourceSpans":' + b"[" * 5000 + b"]" * 5000 + b"}",
            "run.jsonl: resourceSpans should be a list of objects",
        ),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_its_place(content, sentence):
    assert refusal(content) == sentence


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"traceId": "a" * 29}, "traceId is 29 hex digits, expected 32"),
        ({"traceId": "0" * 32}, "traceId is all zeros, which OpenTelemetry reserves for no id"),
        ({"traceId": ...}, "traceId is missing"),
        ({"spanId": "a" * 15}, "spanId is 15 hex digits, expected 16"),
        ({"spanId": "not hexadecimal!"}, "spanId is 'not hexadecimal!', expected 16 hex digits"),
        ({"spanId": "AAAAAAAAAAA!"}, "spanId is 'AAAAAAAAAAA!', expected 16 hex digits"),
        ({"parentSpanId": "abc"}, "parentSpanId is 3 hex digits, expected 16"),
        ({"startTimeUnixNano": "noon"}, "startTimeUnixNano is 'noon', expected nanoseconds since 1970"),
        ({"startTimeUnixNano": True}, "startTimeUnixNano is True, expected nanoseconds since 1970"),
        ({"endTimeUnixNano": -1}, "endTimeUnixNano is -1, expected nanoseconds since 1970"),
        (
            {"endTimeUnixNano": str(2**63)},
            "endTimeUnixNano is '9223372036854775808', expected nanoseconds since 1970",
        ),
        ({"attributes": 1}, "attributes should be a list of key and value"),
        ({"attributes": [{"value": {}}]}, "an attribute has no key"),
        ({"attributes": [attribute("n", intValue="many")]}, "an integer attribute holds 'many'"),
        ({"attributes": nested(200)}, "an attribute is nested too deeply; 100 levels are read"),
        ({"events": [1]}, "events should be a list of objects"),
        ({"links": [{"traceId": "a" * 32}]}, "link spanId is missing"),
        ({"status": 2}, "status should be an object"),
    ],
)
def test_a_span_that_breaks_the_format_is_named_by_line_and_number(fields, sentence):
    lines = b"\n".join([encoded(body()), b"", encoded(body(spanId="b" * 16), body(**fields))])
    assert refusal(lines) == f"run.jsonl: line 3, span 2: {sentence}"


def test_a_line_in_the_middle_that_is_cut_off_is_refused_with_its_number():
    lines = b"\n".join([encoded(body()), encoded(body())[:60], encoded(body())])
    assert (
        refusal(lines) == "run.jsonl: line 2, column 61: not JSON: Expecting ',' delimiter; the text ends too early"
    )


def test_a_truncated_gzip_file_is_refused():
    packed = gzip.compress(encoded(*(body(spanId=f"{n:016x}") for n in range(1, 500))))
    assert refusal(packed[: len(packed) // 2]).endswith("bytes of content; copy the file again")
    assert refusal(packed[:5]) == "run.jsonl: the gzip data ends after 0 bytes of content; copy the file again"


def test_a_damaged_gzip_file_is_refused():
    packed = bytearray(gzip.compress(encoded(body())))
    packed[20] ^= 0xFF
    assert refusal(bytes(packed)).startswith("run.jsonl: the gzip data is damaged after 0 bytes of content: ")


def test_what_follows_a_gzip_member_is_read_or_refused():
    first, second = (gzip.compress(encoded(body(traceId=digit * 32)) + b"\n") for digit in "ab")
    for padding in (b"", b"\0" * 100_000):
        read = decode([NamedBytes("run.jsonl", first + padding + second + padding)])
        assert [trace.trace_id for trace in read] == ["a" * 32, "b" * 32]
    assert "is damaged after" in refusal(first + b"and more")
    assert refusal(first + second[:-4]).endswith("bytes of content; copy the file again")


def test_a_zstd_file_that_ends_too_early_behind_a_frame_to_be_skipped_is_refused():
    skipped = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
    packed = zstandard.compress(encoded(body()))
    assert len(decode([NamedBytes("run.jsonl", packed + skipped)])) == 1
    assert refusal(packed + skipped + packed[:-5]).endswith("bytes of content; copy the file again")


def test_a_truncated_zstd_file_is_refused():
    packed = zstandard.compress(encoded(body()))
    assert refusal(packed[:-5]) == "run.jsonl: the zstd data ends after 0 bytes of content; copy the file again"


def test_a_damaged_zstd_file_is_refused():
    assert refusal(b"\x28\xb5\x2f\xfd" + b"\xff" * 40).startswith("run.jsonl: the zstd data is damaged: ")


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_a_bomb_stops_at_the_limit(pack):
    bomb = pack(b"{" + b" " * (8 * 2**20))
    assert (
        refusal(bomb, limits=Limits(bytes=2**20))
        == "run.jsonl: more than 1 MiB after decompression; split the export into smaller files"
    )


def test_a_plain_file_may_not_be_larger_than_the_limit_either():
    assert (
        refusal(b"{" + b" " * 2**20, limits=Limits(bytes=2**20))
        == "run.jsonl: more than 1 MiB after decompression; split the export into smaller files"
    )


def test_there_is_an_end_to_the_spans_of_one_import():
    three = encoded(*(body(spanId=f"{n:016x}") for n in (1, 2, 3)))
    assert (
        refusal(three, limits=Limits(spans=2))
        == "run.jsonl, span 3: more than 2 spans and log records; split the export"
    )


def test_log_records_without_any_span_are_refused():
    logs = {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"traceId": "a" * 32, "spanId": "b" * 16}]}]}]}
    assert (
        refusal(json.dumps(logs).encode())
        == "run.jsonl: no spans found (1 log records, but none of their spans: import these before, or together)"
    )


def test_bytes_that_are_neither_json_nor_protobuf_are_refused():
    assert refusal(b"hello, this is no trace\n").startswith("run.jsonl: neither JSON nor OTLP protobuf (")
    assert refusal(b"\x08\x01") == "run.jsonl: no spans and no log records found; expected OTLP JSON or protobuf"


def test_nothing_of_a_file_is_kept_where_one_of_its_spans_is_refused():
    assert (
        refusal(json.dumps(request(body(), body(spanId="x"))).encode())
        == "run.jsonl, span 2: spanId is 'x', expected 16 hex digits"
    )
