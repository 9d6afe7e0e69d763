"""The diagnosis page: drafting, and losing nothing that was typed."""

import pytest
from late_parcel import SLUG


def test_the_form_offers_every_failure_class_and_every_step(ada, attempt):
    page = ada.get(f"{attempt}/diagnosis").text
    assert page.count("<optgroup") == 9
    assert page.count('<option value="tool.') == 11
    assert '<option value="2">tool · lookup_order A-17</option>' in page


def test_the_first_lines_say_what_is_handed_in_and_how_it_is_compared(ada, attempt):
    page = ada.get(f"{attempt}/diagnosis").text
    assert "You hand in a step, its proof, its path and its class" in page
    assert (
        "root cause <b>40</b>, proof <b>25</b>, path <b>10</b>, failure class <b>10</b>, forecast <b>15</b>" in page
    )
    assert "nothing is wrong <b>40</b>, clearing suspects <b>60</b>" in page


def test_nothing_is_chosen_for_a_reader(ada, attempt):
    page = ada.get(f"{attempt}/diagnosis").text
    assert " checked" not in page
    assert 'name="confidence_1" value=""' in page


def test_what_was_logged_while_reading_fills_the_root_cause(ada, attempt):
    ada.post(
        f"{attempt}/claims", data={"step": "2", "what": "the unit is lost", "because": "1250", "confidence": "70"}
    )
    page = ada.get(f"{attempt}/diagnosis").text
    assert 'name="step_1" value="2"' in page
    assert 'name="confidence_1" value="70"' in page
    assert "the unit is lost, because 1250" in page


def test_a_claim_without_a_number_fills_a_root_cause_without_one(ada, attempt):
    ada.post(f"{attempt}/claims", data={"step": "2", "what": "the unit is lost", "confidence": ""})
    page = ada.get(f"{attempt}/diagnosis").text
    assert 'name="step_1" value="2"' in page
    assert 'name="confidence_1" value=""' in page


def test_a_saved_draft_is_there_the_next_time(ada, attempt):
    written = {
        "no_fault": "no",
        "step_1": "2",
        "confidence_1": "80",
        "acted_on": "3",
        "damage": "6",
        "failure_class": "tool.unit_error",
        "explanation": "cents",
    }
    answer = ada.post(f"{attempt}/diagnosis", data={**written, "then": "save"})
    assert answer.headers["location"] == f"{attempt}/diagnosis?saved=yes"
    page = ada.get(answer.headers["location"]).text
    assert "Draft saved." in page
    assert 'value="tool.unit_error" data-name="tool: unit error" selected' in page
    assert ">cents</textarea>" in page
    assert 'name="acted_on" value="3"' in page
    assert 'name="damage" value="6"' in page
    assert '<input type="radio" name="no_fault" value="no" checked>' in page


def test_a_wrong_field_is_named_and_nothing_typed_is_lost(ada, attempt):
    answer = ada.post(
        f"{attempt}/diagnosis",
        data={"step_1": "99", "confidence_1": "80", "explanation": "a long text", "then": "review"},
    )
    assert answer.status_code == 422
    assert "Root cause: &#39;99&#39; is no step you have seen; write 1 to 8" in answer.text
    assert 'name="step_1" value="99"' in answer.text
    assert "a long text</textarea>" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_an_explanation_that_is_too_long_is_refused_where_it_stands(ada, attempt):
    answer = ada.post(f"{attempt}/diagnosis", data={"explanation": "x" * 20_001})
    assert answer.status_code == 422
    assert "Explanation: at most 20000 characters, please" in answer.text
    assert "x" * 20_001 in answer.text


def test_a_suspect_is_cleared_by_a_passage_that_is_typed_or_pinned(ada, attempt):
    ada.post(f"{attempt}/evidence", data={"step": "2", "quote": "total: 1250"})
    typed = {"cleared_1": "6", "ruled_out_step_1": "5", "ruled_out_quote_1": "eucalypt", "cleared_2": "3"}
    ada.post(f"{attempt}/diagnosis", data={"no_fault": "yes", **typed})
    page = ada.get(f"{attempt}/diagnosis").text
    assert 'name="cleared_1" value="6"' in page
    assert " selected>Step 5: “eucalypt”</option>" in page
    assert ">Step 2: “total: 1250”</option>" in page
    assert 'name="cleared_2" value="3"' in page


def test_words_that_do_not_stand_there_rule_nothing_out(ada, attempt):
    typed = {"cleared_2": "6", "ruled_out_step_2": "5", "ruled_out_quote_2": "never said"}
    answer = ada.post(f"{attempt}/diagnosis", data={"no_fault": "yes", **typed})
    assert answer.status_code == 422
    assert 'href="#ruled_out_quote_1">Passage: this is not a passage of step 5' in answer.text
    assert 'value="never said"' in answer.text


def test_under_forward_only_the_form_names_no_step_past_the_frontier(ada):
    attempt = (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "forward"})
        .headers["location"]
        .rpartition("/steps/")[0]
    )
    page = ada.get(f"{attempt}/diagnosis").text
    assert '<option value="1">' in page
    assert '<option value="2">' not in page
    for name in ("step_1", "step_2", "acted_on", "damage"):
        refused = ada.post(f"{attempt}/diagnosis", data={name: "2"})
        assert "&#39;2&#39; is no step you have seen; write 1 to 1" in refused.text


def test_a_locked_diagnosis_leads_to_the_forecast_and_cannot_be_written_again(ada, locked):
    assert ada.get(f"{locked}/diagnosis").headers["location"] == f"{locked}/forecast"
    assert ada.post(f"{locked}/diagnosis", data={"step_1": "3"}).status_code == 409


def test_a_submitted_diagnosis_cannot_be_written_again(ada, locked):
    ada.post(f"{locked}/submission")
    assert ada.get(f"{locked}/diagnosis").headers["location"] == f"{locked}/reveal"
    assert ada.post(f"{locked}/diagnosis", data={"step_1": "3"}).status_code == 409


@pytest.mark.parametrize("page", ["diagnosis", "review", "forecast"])
def test_mallory_can_neither_read_nor_write_adas_diagnosis(attempt, mallory, page):
    assert mallory.get(f"{attempt}/{page}").status_code == 404
    assert mallory.post(f"{attempt}/diagnosis", data={"step_1": "2"}).status_code == 404
