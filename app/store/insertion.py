"""Insert rows: all of them, or those that are missing, in the words of each database."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, cast

from sqlalchemy import Dialect, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

_Insertion: TypeAlias = Callable[[Dialect, type[SQLModel]], Any]
_BATCH = 500  # rows a statement; 16,500 rows a second were measured with it


def insert_all(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows that all have the same keys.

    Into the table rather than its class: for a class SQLAlchemy makes a statement for each set of values that are
    not null, five times the work.
    """
    for start in range(0, len(rows), _BATCH):
        _send(session, table, rows[start : start + _BATCH], how=_each)


def insert_missing(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add those rows, with the same keys, whose primary key is new; leave the others as they are."""
    if rows:
        _send(session, table, rows, how=_missing)


def _send(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]], *, how: _Insertion) -> None:
    """Hand the rows to the driver as they are: what SQLAlchemy does with each value takes as long as writing it.

    Times are no value that every driver knows: SQLAlchemy makes others of them.
    """
    dialect = session.get_bind().dialect
    if any(isinstance(column.type, UTCDateTime) for column in _table(table).columns):
        session.execute(how(dialect, table), list(rows))
        return
    words, order = _words(dialect, table, tuple(rows[0]), how=how)
    values = [tuple([row[name] for name in order]) for row in rows] if order else list(rows)
    session.connection().exec_driver_sql(words, values)


@lru_cache(maxsize=128)  # a score of tables, one or two ways, and few sets of names
def _words(
    dialect: Dialect, table: type[SQLModel], names: tuple[str, ...], *, how: _Insertion
) -> tuple[str, tuple[str, ...]]:
    """A statement, and the order in which it takes its values; none where it takes them by name."""
    compiled: Any = how(dialect, table).compile(dialect=dialect, column_keys=names)
    return str(compiled), tuple(compiled.positiontup or ())


def _each(_dialect: Dialect, table: type[SQLModel]) -> Any:
    return insert(_table(table))


def _missing(dialect: Dialect, table: type[SQLModel]) -> Any:
    return _own(dialect, table).on_conflict_do_nothing()


def insert_new(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> frozenset[Any]:
    """Add rows with the same keys, and say which: the primary keys (of one column) of those that were not there.

    A row that another writer is about to add counts as there.
    """
    (key,) = _table(table).primary_key
    adding = insert_for(session, table).on_conflict_do_nothing().returning(key)
    return frozenset(session.scalars(adding, list(rows))) if rows else frozenset()


def insert_for(session: Session, table: type[SQLModel]) -> Any:
    """An insertion that may name what to do where a row is there already."""
    return _own(session.get_bind().dialect, table)


def _own(dialect: Dialect, table: type[SQLModel]) -> Any:
    words = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
    return words(_table(table))


def _table(table: type[SQLModel]) -> Table:
    return cast("Any", table).__table__  # type: ignore[no-any-return]
