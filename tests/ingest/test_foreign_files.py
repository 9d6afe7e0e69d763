"""Files that are neither JSON nor protobuf are named by how they begin, with what to do instead."""

from base64 import b64encode

import pytest
from otlp_bytes import body, encoded

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, decode

JAVASCRIPT = b"""{
  resource: { attributes: { 'service.name': 'shop' } },
  instrumentationScope: { name: 'agent', version: undefined, schemaUrl: undefined },
  traceId: '0af7651916cd43dd8448eb211c80319c',
"""
NET = b"Activity.TraceId:            0af7651916cd43dd8448eb211c80319c\nActivity.SpanId:  b7ad6b7169203331\n"
JAVA = b"INFO: 'chat' : 0af7651916cd43dd8448eb211c80319c b7ad6b7169203331 CLIENT [tracer: shop:] {}\n"
COLLECTOR = b"2026-05-01T08:00:00.000Z\tinfo\tResourceSpans #0\nResource SchemaURL: \n"
RUST = b'Spans\nResource\n\t ->  service.name=String(Static("shop"))\n'
RUBY = b'#<struct OpenTelemetry::SDK::Trace::SpanData\n name="chat",\n'


def refusal(content):
    with pytest.raises(TraceRejected) as caught:
        decode([NamedBytes("spans", content)])
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "whose"),
    [
        (JAVASCRIPT, "JavaScript's console exporter"),
        (b"Listening on 3000\n" + JAVASCRIPT, "JavaScript's console exporter"),
        (NET, ".NET's console exporter"),
        (JAVA, "Java's logging exporter"),
        (COLLECTOR, "the collector's debug exporter"),
        (RUST, "Rust's console exporter"),
        (RUBY, "Ruby's console exporter"),
    ],
)
def test_what_a_console_printed_for_people_is_named(content, whose):
    assert refusal(content) == (
        f"spans: these are spans as {whose} prints them, for people to read; "
        "export with OTLP instead, as JSON to a file or over HTTP to a running Misstep"
    )


def test_words_of_a_console_in_a_string_are_no_console_of_its_own():
    told = encoded(body(name="Activity.TraceId: 1\ninstrumentationScope: {"))[:-1]
    assert refusal(told).endswith("the text ends too early")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<!DOCTYPE html>\n<html>", "this is an HTML page, perhaps of a sign-in: fetch the trace itself"),
        (b"\n<html lang=en>", "this is an HTML page, perhaps of a sign-in: fetch the trace itself"),
        (b"<?xml version='1.0'?><trace/>", "this is an XML document; export with OTLP"),
        (b"resourceSpans:\n- resource: {}\n", "this is YAML; write it as JSON"),
        (b"POST /v1/traces HTTP/1.1\r\nHost: x\r\n\r\n{}", "this is an HTTP message; give its body alone"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n",
            "this is a pointer of Git LFS; fetch the file",
        ),
        (b"Starting\nReady\n" + encoded(body()), "not JSON before line 3; leave out what was printed before"),
        (b64encode(encoded(body()) * 99), "this is text in base64; decode it first; export"),
        (b"hello\n", "neither JSON nor OTLP protobuf (text that begins with 'hello'); export with OTLP instead"),
        (
            "\ufeffh\xe9 ".encode() + b"x" * 99,
            f"neither JSON nor OTLP protobuf (text that begins with '\\ufeffh\xe9 {'x' * 36}…'",
        ),
        (f"x{'ж' * 6000}".encode(), f"neither JSON nor OTLP protobuf (text that begins with 'x{'ж' * 39}…'"),
    ],
)
def test_a_text_is_named_by_how_it_begins(content, sentence):
    assert refusal(content).startswith(f"spans: {sentence}")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x05\x06\0\0", "a zip archive with nothing in it; give the files themselves"),
        (b"x" * 257 + b"ustar\0" + b"00", "a tar archive; unpack it and give its files"),
        (b"PAR1\x15\x04", "a Parquet table; export the traces with OTLP instead"),
        (b"SQLite format 3\0", "a SQLite database; export its traces with OTLP"),
        (b"\x80\x04\x95\x10\0", "a pickle of Python, which is never read; write the spans with an OTLP exporter"),
        ('{"resourceSpans": []}'.encode("utf-16"), "UTF-16 text; save it as UTF-8"),
        ('{"resourceSpans": []}'.encode("utf-16-le"), "UTF-16 text; save it as UTF-8"),
        ('[{"resourceSpans": []}]'.encode("utf-16-be"), "UTF-16 text; save it as UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_named_by_its_first_bytes(content, what):
    assert refusal(content) == f"spans: this is {what}; expected OTLP JSON, JSON lines or protobuf"


@pytest.mark.parametrize("content", [b"\n\xff\xff\x01abc", b"\n\x05abcde", b"\x00\x01\x02\x03", b"\xff" * 9000])
def test_no_sentence_names_a_class_of_protobuf(content):
    said = refusal(content)
    assert said.startswith("spans: ")
    assert "opentelemetry" not in said
    assert "Request" not in said
