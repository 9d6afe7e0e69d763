"""Send the requests of a fuzz over a connection that stays open, and judge each answer."""

import http.client
import json
import time
from dataclasses import dataclass

from fuzz_requests import PROTOBUF, FuzzRequest
from google.protobuf.message import DecodeError
from google.rpc.status_pb2 import Status

LONGEST = 3.0  # seconds
_PATIENCE = 60  # seconds
_FINE = {200, 400, 404, 413, 415, 422, 429, 503}


@dataclass(frozen=True)
class FuzzAnswer:
    status: int
    seconds: float
    wrong: str = ""


class FuzzConnection:
    """To one server; made anew where the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = self._new()

    def _new(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)

    def ask(self, request: FuzzRequest) -> FuzzAnswer:
        """What is slow or breaks is asked once more, over a connection of its own: the machine may have been busy."""
        found = self._once(request)
        if found.wrong and (found.status == 0 or found.seconds > LONGEST):
            self.close()
            self._connection = self._new()
            found = self._once(request)
        return found

    def close(self) -> None:
        self._connection.close()

    def _once(self, request: FuzzRequest) -> FuzzAnswer:
        began = time.perf_counter()
        try:
            answer = self._sent(request)
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return FuzzAnswer(0, time.perf_counter() - began, f"no answer: {error!r}")
        seconds = time.perf_counter() - began
        return FuzzAnswer(answer.status, seconds, _wrong(request, answer, body, seconds))

    def _sent(self, request: FuzzRequest) -> http.client.HTTPResponse:
        body = iter(request.pieces()) if request.chunks else request.body
        chunked = bool(request.chunks)
        headers = request.headers | ({"transfer-encoding": "chunked"} if chunked else {})
        self._connection.request("POST", request.path, body=body, headers=headers, encode_chunked=chunked)
        return self._connection.getresponse()


def _wrong(request: FuzzRequest, answer: http.client.HTTPResponse, body: bytes, seconds: float) -> str:
    """Why this is no answer that the receiver may give; nothing where it is one."""
    if answer.status not in _FINE:
        return f"{answer.status}: {body[:300]!r}"
    if seconds > LONGEST:
        return f"{answer.status} took {seconds:.1f} s, twice"
    if answer.status == 503 and not answer.headers.get("retry-after"):
        return "503 without Retry-After"
    if answer.status != 200 and not _message(request, body):
        return f"{answer.status} says nothing in the words of the protocol: {body[:300]!r}"
    return ""


def _message(request: FuzzRequest, body: bytes) -> str:
    """Of a `Status`, in the encoding of the request."""
    media_type = request.headers["content-type"].partition(";")[0].strip().lower()
    try:
        return Status.FromString(body).message if media_type == PROTOBUF else json.loads(body)["message"]
    except (DecodeError, ValueError, KeyError, TypeError):
        return ""
