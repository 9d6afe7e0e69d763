"""Read what may be seen of an attempt's run, with the attempt."""

from app.reading.attempt_view import AttemptView, attempt_view, window_on
from app.reading.window import Window
from app.store.work import Work


def read_window(work: Work, *, reader: str, attempt_id: str) -> tuple[Window, AttemptView]:
    """Raises NotFound where there is none, in the same words as for another reader's."""
    attempt = work.attempts.of(reader, attempt_id)
    return window_on(work, attempt), attempt_view(work, attempt)
