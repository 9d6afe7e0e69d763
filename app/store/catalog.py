"""The public half of the scenarios, as the database holds it."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.answer_key import AnswerKey
from app.domain.errors import NotFound
from app.domain.scenario import Difficulty, Scenario, Variant
from app.store.insertion import insert_all
from app.store.keys import Keys
from app.store.packed import pack, unpack
from app.store.tables import SCENARIO, PackRow, ScenarioRow, VariantRow


class StoredCatalog:
    """Scenarios in the order of the catalog."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def scenarios(self) -> tuple[Scenario, ...]:
        query = select(SCENARIO.body).order_by(SCENARIO.place)
        return tuple(map(_scenario, self._session.scalars(query)))

    def scenario(self, slug: str) -> Scenario:
        """Raises NotFound for a slug that no scenario has."""
        row = self._session.get(ScenarioRow, slug)
        if row is None:
            raise NotFound("there is no such scenario")
        return _scenario(row.body)

    def shown_run(self, slug: str, variant: str) -> str | None:
        """The run that readers of a variant are shown."""
        row = self._session.get(VariantRow, (slug, variant))
        return None if row is None else row.run_id

    def clear(self) -> None:
        """Take all scenarios out, with their variants and keys."""
        self._session.execute(delete(ScenarioRow))

    def put(self, scenarios: tuple[Scenario, ...], keys: Mapping[tuple[str, str], AnswerKey]) -> None:
        """Add scenarios and keys; their runs must be stored already."""
        for place, scenario in enumerate(scenarios):
            row = {"slug": scenario.slug, "place": place, "body": pack(scenario)}
            insert_all(self._session, ScenarioRow, [row])
            variants = [{"scenario": scenario.slug, "id": each.id, "run_id": each.run} for each in scenario.variants]
            insert_all(self._session, VariantRow, variants)
        Keys(self._session).put(keys)

    def content(self, pack_name: str) -> str | None:
        """Which content of a pack is loaded."""
        row = self._session.get(PackRow, pack_name)
        return None if row is None else row.content

    def note_content(self, pack_name: str, content: str) -> None:
        self._session.merge(PackRow(name=pack_name, content=content))


def _scenario(body: bytes) -> Scenario:
    fields = dict(cast("dict[str, Any]", unpack(body)))
    fields["difficulty"] = Difficulty(fields["difficulty"])
    fields["skills"] = tuple(fields["skills"])
    fields["variants"] = tuple(Variant(**variant) for variant in fields["variants"])
    return Scenario(**fields)
