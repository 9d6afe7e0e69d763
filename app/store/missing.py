"""Insert rows that may be there already, in the words of each database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import SQLModel


def insert_missing(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add those rows whose primary key is new; leave the others as they are."""
    if not rows:
        return
    session.execute(insert_for(session, table).on_conflict_do_nothing(), list(rows))


def insert_for(session: Session, table: type[SQLModel]) -> Any:
    """An insert that can be told what to do where a row is there already; both databases know the same words."""
    return (postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert)(table)
