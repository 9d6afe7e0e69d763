"""The cast without a network: what is asked here is asked thousands of times."""

import pytest
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
