"""The cast without a network: what is asked here is asked thousands of times."""

from datetime import UTC, datetime
from itertools import count

import pytest
from homes import settings_in
from straight import Browser


@pytest.fixture
def ada(application):
    """A candidate's browser."""
    with Browser(application) as browser:
        yield browser


@pytest.fixture
def mallory(ada):
    """Another browser on the same server."""
    return ada.beside()


@pytest.fixture
def elsewhere(tmp_path, empty_address):
    """Settings over a home and a database in which nothing is yet."""
    return settings_in(tmp_path / "elsewhere", empty_address)


@pytest.fixture
def twin_ids():
    """Clocks, ids and secrets that two servers go through in the same way."""

    def fresh():
        ids, secrets = count(1), count(1)
        return {
            "clock": lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
            "new_id": lambda: f"id{next(ids):018d}",
            "new_secret": lambda: f"{next(secrets):043d}",
        }

    return fresh
