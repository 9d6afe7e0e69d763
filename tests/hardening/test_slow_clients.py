"""Nobody holds a connection, or memory that others need, for longer than a moment: by a head, a body, or an answer."""

import gzip
import json
import socket
import threading
import time
from contextlib import contextmanager, suppress

import pytest
import uvicorn

from app.http.bounded_bodies import BoundedBodies
from app.http.connection_deadlines import ConnectionDeadlines

HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
PATIENCE = 30  # seconds; what these tests wait for takes a fraction of one


class Impatient(ConnectionDeadlines):
    head_seconds = 0.5
    unread_seconds = 0.5
    reader_seconds = 0.5


async def long_answer(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(2_000):
        await send({"type": "http.response.body", "body": bytes(2**16), "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def short_answer(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def echo(scope, receive, send):
    """What was read, as our routes would read it: an error becomes its status."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    try:
        while (await receive()).get("more_body"):
            pass
        answer = Response(b"ok")
    except HTTPException as error:
        answer = Response(error.detail, status_code=error.status_code)
    await answer(scope, receive, send)


@contextmanager
def serving(application):
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, http=Impatient, lifespan="off", log_level="critical"))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    running.start()
    try:
        yield lambda: socket.create_connection(listening.getsockname(), timeout=PATIENCE)
    finally:
        server.should_exit = True
        running.join(PATIENCE)


def rest_of(connection):
    found = b""
    while part := connection.recv(2**16):
        found += part
    return found


def next_answer(connection):
    found = b""
    while not found.endswith(b"ok"):
        found += connection.recv(2**16)
    return found


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"])
def test_a_head_that_does_not_come_ends_the_connection(begun):
    with serving(short_answer) as connect, connect() as connection:
        connection.sendall(begun)
        assert rest_of(connection).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_trickles_ends_the_connection_too():
    with serving(short_answer) as connect, connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        began = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() - began < PATIENCE:
                connection.sendall(b"a")
                time.sleep(0.05)
        assert time.monotonic() - began < PATIENCE


def test_a_second_head_on_a_connection_has_the_same_time():
    with serving(short_answer) as connect, connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT")
        answers = rest_of(connection)
        assert (answers.count(b"HTTP/1.1 200 "), answers.count(b"HTTP/1.1 408 ")) == (1, 1)


def test_a_connection_between_two_requests_may_rest():
    with serving(short_answer) as connect, connect() as connection:
        for _ in range(2):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert next_answer(connection).endswith(b"ok")
            time.sleep(1)


def test_a_body_that_does_not_come_is_answered_with_408():
    with serving(BoundedBodies(echo, otlp=100, seconds=0.5)) as connect, connect() as connection:
        connection.sendall(HEAD + b"\r\n" + b"a" * 1000)
        assert rest_of(connection).startswith(b"HTTP/1.1 408 ")


def test_whoever_is_answered_early_can_read_the_answer_and_is_not_listened_to_for_ever():
    with serving(short_answer) as connect:
        for head in (HEAD + b"Connection: close\r\n\r\n", HEAD + b"\r\n"):
            with connect() as connection:
                connection.sendall(head + b"a" * 100_000)
                assert rest_of(connection).endswith(b"ok")  # and the connection has ended


def test_a_request_that_ends_after_its_answer_keeps_its_connection():
    with serving(short_answer) as connect, connect() as connection:
        connection.sendall(HEAD + b"\r\n")
        assert next_answer(connection).endswith(b"ok")
        connection.sendall(b"a" * 1_000_000)
        time.sleep(1)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert next_answer(connection).endswith(b"ok")


def test_an_answer_that_nobody_reads_ends():
    with serving(long_answer) as connect, connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(2)
        assert len(rest_of(connection)) < 2_000 * 2**16


def test_senders_who_stall_give_way_to_those_who_send(attacked):
    head = (
        b"POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n"
    )
    stalled = [attacked.connect() for _ in range(4)]
    for connection in stalled:
        connection.sendall(head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b" " * 20 * 2**20)[:-8])
    time.sleep(3)
    text = {"key": "text", "value": {"stringValue": "a" * 10_000_000}}
    span = {"traceId": "1" * 32, "spanId": "2" * 16, "name": "chat", "attributes": [text]}
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()
    assert attacked.ask("POST", "/v1/traces", body, content_type="application/json").status == 200
    assert b"503 Service Unavailable" in rest_of(stalled[0])
    for connection in stalled:
        connection.close()


def test_hundreds_of_connections_that_say_nothing_keep_nobody_waiting(attacked):
    silent = [attacked.connect() for _ in range(500)]
    assert attacked.ask("GET", "/healthz").status == 200
    assert attacked.peak_mb() < 320
    for connection in silent:
        connection.close()
