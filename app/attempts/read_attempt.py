"""Read an attempt as it stands."""

from app.reading.sitting import Sitting, seated
from app.store.work import Work


def read_attempt(work: Work, *, reader: str, attempt_id: str) -> Sitting:
    """Raises NotFound where there is none, in the same words as for another reader's."""
    return seated(work, work.attempts.of(reader, attempt_id))
