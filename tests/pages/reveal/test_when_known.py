"""The reveal tells when the root cause was known, and what became of what each claim expected."""

import pytest
from handing_in import hand_in
from late_parcel import SLUG

EXPECTED = "1250 euros are <b>refunded</b>"


@pytest.fixture
def begin(ada):
    """A function that begins an attempt; it gives its address."""

    def begun(reveal):
        made = ada.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": reveal}).json()["id"]
        return f"/attempts/{made}"

    return begun


def claim(ada, attempt, **said):
    made = {"step": 1, "what": "the total has no unit"} | said
    return ada.post(f"/api{attempt}/claims", json=made).json()["claims"][-1]["id"]


def section(ada, attempt, **first):
    hand_in(ada, attempt, **({"claims": [{"step": 2}]} | first))
    return ada.get(f"{attempt}/reveal").text.partition('id="when-known"')[2].partition("</section>")[0]


def test_where_steps_came_one_by_one_it_tells_when_the_cause_was_named(ada, begin):
    attempt = begin("forward")
    ada.post(f"/api{attempt}/frontier")
    claim(ada, attempt, step=2)
    assert "named, and stayed with, once step 2 was revealed" in section(ada, attempt)


def test_and_that_no_claim_named_it(ada, begin):
    assert "No claim that stood to the end named the root cause." in section(
        ada, begin("forward"), claims=[{"step": 1}]
    )


def test_where_all_steps_were_open_and_no_claim_expected_anything_nothing_is_told(ada, begin):
    attempt = begin("open")
    claim(ada, attempt, step=2)
    assert section(ada, attempt) == ""


def test_every_claim_that_said_what_would_be_seen_is_listed_with_what_became_of_it(ada, begin):
    attempt = begin("open")
    seen = claim(ada, attempt, would_expect=EXPECTED)
    ada.post(f"/api{attempt}/claims/{seen}/check", json={"outcome": "seen", "step": 6})
    ruled_out = claim(ada, attempt, would_rule_out="a total in euros")
    ada.post(f"/api{attempt}/claims/{ruled_out}/check", json={"outcome": "ruled_out", "step": 3})
    claim(ada, attempt, would_rule_out="a unit", revises=ruled_out)
    gone = claim(ada, attempt, would_expect="nothing else")
    ada.post(f"/api{attempt}/claims/{gone}/withdrawal")
    claim(ada, attempt, what="a claim without an expectation")
    told = section(ada, attempt)
    assert told.count('<li class="proof">') == 4
    assert "1250 euros are &lt;b&gt;refunded&lt;/b&gt;" in told
    assert f'<strong>Seen at <a href="{attempt}/steps/6">step 6</a></strong>' in told
    assert f'<strong>Ruled out at <a href="{attempt}/steps/3">step 3</a></strong>' in told
    assert (told.count("revised later"), told.count("withdrawn"), told.count("Not checked")) == (1, 1, 2)
    assert "a claim without an expectation" not in told


def test_what_was_noted_is_told_to_programs_and_is_in_no_total(ada, begin):
    totals = []
    for outcome in ("seen", "ruled_out"):
        attempt = begin("open")
        logged = claim(ada, attempt, would_expect=EXPECTED)
        ada.post(f"/api{attempt}/claims/{logged}/check", json={"outcome": outcome, "step": 6})
        hand_in(ada, attempt, claims=[{"step": 2}])
        told = ada.get(f"/api{attempt}/reveal").json()
        assert told["attempt"]["claims"][0]["check"] == {"outcome": outcome, "step": 6}
        totals.append(told["score"]["total"])
    assert totals[0] == totals[1]
