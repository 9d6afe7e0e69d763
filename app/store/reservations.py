"""Which workspaces keep which scenarios for their interviews."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.store.catalog_tables import RESERVATION, SCENARIO, ReservationRow, ScenarioRow
from app.store.insertion import insert_missing

NOBODY: frozenset[str] = frozenset()


class Reservations:
    """Reservations by the slug of a scenario, whether or not the catalog shows it now."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, scenario: str) -> frozenset[str]:
        """The workspaces that keep a scenario."""
        return frozenset(self._session.scalars(select(RESERVATION.workspace).where(RESERVATION.scenario == scenario)))

    def all(self) -> dict[str, frozenset[str]]:
        """The workspaces that keep each scenario that any keeps."""
        found: dict[str, frozenset[str]] = {}
        for row in self._session.execute(select(RESERVATION.scenario, RESERVATION.workspace)):
            found[row.scenario] = found.get(row.scenario, NOBODY) | {row.workspace}
        return found

    def count_open(self) -> int:
        """How many scenarios of the catalog no workspace keeps."""
        query = select(func.count()).select_from(ScenarioRow)
        query = query.where(SCENARIO.slug.not_in(select(RESERVATION.scenario)))
        return self._session.scalar(query) or 0

    def add(self, workspace: str, scenario: str) -> None:
        """Keep a scenario for a workspace, unless it is kept already."""
        insert_missing(self._session, ReservationRow, [{"workspace": workspace, "scenario": scenario}])

    def remove(self, workspace: str, scenario: str) -> None:
        mine = (RESERVATION.workspace == workspace, RESERVATION.scenario == scenario)
        self._session.execute(delete(ReservationRow).where(*mine))
