"""Below a claim that says what would be seen stand two buttons, for the step that is shown."""

import re

import pytest
from late_parcel import SLUG

EXPECTS = {"step": "2", "what": "the unit is lost", "would_expect": "1250 euros are refunded"}


@pytest.fixture
def attempt(ada):
    begun = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"]
    return begun.rpartition("/steps/")[0]


def claim(ada, attempt, **said):
    assert ada.post(f"{attempt}/claims", data=EXPECTS | said).status_code == 303
    return ada.get(f"/api{attempt}").json()["claims"][-1]["id"]


def check(ada, attempt, logged, outcome, *, step=6):
    sent = {"outcome": outcome, "step": str(step), "next": f"{attempt}/steps/{step}"}
    return ada.post(f"{attempt}/claims/{logged}/check", data=sent)


def pane(ada, attempt, *, step=6):
    return ada.get(f"{attempt}/steps/{step}", headers={"Misstep-Part": "diagnosis"}).text


def buttons(page):
    form = page.partition('<form class="claim-check"')[2].partition("</form>")[0]
    return re.findall(r'name="outcome" value="(\w+)" data-check="\w+">([^<]+)<', form)


def test_a_claim_offers_only_what_it_says(ada, attempt):
    claim(ada, attempt, would_expect="")
    assert buttons(pane(ada, attempt)) == []
    claim(ada, attempt, would_expect="", would_rule_out="a total in euros")
    assert buttons(pane(ada, attempt)) == [("ruled_out", "Ruled out here")]
    page = pane(ada, attempt)
    assert 'name="step" value="6" data-current-step' in page


def test_what_was_noted_stands_with_its_step_and_is_taken_back(ada, attempt):
    logged = claim(ada, attempt)
    assert buttons(pane(ada, attempt)) == [("seen", "Seen here"), ("ruled_out", "Ruled out here")]
    answer = check(ada, attempt, logged, "seen")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{attempt}/steps/6")
    page = pane(ada, attempt, step=3)
    assert f'<b>Seen at <a href="{attempt}/steps/6">step 6</a></b>' in page
    assert buttons(page) == [("none", "Take back")]
    check(ada, attempt, logged, "none")
    assert buttons(pane(ada, attempt)) == [("seen", "Seen here"), ("ruled_out", "Ruled out here")]


def test_a_revision_begins_unchecked_beside_what_was_noted_of_the_wording_before(ada, attempt):
    logged = claim(ada, attempt)
    check(ada, attempt, logged, "ruled_out")
    claim(ada, attempt, revises=logged)
    page = pane(ada, attempt)
    assert buttons(page) == [("seen", "Seen here"), ("ruled_out", "Ruled out here")]
    assert f'Ruled out at <a href="{attempt}/steps/6">' in page.partition("1 earlier wording")[2]
    assert check(ada, attempt, logged, "none").status_code == 409


def test_once_the_first_part_is_locked_what_was_noted_stands_and_no_more_is(ada, attempt):
    logged = claim(ada, attempt)
    check(ada, attempt, logged, "seen")
    ada.put(f"/api{attempt}/diagnosis", json={"claims": [{"step": 2}]})
    ada.post(f"{attempt}/lock")
    page = pane(ada, attempt)
    assert "<b>Seen at" in page
    assert 'class="claim-check"' not in page
    assert check(ada, attempt, logged, "none").status_code == 409


def test_an_exported_file_says_what_was_noted(ada, attempt):
    check(ada, attempt, claim(ada, attempt), "seen")
    assert '<p><b>Seen at <a href="#s6">step 6</a></b></p>' in ada.get(f"{attempt}/export").text


def test_mallory_notes_nothing_in_adas_attempt(ada, mallory, attempt):
    logged = claim(ada, attempt)
    assert check(mallory, attempt, logged, "seen").status_code == 404
    assert ada.get(f"/api{attempt}").json()["claims"][0]["check"] is None
