"""Several JSON documents in one file, however they are written, and the place of what is wrong among them."""

import json

import pytest
from otlp_bytes import body, encoded, request

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, read_files

IDS = ["a" * 16, "b" * 16, "c" * 16]


def pretty(*ids):
    return [json.dumps(request(body(spanId=each)), indent=2).encode() for each in ids]


def plain(*ids):
    return [encoded(body(spanId=each)) for each in ids]


def ids_in(content):
    found = read_files([NamedBytes("run.json", content)])
    return [span.span_id for span in found.spans], [note.sentence for note in found.notes]


def refusal(content):
    with pytest.raises(TraceRejected) as caught:
        read_files([NamedBytes("run.json", content)])
    return str(caught.value)


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\n\n\n", b"", b" ", b",", b",\n", b"\n,\n", b"\t"])
@pytest.mark.parametrize("written", [pretty, plain])
@pytest.mark.parametrize("end", [b"", b"\n", b",\n"])
def test_documents_are_read_one_after_another(written, between, end):
    assert ids_in(between.join(written(*IDS)) + end) == (IDS, [])


def test_documents_on_one_line_and_on_many_are_mixed():
    one, two, three = plain("a" * 16)[0], pretty("b" * 16)[0], plain("c" * 16)[0]
    for parts in ([one, two, three], [two, one, three], [one, three, two]):
        assert sorted(ids_in(b"\n".join(parts))[0]) == IDS


def test_arrays_stand_in_a_row_too():
    arrays = [json.dumps([request(body(spanId=each))], indent=2).encode() for each in IDS]
    assert ids_in(b"\n".join(arrays)) == (IDS, [])


def test_a_mark_at_the_beginning_is_passed_over():
    assert ids_in(b"\xef\xbb\xbf" + b"\n".join(pretty(*IDS))) == (IDS, [])


def test_a_stream_of_events_is_read_by_its_data():
    stream = b"".join(b"id: 1\nevent: span\ndata: " + each + b"\n\n" for each in plain(*IDS))
    assert ids_in(b": connected\n\n" + stream + b"data: [DONE]\n\n") == (IDS, [])
    lines = b"".join(b"data: " + line + b"\n" for line in pretty("a" * 16)[0].splitlines())
    assert ids_in(lines) == (["a" * 16], [])


def test_the_place_of_a_span_is_the_line_that_its_document_begins_in():
    first, second = pretty("a" * 16, "nothing")
    line = first.count(b"\n") + 3
    assert (
        refusal(first + b"\n\n" + second)
        == f"run.json: line {line}, span 1: spanId is 'nothing', expected 16 hex digits"
    )
    third = first.count(b"\n") * 2 + 3
    assert refusal(b"\n".join([first, first, second])).startswith(f"run.json: line {third}, span 1:")
    assert refusal(b"data: " + plain("a" * 16)[0] + b"\ndata: " + plain("nothing")[0]).startswith(
        "run.json: line 2, span 1:"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{\n "resourceSpans": []\n}\n{\n "a": nope\n}', "line 5, column 7: not JSON: Expecting value"),
        (b'{"batches": []} {"a": nope}', "line 1, column 23: not JSON: Expecting value"),
        (b'{"resourceSpans": []}\n{\n "a": nope\n}', "line 3, column 7: not JSON: Expecting value"),
        (b"{}\nhello\n{}", "line 2, column 1: not JSON: no document begins so; leave out what was printed among"),
        (b"{\n}\nhello\n{}", "line 3, column 1: not JSON: no document begins so; leave out what was printed among"),
        (
            b'{}\n{"resourceSpans": [{},\n{}\n',
            "line 2, column 23: not JSON: Expecting value; the text ends too early",
        ),
        (b'{}{\n}\n{\n}\n\n{"a":\nnope}', "line 7, column 1: not JSON: Expecting value"),
        (b'data: {}\ndata: {"a": nope}', "line 2, column 13: not JSON: Expecting value"),
    ],
)
def test_what_is_no_json_is_told_by_line_and_column(content, sentence):
    assert refusal(content).startswith(f"run.json: {sentence}")


@pytest.mark.parametrize(
    ("content", "column", "reason"),
    [
        (b'{"resourceSpans": [],}', 22, "a comma before }, which JSON has not; remove it"),
        (b'{"resourceSpans": [{},]}', 23, "a comma before ], which JSON has not; remove it"),
        (b"{'resourceSpans': []}", 2, "a single quote, as Python prints objects; write it with json.dumps"),
        (b'{"resourceSpans": None}', 19, "None, as Python prints objects; write it with json.dumps"),
        (
            b"{resourceSpans: []}",
            2,
            "a name without quotes, as JavaScript's console prints objects; write it with JSON.str",
        ),
        (
            b'{"resourceSpans": [Object]}',
            20,
            "[Object], as JavaScript's console prints objects; write it with JSON.str",
        ),
        (b'{"resourceSpans": undefined}', 19, "undefined, as JavaScript's console prints objects"),
        (b'{"resourceSpans": [] // none\n}', 22, "a comment, which JSON has not; remove it"),
    ],
)
def test_what_other_languages_print_is_named(content, column, reason):
    assert refusal(content).startswith(f"run.json: line 1, column {column}: not JSON: {reason}")


def test_a_last_document_that_is_cut_off_is_left_out_with_a_note():
    first, second = pretty("a" * 16, "b" * 16)
    line = first.count(b"\n") + 2
    note = f"The last document of run.json (from line {line} on) is cut off and was left out."
    assert ids_in(first + b"\n" + second[:-30]) == (["a" * 16], [note])
    assert refusal(first[:-30]).endswith("the text ends too early")


def test_a_document_in_the_middle_that_is_cut_off_is_refused():
    first, second, third = pretty(*IDS)
    assert "not JSON" in refusal(b"\n".join([first, second[:-30], third]))


def test_a_nest_in_one_document_costs_the_next_one_nothing():
    deep = '{"resourceSpans": [], "odd": ["ж", '.encode() + b"[" * 5000 + b"]" * 5000 + b"]}"
    first, second = plain(*IDS[:2])
    for row in ([deep, first, deep, second], [first, deep, second, deep], [first, b"\n", second, deep, b"\n"]):
        assert ids_in(b"".join(row)) == (IDS[:2], [])


def test_half_a_sign_is_shown_as_none():
    odd = encoded(body(name="x")).replace(b'"x"', b'"\\ud800"')
    found = read_files([NamedBytes("run.json", odd + odd)])
    assert [span.name for span in found.spans] == ["\ufffd", "\ufffd"]
