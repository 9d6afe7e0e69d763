"""A code says why a request failed, in words."""

import pytest

from app.domain.status_codes import code_words


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({}, None),
        ({"http.response.status_code": 404}, "HTTP 404"),
        ({"http.status_code": "503"}, "HTTP 503"),
        ({"http.status_code": 404.0}, "HTTP 404"),
        ({"http.status_code": 404, "http.status_text": "NOT FOUND"}, "HTTP 404 NOT FOUND"),
        ({"http.status_code": 200}, None),
        ({"http.status_code": True}, None),
        ({"http.status_code": "teapot"}, None),
        ({"http.response.status_code": 404, "error.type": "404"}, "HTTP 404"),
        ({"http.response.status_code": 404, "error.type": "_OTHER"}, "HTTP 404"),
        ({"http.response.status_code": 404, "error.type": "NotFound"}, "HTTP 404: NotFound"),
        ({"error.type": "timeout"}, "timeout"),
        ({"rpc.grpc.status_code": 14}, "gRPC 14 (UNAVAILABLE)"),
        ({"rpc.grpc.status_code": 0}, None),
        ({"rpc.grpc.status_code": 99}, None),
        ({"rpc.response.status_code": "DEADLINE_EXCEEDED"}, "RPC DEADLINE_EXCEEDED"),
        ({"rpc.response.status_code": "OK"}, None),
        ({"rpc.connect_rpc.error_code": "unavailable"}, "RPC unavailable"),
        ({"rpc.jsonrpc.error_code": -32602, "rpc.jsonrpc.error_message": "bad id"}, "JSON-RPC -32602: bad id"),
        ({"rpc.jsonrpc.error_code": -32602}, "JSON-RPC -32602"),
        ({"db.response.status_code": "23505"}, "database status 23505"),
        ({"db.response.status_code": "00000"}, None),
    ],
)
def test_a_code_is_told_where_it_tells_of_a_failure(attributes, words):
    assert code_words(attributes) == words
