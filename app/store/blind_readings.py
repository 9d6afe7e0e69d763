"""What blind readers named on each edition: sealed as its key is; pages count it, and nobody is told more."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.blind_reading import NamedCause, ReaderKind
from app.store.catalog_tables import EDITION_READINGS, EditionReadingsRow
from app.store.packed import pack, unpack


class BlindReadings:
    """By edition. They are no part of it: what is read later changes no edition. What readers wrote is not kept."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, edition: str) -> tuple[NamedCause, ...]:
        body = self._session.scalar(select(EDITION_READINGS.body).where(EDITION_READINGS.edition == edition))
        return () if body is None else tuple(map(_cause, cast("list[dict[str, Any]]", unpack(body))))

    def put(self, edition: str, causes: Iterable[NamedCause]) -> None:
        """These in place of those that were there; the edition is there already."""
        self._session.merge(EditionReadingsRow(edition=edition, body=pack(list(causes))))


def _cause(fields: dict[str, Any]) -> NamedCause:
    return NamedCause(**fields | {"reader": ReaderKind(fields["reader"])})
