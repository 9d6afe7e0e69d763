"""The OTLP/HTTP receiver: traces and logs are kept, metrics are taken and dropped."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import orjson
from anyio import to_thread
from fastapi import APIRouter, Request, Response
from google.protobuf import json_format
from google.protobuf.message import Message
from google.rpc.status_pb2 import Status  # type: ignore[import-untyped]
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceResponse
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from app.api.otlp_body import LIMITS, BodyRejected, held_body, media_type_of
from app.domain.errors import Overloaded, TraceRejected
from app.domain.permission import workspace_of
from app.domain.viewer import Viewer
from app.http.dependencies import state_of
from app.http.errors import headers_of
from app.http.viewers import MayDeliver
from app.inbox.receive import Receipt, receive
from app.ingest.typed import PROTOBUF

router = APIRouter(prefix="/v1", tags=["otlp"])
_INVALID = 3  # google.rpc.Code.INVALID_ARGUMENT
_UNAVAILABLE = 14


@router.post("/traces")
async def traces(request: Request, viewer: MayDeliver) -> Response:
    """Take spans. When this answers 200, what was accepted is on disk; `partial_success` names what was not."""

    async def kept(body: bytes, media_type: str) -> Message:
        found = await _receive(request, viewer, body, media_type)
        answer = ExportTraceServiceResponse()
        if found.rejected:
            answer.partial_success.rejected_spans = found.rejected
            answer.partial_success.error_message = found.why
        return answer

    return await _served(request, kept)


@router.post("/logs")
async def logs(request: Request, viewer: MayDeliver) -> Response:
    """Take log records; those that belong to a span join it."""

    async def kept(body: bytes, media_type: str) -> Message:
        found = await _receive(request, viewer, body, media_type)
        answer = ExportLogsServiceResponse()
        if found.rejected:
            answer.partial_success.rejected_log_records = found.rejected
            answer.partial_success.error_message = found.why
        return answer

    return await _served(request, kept)


@router.post("/metrics")
async def metrics(request: Request, _viewer: MayDeliver) -> Response:
    """Take metrics, so that an exporter of all signals is content; Misstep has no use for them."""

    async def dropped(_body: bytes, _media_type: str) -> Message:
        return ExportMetricsServiceResponse()

    return await _served(request, dropped)


async def _receive(request: Request, viewer: Viewer, body: bytes, media_type: str) -> Receipt:
    state = state_of(request)
    if not body:
        return Receipt()  # an empty protobuf request is a valid one
    workspace, now = workspace_of(viewer), state.clock()
    keep = partial(receive, state.store, body, workspace=workspace, media_type=media_type, limits=LIMITS, now=now)
    return await to_thread.run_sync(keep, limiter=request.app.state.receiving)


async def _served(request: Request, kept: Callable[[bytes, str], Awaitable[Message]]) -> Response:
    """The answer in the encoding of the request, with the statuses that OTLP asks for."""
    try:
        async with held_body(request) as (body, media_type):
            return _answer(await kept(body, media_type), request)
    except BodyRejected as error:
        return _answer(Status(code=_INVALID, message=str(error)), request, status=error.status)
    except TraceRejected as error:
        return _answer(Status(code=_INVALID, message=str(error)), request, status=400)
    except Overloaded as error:
        answer = _answer(Status(code=_UNAVAILABLE, message=str(error)), request, status=503)
        answer.headers.update(headers_of(error))
        return answer


def _answer(message: Message, request: Request, *, status: int = 200) -> Response:
    if media_type_of(request) == PROTOBUF:
        return Response(message.SerializeToString(), status_code=status, media_type=PROTOBUF)
    written: Any = json_format.MessageToDict(message)
    return Response(orjson.dumps(written), status_code=status, media_type="application/json")
