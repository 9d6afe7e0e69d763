"""Reading and showing the diagnosis form, without a server."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.diagnosis import CitedEvidence, Claim, Diagnosis, RankedClaim
from app.domain.fault import Lever
from app.pages.diagnosis.form import Fields, fields_of, form_of, read_fields, read_step, standing

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def logged(name, step, confidence, **more):
    return Claim(id=name, step=step, what="the unit is missing", at=NINE, confidence=confidence, **more)


def read(**typed):
    return read_fields(Fields(**typed), draft=Diagnosis(), frontier=20)


def test_a_whole_form_becomes_a_diagnosis():
    diagnosis, errors = read(
        step_1="8",
        confidence_1="70 %",
        step_2="#3",
        confidence_2="12,5",
        failure_class="tool.unit_error",
        explanation="  cents as euros ",
        fix_lever="tool",
    )
    assert errors == {}
    assert diagnosis == Diagnosis(
        claims=(RankedClaim(step=8, confidence=0.7), RankedClaim(step=3, confidence=0.125)),
        failure_class="tool.unit_error",
        explanation="cents as euros",
        fix_lever=Lever.TOOL,
    )


def test_an_empty_form_is_an_empty_diagnosis():
    assert read() == (Diagnosis(), {})


def test_no_confidence_typed_means_an_even_chance():
    assert read(step_1="8")[0].claims == (RankedClaim(step=8, confidence=0.5),)


def test_an_empty_first_place_moves_the_others_up():
    assert read(step_3="8", confidence_3="40")[0].claims == (RankedClaim(step=8, confidence=0.4),)


def test_no_fault_leaves_the_claims_class_and_lever_out_but_keeps_the_words():
    diagnosis, errors = read(
        no_fault="yes", step_1="x", failure_class="tool.unit_error", explanation="all right", fix_lever="tool"
    )
    assert errors == {}
    assert diagnosis == Diagnosis(no_fault=True, explanation="all right")


def test_the_pins_of_the_draft_stay():
    draft = Diagnosis(evidence=(CitedEvidence(step=4),))
    assert read_fields(Fields(step_1="4"), draft=draft, frontier=20)[0].evidence == (CitedEvidence(step=4),)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"step_1": "21"}, "step_1", "First step: '21' is no step you have seen; write 1 to 20"),
        ({"step_1": "eight"}, "step_1", "First step: 'eight' is no step you have seen; write 1 to 20"),
        ({"step_1": "²"}, "step_1", "First step: '²' is no step you have seen; write 1 to 20"),
        (
            {"step_1": "3", "step_2": "3"},
            "step_2",
            "Second step: step 3 is named above already; name another one or none",
        ),
        (
            {"step_3": "3", "confidence_3": "101"},
            "confidence_3",
            "Third confidence: '101' is no number from 0 to 100",
        ),
        (
            {"step_3": "3", "confidence_3": "sure"},
            "confidence_3",
            "Third confidence: 'sure' is no number from 0 to 100",
        ),
        (
            {"step_3": "3", "confidence_3": "nan"},
            "confidence_3",
            "Third confidence: 'nan' is no number from 0 to 100",
        ),
        (
            {"failure_class": "tool.gremlins"},
            "failure_class",
            "Failure class: 'tool.gremlins' is not in the list; choose one of it",
        ),
    ],
)
def test_what_is_wrong_is_told_by_field(typed, field, sentence):
    assert read(**typed)[1] == {field: sentence}


def test_a_lever_that_does_not_exist_is_as_good_as_none():
    assert read(fix_lever="magic") == (Diagnosis(), {})


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_becomes_a_draft_or_named_errors(step, confidence, other):
    fields = Fields(step_1=step, confidence_1=confidence, step_2=other)
    diagnosis, errors = read_fields(fields, draft=Diagnosis(), frontier=20)
    assert set(errors) <= {"step_1", "confidence_1", "step_2"}
    assert all(1 <= claim.step <= 20 and 0 <= claim.confidence <= 1 for claim in diagnosis.claims)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 100)), max_size=3, unique_by=lambda claim: claim[0]))
def test_a_draft_shown_and_read_again_is_the_same(claims):
    draft = Diagnosis(
        claims=tuple(RankedClaim(step=step, confidence=percent / 100) for step, percent in claims),
        failure_class="loop.oscillation",
        explanation="to and fro",
        fix_lever=Lever.LOOP,
    )
    fields = fields_of(draft, logged=(), suspect=None)
    assert read_fields(fields, draft=Diagnosis(), frontier=20) == (draft, {})


def test_before_anything_is_drafted_what_was_logged_fills_the_claims():
    claims = (logged("a", 3, 0.2), logged("b", 8, 0.9), logged("c", 3, 0.1))
    fields = fields_of(Diagnosis(), logged=claims, suspect=12)
    assert (fields.claim(1), fields.claim(2), fields.claim(3)) == (("8", "90"), ("3", "20"), ("12", ""))


def test_of_claims_without_a_confidence_the_latest_stands_first_after_those_that_have_one():
    later = replace(logged("later", 5, None), at=NINE + timedelta(minutes=1))
    stated, earlier = logged("stated", 3, 0.2), logged("earlier", 4, None)
    assert [claim.id for claim in standing((earlier, later, stated))] == ["stated", "later", "earlier"]
    assert fields_of(Diagnosis(), logged=(later,), suspect=None).claim(1) == ("5", "")


def test_a_drafted_no_fault_is_not_filled_with_claims():
    fields = fields_of(Diagnosis(no_fault=True), logged=(logged("a", 3, 0.2),), suspect=None)
    assert fields.no_fault == "yes"
    assert fields.step_1 == ""


def test_withdrawn_and_revised_claims_do_not_stand():
    first, second = logged("a", 3, 0.2), logged("b", 4, 0.6, revises="a")
    gone = logged("c", 5, 0.9, withdrawn_at=NINE)
    assert standing((first, second, gone)) == (second,)


def test_each_claim_says_what_its_step_is():
    form = form_of(Fields(step_1="#8", step_2="9" * 5000), names={8: "tool · get_invoice"}, errors={})
    assert [row.words for row in form.claims] == ["tool · get_invoice", "", ""]
    assert [row.rank for row in form.claims] == ["First", "Second", "Third"]


@pytest.mark.parametrize(
    ("text", "step"), [("1", 1), (" 20 ", 20), ("#7", 7), ("0", None), ("21", None), ("", None), ("9" * 5000, None)]
)
def test_a_step_is_a_number_up_to_the_frontier(text, step):
    assert read_step(text, frontier=20) == step
