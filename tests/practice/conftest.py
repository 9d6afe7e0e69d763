"""A unit of work, and ada's attempt in it: open, or one step at a time."""

import pytest
from adas_attempt import NINE

from app.domain.scenario import Reveal
from app.practice.start import start_attempt


@pytest.fixture
def work(store):
    with store.writing() as unit:
        yield unit


@pytest.fixture
def open_attempt(work):
    return start_attempt(
        work, reader="ada", slug="late-parcel", variant="a", reveal=Reveal.OPEN, attempt_id="one", now=NINE
    )


@pytest.fixture
def forward_attempt(work):
    return start_attempt(
        work, reader="ada", slug="late-parcel", variant=None, reveal=Reveal.FORWARD, attempt_id="one", now=NINE
    )
