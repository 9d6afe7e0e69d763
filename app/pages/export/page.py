"""A run as one file to keep: no script, nothing loaded, and no more in it than its reader may see now."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from markupsafe import Markup

from app.attempts.read_reveal import Revelation
from app.domain.diagnosis import Diagnosis
from app.domain.fault import FAILURE_CLASSES
from app.http.dependencies import Stored
from app.http.turns import file_of
from app.pages.export.step import MOST_TEXT, MessageNumbers, StepText, step_text
from app.pages.replay.list import ReadingMarks
from app.pages.replay.replay import ADDRESSES, Address, Replay
from app.pages.reveal.page import headline
from app.pages.reveal.steps import marked_steps
from app.pages.templates import environment
from app.reading.export_run import exported_headers, exported_steps
from app.reading.window import Window
from app.settings import bundled
from app.store.engine import Store

router = APIRouter()

BATCH = 20  # steps in one reading: some hundred kilobytes of text at a time, however long the run is
PIECES = 200  # of a template in one write: a step has about a hundred
MOST_BYTES = 200 * 2**20  # of one file; browsers open no more in a sensible time


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSubject:
    """What is exported, settled when the export begins. `revelation` is there only where the answer goes with it."""

    replay: Replay
    reading: ReadingMarks
    revelation: Revelation | None = None

    @property
    def name(self) -> str:
        """The file's."""
        run, attempt = self.replay.run, self.replay.attempt
        told = (attempt.scenario.slug, attempt.id) if attempt else ("run", run.id if run else "")
        return f"misstep-{told[0]}-{told[1][:8]}.html"


def _routes(address: Address) -> None:
    @router.get(address.prefix + "/export")
    def export(
        request: Request,
        replay: Annotated[Replay, Depends(address.replay)],
        store: Stored,
        *,
        answer: Annotated[bool, Query()] = True,
    ) -> StreamingResponse:
        subject = subject_of(replay, answer=answer)
        return file_of(request, pages(store, subject), name=subject.name, media_type="text/html; charset=utf-8")


for _address in ADDRESSES:
    _routes(_address)


def subject_of(replay: Replay, *, answer: bool = True) -> ExportSubject:
    """A run up to its frontier now; with the answer, where it is asked for and the diagnosis is submitted."""
    told = replay.revelation() if answer else None
    return ExportSubject(replay=replay, reading=replay.reading(told.answer if told else None), revelation=told)


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
        rows=exported_headers(store, subject.replay.window),
        steps=_steps(store, subject.replay.window, room),
        room=room,
    )
    stream.enable_buffering(PIECES)
    for text in stream:
        body = text.encode("utf-8", "replace")
        room.left -= len(body)
        yield body


def _steps(store: Store, window: Window, room: SizeBudget) -> Iterator[StepText]:
    """The steps until there is no more room; no transaction is open while the reader's line is slow."""
    numbers = MessageNumbers()
    for first in range(1, window.frontier + 1, BATCH):
        if room.last and room.left < 0:
            return
        last = min(first + BATCH - 1, window.frontier)
        with store.reading() as work:
            shown = exported_steps(replace(window, work=work), first=first, last=last)
            found = [step_text(each, numbers) for each in shown]
        room.last = last
        yield from found


def _head(subject: ExportSubject) -> dict[str, Any]:
    attempt, told = subject.replay.attempt, subject.revelation
    said = (attempt.submitted or attempt.draft) if attempt else Diagnosis()
    head = {
        "window": subject.replay.window,
        "name": subject.replay.title,
        "attempt": attempt,
        "run": subject.replay.run,
        "reading": subject.reading,
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
        "headline": headline(said, clean=told.answer.clean, root=told.answer.root),
        "story": marked_steps(told.answer, said),
        "true_class": FAILURE_CLASSES.get(told.answer.failure_class or ""),
    }


@cache
def _style() -> str:
    """The colours of the pages and the sheet of the file, as one text."""
    folder = bundled("web") / "static/css"
    return "".join((folder / name).read_text() for name in ("tokens.css", "export.css"))


@cache
def _style_hash() -> str:
    return "sha256-" + b64encode(sha256(_style().encode()).digest()).decode()
