"""The brief page: the task, the start, and this reader's attempts."""

import re

from late_parcel import SLUG


def test_the_brief_shows_ticket_permissions_and_expectation(ada):
    page = ada.get(f"/scenarios/{SLUG}").text
    assert "Marta says she got 1250 euros." in page
    assert "Look up orders and ask the refund specialist." in page
    assert "The customer gets back what was paid." in page
    assert "A, fresh" in page
    assert "Your attempts" not in page


def test_the_brief_says_what_is_handed_in_how_it_is_compared_and_how_long_it_takes(ada):
    page = ada.get(f"/scenarios/{SLUG}").text
    assert "15 minutes. You hand in a diagnosis in two parts." in page
    told = re.findall(r'<dt>(\w+) <span class="muted">(\d+)</span></dt>', page)
    assert told == [("Root", "40"), ("Proof", "25"), ("Path", "10"), ("Class", "10"), ("Forecast", "15")]
    assert "nothing is wrong (40), and pin what clears two steps that look wrong (60)" in page
    assert 'href="/scoring"' in page
    assert "8 steps" not in page


def test_the_brief_of_an_unknown_scenario_or_variant_is_not_found(ada):
    assert ada.get("/scenarios/nothing").status_code == 404
    assert ada.get(f"/scenarios/{SLUG}?variant=z").status_code == 404
    assert ada.get(f"/scenarios/{SLUG}?variant=a").status_code == 200


def test_an_attempt_is_begun_and_then_listed(ada):
    step = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "forward"}).headers["location"]
    page = ada.get(f"/scenarios/{SLUG}").text
    assert "Your open attempt" in page
    assert f'href="{step}"' in page
    assert "Open · step 1</span>" in page
    assert "one step at a time" in page
    assert "A, tried before" in page


def test_mallory_sees_no_attempt_of_adas_in_the_brief(ada, mallory):
    ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"})
    assert "Your attempts" not in mallory.get(f"/scenarios/{SLUG}").text
