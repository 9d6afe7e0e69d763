"""Pins in the right pane: below the claim that they were pinned for, else among the evidence; each says what it shows."""

import re

import pytest
from late_parcel import SLUG


@pytest.fixture
def attempt(ada):
    begun = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"]
    return begun.rpartition("/steps/")[0]


@pytest.fixture
def claim(ada, attempt):
    """A function that logs a claim; it gives the claim's id."""

    def logged(what, revises=""):
        ada.post(f"{attempt}/claims", data={"step": "2", "what": what, "revises": revises})
        return ada.get(f"/api{attempt}").json()["claims"][-1]["id"]

    return logged


def pin(ada, attempt, quote, **said):
    answer = ada.post(f"{attempt}/evidence", data={"step": "2", "quote": quote} | said)
    assert answer.status_code == 303, answer.text


def pane(ada, attempt):
    return ada.get(f"{attempt}/steps/2", headers={"Misstep-Part": "diagnosis"}).text


def quotes_below_claims(page):
    claims = page.partition('<ol class="logged-claims"')[2].partition("</ol>\n</section>")[0]
    return re.findall(r'<blockquote class="pin-quote">(.*?)</blockquote>', claims)


def quotes_of_no_claim(page):
    return re.findall(r'<blockquote class="pin-quote">(.*?)</blockquote>', page.partition('id="evidence-title"')[2])


def offered(page):
    """The claims that a pin may belong to, and the one that is chosen."""
    choice = re.search(r'<select[^>]* name="claim".*?</select>', page, re.DOTALL)
    options = re.findall(r'<option value="(\w+)"( selected)?>', choice[0]) if choice else []
    return [value for value, _ in options], [value for value, chosen in options if chosen]


def test_a_pin_stands_below_its_claim_and_one_without_a_claim_among_the_evidence(ada, attempt, claim):
    pin(ada, attempt, "total", claim=claim("the unit is lost"))
    pin(ada, attempt, "1250")
    page = pane(ada, attempt)
    assert (quotes_below_claims(page), quotes_of_no_claim(page)) == (["total"], ["1250"])
    assert 'Evidence <span class="change-count">2</span>' in page


def test_a_claim_that_is_revised_or_withdrawn_keeps_its_pins(ada, attempt, claim):
    first = claim("the unit is lost")
    pin(ada, attempt, "total", claim=first)
    revised = claim("the lookup lost the unit", revises=first)
    pin(ada, attempt, "bergamot", claim=revised)
    assert quotes_below_claims(pane(ada, attempt)) == ["total", "bergamot"]
    ada.post(f"{attempt}/claims/{revised}/withdrawal")
    assert quotes_below_claims(pane(ada, attempt)) == ["total", "bergamot"]


def test_a_pin_belongs_to_the_claim_last_made_unless_another_or_none_is_chosen(ada, attempt, claim):
    assert offered(pane(ada, attempt)) == ([], [])
    first, second = claim("the unit is lost"), claim("the model misread it")
    assert offered(pane(ada, attempt)) == ([second, first, "none"], [second])
    revised = claim("the lookup lost the unit", revises=first)
    assert offered(pane(ada, attempt)) == ([second, revised, "none"], [revised])
    ada.post(f"{attempt}/claims/{revised}/withdrawal")
    assert offered(pane(ada, attempt)) == ([second, "none"], [second])


def test_a_pin_says_what_it_shows_and_takes_it_back_and_keeps_its_claim(ada, attempt, claim):
    pin(ada, attempt, "total", claim=claim("the unit is lost"))
    button = r'name="role" value="(\w+)" aria-pressed="(\w+)" aria-label="Step 2 shows what is wrong"'
    assert re.findall(button, pane(ada, attempt)) == [("wrong", "false")]
    pin(ada, attempt, "total", role="wrong")
    assert re.findall(button, pane(ada, attempt)) == [("none", "true")]
    pin(ada, attempt, "total", role="none")
    assert re.findall(button, pane(ada, attempt)) == [("wrong", "false")]
    assert quotes_below_claims(pane(ada, attempt)) == ["total"]


def test_words_that_are_pinned_again_keep_what_is_not_said_anew(ada, attempt, claim):
    first = claim("the unit is lost")
    pin(ada, attempt, "total", claim=first, role="wrong")
    told = {"step": 2, "quote": "total"}
    for said, stands in (
        ({}, {"role": "wrong", "claim": first}),
        ({"role": "", "claim": ""}, {"role": "wrong", "claim": first}),
        ({"claim": "none"}, {"role": "wrong", "claim": None}),
        ({"role": "right"}, {"role": "right", "claim": None}),
        ({"role": "none"}, {"role": None, "claim": None}),
    ):
        pin(ada, attempt, "total", **said)
        assert ada.get(f"/api{attempt}").json()["pins"] == [told | stands]


def test_what_is_missing_is_said_and_can_be_taken_out(ada, attempt):
    ada.post(f"{attempt}/evidence", data={"step": "2", "missing": "the <b>currency</b>"})
    page = pane(ada, attempt)
    assert "Missing here: the &lt;b&gt;currency&lt;/b&gt;" in page
    assert 'name="missing" value="the &lt;b&gt;currency&lt;/b&gt;"' in page
    ada.post(f"{attempt}/evidence/removal", data={"step": "2", "missing": "the <b>currency</b>"})
    assert "Missing here" not in pane(ada, attempt)


def test_once_the_first_part_is_locked_pins_are_told_in_words_alone(ada, attempt, claim):
    pin(ada, attempt, "total", claim=claim("the unit is lost"), role="right")
    ada.put(f"/api{attempt}/diagnosis", json={"claims": [{"step": 2}]})
    ada.post(f"{attempt}/lock")
    page = pane(ada, attempt)
    assert '<span class="muted">shows what would have been right</span>' in page
    assert f'action="{attempt}/evidence' not in page
    assert f'action="{attempt}/claims' not in page


def test_mallory_pins_nothing_in_adas_attempt(mallory, attempt):
    assert mallory.post(f"{attempt}/evidence", data={"step": "2", "quote": "total"}).status_code == 404
