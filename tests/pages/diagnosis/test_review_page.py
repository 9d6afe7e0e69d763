"""The review page: what is about to be locked, and what it lacks."""

from app.domain.claim import Pin
from app.domain.diagnosis import Cleared, Diagnosis, Proof, RankedClaim
from app.pages.diagnosis.review import missing


def test_everything_written_is_read_back(ada, attempt):
    ada.post(f"{attempt}/evidence", data={"step": "1", "quote": "amaranth", "role": "right"})
    written = {
        "step_1": "2",
        "confidence_1": "80",
        "step_2": "6",
        "acted_on": "3",
        "damage": "6",
        "failure_class": "tool.unit_error",
        "explanation": "cents read as euros",
        "evidence_step": "2",
        "evidence_quote": "bergamot",
        "evidence_role": "wrong",
        "then": "review",
    }
    page = ada.get(ada.post(f"{attempt}/diagnosis", data=written).headers["location"]).text
    assert "tool · lookup_order" in page
    assert "80 % sure" in page
    assert "tool: unit error" in page
    assert "cents read as euros" in page
    assert '<q class="quote">bergamot</q>' in page
    assert '<q class="quote">amaranth</q>' in page
    assert "it lacks" not in page
    assert "Not answered" not in page
    assert "Lock part one" in page


def test_nothing_written_cannot_be_locked(ada, attempt):
    page = ada.get(f"{attempt}/review").text
    assert "Nothing is written yet" in page
    assert "Lock part one" not in page
    assert ada.post(f"{attempt}/lock").status_code == 422


def test_a_gap_is_named_but_does_not_hold_one_back(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    page = ada.get(f"{attempt}/review").text
    assert "You can lock it like this, but it lacks" in page
    assert "Lock part one" in page


def test_suspects_that_were_cleared_are_read_back(ada, attempt):
    typed = {"cleared_1": "6", "ruled_out_step_1": "5", "ruled_out_quote_1": "eucalypt"}
    ada.post(f"{attempt}/diagnosis", data={"no_fault": "yes", **typed})
    page = ada.get(f"{attempt}/review").text
    assert "<strong>Nothing is wrong:</strong> the run is right." in page
    assert '<q class="quote">eucalypt</q>' in page
    assert "it lacks" not in page


def test_what_is_missing_leads_to_its_field():
    diagnosis = Diagnosis(claims=(RankedClaim(step=2),), proof=Proof(wrong=(Pin(step=2),)), explanation="cents")
    assert [name for name, _ in missing(diagnosis)] == ["proof", "acted_on", "damage", "failure_class"]


def test_a_suspect_without_what_rules_it_out_is_a_gap():
    assert [name for name, _ in missing(Diagnosis(no_fault=True))] == ["cleared_1"]
    assert [name for name, _ in missing(Diagnosis(no_fault=True, cleared=(Cleared(step=6),)))] == ["ruled_out_by_1"]


def test_a_locked_part_is_neither_reviewed_nor_locked_again(ada, locked):
    assert ada.get(f"{locked}/review").headers["location"] == f"{locked}/forecast"
    assert ada.post(f"{locked}/lock").status_code == 409


def test_mallory_can_neither_lock_nor_send_adas_diagnosis(ada, attempt, mallory):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    assert mallory.post(f"{attempt}/lock").status_code == 404
    assert mallory.post(f"{attempt}/submission").status_code == 404
    assert "Lock part one" in ada.get(f"{attempt}/review").text
