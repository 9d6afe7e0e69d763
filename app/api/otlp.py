"""The OTLP/HTTP receiver: traces and logs are kept, metrics are taken and dropped."""

from collections.abc import Awaitable, Callable
from functools import partial
from traceback import clear_frames

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from google.protobuf.message import Message
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import (
    ExportLogsServiceRequest,
    ExportLogsServiceResponse,
)
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from app.api.otlp_body import LIMITS, held_body
from app.domain.errors import TraceRejected
from app.domain.permission import workspace_of
from app.domain.viewer import Program, Viewer
from app.http.dependencies import state_of
from app.http.errors import shortened
from app.http.otlp_answer import otlp_answer
from app.http.programs import MayDeliver
from app.inbox.receive import Receipt, receive
from app.ingest.protobuf_requests import Kind

router = APIRouter(prefix="/v1", tags=["otlp"])


@router.post("/traces")
async def traces(request: Request, viewer: MayDeliver) -> Response:
    """Take spans. When this answers 200, what was accepted is on disk; `partial_success` names what was not."""

    async def kept(body: bytes, media_type: str) -> Message:
        found = await _receive(request, viewer, body, kind=ExportTraceServiceRequest, media_type=media_type)
        answer = ExportTraceServiceResponse()
        if found.rejected:
            answer.partial_success.rejected_spans = found.rejected
            answer.partial_success.error_message = shortened(found.why)
        return answer

    return await _served(request, viewer, kept)


@router.post("/logs")
async def logs(request: Request, viewer: MayDeliver) -> Response:
    """Take log records; those that belong to a span join it."""

    async def kept(body: bytes, media_type: str) -> Message:
        found = await _receive(request, viewer, body, kind=ExportLogsServiceRequest, media_type=media_type)
        answer = ExportLogsServiceResponse()
        if found.rejected:
            answer.partial_success.rejected_log_records = found.rejected
            answer.partial_success.error_message = shortened(found.why)
        return answer

    return await _served(request, viewer, kept)


@router.post("/metrics")
async def metrics(request: Request, viewer: MayDeliver) -> Response:
    """Take metrics, so that an exporter of all signals is content; Misstep has no use for them."""

    async def dropped(_body: bytes, _media_type: str) -> Message:
        return ExportMetricsServiceResponse()

    return await _served(request, viewer, dropped)


async def _receive(request: Request, viewer: Viewer, body: bytes, *, kind: Kind, media_type: str) -> Receipt:
    state = state_of(request)
    if not body:
        return Receipt()  # an empty protobuf request is a valid one
    workspace, now = workspace_of(viewer), state.clock()
    keep = partial(
        receive,
        state.store,
        body,
        workspace=workspace,
        kind=kind,
        media_type=media_type,
        limits=LIMITS,
        now=now,
    )
    return await to_thread.run_sync(keep, limiter=request.app.state.receiving)


async def _served(request: Request, viewer: Viewer, kept: Callable[[bytes, str], Awaitable[Message]]) -> Response:
    """The answer in the encoding of the request; for errors see `app.http.otlp_answer`."""
    try:
        return otlp_answer(request, await _told(request, viewer, kept))
    except Exception as error:
        _let_go(error)
        raise


async def _told(request: Request, viewer: Viewer, kept: Callable[[bytes, str], Awaitable[Message]]) -> Message:
    async with held_body(request, sender=_sender(request, viewer)) as (body, media_type):
        return await kept(body, media_type)


def _sender(request: Request, viewer: Viewer) -> str:
    """Who shares the memory for bodies as one: whoever has the same key, or without one the same address."""
    address = request.client.host if request.client else ""
    return f"{workspace_of(viewer)} {viewer.id if isinstance(viewer, Program) else address}"


def _let_go(error: Exception) -> None:
    """Of the body: the frames of the error have it, and hold the error, in a circle that may stand for minutes."""
    clear_frames(error.__traceback__)
    if isinstance(error, TraceRejected):
        error.__cause__ = error.__context__ = None  # which has the text that is no JSON
