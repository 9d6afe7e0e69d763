"""The review page: what is about to be sent, and what it lacks."""

import pytest
from late_parcel import SLUG

from app.domain.diagnosis import Diagnosis, RankedClaim
from app.pages.diagnosis.review import missing


@pytest.fixture
def attempt(ada):
    return (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].rpartition("/steps/")[0]
    )


def test_everything_written_is_read_back(ada, attempt):
    written = {
        "step_1": "2",
        "confidence_1": "80",
        "failure_class": "tool.unit_error",
        "explanation": "cents read as euros",
        "fix_lever": "tool",
        "evidence_step": "2",
        "evidence_quote": "bergamot",
        "then": "review",
    }
    page = ada.get(ada.post(f"{attempt}/diagnosis", data=written).headers["location"]).text
    assert "tool · lookup_order" in page
    assert "80 % sure" in page
    assert "tool: unit error" in page
    assert "cents read as euros" in page
    assert '<q class="quote">bergamot</q>' in page
    assert "a tool&#39;s definition, arguments, result or error handling" in page
    assert "it lacks" not in page
    assert "Send the diagnosis" in page


def test_nothing_written_cannot_be_sent(ada, attempt):
    page = ada.get(f"{attempt}/review").text
    assert "Nothing is written yet" in page
    assert "Send the diagnosis" not in page
    assert ada.post(f"{attempt}/submission").status_code == 422


def test_a_gap_is_named_but_does_not_hold_one_back(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    page = ada.get(f"{attempt}/review").text
    assert "You can send it like this, but it lacks" in page
    assert "Send the diagnosis" in page


def test_no_fault_lacks_nothing(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"no_fault": "yes"})
    page = ada.get(f"{attempt}/review").text
    assert "<strong>No fault:</strong> the run is right." in page
    assert "it lacks" not in page


def test_what_is_missing_leads_to_its_field():
    diagnosis = Diagnosis(claims=(RankedClaim(step=2),), explanation="cents")
    assert [name for name, _ in missing(diagnosis)] == ["failure_class", "evidence", "fix_lever"]


def test_a_sent_diagnosis_is_revealed_and_not_reviewed_again(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    assert ada.post(f"{attempt}/submission").headers["location"] == f"{attempt}/reveal"
    assert ada.get(f"{attempt}/review").headers["location"] == f"{attempt}/reveal"
    assert ada.post(f"{attempt}/submission").status_code == 409


def test_mallory_can_neither_review_nor_send_adas_diagnosis(ada, attempt, mallory):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    assert mallory.get(f"{attempt}/review").status_code == 404
    assert mallory.post(f"{attempt}/submission").status_code == 404
    assert "Send the diagnosis" in ada.get(f"{attempt}/review").text
