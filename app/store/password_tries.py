"""How often passwords were tried, counted where every process sees it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.orm import Session

from app.store.account_tables import TRIES, PasswordTriesRow
from app.store.insertion import insert_for
from app.store.secret_digest import digest


class PasswordTries:
    """A count begins with the first try and is forgotten when its time is up, whatever was tried meanwhile."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, key: str, *, now: datetime, lasting: timedelta) -> tuple[int, datetime]:
        """One try more under this key: how many there are now, and when they are forgotten."""
        over = TRIES.until <= now
        row = insert_for(self._session, PasswordTriesRow).values(key=digest(key), tries=1, until=now + lasting)
        counted = row.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "tries": case((over, 1), else_=TRIES.tries + 1),
                "until": case((over, now + lasting), else_=TRIES.until),
            },
        )
        tries, until = self._session.execute(counted.returning(TRIES.tries, TRIES.until)).one()
        return tries, until.astimezone(UTC)

    def forget(self, keys: Iterable[str]) -> None:
        self._session.execute(delete(PasswordTriesRow).where(TRIES.key.in_([digest(key) for key in keys])))

    def clear(self, *, now: datetime) -> None:
        """Let go of every count whose time is up."""
        self._session.execute(delete(PasswordTriesRow).where(TRIES.until <= now))
