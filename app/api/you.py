"""JSON routes of one's own record: read it, take it along, delete it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.api.answer import answer
from app.api.own_json import document, record_json
from app.http.dependencies import Now, Read, Stored, StoredWrite
from app.http.forgetting import forget_reader
from app.http.turns import file_of
from app.http.viewers import MayPractise
from app.practice.delete_own import delete_own_attempts
from app.practice.export_own import export_own
from app.practice.read_own_record import read_own_record

router = APIRouter(prefix="/api/you", tags=["you"])


@router.get("")
def record(viewer: MayPractise, work: Read, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """What your first attempts come to, and one page of all your attempts, the latest first."""
    return answer(record_json(read_own_record(work, viewer=viewer, page=page)))


@router.get("/export")
def export(request: Request, viewer: MayPractise, store: Stored, now: Now) -> StreamingResponse:
    """Everything that you did and wrote in your attempts, and what it earned, as one file."""
    pieces = document(export_own(store, viewer=viewer), now=now)
    return file_of(request, pieces, name="misstep-you.json", media_type="application/json")


@router.delete("", status_code=204)
def deletion(request: Request, viewer: MayPractise, store: StoredWrite) -> Response:
    """Delete all your attempts for good, with everything that was recorded of them, and what your browser kept."""
    delete_own_attempts(store, viewer=viewer)
    gone = Response(status_code=204)
    forget_reader(request, gone)
    return gone
