"""Answers of the OTLP receiver, in the encoding of the request: what became of it, or why nothing did.

https://opentelemetry.io/docs/specs/otlp/#otlphttp-response: an error of any kind is a `Status`, in protobuf or JSON.
"""

from typing import Any

import orjson
from fastapi import Request, Response
from google.protobuf import json_format
from google.protobuf.message import Message
from google.rpc.code_pb2 import Code  # type: ignore[import-untyped]
from google.rpc.status_pb2 import Status  # type: ignore[import-untyped]

from app.http.errors import headers_of, sentence_of, status_of
from app.ingest.typed import PROTOBUF

_CODES = {
    400: Code.INVALID_ARGUMENT,
    401: Code.UNAUTHENTICATED,
    403: Code.PERMISSION_DENIED,
    404: Code.NOT_FOUND,
    405: Code.UNIMPLEMENTED,
    408: Code.DEADLINE_EXCEEDED,
    413: Code.INVALID_ARGUMENT,
    415: Code.INVALID_ARGUMENT,
    421: Code.INVALID_ARGUMENT,
    429: Code.RESOURCE_EXHAUSTED,
    500: Code.INTERNAL,
    503: Code.UNAVAILABLE,
}


def media_type_of(request: Request) -> str:
    """What the request says that it is, without parameters; names of types have no case."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def otlp_answer(request: Request, message: Message, *, status: int = 200) -> Response:
    if media_type_of(request) == PROTOBUF:
        return Response(message.SerializeToString(), status_code=status, media_type=PROTOBUF)
    written: Any = json_format.MessageToDict(message)
    return Response(orjson.dumps(written), status_code=status, media_type="application/json")


def otlp_error(request: Request, error: Exception) -> Response:
    status = status_of(error)
    said = Status(code=_CODES.get(status, Code.UNKNOWN), message=sentence_of(error))
    answer = otlp_answer(request, said, status=status)
    answer.headers.update(headers_of(error))
    return answer
