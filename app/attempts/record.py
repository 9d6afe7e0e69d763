"""Record what a reader did: the events, and the attempt that they come to."""

from collections.abc import Iterable
from datetime import datetime

from app.attempts.attempt_view import AttemptView, attempt_view
from app.domain.attempt import Attempt
from app.domain.change import Change
from app.domain.viewer import Viewer
from app.store.work import Work


def record(work: Work, attempt: Attempt, changes: Iterable[Change], *, viewer: Viewer, now: datetime) -> AttemptView:
    """The attempt as its reader sees it after the changes; without any, as it was."""
    after = work.attempts.record(attempt, changes, actor=viewer.id, at=now)
    return attempt_view(work, after, viewer=viewer)
