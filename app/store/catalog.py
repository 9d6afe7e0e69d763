"""The scenarios that the catalog shows now: which there are, and the edition of each variant."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.scenario import Scenario
from app.store.catalog_tables import SCENARIO, VARIANT, PackRow, ScenarioRow, VariantRow
from app.store.editions import Edition, Editions, scenario_of
from app.store.insertion import insert_all
from app.store.packed import pack


class StoredCatalog:
    """Scenarios in the order of the catalog."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def scenarios(self) -> tuple[Scenario, ...]:
        query = select(SCENARIO.body).order_by(SCENARIO.place)
        return tuple(map(scenario_of, self._session.scalars(query)))

    def shows(self, slug: str) -> bool:
        return self._session.scalar(select(SCENARIO.slug).where(SCENARIO.slug == slug)) is not None

    def scenario(self, slug: str) -> Scenario:
        """Raises NotFound for a slug that no scenario has."""
        body = self._session.scalar(select(SCENARIO.body).where(SCENARIO.slug == slug))
        if body is None:
            raise NotFound("there is no such scenario")
        return scenario_of(body)

    def edition(self, slug: str, variant: str) -> str:
        """The edition of a variant that is shown. Raises NotFound."""
        query = select(VARIANT.edition).where(VARIANT.scenario == slug, VARIANT.id == variant)
        found: str | None = self._session.scalar(query)
        if found is None:
            raise NotFound("there is no such variant")
        return found

    def show(self, scenarios: Collection[Scenario], editions: Collection[Edition]) -> None:
        """Show these in place of all that were shown. What attempts read of the others stays."""
        self._session.execute(delete(ScenarioRow))
        for place, scenario in enumerate(scenarios):
            row = {"slug": scenario.slug, "place": place, "body": pack(scenario)}
            insert_all(self._session, ScenarioRow, [row])
        for edition in editions:
            Editions(self._session).put(edition)
            shown = {"scenario": edition.scenario.slug, "id": edition.variant.id, "edition": edition.id}
            insert_all(self._session, VariantRow, [shown])
        Editions(self._session).drop_unused()

    def content(self, pack_name: str) -> str | None:
        """Which content of a pack is loaded."""
        row = self._session.get(PackRow, pack_name)
        return None if row is None else row.content

    def note_content(self, pack_name: str, content: str) -> None:
        self._session.merge(PackRow(name=pack_name, content=content))
