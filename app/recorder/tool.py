"""What a tool is called with, how it fails, and how it reads and writes rows."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, TypeAlias

Arguments: TypeAlias = Mapping[str, Any]
Options: TypeAlias = Mapping[str, Any]
Row: TypeAlias = dict[str, Any]


class ToolFailed(Exception):
    """A tool that could not do its work; the message is what the model is told."""

    def __init__(self, message: str, *, kind: str = "ToolError") -> None:
        super().__init__(message)
        self.kind = kind


def rows(database: sqlite3.Connection, statement: str, values: Any = ()) -> list[Row]:
    """The rows of a query as dicts."""
    cursor = database.execute(statement, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def insert(database: sqlite3.Connection, table: str, record: Mapping[str, Any]) -> None:
    """Put one row into a table; lists and tables are kept as JSON."""
    names = ", ".join(f'"{name}"' for name in record)
    marks = ", ".join("?" for _ in record)
    values = [json.dumps(value) if isinstance(value, list | dict) else value for value in record.values()]
    database.execute(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608
