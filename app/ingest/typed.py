"""Read an OTLP request whose encoding its sender has named: nothing has to be guessed."""

from app.domain.errors import TraceRejected
from app.ingest.documents import read_text
from app.ingest.otlp_protobuf import read_protobuf
from app.ingest.telemetry import TelemetryBatch

PROTOBUF = "application/x-protobuf"
JSON = "application/json"


def read_typed(name: str, body: bytes, *, media_type: str, into: TelemetryBatch) -> None:
    """Add what the request holds. Raises TraceRejected where it is not what its media type says."""
    if media_type == PROTOBUF:
        read_protobuf(name, body, into)
        return
    check_json(name, body)
    read_text(name, body, into)


def check_json(name: str, body: bytes) -> None:
    """Raises TraceRejected for what does not begin as an object."""
    if not body.lstrip().startswith(b"{"):
        raise TraceRejected(f"{name}: not JSON, or no object; expected an OTLP export request")
