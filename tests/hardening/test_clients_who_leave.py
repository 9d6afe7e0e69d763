"""A client that goes away in the middle of a request is its own affair: nothing of it is an error of ours."""

import socket

import httpx
import pytest

HEAD = "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {}\r\nContent-Length: 1000\r\n\r\n"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/v1/traces", "application/json"),
        ("/v1/traces", "application/x-protobuf"),
        ("/theme", "application/x-www-form-urlencoded"),
        ("/api/scenarios/late-parcel/attempts", "application/json"),
    ],
)
def test_whoever_leaves_within_a_body_leaves_no_error_in_the_log(application, served, caplog, path, media_type):
    with served(application) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(HEAD.format(path, media_type).encode() + b"{")
        for _ in range(3):
            assert httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
