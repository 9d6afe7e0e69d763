"""The sealed answer keys: the only place that reads them, and only for what is scored or revealed."""

from collections.abc import Collection
from functools import cache
from typing import Any, cast

import orjson
from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answer import HEALTHY, Hint
from app.domain.answer_key import AnswerKey
from app.domain.errors import NotFound
from app.store.among import among
from app.store.catalog_tables import ANSWER_KEY, AnswerKeyRow
from app.store.insertion import insert_missing
from app.store.packed import compress, decompress, pack, unpack


class Keys:
    """Answer keys by edition."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, edition: str) -> AnswerKey:
        body = self._session.scalar(select(ANSWER_KEY.sealed).where(ANSWER_KEY.edition == edition))
        if body is None:
            raise NotFound("there is no such scenario")
        return _adapter().validate_json(decompress(body))

    def hints(self, edition: str) -> tuple[Hint, ...]:
        """All hints, without opening the key; `app.attempts` gives out those that were taken."""
        body = self._session.scalar(select(ANSWER_KEY.hints).where(ANSWER_KEY.edition == edition))
        if body is None:
            raise NotFound("there is no such scenario")
        return tuple(Hint(**hint) for hint in cast("list[dict[str, Any]]", unpack(body)))

    def arms(self, edition: str) -> dict[str, str]:
        """The arms that the shown run may be compared with: `healthy`, and each remedy by its id."""
        key = self.of(edition)
        runs = {remedy.id: remedy.run for remedy in key.remedies if remedy.run}
        return runs | ({HEALTHY: key.healthy_run} if key.healthy_run else {})

    def failure_classes(self, editions: Collection[str]) -> dict[str, str]:
        """The class of the failure of each of these editions, for who knows the answers; of a clean control none."""
        query = select(ANSWER_KEY.edition, ANSWER_KEY.sealed).where(among(ANSWER_KEY.edition, editions))
        keys = {row.edition: cast("dict[str, Any]", unpack(row.sealed)) for row in self._session.execute(query)}
        told = {edition: key["failure_class"] for edition, key in keys.items()}
        return {edition: failure_class for edition, failure_class in told.items() if failure_class is not None}

    def put(self, edition: str, key: AnswerKey) -> None:
        """Add the key of an edition, unless it is there."""
        insert_missing(self._session, AnswerKeyRow, [_row(edition, key)])


def _row(edition: str, key: AnswerKey) -> dict[str, str | bytes]:
    return {"edition": edition, "sealed": sealed(key), "hints": pack(key.hints)}


def sealed(key: AnswerKey) -> bytes:
    """A key as it is stored."""
    return compress(orjson.dumps(key))


@cache
def _adapter() -> TypeAdapter[AnswerKey]:
    return TypeAdapter(AnswerKey)
