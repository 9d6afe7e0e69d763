"""What the OTLP receiver holds in memory has an end, from the first byte until it is taken in."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor

import late_parcel

from app.api import otlp_body

JSON = {"content-type": "application/json"}
ARM = late_parcel.otlp("healthy").strip()


def test_a_body_that_grows_past_the_limit_is_refused_without_being_held(ada, monkeypatch):
    monkeypatch.setattr(otlp_body, "LIMITS", otlp_body.Limits(bytes=10_000))
    for body, headers in (
        (b"x" * 10_001, JSON),
        (gzip.compress(b"x" * 50_000_000), JSON | {"content-encoding": "gzip"}),
    ):
        answer = ada.post("/v1/traces", content=body, headers=headers)
        assert answer.status_code == 413
    assert ada.app.state.reading.size == 0


def test_too_much_at_once_is_put_off(ada):
    ada.app.state.reading.most = 100
    answer = ada.post("/v1/traces", content=ARM, headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert ada.app.state.reading.size == 0


def test_a_body_that_waits_to_be_taken_in_is_held_still(ada):
    """As many wait as may be held, behind two that are being taken in; the next is put off."""
    ada.app.state.reading.most = 2 * len(ARM)
    entered = ada.portal.call(_occupied, ada.app.state.receiving)
    with ThreadPoolExecutor(2) as exporters:
        waiting = [exporters.submit(ada.post, "/v1/traces", content=ARM, headers=JSON) for _ in range(2)]
        while ada.app.state.receiving.statistics().tasks_waiting < 2:
            time.sleep(0.01)
        assert ada.app.state.reading.size == 2 * len(ARM)
        assert ada.post("/v1/traces", content=ARM, headers=JSON).status_code == 503
        for borrower in entered:
            ada.portal.call(ada.app.state.receiving.release_on_behalf_of, borrower)
        assert [each.result().status_code for each in waiting] == [200, 200]
    assert ada.app.state.reading.size == 0


async def _occupied(limiter):
    """All of its tokens borrowed, each by one of these."""
    borrowers = [object() for _ in range(int(limiter.total_tokens))]
    for borrower in borrowers:
        await limiter.acquire_on_behalf_of(borrower)
    return borrowers
