"""The sealed answer keys: the only place that reads them, and only for what is scored or revealed."""

from collections.abc import Mapping
from functools import cache

import orjson
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from app.domain.answer_key import AnswerKey
from app.domain.errors import NotFound
from app.store.insertion import insert_all
from app.store.packed import compress, decompress
from app.store.tables import AnswerKeyRow

HEALTHY = "healthy"


class Keys:
    """Answer keys by scenario and variant."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, scenario: str, variant: str) -> AnswerKey:
        row = self._session.get(AnswerKeyRow, (scenario, variant))
        if row is None:
            raise NotFound("there is no such variant")
        return _adapter().validate_json(decompress(row.sealed))

    def hints(self, scenario: str, variant: str) -> tuple[str, ...]:
        """All hints of a variant; `app.reading` gives out those that were taken."""
        return self.of(scenario, variant).hints

    def arms(self, scenario: str, variant: str) -> dict[str, str]:
        """The run of each arm that the shown one may be compared with: `healthy`, and each remedy by its id."""
        key = self.of(scenario, variant)
        runs = {remedy.id: remedy.run for remedy in key.remedies if remedy.run}
        return runs | ({HEALTHY: key.healthy_run} if key.healthy_run else {})

    def put(self, keys: Mapping[tuple[str, str], AnswerKey]) -> None:
        rows = [
            {"scenario": slug, "variant": variant, "sealed": compress(orjson.dumps(key))}
            for (slug, variant), key in keys.items()
        ]
        if rows:
            insert_all(self._session, AnswerKeyRow, rows)


@cache
def _adapter() -> TypeAdapter[AnswerKey]:
    return TypeAdapter(AnswerKey)
