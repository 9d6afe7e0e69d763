"""Those who write keys read what readers hold against them, with the item and what was handed in."""

from handing_in import hand_in
from late_parcel import SLUG

TEXT = "Step 1 asked for <b>cents</b>."


def dispute(client, text=TEXT):
    """Read the parcel's run, hand in, and dispute the key; returns the attempt's id."""
    made = client.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": "open"}).json()["id"]
    hand_in(client, f"/attempts/{made}", claims=[{"step": 1, "confidence": 0.6}], failure_class="tool.unit_error")
    sent = {"commitment": "root cause", "text": text}
    assert client.post(f"/api/attempts/{made}/disputes", json=sent).status_code == 201
    return made


def test_a_page_without_disputes_says_that_it_shows_none_and_why_that_may_be(ada):
    for page in ("/disputes", f"/disputes?scenario={SLUG}"):
        assert "No disputes to show here." in ada.get(page).text
        assert "that you are reading yourself are left out" in ada.get(page).text


def test_a_dispute_is_listed_with_its_item_and_what_was_handed_in(ada, mallory):
    made = dispute(mallory)
    page = ada.get("/disputes").text
    assert "1 dispute</p>" in page
    assert "Step 1 asked for &lt;b&gt;cents&lt;/b&gt;." in page
    assert "<strong>Root cause</strong>" in page
    assert f'<a href="/disputes?scenario={SLUG}">{SLUG}</a>' in page
    assert "variant A" in page
    assert "Handed in: step 1 (60 %); tool.unit_error." in page
    assert made not in page


def test_one_scenario_can_be_asked_for(ada, mallory):
    dispute(mallory)
    assert TEXT.replace("<", "&lt;").replace(">", "&gt;") in ada.get(f"/disputes?scenario={SLUG}").text
    assert "cents" not in ada.get("/disputes?scenario=another").text


def test_a_program_gets_the_same(ada, mallory):
    dispute(mallory)
    told = ada.get("/api/disputes", params={"scenario": SLUG}).json()
    (found,) = told["disputes"]
    assert told["count"] == 1
    assert set(found) == {"scenario", "variant", "edition", "commitment", "text", "at", "diagnosis"}
    assert (found["text"], found["diagnosis"]) == (TEXT, "step 1 (60 %); tool.unit_error")


def test_the_brief_leads_to_the_disputes_of_its_scenario(ada):
    assert f'href="/disputes?scenario={SLUG}"' in ada.get(f"/scenarios/{SLUG}").text


def test_of_a_scenario_that_one_is_reading_no_dispute_is_told_until_the_diagnosis_is_in(ada, mallory):
    dispute(mallory)
    made = ada.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": "forward"}).json()["id"]
    for page in ("/disputes", f"/disputes?scenario={SLUG}"):
        assert "cents" not in ada.get(page).text
    assert ada.get("/api/disputes").json() == {"disputes": [], "count": 0}
    hand_in(ada, f"/attempts/{made}", claims=[{"step": 1}])
    assert "cents" in ada.get("/disputes").text
