"""Requests that come all at once are answered one after the other, none of them with a refusal."""

import asyncio
from collections import Counter

import httpx

AT_ONCE = 200


def statuses(ada, requests):
    """How often each status is answered where all requests are sent before the first is answered."""

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
