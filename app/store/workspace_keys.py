"""The keys by which programs act for a workspace."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, WrongState
from app.domain.workspace_key import KeyScope, WorkspaceKey
from app.store.insertion import insert_all
from app.store.key_tables import KEY, WorkspaceKeyRow
from app.store.locks import alone
from app.store.secret_digest import digest

MOST = 100  # keys of a workspace that are good: one for each agent of a large team
LISTED = 500  # with those that were revoked, the latest first


class WorkspaceKeys:
    """Keys are never removed: a list that forgets who had a key answers nothing afterwards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, key: WorkspaceKey, *, secret: str) -> None:
        """Raises WrongState where the workspace has as many as it may have."""
        alone(self._session, f"keys of {key.workspace}")
        good = select(func.count()).where(KEY.workspace == key.workspace, KEY.revoked_at.is_(None))
        if (self._session.scalar(good) or 0) >= MOST:
            raise WrongState(f"this workspace has {MOST} keys already: revoke one that nobody needs")
        row = {
            "id": key.id,
            "workspace": key.workspace,
            "name": key.name,
            "scopes": " ".join(sorted(key.scopes)),
            "digest": digest(secret),
            "start": key.start,
            "created_at": key.created_at,
            "created_by": key.created_by,
        }
        insert_all(self._session, WorkspaceKeyRow, [row])

    def by_secret(self, secret: str) -> WorkspaceKey | None:
        """The key that is good now. It is found by a digest: how long that takes tells nothing about any secret."""
        found = select(KEY).where(KEY.digest == digest(secret), KEY.revoked_at.is_(None))
        row = self._session.execute(found).one_or_none()
        return None if row is None else _key(row)

    def of(self, workspace: str) -> tuple[WorkspaceKey, ...]:
        """Those that are good first, the latest of each first."""
        mine = select(KEY).where(KEY.workspace == workspace)
        rows = mine.order_by(KEY.revoked_at.is_not(None), KEY.created_at.desc(), KEY.id).limit(LISTED)
        return tuple(map(_key, self._session.execute(rows)))

    def revoke(self, workspace: str, key_id: str, *, at: datetime) -> WorkspaceKey:
        """From now on it is good for nothing, in any process; one that was revoked stays so since then.

        Raises NotFound where the workspace has none of this id.
        """
        mine = KEY.workspace == workspace, KEY.id == key_id
        self._session.execute(update(WorkspaceKeyRow).where(*mine, KEY.revoked_at.is_(None)).values(revoked_at=at))
        row = self._session.execute(select(KEY).where(*mine)).one_or_none()
        if row is None:
            raise NotFound(f"{key_id}: there is no such key in this workspace; `misstep key list` lists them")
        return _key(row)

    def note_use(self, key_id: str, *, at: datetime) -> None:
        later = KEY.last_used_at.is_(None) | (KEY.last_used_at < at)
        self._session.execute(update(WorkspaceKeyRow).where(KEY.id == key_id, later).values(last_used_at=at))


def _key(row: Row[Any]) -> WorkspaceKey:
    return WorkspaceKey(
        id=row.id,
        workspace=row.workspace,
        name=row.name,
        scopes=frozenset(map(KeyScope, row.scopes.split())),
        start=row.start,
        created_at=row.created_at,
        created_by=row.created_by,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
