"""The page of an error leads back to what its address belongs to, for those whom it belongs to."""

import re

import pytest
from late_parcel import SLUG

HTML = {"accept": "text/html"}


@pytest.fixture
def attempt(ada):
    """The address of an attempt of ada's."""
    return ada.post(f"/scenarios/{SLUG}/attempts").headers["location"].rpartition("/steps/")[0]


def ways(answer):
    (buttons,) = re.findall(r'<p class="buttons">(.*?)</p>', answer.text, re.DOTALL)
    return re.findall(r'href="([^"]*)"', buttons)


@pytest.mark.parametrize(
    ("path", "status"), [("steps/99", 404), ("steps/abc", 404), ("nowhere", 404), ("steps/1?most=abc", 422)]
)
def test_an_address_within_an_attempt_that_shows_nothing_leads_back_to_it(ada, attempt, path, status):
    page = ada.get(f"{attempt}/{path}", headers=HTML)
    assert page.status_code == status
    assert ways(page) == [attempt, "/"]
    assert ada.get(attempt).headers["location"] == f"{attempt}/steps/1"


def test_a_form_that_is_refused_leads_back_to_its_attempt(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"no_fault": "yes"})
    missing = ada.post(f"{attempt}/claims", data={"what": "no step"}, headers=HTML)
    assert (missing.status_code, ways(missing)) == (422, [attempt, "/"])
    unknown = ada.post(f"{attempt}/claims/none/withdrawal", headers=HTML)
    assert (unknown.status_code, ways(unknown)) == (404, [attempt, "/"])
    ada.post(f"{attempt}/lock")
    ada.post(f"{attempt}/submission")
    late = ada.post(f"{attempt}/marks", data={"step": "1", "as": "mark"}, headers=HTML)
    assert (late.status_code, ways(late)) == (409, [attempt, "/"])


def test_mallory_is_told_the_same_of_adas_attempt_as_of_none(mallory, attempt):
    of_ada = mallory.get(f"{attempt}/steps/99", headers=HTML)
    of_none = mallory.get("/attempts/none/steps/99", headers=HTML)
    assert ways(of_ada) == ["/"]
    assert of_ada.text.replace(attempt, "/attempts/none") == of_none.text


def test_a_run_that_is_not_there_leads_to_the_runs(ada):
    assert ways(ada.get("/runs/none/steps/1", headers=HTML)) == ["/runs", "/"]
