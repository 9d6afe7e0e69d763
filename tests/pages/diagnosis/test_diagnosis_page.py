"""The diagnosis page: drafting, pinning, and losing nothing that was typed."""

import pytest
from late_parcel import SLUG


@pytest.fixture
def attempt(ada):
    """The address of an attempt of ada's with all steps open."""
    return (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].rpartition("/steps/")[0]
    )


def test_the_form_offers_every_failure_class_and_lever(ada, attempt):
    page = ada.get(f"{attempt}/diagnosis").text
    assert page.count("<optgroup") == 9
    assert page.count('<option value="tool.') == 11
    assert page.count('name="fix_lever"') == 9
    assert '<option value="2">tool · lookup_order A-17</option>' in page


def test_what_was_logged_while_reading_fills_the_first_claim(ada, attempt):
    ada.post(
        f"{attempt}/claims", data={"step": "2", "what": "the unit is lost", "because": "1250", "confidence": "70"}
    )
    page = ada.get(f"{attempt}/diagnosis").text
    assert 'name="step_1" value="2"' in page
    assert 'name="confidence_1" value="70"' in page
    assert "the unit is lost, because 1250" in page


def test_a_saved_draft_is_there_the_next_time(ada, attempt):
    written = {
        "step_1": "2",
        "confidence_1": "80",
        "failure_class": "tool.unit_error",
        "explanation": "cents",
        "fix_lever": "tool",
    }
    answer = ada.post(f"{attempt}/diagnosis", data={**written, "then": "save"})
    assert answer.headers["location"] == f"{attempt}/diagnosis?saved=yes"
    page = ada.get(answer.headers["location"]).text
    assert "Draft saved." in page
    assert 'value="tool.unit_error" selected' in page
    assert ">cents</textarea>" in page
    assert 'value="tool" checked' in page


def test_a_wrong_field_is_named_and_nothing_typed_is_lost(ada, attempt):
    answer = ada.post(
        f"{attempt}/diagnosis",
        data={"step_1": "99", "confidence_1": "80", "explanation": "a long text", "then": "review"},
    )
    assert answer.status_code == 422
    assert "First step: &#39;99&#39; is no step you have seen; write 1 to 8" in answer.text
    assert 'name="step_1" value="99"' in answer.text
    assert "a long text</textarea>" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_an_explanation_that_is_too_long_is_refused_where_it_stands(ada, attempt):
    answer = ada.post(f"{attempt}/diagnosis", data={"explanation": "x" * 20_001})
    assert answer.status_code == 422
    assert "Explanation: at most 20000 characters, please" in answer.text
    assert "x" * 20_001 in answer.text


def test_evidence_is_pinned_and_removed_within_the_form(ada, attempt):
    pinned = ada.post(
        f"{attempt}/diagnosis",
        data={"evidence_step": "2", "evidence_quote": "bergamot", "explanation": "cents", "then": "pin"},
    )
    assert pinned.headers["location"] == f"{attempt}/diagnosis#evidence"
    page = ada.get(f"{attempt}/diagnosis").text
    assert '<q class="quote">bergamot</q>' in page
    assert "cents</textarea>" in page
    ada.post(f"{attempt}/diagnosis", data={"explanation": "cents", "then": "remove:0"})
    assert "Nothing pinned yet." in ada.get(f"{attempt}/diagnosis").text


def test_removing_a_pin_that_is_gone_already_changes_nothing(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"evidence_step": "2", "then": "pin"})
    assert ada.post(f"{attempt}/diagnosis", data={"then": "remove:7"}).status_code == 303
    assert ada.post(f"{attempt}/diagnosis", data={"then": "remove:" + "9" * 5000}).status_code == 303
    assert "Nothing pinned yet." not in ada.get(f"{attempt}/diagnosis").text


def test_evidence_that_was_typed_but_not_pinned_is_pinned_on_the_way_to_the_review(ada, attempt):
    answer = ada.post(f"{attempt}/diagnosis", data={"step_1": "2", "evidence_step": "2", "then": "review"})
    assert answer.headers["location"] == f"{attempt}/review"
    assert "Nothing pinned" not in ada.get(f"{attempt}/review").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"evidence_step": "2", "evidence_quote": "never said"},
            "Quote: this is not a passage of step 2; copy it from the step&#39;s page",
        ),
        ({"evidence_step": "many"}, "Evidence: which step? Write a number from 1 to 8"),
        ({"evidence_quote": "bergamot"}, "Evidence: which step? Write a number from 1 to 8"),
        ({}, "Evidence: which step? Write a number from 1 to 8"),
    ],
)
def test_evidence_that_cannot_be_pinned_is_refused_where_it_stands(ada, attempt, typed, sentence):
    answer = ada.post(f"{attempt}/diagnosis", data={**typed, "explanation": "kept", "then": "pin"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kept</textarea>" in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values())


def test_under_forward_only_the_form_names_no_step_past_the_frontier(ada):
    attempt = (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "forward"})
        .headers["location"]
        .rpartition("/steps/")[0]
    )
    page = ada.get(f"{attempt}/diagnosis").text
    assert '<option value="1">' in page
    assert '<option value="2">' not in page
    refused = ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    assert "&#39;2&#39; is no step you have seen; write 1 to 1" in refused.text


def test_a_submitted_diagnosis_cannot_be_written_again(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    ada.post(f"{attempt}/submission")
    assert ada.get(f"{attempt}/diagnosis").headers["location"] == f"{attempt}/reveal"
    assert ada.post(f"{attempt}/diagnosis", data={"step_1": "3"}).status_code == 409


def test_mallory_can_neither_read_nor_write_adas_diagnosis(attempt, mallory):
    assert mallory.get(f"{attempt}/diagnosis").status_code == 404
    assert mallory.post(f"{attempt}/diagnosis", data={"step_1": "2"}).status_code == 404
