"""One unit of work: everything that a request reads and changes, in one transaction."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from sqlalchemy.orm import Session

from app.domain.step import Run
from app.ingest.telemetry import TelemetryBatch
from app.store.attempt_outlines import AttemptOutlines
from app.store.attempts import Attempts
from app.store.catalog import StoredCatalog
from app.store.deliveries import Deliveries
from app.store.disputes import Disputes
from app.store.editions import Editions
from app.store.events import Events
from app.store.figures import Figures
from app.store.full_run import full_run
from app.store.inbox import Inbox
from app.store.leases import Leases
from app.store.locks import alone
from app.store.logins import Logins
from app.store.memberships import Memberships
from app.store.one_time_links import OneTimeLinks
from app.store.password_tries import PasswordTries
from app.store.people import People
from app.store.pool import ContentPool
from app.store.recorded import known_batch, recorded_batch
from app.store.recordings import Recordings
from app.store.reservations import Reservations
from app.store.run_list import RunList
from app.store.run_traces import RunTraces
from app.store.run_trees import RunTrees
from app.store.runs import Runs
from app.store.schema import revision_of
from app.store.step_search import StepSearch
from app.store.steps import Steps
from app.store.workspace_keys import WorkspaceKeys
from app.store.workspaces import Workspaces

C = TypeVar("C")


class Work:
    """The collections of the store, over one session. Whoever opened it commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def alone(self, name: str) -> None:
        """Until this unit of work ends, nobody else is past here under the same name, in any process."""
        alone(self._session, name)

    def revision(self) -> str | None:
        """The revision of the schema that the database is at."""
        return revision_of(self._session.connection())

    @cached_property
    def runs(self) -> Runs:
        return Runs(self._session)

    @cached_property
    def run_traces(self) -> RunTraces:
        return RunTraces(self._session)

    @cached_property
    def run_list(self) -> RunList:
        return RunList(self._session)

    @cached_property
    def steps(self) -> Steps:
        return Steps(self._session)

    @cached_property
    def figures(self) -> Figures:
        return Figures(self._session)

    @cached_property
    def search(self) -> StepSearch:
        return StepSearch(self._session)

    @cached_property
    def trees(self) -> RunTrees:
        return RunTrees(self._session)

    @cached_property
    def pool(self) -> ContentPool:
        return ContentPool(self._session)

    @cached_property
    def catalog(self) -> StoredCatalog:
        return StoredCatalog(self._session)

    @cached_property
    def reservations(self) -> Reservations:
        return Reservations(self._session)

    @cached_property
    def editions(self) -> Editions:
        return Editions(self._session)

    @cached_property
    def recordings(self) -> Recordings:
        return Recordings(self._session)

    @cached_property
    def attempts(self) -> Attempts:
        return Attempts(self._session, self.events)

    @cached_property
    def outlines(self) -> AttemptOutlines:
        return AttemptOutlines(self._session)

    @cached_property
    def events(self) -> Events:
        return Events(self._session)

    @cached_property
    def disputes(self) -> Disputes:
        return Disputes(self._session)

    @cached_property
    def deliveries(self) -> Deliveries:
        return Deliveries(self._session)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._session, self.deliveries)

    @cached_property
    def leases(self) -> Leases:
        return Leases(self._session, self.deliveries)

    @cached_property
    def workspace_keys(self) -> WorkspaceKeys:
        return WorkspaceKeys(self._session)

    @cached_property
    def logins(self) -> Logins:
        return Logins(self._session)

    @cached_property
    def memberships(self) -> Memberships:
        return Memberships(self._session)

    @cached_property
    def one_time_links(self) -> OneTimeLinks:
        return OneTimeLinks(self._session)

    @cached_property
    def password_tries(self) -> PasswordTries:
        return PasswordTries(self._session)

    @cached_property
    def people(self) -> People:
        return People(self._session)

    @cached_property
    def workspaces(self) -> Workspaces:
        return Workspaces(self._session)

    def recorded_batch(self, run_id: str) -> TelemetryBatch:
        """What a run can be read anew from."""
        return recorded_batch(self._session, run_id)

    def known_batch(self, run_id: str) -> TelemetryBatch:
        """What a run says, to be joined with more of its traces."""
        return known_batch(self._session, run_id)

    def open(self, collection: Callable[[Session], C]) -> C:
        """A collection that not everybody may import, over the same session: what is sealed is no attribute here."""
        return collection(self._session)

    def full_run(self, run_id: str) -> Run:
        """Every step of a run, for scoring and alignment."""
        return full_run(self._session, run_id)
