"""Whoever waits for a page goes before a delivery that is taken in, for a while."""

import asyncio
from types import SimpleNamespace

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.datastructures import State

from app.http.priority import ReadersFirst, Turn


@pytest.fixture
def state():
    found = State()
    found.awaited = 0
    return found


def run(work, *arguments):
    """What the work gives, in a loop of its own thread: browser tests leave one running in this."""
    with start_blocking_portal() as portal:
        return portal.call(work, *arguments)


def counts_seen(state, *, looks):
    """What is counted while a delivery waits, where the readers' answers begin after so many looks."""

    async def delivery():
        waiting = asyncio.create_task(Turn(state).wait())
        seen = []
        while not waiting.done():
            if len(seen) == looks:
                state.awaited = 0
            seen.append(state.awaited)
            await asyncio.sleep(0)
        return seen

    return run(delivery)


def test_a_delivery_does_not_wait_where_nobody_waits_for_a_page(state):
    assert counts_seen(state, looks=0) == [0]


def test_a_delivery_goes_on_once_the_page_is_there(state):
    state.awaited = 1
    seen = counts_seen(state, looks=3)
    assert seen[:4] == [1, 1, 1, 0]


def test_a_delivery_waits_no_longer_than_its_patience(state):
    state.awaited = 1
    run(Turn(state).wait)
    assert state.awaited == 1


def answered(state, path, *, fails=False):
    """What is counted while a request is worked on, once its answer has begun, and when it has ended."""
    told = []

    async def app(_scope, _receive, send):
        told.append(state.awaited)
        if fails:
            raise RuntimeError
        await send({"type": "http.response.start"})
        told.append(state.awaited)

    async def sent(_message):
        pass

    scope = {"type": "http", "path": path, "app": SimpleNamespace(state=state)}
    try:
        run(ReadersFirst(app), scope, None, sent)
    except RuntimeError:
        told.append("failed")
    return [*told, state.awaited]


def test_a_page_counts_until_its_answer_begins(state):
    assert answered(state, "/runs") == [1, 0, 0]


def test_a_page_that_fails_counts_no_longer(state):
    assert answered(state, "/runs", fails=True) == [1, "failed", 0]


def test_a_delivery_does_not_count(state):
    assert answered(state, "/v1/traces") == [0, 0, 0]
