"""However documents stand in a file, they are those that were written; whatever stands there ends in a sentence."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, read_files
from app.ingest.documents import documents_of, is_text
from app.ingest.limits import Limits

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text(max_size=6), VALUES, max_size=4)
BETWEEN = st.sampled_from(["", " ", "\n", "\r\n", "\n\n", ",", ",\n", " , "])
SIGNS = [
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "\r",
    " ",
    '"',
    "\\",
    ":",
    "'",
    "\ud800",
    "\ufeff",
    "nope",
    "1e999",
    "data:",
    "id: 1\n",
]
WHOLE = ["{}", '{"resourceSpans": []}', '{"context": {"span_id": 1}, "status": {}}', '{"SpanContext": {}}']
PIECES = st.sampled_from([*SIGNS, *WHOLE])


@given(st.lists(st.tuples(DOCUMENTS, st.booleans(), st.booleans(), BETWEEN), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_documents_in_a_row_are_those_that_were_written(rows):
    text, lines = "", []
    for document, indented, is_ascii, between in rows:
        lines.append(1 + text.count("\n"))
        text += json.dumps(document, indent=2 if indented else None, ensure_ascii=is_ascii) + between
    body = text.encode(errors="surrogatepass")
    assert is_text(body)
    found = list(documents_of("run.json", body, [], Limits()))
    assert [document for _, document in found] == [document for document, *_ in rows]
    assert [place for place, _ in found] in (["run.json"], [f"run.json: line {line}" for line in lines])


@given(st.lists(PIECES, max_size=30) | st.lists(st.binary(max_size=8), max_size=8))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_file_is_read_or_refused_by_its_name(pieces):
    body = b"".join(each if isinstance(each, bytes) else each.encode(errors="surrogatepass") for each in pieces)
    told = "run.json was read"
    try:
        read_files([NamedBytes("run.json", body)])
    except TraceRejected as error:
        told = str(error)
    assert told.startswith("run.json")
