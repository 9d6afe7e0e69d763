"""A run as one file to keep: no script, nothing loaded, and no more in it than its reader may see now."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from markupsafe import Markup

from app.domain.diagnosis import Diagnosis
from app.domain.fault import FAILURE_CLASSES
from app.http.dependencies import Read, Reader, Stored
from app.pages.export.step import MOST_TEXT, MessageNumbers, StepText, step_text
from app.pages.replay.screen import NO_READING, reading_of
from app.pages.reveal.page import headline
from app.pages.reveal.steps import marked_steps
from app.pages.templates import environment
from app.practice.export_run import ExportSubject, attempt_subject, exported_headers, exported_steps, run_subject
from app.settings import bundled
from app.store.engine import Store

router = APIRouter()

BATCH = 20  # steps in one reading: some hundred kilobytes of text at a time, however long the run is
PIECES = 200  # of a template in one write: a step has about a hundred
MOST_BYTES = 200 * 2**20  # of one file; browsers open no more in a sensible time


@router.get("/attempts/{attempt_id}/export")
def export_attempt(
    *, attempt_id: str, reader: Reader, work: Read, store: Stored, answer: Annotated[bool, Query()] = True
) -> StreamingResponse:
    subject = attempt_subject(work, reader=reader, attempt_id=attempt_id, answer=answer)
    assert subject.attempt is not None
    return _file(store, subject, f"misstep-{subject.attempt.scenario.slug}-{attempt_id[:8]}.html")


@router.get("/runs/{run}/export")
def export_run(run: str, work: Read, store: Stored) -> StreamingResponse:
    return _file(store, run_subject(work, run=run), f"misstep-run-{run[:8]}.html")


def _file(store: Store, subject: ExportSubject, name: str) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    stream = pages(store, subject)
    first = next(stream)  # what goes wrong before there is anything to send is answered as an error
    return StreamingResponse(chain([first], stream), media_type="text/html; charset=utf-8", headers=headers)


@dataclass(slots=True)
class SizeBudget:
    """Bytes that may still be written, and the last step that was."""

    left: int
    last: int = 0


def pages(store: Store, subject: ExportSubject, *, most: int = MOST_BYTES) -> Iterator[bytes]:
    """The file from its beginning to its end, some steps at a time."""
    room = SizeBudget(most)
    template = environment().get_template("export/file.html")
    stream = template.stream(
        **_head(subject),
        rows=exported_headers(store, subject),
        steps=_steps(store, subject, room),
        reading=_reading(subject),
        room=room,
    )
    stream.enable_buffering(PIECES)
    for text in stream:
        body = text.encode("utf-8", "replace")
        room.left -= len(body)
        yield body


def _steps(store: Store, subject: ExportSubject, room: SizeBudget) -> Iterator[StepText]:
    """The steps until there is no more room; no transaction is open while the reader's line is slow."""
    numbers = MessageNumbers()
    for first in range(1, subject.frontier + 1, BATCH):
        if room.last and room.left < 0:
            return
        last = min(first + BATCH - 1, subject.frontier)
        with store.reading() as work:
            found = [step_text(each, numbers) for each in exported_steps(work, subject, first=first, last=last)]
        room.last = last
        yield from found


def _reading(subject: ExportSubject) -> Any:
    if subject.attempt is None:
        return NO_READING
    return reading_of(subject.attempt, subject.revelation.key if subject.revelation else None)


def _head(subject: ExportSubject) -> dict[str, Any]:
    attempt, told = subject.attempt, subject.revelation
    said = (attempt.submitted or attempt.draft) if attempt else Diagnosis()
    head = {
        "subject": subject,
        "attempt": attempt,
        "run": subject.run,
        "said": said,
        "failure_class": FAILURE_CLASSES.get(said.failure_class or ""),
        "told": told,
        "policy": f"default-src 'none'; style-src '{_style_hash()}'; base-uri 'none'; form-action 'none'",
        "style": Markup(_style()),  # noqa: S704 - our own stylesheet
        "most_text": MOST_TEXT,
    }
    if told is None:
        return head
    return head | {
        "headline": headline(said, clean=told.key.clean, root=told.key.root),
        "story": marked_steps(told.key, said),
        "true_class": FAILURE_CLASSES.get(told.key.failure_class or ""),
    }


@cache
def _style() -> str:
    """The colours of the pages and the sheet of the file, as one text."""
    folder = bundled("web") / "static/css"
    return "".join((folder / name).read_text() for name in ("tokens.css", "export.css"))


@cache
def _style_hash() -> str:
    return "sha256-" + b64encode(sha256(_style().encode()).digest()).decode()
