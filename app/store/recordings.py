"""Bundled runs as they were recorded, kept until somebody reads them."""

from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.store.catalog_tables import ARM, RECORDING, RecordingRow
from app.store.insertion import insert_missing


def recording_digest(body: bytes) -> str:
    return sha256(body).hexdigest()


class Recordings:
    """The compressed OTLP of runs, by digest."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, body: bytes) -> None:
        insert_missing(self._session, RecordingRow, [{"digest": recording_digest(body), "body": body}])

    def body(self, digest: str) -> bytes:
        found: bytes | None = self._session.scalar(select(RECORDING.body).where(RECORDING.digest == digest))
        if found is None:
            raise NotFound("there is no such recording")
        return found

    def digests(self) -> tuple[str, ...]:
        return tuple(self._session.scalars(select(RECORDING.digest)))

    def drop_unused(self) -> None:
        """Remove what belongs to no edition."""
        self._session.execute(delete(RecordingRow).where(RECORDING.digest.not_in(select(ARM.recording))))
