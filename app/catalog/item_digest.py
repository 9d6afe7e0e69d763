"""Tell by a digest whether somebody read an item as it is now: its ticket and its run."""

from hashlib import sha256

from app.domain.errors import ScenarioRejected, TraceRejected
from app.ingest.files import NamedBytes, opened
from app.ingest.limits import DEFAULT

_LETTERS = 16  # of the digest: enough to tell the recordings of one item apart, and short enough to type


def item_digest(recording: bytes, *, ticket: str) -> str:
    """Of what is inside the recording's compression, so that compressing it anew makes no other item.

    Raises ScenarioRejected for bytes that are no recording.
    """
    try:
        run = opened(NamedBytes("the recording", recording), DEFAULT)
    except TraceRejected as error:
        raise ScenarioRejected(f"{error}; record the scenario again") from error
    return sha256(sha256(run).digest() + ticket.encode()).hexdigest()[:_LETTERS]
