"""What a claim expected, noted as seen or ruled out by a program."""

import pytest
from late_parcel import SLUG


@pytest.fixture
def attempt(ada):
    made = ada.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": "forward"}).json()["id"]
    return f"/api/attempts/{made}"


@pytest.fixture
def claim(ada, attempt):
    """A claim that says what would be seen next."""
    said = {"step": 1, "what": "it will misread the total", "would_expect": "1250 euros"}
    return ada.post(f"{attempt}/claims", json=said).json()["claims"][0]["id"]


def test_an_outcome_is_noted_changed_and_taken_back(ada, attempt, claim):
    for outcome, stands in (
        ("seen", {"outcome": "seen", "step": 1}),
        ("ruled_out", {"outcome": "ruled_out", "step": 1}),
        ("none", None),
    ):
        answer = ada.post(f"{attempt}/claims/{claim}/check", json={"outcome": outcome, "step": 1})
        assert (answer.status_code, answer.json()["claims"][0]["check"]) == (200, stands)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"outcome": "seen", "step": 2}, 404),
        ({"outcome": "seen", "step": 99}, 404),
        ({"outcome": "seen", "step": 0}, 422),
        ({"outcome": "perhaps", "step": 1}, 422),
        ({"outcome": "seen"}, 422),
    ],
    ids=["past the frontier", "no such step", "no step", "another outcome", "without a step"],
)
def test_what_cannot_be_noted_is_refused(ada, attempt, claim, sent, status):
    assert ada.post(f"{attempt}/claims/{claim}/check", json=sent).status_code == status
    assert ada.get(attempt).json()["claims"][0]["check"] is None


def test_a_claim_without_an_expectation_is_not_checked(ada, attempt):
    bare = ada.post(f"{attempt}/claims", json={"step": 1, "what": "odd"}).json()["claims"][0]["id"]
    answer = ada.post(f"{attempt}/claims/{bare}/check", json={"outcome": "seen", "step": 1})
    assert answer.status_code == 422
    assert "revise it to say so first" in answer.json()["error"]


def test_after_the_lock_nothing_is_noted(ada, attempt, claim):
    ada.post(f"{attempt}/claims/{claim}/check", json={"outcome": "seen", "step": 1})
    ada.put(f"{attempt}/diagnosis", json={"claims": [{"step": 1}]})
    ada.post(f"{attempt}/lock")
    assert ada.post(f"{attempt}/claims/{claim}/check", json={"outcome": "none", "step": 1}).status_code == 409
    assert ada.get(attempt).json()["claims"][0]["check"] == {"outcome": "seen", "step": 1}
