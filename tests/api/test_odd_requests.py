"""Numbers past every limit and letters that are none are answered, not stumbled over."""

import json

import pytest

PAST_64_BITS = "9" * 30


@pytest.fixture
def attempt(ada):
    return ada.post("/api/scenarios/late-parcel/attempts", json={"reveal": "open"}).json()["id"]


def test_a_list_that_begins_past_the_end_is_empty(ada, attempt):
    for first in ("9", PAST_64_BITS):
        assert ada.get(f"/api/attempts/{attempt}/steps?first={first}&last={PAST_64_BITS}").json() == {"steps": []}


@pytest.mark.parametrize(
    "key", ["", "9", "x" * 16 + ".a", "0" * 16, "0" * 16 + ".", "0" * 16 + ".\0", "f" * 17 + ".a"]
)
def test_a_key_that_no_page_named_is_refused_with_the_place(ada, key):
    answer = ada.get("/api/runs", params={"older_than": key})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("query.older_than: ")
    assert ada.get("/runs", params={"newer_than": key}, headers={"accept": "text/html"}).status_code == 422


@pytest.mark.parametrize("key", ["f" * 16 + ".~", "7" + "f" * 15 + ".~", "8" + "0" * 15 + ".!"])
def test_a_key_past_every_run_is_answered(ada, key):
    for name in ("older_than", "newer_than"):
        assert ada.get("/api/runs", params={name: key}).json()["runs"] == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"explanation": "a\ud800"}, "explanation"),
        ({"proof": {"wrong": [{"step": 1, "quote": "a\ud800"}]}}, "proof.wrong[0].quote"),
    ],
)
def test_half_a_surrogate_pair_in_a_diagnosis_is_refused_with_its_place(ada, attempt, body, place):
    sent = {"content": json.dumps(body), "headers": {"content-type": "application/json"}}
    answer = ada.put(f"/api/attempts/{attempt}/diagnosis", **sent)
    assert answer.status_code == 422
    assert answer.json()["error"] == f"{place}: half a surrogate pair at character 2; leave it out"
