"""A database that the first version wrote, and what that version answered from it.

`database_of_0001.sql.zst` is its dump: ada has submitted one attempt at the late parcel and goes forward in another,
one run is imported and one trace waits to be assembled. `answers_of_0001.json` are the answers of its API.
"""

import json
import sqlite3
from pathlib import Path

import zstandard

HERE = Path(__file__).parent
ANSWERS = json.loads((HERE / "answers_of_0001.json").read_text())


def restore(file):
    """Write the database to a file."""
    dump = zstandard.ZstdDecompressor().decompress((HERE / "database_of_0001.sql.zst").read_bytes()).decode()
    database = sqlite3.connect(file)
    database.executescript(dump)
    database.close()
