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


def test_runs_past_every_number_are_refused_with_the_place(ada):
    answer = ada.get(f"/api/runs?offset={PAST_64_BITS}")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("query.offset: ")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"explanation": "a\ud800"}, "explanation"),
        ({"evidence": [{"step": 1, "quote": "a\ud800"}]}, "evidence[0].quote"),
    ],
)
def test_half_a_surrogate_pair_in_a_diagnosis_is_refused_with_its_place(ada, attempt, body, place):
    sent = {"content": json.dumps(body), "headers": {"content-type": "application/json"}}
    answer = ada.put(f"/api/attempts/{attempt}/diagnosis", **sent)
    assert answer.status_code == 422
    assert answer.json()["error"] == f"{place}: half a surrogate pair at character 2; leave it out"
