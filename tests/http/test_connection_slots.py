"""Requests that come all at once are answered one after the other, none of them with a refusal."""

import asyncio
from collections import Counter

import httpx
from anyio.from_thread import start_blocking_portal
from starlette.requests import Request

from app.http.connection_slots import ConnectionSlots, SlotQueue

AT_ONCE = 200


def statuses(ada, requests):
    """How often each status is answered where all requests are sent before the first is answered, and can wait."""
    ada.app.state.connections = ConnectionSlots(patience=120)

    async def sent():
        line = {"transport": httpx.ASGITransport(ada.app), "base_url": "http://misstep.test", "timeout": None}
        async with httpx.AsyncClient(**line, cookies=dict(ada.cookies)) as client:
            answers = await asyncio.gather(
                *(client.request(method, path, json=body) for method, path, body in requests)
            )
        return Counter(answer.status_code for answer in answers)

    return ada.portal.call(sent)


def test_two_hundred_pages_at_once_are_all_answered(ada):
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    asked = [("GET", f"/attempts/{attempt}/steps/1", None)] * AT_ONCE
    assert statuses(ada, asked) == {200: AT_ONCE}


def test_pages_and_forms_at_once_are_all_answered(ada):
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    export = ("GET", f"/attempts/{attempt}/export", None)
    mark = ("POST", f"/api/attempts/{attempt}/marks", {"step": 1, "as": "mark"})
    assert statuses(ada, [export, mark] * (AT_ONCE // 2)) == {200: AT_ONCE}


def test_a_body_that_is_not_read_yet_is_whole_after_the_wait_for_a_slot():
    parts = [
        {"type": "http.request", "body": b"all ", "more_body": True},
        {"type": "http.request", "body": b"of it", "more_body": False},
    ]

    async def receive():
        await asyncio.sleep(0)
        return parts.pop(0)

    async def waited():
        queue, request = SlotQueue(1, patience=60), Request({"type": "http", "method": "POST"}, receive)

        async def read():
            async with queue.slot(request):
                return await request.body()

        async with queue.slot(request):
            waiting = asyncio.create_task(read())
            for _ in range(10):
                await asyncio.sleep(0)
        return await waiting

    with start_blocking_portal() as portal:
        assert portal.call(waited) == b"all of it"
