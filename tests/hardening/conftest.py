"""Servers to attack: one in a thread, for what only shows on the wire, and one as a user would start it."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from attacked_server import attacked_server


@pytest.fixture
def served():
    """Serve an application until the block ends; gives its port on 127.0.0.1."""
    return _served


@contextmanager
def _served(application):
    from app.cli.serve import _config

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(_config(application))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """One that all attacks of a file meet, one after another."""
    with attacked_server(tmp_path_factory.mktemp("attacked")) as running:
        yield running
