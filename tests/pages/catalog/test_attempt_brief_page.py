"""The brief of an attempt: it is that of its own variant, from whichever page of the attempt one comes."""

import re

import late_parcel
import pytest
from homes import settings_in
from late_parcel import SLUG
from more_parcels import add_variant
from starlette.testclient import TestClient

from app.main import create_app
from app.startup import Packs

MARTA, JONAS = "Marta says she got 1250 euros.", "Jonas says he got 80 crowns."
BEFORE = ("steps/1", "steps/3?tab=raw", "diagnosis", "review")
AFTER = ("steps/1", "reveal", "comparison/1")


@pytest.fixture
def ada(tmp_path, clock, new_id):
    """A candidate's browser, on a server with two variants of the scenario."""
    late_parcel.write_pack(tmp_path)
    add_variant(tmp_path, "b", ticket=JONAS)
    packs = Packs(tmp_path / "scenarios", tmp_path / "traces")
    application = create_app(settings_in(tmp_path / "home"), clock=clock, new_id=new_id, packs=packs)
    with TestClient(application, base_url="http://misstep.test", follow_redirects=False) as client:
        yield client


def begin(browser, variant):
    begun = browser.post(f"/scenarios/{SLUG}/attempts", data={"variant": variant}).headers["location"]
    return begun.rpartition("/steps/")[0]


def tickets_behind(browser, address):
    """The tickets that the links of a page with the scenario's title lead to."""
    page = browser.get(address, headers={"accept": "text/html"}).text
    links = re.findall(r'<a[^>]* href="([^"]+)"[^>]*>The parcel that came late</a>', page)
    return {
        ticket for link in links for ticket in (MARTA, JONAS) if ticket.rpartition(" ")[0] in browser.get(link).text
    }


@pytest.mark.parametrize("variant", ["a", "b"])
def test_every_page_of_an_attempt_leads_to_the_ticket_of_its_own_variant(ada, variant):
    attempt, ticket = begin(ada, variant), {"a": MARTA, "b": JONAS}[variant]
    assert [tickets_behind(ada, f"{attempt}/{page}") for page in BEFORE] == [{ticket}] * 4
    ada.put(f"/api{attempt}/diagnosis", json={"claims": [{"step": 2}]})
    ada.post(f"{attempt}/lock")
    ada.post(f"{attempt}/submission")
    assert [tickets_behind(ada, f"{attempt}/{page}") for page in AFTER] == [{ticket}] * 3


def test_the_brief_of_an_attempt_says_what_the_task_is_and_leads_back(ada):
    attempt = begin(ada, "b")
    ada.post(f"{attempt}/position", data={"step": "3"})
    page = ada.get(f"{attempt}/brief").text
    assert JONAS in page
    assert "Look up orders and ask the refund specialist." in page
    assert "The customer gets back what was paid." in page
    assert "Variant B, started" in page
    assert f'href="{attempt}/steps/3">Back to step 3' in page
    assert MARTA not in page


def test_the_brief_of_an_attempt_tells_its_length_only_where_all_steps_are_in_sight(ada):
    assert "15 minutes, 8 steps." in ada.get(f"{begin(ada, 'a')}/brief").text
    held = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "forward"}).headers["location"]
    page = ada.get(f"{held.rpartition('/steps/')[0]}/brief").text
    assert "15 minutes. You hand in a diagnosis in two parts." in page
    assert "8 steps" not in page


def test_a_locked_attempt_goes_on_with_its_forecast_from_brief_and_address(ada):
    attempt = begin(ada, "a")
    ada.put(f"/api{attempt}/diagnosis", json={"claims": [{"step": 2}]})
    ada.post(f"{attempt}/lock")
    assert f'href="{attempt}/forecast">Go on with the forecast' in ada.get(f"{attempt}/brief").text
    assert ada.get(attempt).headers["location"] == f"{attempt}/forecast"


def test_once_submitted_the_brief_leads_to_the_reveal(ada):
    attempt = begin(ada, "a")
    ada.put(f"/api{attempt}/diagnosis", json={"claims": [{"step": 2}]})
    ada.post(f"{attempt}/lock")
    ada.post(f"{attempt}/submission")
    page = ada.get(f"{attempt}/brief").text
    assert f'href="{attempt}/reveal">See the reveal' in page
    assert "Back to step" not in page


def test_mallory_finds_no_brief_of_adas_attempt(ada):
    attempt = begin(ada, "a")
    mallory = TestClient(ada.app, base_url="http://misstep.test", follow_redirects=False)
    assert mallory.get(f"{attempt}/brief").status_code == 404
