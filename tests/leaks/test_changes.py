"""Which changes were recorded is told once the first part of a diagnosis is locked, and to its reader alone."""

import pytest
from test_crawl import begin, found_in
from visits import told

PAGE = {"accept": "text/html"}
CHANGES = {"sealed-unit", "sealed-retry", "sealed-title", "sealed-title-two", "sealed-detail", "sealed-detail-two"}
OUTCOMES = {"sealed-retry-problem", "sealed-problem", "sealed-explanation", "sealed-why", "sealed-right"}


@pytest.fixture
def attempts(ada):
    """Two of ada's, of which the first part of one is locked."""
    crawls = [begin(ada, reveal="open") for _ in range(2)]
    for crawl in crawls:
        ada.put(f"/api/attempts/{crawl.attempt}/diagnosis", json={"claims": [{"step": 2}]})
    assert ada.post(f"/api/attempts/{crawls[1].attempt}/lock").status_code == 200
    return crawls


def test_once_it_is_locked_the_changes_are_told_and_not_what_they_did(attempts):
    locked = attempts[1].of_the_attempt().texts()
    assert {string for _, string in found_in(locked, CHANGES)} == CHANGES
    assert found_in(locked, OUTCOMES) == set()


def test_what_is_locked_in_one_attempt_tells_nothing_in_another(attempts):
    assert found_in(attempts[0].of_the_attempt().texts(), CHANGES | OUTCOMES) == set()


@pytest.mark.parametrize("change", ["sealed-unit", "no-such-change"])
def test_before_the_lock_a_change_that_was_recorded_is_refused_in_the_words_of_any_other(ada, attempts, change):
    home = f"/api/attempts/{attempts[0].attempt}"
    refused = ada.put(f"{home}/diagnosis", json={"forecast": [{"remedy": change, "passes": 0.9}]})
    assert refused.status_code == 422
    assert refused.json() == {"error": "forecast: the changes are shown, and forecast, once the first part is locked"}
    sent = ada.post(f"/attempts/{attempts[0].attempt}/forecast", headers=PAGE, data={f"passes:{change}": "95"})
    assert (sent.status_code, sent.headers["location"]) == (303, f"/attempts/{attempts[0].attempt}/diagnosis")
    assert ada.get(home).json()["draft"]["forecast"] == []


def test_the_changes_of_a_locked_attempt_are_absent_to_mallory(ada, mallory, attempts):
    for path in ("/api/attempts/{}/changes", "/attempts/{}/forecast"):
        theirs, none = (mallory.get(path.format(each)) for each in (attempts[1].attempt, "id000000000000009999"))
        assert theirs.status_code == none.status_code == 404
        assert told(theirs) == told(none)
        assert ada.get(path.format(attempts[1].attempt)).status_code == 200
