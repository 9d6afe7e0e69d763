"""What a request is made of is counted as its decoder would make it, and never as less."""

import json

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.domain.errors import TraceTooLarge
from app.ingest.decode import NamedBytes, decode
from app.ingest.elements import MessageCount, check_elements
from app.ingest.limits import Limits

# What messages are made of: tags, also longer than need be, lengths, groups, and what is none of these.
BYTES = st.sampled_from(
    b"\x0a\x12\x1a\x22\x2a\x32\x4a\x5a\x6a\x7a\x8a\x80\x00\x01\x02\x03\x04\x05\x08\x0b\x0c\x09\x0d\xff"
)
PIECES = st.lists(BYTES, max_size=60).map(bytes)
VALUES = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(alphabet='",:[]{}\\ab\n')),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(alphabet='",:{\\'), inner)),
    max_leaves=20,
)


def messages_in(message):
    """How many messages a decoder made in this one."""
    fields = [(field, value) for field, value in message.ListFields() if field.message_type is not None]
    inner = [each for field, value in fields for each in (value if field.is_repeated else [value])]
    return len(inner) + sum(map(messages_in, inner))


def counted(body, kind):
    """The smallest limit that lets it through."""
    for most in range(len(body) + 1):
        try:
            MessageCount(kind.DESCRIPTOR, Limits(elements=most), size=len(body)).add(body, place="request")
        except TraceTooLarge:
            continue
        return most
    raise AssertionError("nothing lets it through")


def as_field(number, body):
    return bytes([number << 3 | 2, len(body)]) + body


SPAN = as_field(1, b"1" * 16) + as_field(2, b"2" * 8)
MESSAGE = as_field(1, as_field(2, as_field(2, SPAN))) + b"\x0a\x00" * 25


@pytest.mark.parametrize("kind", [ExportTraceServiceRequest, ExportLogsServiceRequest])
@given(PIECES, st.lists(st.sampled_from([1, 2, 9, 5, 6]), max_size=6))
def test_no_message_is_overlooked(kind, piece, path):
    body = piece
    for number in path:
        body = as_field(number, body)
    try:
        found = messages_in(kind.FromString(body))
    except DecodeError:
        return
    assert counted(body, kind) >= min(found, len(body) // 2)


def test_what_is_well_formed_is_counted_exactly():
    request = ExportTraceServiceRequest()
    for _ in range(3):
        span = request.resource_spans.add().scope_spans.add().spans.add(name='JZjz*2"\n')
        span.attributes.add(key="key").value.array_value.values.add().string_value = "\x0a\x12\x1a"
    body = request.SerializeToString()
    assert messages_in(request) == 21
    refused = Limits(elements=20)
    with pytest.raises(
        TraceTooLarge, match=r"file: more than 20 elements in resourceSpans\.scopeSpans\.spans\.attributes"
    ):
        MessageCount(request.DESCRIPTOR, refused, size=len(body)).add(body, place="file")
    MessageCount(request.DESCRIPTOR, Limits(elements=21), size=len(body)).add(body, place="file")


@given(VALUES, st.sampled_from([None, 2]))
def test_every_sign_of_structure_outside_of_texts_is_counted(value, indent):
    text = json.dumps(value, indent=indent).encode()
    signs = 0
    inside = escaped = False
    for sign in text.decode():
        if inside:
            inside, escaped = escaped or sign != '"', not escaped and sign == "\\"
        else:
            signs, inside = signs + (sign in "{[,:"), sign == '"'
    check_elements(text, Limits(elements=-(-signs // 2)), place="file")
    if signs > 2:
        with pytest.raises(TraceTooLarge):
            check_elements(text, Limits(elements=(signs - 1) // 2), place="file")


@pytest.mark.parametrize("text", [b'"' * 101, b'{"a' + b"[" * 200, b'"\\' * 99 + b"\\", b'["' + b"\\" * 301])
def test_texts_without_an_end_hide_nothing_and_take_no_time(text):
    check_elements(text * 2_000, Limits(elements=1_000_000), place="file")


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"resourceSpans": [{}] * 200}).encode(),
        b'{"resourceSpans":[]}\n' * 100,
        b"\x0a\x00" * 200,
        (len(MESSAGE).to_bytes(4, "big") + MESSAGE) * 4,
    ],
    ids=["json", "json lines", "protobuf", "protobuf messages"],
)
def test_a_file_of_too_many_elements_is_refused_with_its_name(body):
    with pytest.raises(TraceTooLarge, match=r"^run\.bin.*: more than 90 elements .*; send smaller batches$"):
        decode([NamedBytes("run.bin", body)], limits=Limits(elements=90))
