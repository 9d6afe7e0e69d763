"""You: what one's own attempts come to, as a page."""

import re

import pytest
import signed_in
from handing_in import handed_in
from late_parcel import SLUG
from many_parcels import write_parcels
from starlette.testclient import TestClient

from app.main import create_app
from app.practice.load_bundled import load_bundled

TEN = [f"parcel-{number:02}" for number in range(1, 11)]


@pytest.fixture
def reader(tmp_path, settings, clock, new_id):
    """A browser on a server with ten scenarios."""
    packs = write_parcels(tmp_path / "packs", TEN)
    application = create_app(settings, clock=clock, new_id=new_id, packs=packs)
    with TestClient(
        application, base_url="http://misstep.test", client=("127.0.0.1", 1), follow_redirects=False
    ) as client:
        yield client


def test_without_attempts_the_page_says_what_will_stand_here_and_leads_to_the_scenarios(ada):
    page = ada.get("/you").text
    assert "Nothing here yet" in page
    assert 'href="/">Choose a scenario' in page
    assert "They belong to this browser" in page
    assert "<table" not in page


def test_every_page_leads_here(ada):
    assert '<a class="header-link" href="/you">You</a>' in ada.get("/").text
    assert '<a class="header-link" href="/you" aria-current="page">You</a>' in ada.get("/you").text


def test_an_open_attempt_is_listed_and_counts_for_nothing_yet(ada):
    made = ada.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": "forward"}).json()["id"]
    page = ada.get("/you").text
    assert "0, since none is submitted yet" in page
    assert f'<a href="/attempts/{made}/steps/1">The parcel that came late</a>' in page
    assert "Open · step 1" in page
    assert "by skill" not in page
    assert "by family" not in page


def test_that_a_warm_up_alone_was_submitted_is_no_reason_to_say_that_nothing_was(ada, tmp_path):
    packs = write_parcels(tmp_path, ["lesson"])
    authored = packs.scenarios / "lesson/scenario.toml"
    authored.write_text(authored.read_text().replace('difficulty = "standard"', 'difficulty = "warm-up"'))
    load_bundled(ada.app.state.misstep.store, scenarios=packs.scenarios, traces=packs.traces)
    handed_in(ada, "lesson", claims=[{"step": 2}])
    page = ada.get("/you").text
    assert "<dd>0, since what is submitted does not count</dd>" in page


def test_a_locked_attempt_goes_on_at_its_forecast(ada):
    made = locked(ada)
    page = ada.get("/you").text
    assert f'<a href="/attempts/{made}/forecast">' in page
    assert "locked, the forecast is open" in page


def locked(client):
    made = client.post(f"/api/scenarios/{SLUG}/attempts", json={}).json()["id"]
    client.put(f"/api/attempts/{made}/diagnosis", json={"claims": [{"step": 2}]})
    client.post(f"/api/attempts/{made}/lock")
    return made


def test_figures_say_of_how_many(ada):
    handed_in(ada, claims=[{"step": 8, "confidence": 0.6}], failure_class="tool.schema_drift")
    handed_in(ada, claims=[{"step": 2, "confidence": 0.6}])
    page = ada.get("/you").text
    assert row(page, "Finding the step where it began") == "0 of 1 · 1 in part"
    assert row(page, "Proving it by two passages") == "0 of 1"
    assert row(page, "tool") == "0 of 1 · 1 in part 0 of 1 · 1 in part"
    assert page.count(", counted</span>") == 1
    assert "1 first attempt with a confidence so far. 9 more are needed" in page
    assert "0 first attempts with a forecast so far. 10 more are needed" in page
    assert "Brier" not in page


def row(page, name):
    """The cells beside a name, as words."""
    cells = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', page, re.DOTALL)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", cells).split())


def test_calibration_is_drawn_and_said_from_ten_first_attempts_on(reader):
    for slug in TEN[:6]:
        handed_in(reader, slug, claims=[{"step": 2, "confidence": 0.9}])
    for slug in TEN[6:]:
        handed_in(reader, slug, claims=[{"step": 8, "confidence": 0.9}])
    page = reader.get("/you").text.replace("&nbsp;", " ")
    said = "Said 10 times, 90 % on average. 6 came true: 60 %, 31 to 83 % with chance allowed for."
    assert f"{said} You said more than came true." in page
    assert page.count("You said nothing here.") == 3
    assert page.count('<svg class="bin-strip"') == 1
    assert "Brier score 0.33" in page


def test_time_is_told_as_a_median_and_beside_each_attempt(ada):
    handed_in(ada, claims=[{"step": 2}])
    page = ada.get("/you").text
    to_lock, to_submission = re.findall(r"<dd>(\d+) minutes, the median", page)
    assert f'<td data-label="To the lock" class="fixed">{to_lock} minutes</td>' in page
    assert f'<td data-label="To submission" class="fixed">{to_submission} minutes</td>' in page
    assert int(to_lock) < int(to_submission)


def test_what_others_keep_for_their_interviews_is_listed_without_its_total(ada, mallory, store):
    made, left = handed_in(mallory, claims=[{"step": 2}]), locked(mallory)
    signed_in.owner(store)
    with store.writing() as work:
        work.reservations.add("local", SLUG)
    mallory.app.state.misstep.owner.owned = True
    page = mallory.get("/you").text
    for attempt in (made, left):
        assert f'href="/attempts/{attempt}/brief"' in page
    assert "/ 100" not in page
    assert "/reveal" not in page
    assert made not in ada.get("/you").text


def test_somebody_who_is_signed_in_has_what_they_did_anywhere(ada, mallory, store):
    grace = signed_in.owner(store)
    for browser in (ada, mallory):
        signed_in.sign_in(browser, grace)
    made = handed_in(ada, claims=[{"step": 2}])
    page = mallory.get("/you").text
    assert made in page
    assert "belong to this browser" not in page
