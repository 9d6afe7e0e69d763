"""A file with bytes that are no UTF-8: all else is read, and the run says what is not."""

import json
from base64 import b64encode

import pytest
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from otlp_bytes import CHAT, attribute, body, request

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, decode, read_files

HALF = "1 letter is not UTF-8 in run.jsonl and shown as \ufffd; save the file as UTF-8."


def written(said):
    attributes = [*CHAT, attribute("gen_ai.system_instructions", stringValue=said)]
    return json.dumps(request(body(attributes=attributes)), ensure_ascii=False).encode()


def read(content):
    batch = read_files([NamedBytes("run.jsonl", content)])
    return batch.spans[-1].attributes["gen_ai.system_instructions"], [note.sentence for note in batch.notes]


def test_a_letter_that_was_cut_in_two_is_shown_as_such():
    assert read(written("Zoë").replace(b"\xc3\xab", b"\xc3")) == ("Zo\ufffd", [HALF])


def test_in_a_file_of_many_lines_only_the_letter_is_lost():
    whole = json.dumps(request(body(spanId="aaaaaaaaaaaaaaaa"))).encode()
    assert read(whole + b"\n" + written("Zoë").replace(b"\xc3\xab", b"\xc3")) == ("Zo\ufffd", [HALF])


def test_a_file_in_another_encoding_is_read_and_told_of():
    assert read(written("Zoë, à Genève").decode().encode("latin-1")) == (
        "Zo\ufffd, \ufffd Gen\ufffdve",
        ["3 letters are not UTF-8 in run.jsonl and shown as \ufffd; save the file as UTF-8."],
    )


@pytest.mark.parametrize("said", ["Zoë", "a \ufffd that was there", "𝄞 " * 500_000])
def test_what_is_utf_8_stays_as_it_is(said):
    assert read(written(said)) == (said, [])


def test_the_run_says_it():
    (trace,) = decode([NamedBytes("run.jsonl", written("Zoë").replace(b"\xc3\xab", b"\xc3"))])
    assert [repair.sentence for repair in trace.repairs] == [HALF]


def protobuf(said, **more):
    attributes = [*CHAT, attribute("gen_ai.system_instructions", stringValue=said)]
    sent = request(body(attributes=attributes, traceId=b64(bytes(15) + b"1"), spanId=b64(bytes(7) + b"1"), **more))
    return ParseDict(sent, ExportTraceServiceRequest()).SerializeToString()


def b64(raw):
    return b64encode(raw).decode()


def test_a_letter_of_protobuf_that_was_cut_in_two_is_shown_as_such():
    told, notes = read(protobuf("Zoë x").replace("ë".encode(), b"\xc3y"))
    assert (told, notes) == ("Zo?y x", ["1 letter is not UTF-8 in run.jsonl and shown as ?."])


def test_ids_and_whole_texts_of_protobuf_stay_as_they_are():
    broken = protobuf("Zoë", name="Genève").replace(b"Zo\xc3\xab", b"Zo\xc3y")
    (span,) = read_files([NamedBytes("run.pb", broken)]).spans
    assert (span.name, span.trace_id) == ("Genève", "00000000000000000000000000000031")


def test_what_is_no_protobuf_for_other_reasons_is_refused():
    with pytest.raises(TraceRejected):
        read(protobuf("Zoë x").replace("ë".encode(), b"\xc3y")[:-3])
