"""Who is in which workspace, and the one rule about it: each has an owner, once it has had one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from app.domain.account import Membership
from app.domain.errors import WrongState
from app.domain.viewer import MemberRole
from app.store.account_tables import MEMBERSHIP, PERSON, WORKSPACE, MembershipRow, PersonRow
from app.store.insertion import insert_for
from app.store.locks import alone
from app.store.tables import WorkspaceRow


class Memberships:
    """Whoever changes the members of workspaces does so alone, and leaves none of them without an owner."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def any_owner(self) -> bool:
        """Whether the server has an owner; once it has one, it always has."""
        return bool(self._session.scalar(select(exists().where(MEMBERSHIP.role == MemberRole.OWNER.value))))

    def has_owner(self, workspace: str) -> bool:
        owned = exists().where(MEMBERSHIP.workspace == workspace, MEMBERSHIP.role == MemberRole.OWNER.value)
        return bool(self._session.scalar(select(owned)))

    def of(self, person: str) -> tuple[Membership, ...]:
        """A person's places, in the order in which they came by them."""
        query = members().where(MEMBERSHIP.person == person)
        rows = self._session.execute(query.order_by(MEMBERSHIP.created_at, MEMBERSHIP.workspace))
        return tuple(map(membership_of, rows))

    def within(self, workspace: str) -> tuple[Membership, ...]:
        query = members().where(MEMBERSHIP.workspace == workspace).order_by(PERSON.email)
        return tuple(map(membership_of, self._session.execute(query)))

    def change_alone(self) -> None:
        """Until this unit of work ends nobody else changes members: what is read after this stays true."""
        alone(self._session, "members")

    def put(self, *, workspace: str, person: str, role: MemberRole, at: datetime) -> None:
        """The person has this role there from now on. Raises WrongState where that leaves no owner."""
        self.change_alone()
        row = insert_for(self._session, MembershipRow).values(
            workspace=workspace, person=person, role=role.value, created_at=at
        )
        self._session.execute(
            row.on_conflict_do_update(index_elements=["workspace", "person"], set_={"role": role.value})
        )
        self._leave_an_owner(workspace)

    def remove(self, *, workspace: str, person: str) -> None:
        """Raises WrongState where that leaves no owner."""
        self.change_alone()
        self._session.execute(
            delete(MembershipRow).where(MEMBERSHIP.workspace == workspace, MEMBERSHIP.person == person)
        )
        self._leave_an_owner(workspace)

    def _leave_an_owner(self, workspace: str) -> None:
        if not self.has_owner(workspace):
            raise WrongState("a workspace has one owner at least: make somebody else an owner first")


def members() -> Select[Any]:
    """The columns that `membership_of` reads."""
    return (
        select(
            MEMBERSHIP.person,
            MEMBERSHIP.workspace,
            MEMBERSHIP.role,
            PERSON.email,
            WORKSPACE.name.label("workspace_name"),
        )
        .join(PersonRow, PERSON.id == MEMBERSHIP.person)
        .join(WorkspaceRow, WORKSPACE.id == MEMBERSHIP.workspace)
    )


def membership_of(row: Any) -> Membership:
    return Membership(
        person=row.person,
        email=row.email,
        workspace=row.workspace,
        workspace_name=row.workspace_name,
        role=MemberRole(row.role),
    )
