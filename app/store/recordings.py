"""Bundled runs as they were recorded, kept until somebody reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.store.insertion import insert_all
from app.store.tables import RECORDING, RUN, RecordingRow


@dataclass(frozen=True, slots=True)
class Recording:
    """The compressed OTLP of one run; `content` changes with it and with the code that reads it."""

    content: str
    body: bytes


class Recordings:
    """Recordings by run id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, recordings: Mapping[str, Recording]) -> None:
        """Take these in place of all that were there."""
        self._session.execute(delete(RecordingRow))
        rows = [{"run_id": key, "content": each.content, "body": each.body} for key, each in recordings.items()]
        insert_all(self._session, RecordingRow, rows)

    def one(self, run_id: str) -> Recording:
        row = self._session.get(RecordingRow, run_id)
        if row is None:
            raise NotFound("there is no such run")
        return Recording(row.content, row.body)

    def outdated(self) -> tuple[str, ...]:
        """The runs in the database that are no longer what their recording says, or have none."""
        query = select(RUN.id).outerjoin(RecordingRow, RECORDING.run_id == RUN.id).where(RUN.source == "bundled")
        changed = RECORDING.content.is_(None) | (RECORDING.content != RUN.content)
        return tuple(self._session.scalars(query.where(changed)))

    def loaded(self, run_id: str) -> bool:
        return self._session.scalar(select(RUN.id).where(RUN.id == run_id)) is not None
