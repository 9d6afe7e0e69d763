"""Logins, found by the digest of the secret that the browser holds."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, case, delete, select, update
from sqlalchemy.orm import Session

from app.domain.account import Login
from app.store.account_tables import LOGIN, MEMBERSHIP, PERSON, WORKSPACE, LoginRow, MembershipRow, PersonRow
from app.store.insertion import insert_all
from app.store.memberships import membership_of
from app.store.secret_digest import digest
from app.store.tables import WorkspaceRow

_FOUND = (
    *(LOGIN.id, LOGIN.person, LOGIN.created_at, LOGIN.seen_at, LOGIN.ends_at, LOGIN.browser, PERSON.email),
    *(MEMBERSHIP.workspace, MEMBERSHIP.role, WORKSPACE.name.label("workspace_name")),
)


class Logins:
    """A login that was ended is not there; one that is too old counts as ended."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, login: Login, *, secret: str) -> None:
        """Those that are too old are cleared away in the same go."""
        self._session.execute(delete(LoginRow).where(LOGIN.ends_at <= login.created_at))
        names = ("id", "person", "browser", "created_at", "seen_at", "ends_at")
        row = {name: getattr(login, name) for name in names}
        insert_all(self._session, LoginRow, [row | {"workspace": None, "digest": digest(secret)}])

    def by_secret(self, secret: str, *, now: datetime) -> Login | None:
        """With the membership in the workspace that was chosen, else in the first that the person came into."""
        chosen = case((MEMBERSHIP.workspace == LOGIN.workspace, 0), else_=1)
        query = (
            select(*_FOUND)
            .join(PersonRow, PERSON.id == LOGIN.person)
            .outerjoin(MembershipRow, MEMBERSHIP.person == LOGIN.person)
            .outerjoin(WorkspaceRow, WORKSPACE.id == MEMBERSHIP.workspace)
            .where(LOGIN.digest == digest(secret), LOGIN.ends_at > now)
            .order_by(chosen, MEMBERSHIP.created_at, MEMBERSHIP.workspace)
            .limit(1)
        )
        row = self._session.execute(query).first()
        return None if row is None else _login(row)

    def of(self, person: str, *, now: datetime) -> tuple[Login, ...]:
        """A person's logins, the one that was used last first."""
        query = (
            select(*_FOUND)
            .join(PersonRow, PERSON.id == LOGIN.person)
            .outerjoin(
                MembershipRow, and_(MEMBERSHIP.person == LOGIN.person, MEMBERSHIP.workspace == LOGIN.workspace)
            )
            .outerjoin(WorkspaceRow, WORKSPACE.id == MEMBERSHIP.workspace)
            .where(LOGIN.person == person, LOGIN.ends_at > now)
            .order_by(LOGIN.seen_at.desc(), LOGIN.id)
        )
        return tuple(map(_login, self._session.execute(query)))

    def note_use(self, login: str, *, at: datetime) -> None:
        self._session.execute(update(LoginRow).where(LOGIN.id == login).values(seen_at=at))

    def choose_workspace(self, login: str, workspace: str) -> None:
        self._session.execute(update(LoginRow).where(LOGIN.id == login).values(workspace=workspace))

    def end(self, *, person: str, login: str) -> None:
        """Nothing happens where it is another person's, or ended."""
        self._session.execute(delete(LoginRow).where(LOGIN.person == person, LOGIN.id == login))

    def end_all(self, person: str, *, but: str | None = None) -> None:
        ending = delete(LoginRow).where(LOGIN.person == person)
        self._session.execute(ending if but is None else ending.where(LOGIN.id != but))


def _login(row: Any) -> Login:
    times = {name: getattr(row, name).astimezone(UTC) for name in ("created_at", "seen_at", "ends_at")}
    membership = None if row.workspace is None else membership_of(row)
    return Login(id=row.id, person=row.person, email=row.email, browser=row.browser, membership=membership, **times)
