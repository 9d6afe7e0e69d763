"""Reading the first part of a diagnosis from its form, and filling the form, without a server."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim import Claim, Evidence, Pin
from app.domain.diagnosis import Cleared, Diagnosis, FailurePath, OwnFix, Proof, RankedClaim
from app.pages.diagnosis.fields import Fields, fields_of, standing
from app.pages.diagnosis.first_part import read_fields, read_percent, read_step
from app.pages.diagnosis.pins import key_of

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
QUOTE = Pin(step=3, quote="total: 1250")


def logged(name, step, confidence, *, at=NINE, **more):
    return Claim(id=name, step=step, what="the unit is missing", at=at, confidence=confidence, **more)


def read(*, pinned=(), **typed):
    return read_fields(Fields(**typed), draft=Diagnosis(), pinned=pinned, frontier=20)


def test_a_whole_form_becomes_the_first_part_of_a_diagnosis():
    diagnosis, errors = read(
        step_1="8",
        confidence_1="70 %",
        step_2="#3",
        confidence_2="12,5",
        acted_on="9",
        damage="12",
        failure_class="tool.unit_error",
        explanation="  cents as euros ",
    )
    assert errors == {}
    assert diagnosis == Diagnosis(
        claims=(RankedClaim(step=8, confidence=0.7), RankedClaim(step=3, confidence=0.125)),
        path=FailurePath(acted_on=9, damage=12),
        failure_class="tool.unit_error",
        explanation="cents as euros",
    )


def test_an_empty_form_is_an_empty_diagnosis():
    assert read() == (Diagnosis(), {})


def test_no_confidence_typed_is_no_answer():
    assert read(step_1="8")[0].claims == (RankedClaim(step=8, confidence=None),)


def test_an_alternative_alone_is_the_root_cause():
    assert read(step_2="8", confidence_2="40")[0].claims == (RankedClaim(step=8, confidence=0.4),)


def test_nothing_is_wrong_leaves_what_blames_out_but_keeps_the_words():
    diagnosis, errors = read(
        no_fault="yes", step_1="x", acted_on="y", failure_class="tool.unit_error", explanation="all right"
    )
    assert errors == {}
    assert diagnosis == Diagnosis(no_fault=True, explanation="all right")


def test_suspects_are_cleared_by_a_pin_or_by_typed_words():
    diagnosis, errors = read(
        no_fault="yes",
        pinned=(Evidence(pin=QUOTE),),
        cleared_1="6",
        ruled_out_by_1=key_of(QUOTE),
        cleared_2="#9",
        ruled_out_step_2="12",
        ruled_out_quote_2=" limit exceeded ",
    )
    assert errors == {}
    assert diagnosis.cleared == (
        Cleared(step=6, ruled_out_by=QUOTE),
        Cleared(step=9, ruled_out_by=Pin(step=12, quote="limit exceeded")),
    )


def test_where_something_is_wrong_no_suspect_is_cleared():
    assert read(no_fault="no", cleared_1="6", ruled_out_step_1="x") == (Diagnosis(), {})


def test_a_suspect_may_be_named_before_it_is_ruled_out():
    assert read(no_fault="yes", cleared_2="6")[0].cleared == (Cleared(step=6),)


def test_the_pins_and_the_second_part_of_the_draft_stay():
    draft = Diagnosis(proof=Proof(wrong=(QUOTE,)), own_fix=OwnFix(text="name the unit"))
    kept, _ = read_fields(Fields(step_1="4"), draft=draft, pinned=(), frontier=20)
    assert (kept.proof, kept.own_fix) == (draft.proof, draft.own_fix)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"step_1": "21"}, "step_1", "Root cause: '21' is no step you have seen; write 1 to 20"),
        ({"step_1": "eight"}, "step_1", "Root cause: 'eight' is no step you have seen; write 1 to 20"),
        ({"step_1": "²"}, "step_1", "Root cause: '²' is no step you have seen; write 1 to 20"),
        (
            {"step_1": "3", "step_2": "3"},
            "step_2",
            "Alternative: step 3 is named above already; name another one or none",
        ),
        (
            {"step_2": "3", "confidence_2": "101"},
            "confidence_2",
            "Confidence (alternative): '101' is no number from 0 to 100",
        ),
        (
            {"step_1": "3", "confidence_1": "sure"},
            "confidence_1",
            "Confidence (root cause): 'sure' is no number from 0 to 100",
        ),
        ({"damage": "0"}, "damage", "Damage done: '0' is no step you have seen; write 1 to 20"),
        ({"acted_on": "99"}, "acted_on", "First acted on: '99' is no step you have seen; write 1 to 20"),
        (
            {"failure_class": "tool.gremlins"},
            "failure_class",
            "Failure class: 'tool.gremlins' is not in the list; choose one of it",
        ),
        (
            {"no_fault": "yes", "cleared_1": "21"},
            "cleared_1",
            "First suspect: '21' is no step you have seen; write 1 to 20",
        ),
        (
            {"no_fault": "yes", "ruled_out_step_2": "3"},
            "cleared_2",
            "Second suspect: which step looks wrong? Write 1 to 20",
        ),
        (
            {"no_fault": "yes", "cleared_1": "3", "ruled_out_quote_1": "total"},
            "ruled_out_step_1",
            "First suspect: at which step does the passage stand? Write 1 to 20",
        ),
        (
            {"no_fault": "yes", "cleared_1": "3", "ruled_out_step_1": "x"},
            "ruled_out_step_1",
            "First suspect, ruled out at: 'x' is no step you have seen; write 1 to 20",
        ),
    ],
)
def test_what_is_wrong_is_told_by_field(typed, field, sentence):
    assert read(**typed)[1] == {field: sentence}


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_becomes_a_draft_or_named_errors(step, confidence, other):
    diagnosis, errors = read(step_1=step, confidence_1=confidence, step_2=other, damage=other)
    assert set(errors) <= {"step_1", "confidence_1", "step_2", "damage"}
    assert all(1 <= claim.step <= 20 and 0 <= (claim.confidence or 0) <= 1 for claim in diagnosis.claims)


@given(
    st.lists(
        st.tuples(st.integers(1, 20), st.integers(0, 100) | st.none()), max_size=2, unique_by=lambda claim: claim[0]
    )
)
def test_a_draft_shown_and_read_again_is_the_same(claims):
    draft = Diagnosis(
        claims=tuple(
            RankedClaim(step=step, confidence=None if percent is None else percent / 100) for step, percent in claims
        ),
        path=FailurePath(acted_on=7),
        failure_class="loop.oscillation",
        explanation="to and fro",
    )
    fields = fields_of(draft, logged=(), suspect=None)
    assert read_fields(fields, draft=Diagnosis(), pinned=(), frontier=20) == (draft, {})


@pytest.mark.parametrize("pinned", [(), (Evidence(pin=QUOTE),)])
def test_what_rules_a_suspect_out_stays_whether_or_not_it_is_pinned_still(pinned):
    draft = Diagnosis(no_fault=True, cleared=(Cleared(step=6, ruled_out_by=QUOTE), Cleared(step=7)))
    fields = fields_of(draft, logged=(), suspect=None)
    assert read_fields(fields, draft=draft, pinned=pinned, frontier=20) == (draft, {})


def test_before_anything_is_drafted_what_was_logged_fills_the_claims():
    claims = (logged("a", 3, 0.2), logged("b", 8, 0.9), logged("c", 3, 0.1))
    fields = fields_of(Diagnosis(), logged=claims, suspect=12)
    assert (fields.step_1, fields.confidence_1) == ("8", "90")
    assert (fields.step_2, fields.confidence_2) == ("3", "20")


def test_of_claims_without_a_confidence_the_latest_stands_first_after_those_that_have_one():
    later = replace(logged("later", 5, None), at=NINE + timedelta(minutes=1))
    stated, earlier = logged("stated", 3, 0.2), logged("earlier", 4, None)
    assert [claim.id for claim in standing((earlier, later, stated))] == ["stated", "later", "earlier"]
    fields = fields_of(Diagnosis(), logged=(later,), suspect=None)
    assert (fields.step_1, fields.confidence_1) == ("5", "")


def test_a_suspect_fills_the_root_cause_where_nothing_was_claimed():
    fields = fields_of(Diagnosis(), logged=(), suspect=12)
    assert (fields.no_fault, fields.step_1, fields.confidence_1, fields.step_2) == ("no", "12", "", "")


def test_neither_verdict_is_chosen_for_a_reader():
    assert fields_of(Diagnosis(explanation="hm"), logged=(), suspect=None).no_fault == ""


def test_a_drafted_nothing_is_wrong_is_not_filled_with_claims():
    fields = fields_of(Diagnosis(no_fault=True), logged=(logged("a", 3, 0.2),), suspect=None)
    assert fields.no_fault == "yes"
    assert fields.step_1 == ""


def test_withdrawn_and_revised_claims_do_not_stand():
    first, second = logged("a", 3, 0.2), logged("b", 4, 0.6, revises="a")
    gone = logged("c", 5, 0.9, withdrawn_at=NINE)
    assert standing((first, second, gone)) == (second,)


def test_claims_without_a_number_stand_behind_the_others_the_latest_first():
    one, two, sure = logged("a", 3, None), logged("b", 4, None, at=NINE + timedelta(minutes=1)), logged("c", 5, 0.0)
    assert standing((one, two, sure)) == (sure, two, one)


@pytest.mark.parametrize(
    ("text", "step"), [("1", 1), (" 20 ", 20), ("#7", 7), ("0", None), ("21", None), ("", None), ("9" * 5000, None)]
)
def test_a_step_is_a_number_up_to_the_frontier(text, step):
    assert read_step(text, frontier=20) == step


@pytest.mark.parametrize(
    ("text", "percent"), [("70", 70), ("70 %", 70), ("12,5", 12.5), ("", None), ("nan", None), ("101", None)]
)
def test_a_percentage_lies_between_0_and_100(text, percent):
    assert read_percent(text) == percent
