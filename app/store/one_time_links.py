"""One-time links, found by the digest of their token; one that was used is gone."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.account import LinkPurpose, OneTimeLink
from app.domain.errors import LinkSpent
from app.domain.viewer import MemberRole
from app.store.account_tables import ONE_TIME, LinkRow
from app.store.insertion import insert_all
from app.store.secret_digest import digest

_FOUND = tuple(column for column in ONE_TIME if column.name != "digest")
_AS_THEY_ARE = ("id", "email", "workspace", "created_by", "created_at", "expires_at")


class OneTimeLinks:
    """Every link is good for one use, until it expires."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, link: OneTimeLink, *, token: str) -> None:
        """Those that are too old are cleared away in the same go."""
        self._session.execute(delete(LinkRow).where(ONE_TIME.expires_at <= link.created_at))
        row = {name: getattr(link, name) for name in _AS_THEY_ARE}
        role = None if link.role is None else link.role.value
        row |= {"purpose": link.purpose.value, "role": role, "digest": digest(token)}
        insert_all(self._session, LinkRow, [row])

    def read(self, token: str, *, now: datetime) -> OneTimeLink:
        """What a link is good for, which stays so. Raises LinkSpent."""
        row = self._session.execute(select(*_FOUND).where(*_good(token, now))).first()
        return _link(row)

    def take(self, token: str, *, now: datetime) -> OneTimeLink:
        """The same, and the link is used: of all who take it at once one succeeds. Raises LinkSpent."""
        taking = delete(LinkRow).where(*_good(token, now)).returning(*_FOUND)
        return _link(self._session.execute(taking).first())

    def into(self, workspace: str, *, now: datetime) -> tuple[OneTimeLink, ...]:
        """The links that ask somebody into a workspace and are not too old, the oldest first."""
        asking = (ONE_TIME.workspace == workspace, ONE_TIME.purpose == LinkPurpose.JOIN.value)
        query = select(*_FOUND).where(*asking, ONE_TIME.expires_at > now)
        rows = self._session.execute(query.order_by(ONE_TIME.created_at, ONE_TIME.id))
        return tuple(map(_link, rows))

    def withdraw(self, *, workspace: str, link: str) -> None:
        """Nothing happens where it leads into another workspace, or was used."""
        self._session.execute(delete(LinkRow).where(ONE_TIME.workspace == workspace, ONE_TIME.id == link))

    def withdraw_for(self, email: str, *, purposes: Iterable[LinkPurpose], workspace: str | None = None) -> None:
        """The links for an address: those into one workspace where it is named, else all."""
        old = delete(LinkRow).where(ONE_TIME.email == email, ONE_TIME.purpose.in_([each.value for each in purposes]))
        self._session.execute(old if workspace is None else old.where(ONE_TIME.workspace == workspace))


def _good(token: str, now: datetime) -> tuple[Any, ...]:
    return ONE_TIME.digest == digest(token), ONE_TIME.expires_at > now


def _link(row: Any) -> OneTimeLink:
    if row is None:
        raise LinkSpent
    return OneTimeLink(
        id=row.id,
        purpose=LinkPurpose(row.purpose),
        created_by=row.created_by,
        created_at=row.created_at.astimezone(UTC),
        expires_at=row.expires_at.astimezone(UTC),
        email=row.email,
        workspace=row.workspace,
        role=None if row.role is None else MemberRole(row.role),
    )
