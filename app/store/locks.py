"""Locks by name, held until the unit of work ends. SQLite lets one unit write at a time anyway."""

from sqlalchemy.orm import Session

from app.store import postgresql


def alone(session: Session, name: str) -> None:
    """Nobody else is past here under the same name, in any process. Waits as long as it takes."""
    if session.get_bind().dialect.name == "postgresql":
        postgresql.wait_for(session.connection(), name)


def beside_others(session: Session, name: str) -> None:
    """Any number may be past here, but nobody who is `alone` under the same name."""
    if session.get_bind().dialect.name == "postgresql":
        postgresql.share(session.connection(), name)
