"""A file with bytes that are no UTF-8: all else is read, and the run says what is not."""

import json

import pytest
from otlp_bytes import CHAT, attribute, body, request

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
