"""A chat completion endpoint on the loopback, for the model that is not scripted."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest


class Stub(BaseHTTPRequestHandler):
    """An endpoint on the loopback that answers what it was told to."""

    def do_POST(self):
        self.server.asked.append(
            (
                self.path,
                self.headers.get("authorization"),
                json.loads(self.rfile.read(int(self.headers["content-length"]))),
            )
        )
        status, headers, body = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def endpoint():
    server = HTTPServer(("127.0.0.1", 0), Stub)
    server.asked, server.paused = [], []
    server.answer = (
        200,
        {},
        {"choices": [{"finish_reason": "stop", "message": {"content": "I could not do that."}}]},
    )
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
