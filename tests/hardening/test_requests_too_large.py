"""What a request may cost is bounded before it is paid: each kind is answered in its own words, in little memory."""

import gzip
import json
from contextlib import suppress

import pytest
from google.rpc.status_pb2 import Status

PROTOBUF = {"content_type": "application/x-protobuf"}
JSON = {"content_type": "application/json"}
GZIP = {"content_encoding": "gzip"}
MOST_MB = 320  # at rest it takes 110
SPAN = b"\x0a\x10" + b"\x01" * 16 + b"\x12\x08" + b"\x01" * 8


def field(number, body):
    """A field of protobuf that holds bytes."""
    size, length = len(body), b""
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + body


def nested(levels):
    value = b""
    for _ in range(levels):
        value = field(1, field(5, value))
    return value


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\x0a\x00" * 10_000_000, "in resourceSpans, by byte"),
        (field(1, b"\x12\x00" * 10_000_000), "in resourceSpans.scopeSpans, by byte"),
        (field(1, field(2, b"\x12\x00" * 10_000_000)), "in resourceSpans.scopeSpans.spans, by byte"),
        (field(1, field(2, field(2, SPAN + b"\x4a\x00" * 10_000_000))), "scopeSpans.spans.attributes, by byte"),
        (field(1, field(2, field(2, SPAN + b"\x5a\x00" * 10_000_000))), "scopeSpans.spans.events, by byte"),
        (field(1, field(2, field(2, SPAN + b"\x6a\x00" * 10_000_000))), "scopeSpans.spans.links, by byte"),
        (
            field(1, field(2, field(2, SPAN + field(9, field(2, field(5, nested(40) * 40_000)))))),
            "spans.attributes.value.arrayValue.…, by byte",
        ),
        (b"\x8a\x80\x00\x00" * 5_000_000, "in resourceSpans, by byte"),
    ],
    ids=["blocks", "scopes", "spans", "attributes", "events", "links", "nested values", "tags longer than need be"],
)
def test_more_elements_than_are_taken_are_told_before_protobuf_is_decoded(attacked, body, said):
    answer = attacked.ask("POST", "/v1/traces", gzip.compress(body, 1), **PROTOBUF, **GZIP)
    assert answer.status == 413
    assert said in Status.FromString(answer.body).message
    assert attacked.peak_mb() < MOST_MB


@pytest.mark.parametrize(
    "body",
    [
        b'{"resourceSpans":[' + b"{}," * 6_000_000 + b"{}]}",
        b'{"resourceSpans":[{"resource":{"attributes":[' + b'{"key":"a"},' * 1_500_000 + b"{}]}}]}",
        b'{"a":[' + b"[" * 10_000_000 + b"]" * 10_000_000 + b"]}",
        b'{"a":12345678901234567890123,"b":[' + b"1.5," * 5_000_000 + b"1]}",
        b'{"a":["\\",{[",' + b'"b",' * 5_000_000 + b"1]}",
    ],
    ids=["blocks", "attributes", "lists in lists", "numbers, read by the slow reader", "texts"],
)
def test_more_elements_than_are_taken_are_told_before_json_is_decoded(attacked, body):
    answer = attacked.ask("POST", "/v1/traces", gzip.compress(body, 1), **JSON, **GZIP)
    assert answer.status == 413
    assert b"request: more than 1,000,000 elements by byte" in answer.body
    assert attacked.peak_mb() < MOST_MB


@pytest.mark.parametrize("count", [10_001, 15_000])
def test_more_traces_than_a_request_may_hold_are_refused_in_both_encodings(attacked, count):
    spans = [{"traceId": f"{number:032x}", "spanId": f"{number:016x}"} for number in range(1, count + 1)]
    text = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
    ids = (
        field(1, number.to_bytes(16, "big")) + field(2, number.to_bytes(8, "big")) for number in range(1, count + 1)
    )
    packed = field(1, field(2, b"".join(field(2, each) for each in ids)))
    answers = [
        attacked.ask("POST", "/v1/traces", text, **JSON),
        attacked.ask("POST", "/v1/traces", packed, **PROTOBUF),
    ]
    assert [answer.status for answer in answers] == [413, 413]
    assert all(b"more than 10,000 traces" in answer.body for answer in answers)
    assert b'"runs":[]' in attacked.runs()


@pytest.mark.parametrize("path", ["/v1/traces", "/v1/logs", "/v1/metrics"])
def test_a_body_past_the_limit_is_refused_in_the_words_of_the_protocol(attacked, path):
    packed = gzip.compress(bytes(40 * 2**20), 1)
    answers = [
        attacked.ask("POST", path, packed, **PROTOBUF, **GZIP),
        attacked.ask("POST", path, bytes(21 * 2**20), **PROTOBUF),
        attacked.ask("POST", path, (bytes(2**16) for _ in range(600)), **PROTOBUF),
    ]
    assert [answer.status for answer in answers] == [413] * 3
    assert all("ore than 20 MiB" in Status.FromString(answer.body).message for answer in answers)
    assert attacked.peak_mb() < MOST_MB


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        (b"\x00" * 15_000_000, b"zeros follow its end"),
        (b"and more" * 2_000_000, b"something else follows its end"),
        (gzip.compress(b"") * 900_000, b"more than 100000 members"),
    ],
    ids=["zeros", "text", "empty members"],
)
def test_what_follows_a_tiny_gzip_is_not_read_to_its_end(attacked, tail, said):
    answer = attacked.ask("POST", "/v1/traces", gzip.compress(b"{}") + tail, **JSON, **GZIP)
    assert (answer.status, said in answer.body) == (400, True)


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/theme", "application/x-www-form-urlencoded"),
        ("POST", "/theme", "multipart/form-data; boundary=x"),
        ("POST", "/scenarios/refund-batch/attempts", "multipart/form-data; boundary=x"),
        ("POST", "/attempts/none/claims", "application/x-www-form-urlencoded"),
        ("POST", "/api/scenarios/refund-batch/attempts", "application/json"),
        ("POST", "/api/attempts/none/position", "application/json"),
        ("PUT", "/api/attempts/none/diagnosis", "application/json"),
    ],
)
def test_a_form_or_json_of_many_megabytes_is_not_read(attacked, method, path, kind):
    part = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    start = part if "multipart" in kind else b'{"step":"' if "json" in kind else b"theme="
    announced = attacked.ask(method, path, start + b"a" * 50_000_000, content_type=kind, accept="text/html")
    pieces = (piece for piece in (start, *[b"&f=" + b"a" * 2**16] * 100))  # no field past its own limit
    chunked = attacked.ask(method, path, pieces, content_type=kind)
    assert (announced.status, chunked.status) == (413, 413)
    assert (b"<h1" in announced.body) == (not path.startswith("/api/"))
    assert chunked.body == b'{"error":"More than 2 MiB; send less at once."}'
    assert attacked.peak_mb() < MOST_MB


def test_a_body_that_no_route_reads_changes_no_answer(attacked):
    begun = attacked.ask("POST", "/api/scenarios/the-autumn-return/attempts", b"{}", **JSON)
    path = f"/attempts/{json.loads(begun.body)['id']}/export"
    plain = attacked.ask("GET", path, cookie=begun.cookie)
    with_body = attacked.ask("GET", path, bytes(3 * 2**20), cookie=begun.cookie)
    assert (plain.status, with_body.status) == (200, 200)
    assert len(plain.body) == len(with_body.body)


@pytest.mark.parametrize("parts", [10_000, 1_001])
def test_a_form_of_thousands_of_fields_is_refused(attacked, parts):
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n1\r\n' % number for number in range(parts)
    )
    answer = attacked.ask("POST", "/theme", body + b"--x--\r\n", content_type="multipart/form-data; boundary=x")
    assert (answer.status, answer.body) == (400, b'{"error":"Too many fields. Maximum number of fields is 1000."}')
    assert (
        attacked.ask("POST", "/theme", b"a=b&" * parts, content_type="application/x-www-form-urlencoded").status
        == 400
    )


def test_addresses_that_lead_nowhere_leave_nothing_behind(attacked):
    def visit(numbers):
        for number in numbers:
            assert attacked.ask("GET", f"/static/x/{number:05}{'a' * 30_000}").status == 404

    visit(range(1_000))  # what the server itself needs for such requests
    before = attacked.peak_mb()
    visit(range(1_000, 4_000))
    assert attacked.peak_mb() - before < 30  # together they have 90 MB


def test_an_answer_repeats_little_of_what_was_sent(attacked):
    name = "z" * 2_000_000
    spans = [{"traceId": name, "spanId": name}] * 2
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}], name: 1}).encode()
    answer = attacked.ask("POST", "/v1/traces", body, **JSON)
    assert (answer.status, len(answer.body) < 700) == (400, True)
    unknown = attacked.ask("POST", "/v1/traces", b'{"%s":1}' % name.encode(), **JSON)
    assert (unknown.status, len(unknown.body) < 700) == (400, True)


@pytest.mark.parametrize(
    "draft",
    [
        {"claims": [{"step": "z" * 2_000_000}]},
        {"failure_class": "z" * 2_000_000},
        {"z" * 2_000_000: 1},
        {"claims": [{}] * 500_000},
    ],
    ids=["step", "class", "key", "claims"],
)
def test_a_draft_that_is_none_is_told_in_few_words(attacked, draft):
    begun = attacked.ask("POST", "/api/scenarios/the-autumn-return/attempts", b"{}", **JSON)
    path = f"/api/attempts/{json.loads(begun.body)['id']}/diagnosis"
    answer = attacked.ask("PUT", path, json.dumps(draft).encode(), **JSON, cookie=begun.cookie)
    assert (answer.status, len(answer.body) < 1_000) == (422, True)


def test_a_head_without_an_end_is_refused(attacked):
    with attacked.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        with suppress(ConnectionError):
            for _ in range(100):
                connection.sendall(b"X-More: " + b"a" * 10_000 + b"\r\n")
        assert connection.recv(12) == b"HTTP/1.1 400"
