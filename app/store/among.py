"""A column among any number of values, told to the database as one parameter: no statement takes more than some."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, BinaryExpression, Boolean, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeEngine

from app.domain import exact_json


def among(column: Any, values: Iterable[Any]) -> Any:
    """Whether the column, of texts or numbers, has one of these values.

    `in_` sends each value as a parameter of its own. SQLite takes 250,000 of them or fewer, as it was built,
    PostgreSQL 65,535; an agent's span may be linked to more traces than that.
    """
    listed = bindparam(None, list(values), type_=_Values(column.type))
    return _Among(column, listed, operators.in_op, type_=Boolean())


class _Among(BinaryExpression[bool]):
    """A comparison, so that nothing is put around it: SQLite finds `(... IN ...) = 1` by no index."""

    inherit_cache = True


class _Values(TypeDecorator[list[Any]]):
    """An array of PostgreSQL's, a text of JSON for SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> Any:
        return value if dialect.name == "postgresql" else exact_json.dumps(value).decode()


@compiles(_Among, "postgresql")
def _any_of(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in (element.left, element.right))
    return f"{column} = ANY ({values})"


@compiles(_Among, "sqlite")
def _one_of(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in (element.left, element.right))
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608  # no value is in it
