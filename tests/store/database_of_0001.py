"""A database that the first version wrote, and what that version answered from it.

`database_of_0001.sql.zst` is its dump: ada has submitted one attempt at the late parcel and goes forward in another,
one run is imported and one trace waits to be assembled. `answers_of_0001.json` are the answers of its API.
"""

import json
import sqlite3
from pathlib import Path

import zstandard
from alembic import command, config
from sqlalchemy import Boolean, DateTime, MetaData, create_engine, insert, text

from app.store import schema

HERE = Path(__file__).parent
ANSWERS = json.loads((HERE / "answers_of_0001.json").read_text())


def restore(address):
    """Write the database to an address: the file as it was, or its rows into the tables of that version."""
    dump = zstandard.ZstdDecompressor().decompress((HERE / "database_of_0001.sql.zst").read_bytes()).decode()
    file = address.removeprefix("sqlite:///") if address.startswith("sqlite:///") else ":memory:"
    database = sqlite3.connect(file)
    database.executescript(dump)
    if file == ":memory:":
        _copy(database, address)
    database.close()


def _copy(database, address):
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1))
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        tables = MetaData()
        tables.reflect(connection)
        database.row_factory = sqlite3.Row
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                rows = [_translated(table, row) for row in database.execute(f"select * from {table.name}")]
                if rows:
                    connection.execute(insert(table), rows)
        connection.execute(text("select setval('delivery_id_seq', (select max(id) from delivery))"))
    engine.dispose()


def _translated(table, row):
    """SQLite has neither booleans nor times with a zone; those of the first version are in UTC."""
    values = dict(row)
    for name, value in values.items():
        if isinstance(table.c[name].type, Boolean):
            values[name] = bool(value)
        elif isinstance(table.c[name].type, DateTime) and value is not None:
            values[name] = f"{value}+00"
    return values
