"""Mallory has an address of ada's and a browser of her own: to her there is nothing there."""

import pytest
import visits

OF_AN_ATTEMPT = sorted(
    (method, path) for method, path in visits.routes() if "{attempt_id}" in path and method != "HEAD"
)
VALID = {
    "claims": {"step": 2, "what": "x"},
    "check": {"outcome": "none", "step": 2},
    "key-points": {"points": [1]},
    "disputes": {"commitment": "root cause", "text": "Step 3 was first."},
    "marks": {"step": 2, "as": "mark"},
    "evidence": {"step": 2},
    "removal": {"step": 2},
    "position": {"step": 2},
}


@pytest.fixture
def attempt(ada):
    """An attempt of ada's with a claim, and a diagnosis that could be locked."""
    made = ada.post("/api/scenarios/late-parcel/attempts", json={"reveal": "open"}).json()["id"]
    ada.post(f"/api/attempts/{made}/claims", json={"step": 2, "what": "the unit is missing"})
    ada.put(f"/api/attempts/{made}/diagnosis", json={"claims": [{"step": 2}], "explanation": "my own words"})
    return made


@pytest.mark.parametrize(("method", "path"), OF_AN_ATTEMPT)
def test_an_attempt_of_another_reader_is_as_absent_as_one_that_never_was(ada, mallory, attempt, method, path):
    theirs, none = (_ask(mallory, method, path, attempt=each) for each in (attempt, "id000000000000009999"))
    assert theirs.status_code == none.status_code == 404
    assert theirs.text.replace(attempt, "") == none.text.replace("id000000000000009999", "")
    assert visits.told(theirs) == visits.told(none)
    assert ada.get(f"/api/attempts/{attempt}").json()["submitted_at"] is None


@pytest.mark.parametrize(("method", "path"), OF_AN_ATTEMPT)
def test_after_submission_it_is_still_absent_for_others(ada, mallory, attempt, method, path):
    assert ada.post(f"/api/attempts/{attempt}/lock").status_code == 200
    assert ada.post(f"/api/attempts/{attempt}/submission").status_code == 200
    answer = _ask(mallory, method, path, attempt=attempt)
    assert answer.status_code == 404
    assert "sealed" not in answer.text


PLACES = {
    "number": ["2"],
    "place": ["1"],
    "claim_id": ["id000000000000000003"],
    "part": ["output"],
    "arm": ["healthy"],
    "key": ["run"],
    "first": ["1"],
    "last": ["4"],
}


def _ask(client, method, path, *, attempt):
    (address,) = visits.fills(path, {"attempt_id": [attempt], **PLACES})
    body = VALID.get(path.rsplit("/", 1)[-1], {})
    if path.startswith("/api"):
        return client.request(method, address, json=body)
    return client.request(method, address, headers={"accept": "text/html"}, data=body)


def test_a_cookie_that_nobody_signed_makes_nobody_ada(ada, mallory, attempt):
    ada_cookie = ada.cookies["misstep_reader"]
    payload, _, signature = ada_cookie.rpartition(".")
    for forged in (payload, f"{payload}.{signature[:-1]}x", "id000000000000000001", ""):
        mallory.cookies["misstep_reader"] = forged
        assert mallory.get(f"/api/attempts/{attempt}").status_code == 404


def test_the_catalog_shows_nobody_elses_attempts(mallory, attempt):
    card = mallory.get("/api/scenarios").json()["scenarios"][0]
    assert card["attempts"] == []
    assert attempt not in mallory.get("/", headers={"accept": "text/html"}).text


def test_a_bundled_run_cannot_be_opened_as_an_imported_one(mallory):
    assert mallory.get("/api/runs").json() == {"runs": [], "newer": None, "older": None}
    for path in ("/api/runs/5d1f0a77c3e94b20", "/api/runs/5d1f0a77c3e94b20/steps", "/runs/5d1f0a77c3e94b20/steps/1"):
        assert mallory.get(path).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://elsewhere.test"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_another_sites_page_cannot_act_for_ada(ada, attempt, headers):
    assert ada.post(f"/api/attempts/{attempt}/lock", headers=headers).status_code == 403
    assert ada.post(f"/attempts/{attempt}/lock", headers=headers).status_code == 403
    assert ada.post(f"/api/attempts/{attempt}/lock").status_code == 200
    assert ada.post(f"/api/attempts/{attempt}/submission", headers=headers).status_code == 403
    assert ada.post(f"/attempts/{attempt}/submission", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{"origin": "http://misstep.test"}, {"sec-fetch-site": "same-origin"}, {}])
def test_this_sites_pages_and_programs_can(ada, attempt, headers):
    assert ada.post(f"/api/attempts/{attempt}/lock", headers=headers).status_code == 200
    assert ada.post(f"/api/attempts/{attempt}/submission", headers=headers).status_code == 200
