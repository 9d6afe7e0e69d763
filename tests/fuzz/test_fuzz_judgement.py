"""What `make fuzz` looks for is found where it is, and its requests can be sent again."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import fuzz_sender
import pytest
from fuzz_bases import bases
from fuzz_requests import FuzzRequest, fuzz_request
from fuzz_sender import FuzzConnection

REQUEST = FuzzRequest(1, "/v1/traces", {"content-type": "application/json"}, b"{}", (1,))
STATUS = json.dumps({"code": 3, "message": "it is no OTLP"}).encode()


@pytest.fixture
def answering():
    """A server that gives these answers, one after the other; they are what a connection makes of them."""
    servers = []

    def answered(*answers, asked=0):
        given = iter(answers)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                while size := int(self.rfile.readline(), 16):
                    self.rfile.read(size + 2)
                self.rfile.readline()
                status, headers, body = next(given)
                self.send_response(status)
                for name, value in (headers | {"content-length": len(body)}).items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Tests are quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever).start()
        servers.append(server)
        connection = FuzzConnection(server.server_port)
        found = [connection.ask(REQUEST).wrong for _ in range(asked or len(answers))]
        connection.close()
        return found

    yield answered
    for server in servers:
        server.shutdown()
        server.server_close()


def test_answers_that_the_receiver_may_give_are_no_finding(answering):
    assert answering((200, {}, b"{}"), (400, {}, STATUS), (503, {"retry-after": 2}, STATUS)) == ["", "", ""]


def test_errors_of_ours_and_answers_that_an_exporter_does_not_understand_are_findings(answering):
    internal, unsaid, html = answering((500, {}, STATUS), (503, {}, STATUS), (400, {}, b"<h1>Bad request</h1>"))
    assert internal.startswith("500: ")
    assert unsaid == "503 without Retry-After"
    assert html.startswith("400 says nothing in the words of the protocol")


def test_an_answer_that_comes_late_twice_is_a_finding(answering, monkeypatch):
    monkeypatch.setattr(fuzz_sender, "LONGEST", 0.0)
    (late,) = answering((200, {}, b"{}"), (200, {}, b"{}"), asked=1)
    assert late == "200 took 0.0 s, twice"


def test_the_same_seed_and_number_give_the_same_request_and_others_give_others():
    known = bases()
    made = [fuzz_request(5, number, known).raw() for number in range(200)]
    assert [fuzz_request(5, number, known).raw() for number in range(200)] == made
    assert len(set(made)) > 190
