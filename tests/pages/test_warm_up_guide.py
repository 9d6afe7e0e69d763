"""The lines of a warm-up: what to do next, by what was done, and the same whatever was named."""

import re

import pytest
from homes import settings_in
from many_parcels import write_parcels
from saturday_seats import CUT, LAST, MOVED, READ, SLUG, WHOLE, write_pack
from starlette.testclient import TestClient

from app.main import create_app

FIRST, WALK, CLAIM, WRONG, RIGHT, DIAGNOSIS, FORECAST = (f"{place} of 7" for place in range(1, 8))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("warm-up")
    return create_app(settings_in(folder / "home"), packs=write_pack(folder))


@pytest.fixture
def ada(server):
    with TestClient(server, base_url="http://misstep.test", follow_redirects=False) as client:
        yield client


def begin(client, **how):
    return client.post(f"/scenarios/{SLUG}/attempts", data=how).headers["location"].removesuffix("/steps/1")


def guide(client, address, **headers):
    """What the page says is to be done next; empty where it says nothing."""
    found = re.search(r'<section class="guide.*?</section>', client.get(address, headers=headers).text, re.DOTALL)
    return found[0] if found else ""


def opened(client, attempt, *steps):
    for step in steps:
        client.post(f"{attempt}/position", data={"step": step})


def pin(client, attempt, step, quote, role=""):
    sent = client.post(f"{attempt}/evidence", data={"step": step, "quote": quote, "role": role})
    assert sent.status_code == 303


def test_each_line_follows_what_was_done(ada):
    attempt = begin(ada)
    here = f"{attempt}/steps/1"
    assert FIRST in guide(ada, here)
    opened(ada, attempt, 1, 2)
    assert WALK in guide(ada, here)
    opened(ada, attempt, LAST)
    assert CLAIM in guide(ada, here)
    ada.post(f"{attempt}/claims", data={"step": MOVED, "what": "four seats for six people"})
    assert WRONG in guide(ada, here)
    pin(ada, attempt, READ, CUT, "wrong")
    assert RIGHT in guide(ada, here)
    pin(ada, attempt, READ, WHOLE, "right")
    assert DIAGNOSIS in guide(ada, here)
    ada.post(f"{attempt}/diagnosis", data={"step_1": str(READ)})
    assert DIAGNOSIS in guide(ada, f"{attempt}/diagnosis")
    assert DIAGNOSIS in guide(ada, f"{attempt}/review")
    ada.post(f"{attempt}/lock")
    assert FORECAST in guide(ada, here)
    assert FORECAST in guide(ada, f"{attempt}/forecast")
    ada.post(f"{attempt}/submission")
    assert guide(ada, here) == ""


def test_the_lines_are_the_same_whatever_was_claimed_and_pinned(ada):
    told = []
    for step, quote in ((READ, CUT), (MOVED, "moved")):
        attempt = begin(ada)
        opened(ada, attempt, 1, LAST)
        lines = [guide(ada, f"{attempt}/steps/1")]
        ada.post(f"{attempt}/claims", data={"step": step, "what": "this one"})
        lines.append(guide(ada, f"{attempt}/steps/1"))
        pin(ada, attempt, step, quote, "wrong")
        lines.append(guide(ada, f"{attempt}/steps/1"))
        pin(ada, attempt, 2, "F7", "right")
        lines.append(guide(ada, f"{attempt}/steps/1"))
        told.append([line.replace(attempt, "") for line in lines])
    assert told[0] == told[1]
    assert len(set(told[0])) == 4


def test_no_line_names_a_step(ada):
    attempt = begin(ada)
    opened(ada, attempt, 1, LAST)
    said = re.sub(r"<[^>]*>", " ", guide(ada, f"{attempt}/steps/{READ}"))
    assert re.findall(r"\d+", said) == ["3", "7"]


def test_a_claim_that_was_withdrawn_is_to_be_made_again(ada):
    attempt = begin(ada)
    opened(ada, attempt, LAST)
    page = ada.post(f"{attempt}/claims", data={"step": 2, "what": "a payment"}, follow_redirects=True).text
    claim = re.search(r"claims/([^/]+)/withdrawal", page)[1]
    assert WRONG in guide(ada, f"{attempt}/steps/2")
    ada.post(f"{attempt}/claims/{claim}/withdrawal")
    assert CLAIM in guide(ada, f"{attempt}/steps/2")


def test_without_scripts_the_step_that_is_shown_counts_as_opened(ada):
    attempt = begin(ada, opening="yes")
    assert FIRST in guide(ada, f"{attempt}/steps/1")
    assert WALK in guide(ada, f"{attempt}/steps/2")
    assert CLAIM in guide(ada, f"{attempt}/steps/{LAST}")


def test_forward_only_the_walk_ends_at_the_end_and_not_before(ada):
    attempt = begin(ada, reveal="forward", opening="yes")
    for step in range(2, LAST):
        ada.post(f"{attempt}/frontier", data={"opening": "yes"})
        assert WALK in guide(ada, f"{attempt}/steps/{step}")
    ada.post(f"{attempt}/frontier", data={"opening": "yes"})
    assert CLAIM in guide(ada, f"{attempt}/steps/{LAST}")


def test_the_lines_of_an_attempt_can_be_hidden_and_shown_again(ada):
    one, other = begin(ada), begin(ada)
    assert "Hide these lines" in guide(ada, f"{one}/steps/1")
    assert "Read the" not in guide(ada, f"{one}/steps/1?guide=hidden")
    assert "Read the" not in guide(ada, f"{one}/steps/2")
    assert FIRST in guide(ada, f"{other}/steps/1")
    assert guide(ada, f"{one}/diagnosis") == ""
    assert FIRST in guide(ada, f"{one}/steps/1?guide=shown")
    assert FIRST in guide(ada, f"{one}/steps/1")


def test_a_script_asks_for_the_line_alone(ada):
    attempt = begin(ada)
    answer = ada.get(f"{attempt}/steps/2", headers={"misstep-part": "guide"}).text
    assert answer.strip().startswith('<section class="guide" id="guide"')
    assert WALK in answer
    assert "step-title" not in answer


def test_whoever_reads_a_warm_up_is_told_that_it_is_one(ada):
    attempt = begin(ada)
    assert '<span class="badge replay-mode">warm-up</span>' in ada.get(f"{attempt}/steps/1").text
    brief = ada.get(f"{attempt}/brief").text
    assert [word in brief for word in ("<b>Symptom</b>", "<b>Root cause</b>", "<b>Proof</b>")] == [True] * 3


def test_no_other_attempt_is_told_what_to_do_next(tmp_path, clock, new_id):
    other = create_app(
        settings_in(tmp_path / "home"), clock=clock, new_id=new_id, packs=write_parcels(tmp_path, ["parcel"])
    )
    with TestClient(other, base_url="http://misstep.test", follow_redirects=False) as client:
        attempt = client.post("/scenarios/parcel/attempts").headers["location"].removesuffix("/steps/1")
        for page in ("steps/1", "steps/1?guide=shown", "diagnosis", "review"):
            assert guide(client, f"{attempt}/{page}") == ""
