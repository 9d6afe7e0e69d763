"""Export one's own attempts: everything that somebody did and wrote, and what it earned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.attempt import Attempt
from app.domain.errors import NotFound
from app.domain.json import JSON
from app.domain.permission import stream_of
from app.domain.score import Score
from app.domain.viewer import Viewer
from app.practice.read_own_record import OwnAttempt, own_attempts
from app.store.change_json import change_json
from app.store.engine import Store
from app.store.work import Work

BATCH = 20  # attempts in one reading; between two of them no transaction is open while a line is slow


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedEvent:
    """Something that the reader did, when, and what it says of it."""

    kind: str
    at: datetime
    payload: Mapping[str, JSON]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAttempt:
    """An attempt with all that its reader did in it, and their score, if that may be told."""

    listed: OwnAttempt
    attempt: Attempt
    score: Score | None
    events: tuple[ExportedEvent, ...]


def export_own(store: Store, *, viewer: Viewer) -> Iterator[ExportedAttempt]:
    """The attempts of whoever asks, the latest first; one that is deleted meanwhile is left out."""
    with store.reading() as work:
        listed = own_attempts(work, viewer=viewer)
    for start in range(0, len(listed), BATCH):
        with store.reading() as work:
            found = _some(work, listed[start : start + BATCH], viewer=viewer)
        yield from found


def _some(work: Work, listed: Sequence[OwnAttempt], *, viewer: Viewer) -> list[ExportedAttempt]:
    found = []
    for each in listed:
        try:
            attempt = work.attempts.of(viewer.id, each.outline.id)
        except NotFound:
            continue
        found.append(
            ExportedAttempt(
                listed=each,
                attempt=attempt,
                score=None if each.withheld else attempt.score,
                events=_events(work, attempt, viewer=viewer),
            )
        )
    return found


def _events(work: Work, attempt: Attempt, *, viewer: Viewer) -> tuple[ExportedEvent, ...]:
    """Those of the reader's own stream: what is sealed is in nobody's."""
    seen = work.events.seen(attempt.id, stream_of(viewer, reader=attempt.reader, workspace=None))
    return tuple(ExportedEvent(kind=each.kind, at=each.at, payload=change_json(each.change)) for each in seen)
