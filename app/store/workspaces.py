"""The workspaces that people share; the one of the bundled scenarios is nobody's."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, WrongState
from app.domain.workspace import PUBLIC
from app.store.account_tables import WORKSPACE
from app.store.insertion import insert_all
from app.store.locks import alone
from app.store.tables import WorkspaceRow


class Workspaces:
    """Each has a name of its own, however it is capitalised."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each, by name."""
        query = select(WORKSPACE.id, WORKSPACE.name).where(WORKSPACE.id != PUBLIC).order_by(WORKSPACE.name)
        return tuple((row.id, row.name) for row in self._session.execute(query))

    def named(self, name: str) -> str:
        """The id of the workspace of this name or id. Raises NotFound."""
        here = self.all()
        found = [key for key, called in here if key == name or called.casefold() == name.casefold()]
        if not found:
            raise NotFound(f"there is no workspace {name!r}: `misstep workspace list` tells which there are")
        return found[0]

    def name_of(self, workspace: str) -> str:
        return str(self._session.scalars(select(WORKSPACE.name).where(WORKSPACE.id == workspace)).one())

    def add(self, workspace: str, name: str) -> None:
        """Raises WrongState where another has the name, or it is another's id."""
        alone(self._session, "workspaces")
        taken = {word.casefold() for pair in self.all() for word in pair}
        if name.casefold() in taken | {PUBLIC}:
            raise WrongState(f"there is a workspace {name!r} already: choose another name")
        insert_all(self._session, WorkspaceRow, [{"id": workspace, "name": name}])
