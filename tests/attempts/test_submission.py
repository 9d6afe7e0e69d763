"""A diagnosis is drafted, submitted and scored; what is known is told only then."""

from dataclasses import replace

import late_parcel
import pytest
from adas_attempt import ACT, ADA, GOOD, claim, hand_in, kinds

from app.attempts.lock import lock
from app.attempts.log_claim import log_claim
from app.attempts.open_step import note_opening
from app.attempts.pin_evidence import pin_evidence
from app.attempts.read_changes import changes_of, read_changes
from app.attempts.read_reveal import read_reveal
from app.attempts.read_window import read_window
from app.attempts.reveal_next import reveal_next
from app.attempts.save_draft import save_draft
from app.attempts.submit import ScoredDraft, submit
from app.attempts.take_hint import take_hint
from app.domain.claim import Evidence, Pin, ProofRole
from app.domain.diagnosis import Cleared, Diagnosis, FailurePath, Forecast, OwnFix, Proof
from app.domain.errors import DiagnosisRejected, NotFound, NotRevealed, WrongState
from app.domain.score import Score
from app.domain.viewer import Reader
from app.practice.browse import browse_scenarios
from app.practice.compare_arms import compare_arms
from app.replay.alignment import RowRelation

WRONG = Pin(step=2, quote="bergamot")


@pytest.mark.usefixtures("open_attempt")
def test_a_draft_keeps_the_pins_that_have_a_role_as_its_proof(work):
    pin_evidence(work, evidence=Evidence(pin=WRONG, role=ProofRole.WRONG), **ACT)
    pin_evidence(work, evidence=Evidence(pin=Pin(step=3)), **ACT)
    attempt = save_draft(work, diagnosis=replace(GOOD, proof=Proof(right=(Pin(step=8),))), **ACT)
    assert attempt.draft == replace(GOOD, proof=Proof(wrong=(WRONG,)))
    assert save_draft(work, diagnosis=GOOD, **ACT) == attempt
    assert kinds(work).count("draft.saved") == 1


@pytest.mark.usefixtures("open_attempt")
def test_what_a_draft_says_has_an_end_and_lies_in_its_steps(work):
    refused = {
        "explanation: at most": replace(GOOD, explanation="x" * 20_001),
        "own_fix.text: at most": replace(GOOD, own_fix=OwnFix(text="x" * 2_001)),
        "quote: this is not a passage of step 2": Diagnosis(
            no_fault=True, cleared=(Cleared(step=1, ruled_out_by=Pin(step=2, quote="dandelion")),)
        ),
    }
    for said, diagnosis in refused.items():
        with pytest.raises(DiagnosisRejected, match=said):
            save_draft(work, diagnosis=diagnosis, **ACT)


@pytest.mark.usefixtures("forward_attempt")
def test_no_part_of_a_draft_names_a_step_past_the_frontier(work):
    for diagnosis in (
        Diagnosis(path=FailurePath(acted_on=3)),
        Diagnosis(path=FailurePath(damage=9)),
        Diagnosis(no_fault=True, cleared=(Cleared(step=3),)),
        Diagnosis(no_fault=True, cleared=(Cleared(step=1, ruled_out_by=Pin(step=9)),)),
    ):
        with pytest.raises(NotRevealed, match="this step is not revealed yet"):
            save_draft(work, diagnosis=diagnosis, **ACT)


@pytest.mark.usefixtures("open_attempt")
@pytest.mark.parametrize("remedy", ["sealed-unit", "there-is-none"])
def test_before_the_lock_nothing_tells_which_changes_there_are(work, remedy):
    foretold = replace(GOOD, forecast=(Forecast(remedy=remedy, passes=0.5),))
    with pytest.raises(DiagnosisRejected) as refused:
        save_draft(work, diagnosis=foretold, **ACT)
    assert str(refused.value) == "forecast: the changes are shown, and forecast, once the first part is locked"
    with pytest.raises(NotRevealed, match="the changes are shown once the first part of the diagnosis is locked"):
        read_changes(work, **ADA)


@pytest.mark.usefixtures("open_attempt")
def test_the_lock_opens_the_changes_and_closes_the_first_part(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    assert lock(work, **ACT).locked
    assert {change.id for change in read_changes(work, **ADA)} == {"sealed-unit", "sealed-retry"}
    forecast = (Forecast(remedy="sealed-unit", passes=0.9),)
    second = Diagnosis(forecast=forecast, own_fix=OwnFix(text="name the unit"))
    assert save_draft(work, diagnosis=second, **ACT).draft == GOOD.completed_by(second)
    assert save_draft(work, diagnosis=GOOD.completed_by(second), **ACT).draft == GOOD.completed_by(second)
    with pytest.raises(DiagnosisRejected, match=r"forecast\[0\].remedy: 'another' is none of the changes"):
        save_draft(work, diagnosis=Diagnosis(forecast=(Forecast(remedy="another", passes=1.0),)), **ACT)
    for change in (
        lambda: save_draft(work, diagnosis=Diagnosis(no_fault=True), **ACT),
        lambda: lock(work, **ACT),
        lambda: pin_evidence(work, evidence=Evidence(pin=WRONG), **ACT),
        lambda: log_claim(work, claim=claim(), **ACT),
        lambda: take_hint(work, **ACT),
    ):
        with pytest.raises(WrongState, match="the first part of this diagnosis is locked"):
            change()
    assert submit(work, **ACT).submitted == GOOD.completed_by(second)


@pytest.mark.usefixtures("open_attempt")
def test_every_attempt_shuffles_the_changes_in_its_own_way(work):
    ids = tuple(remedy.id for remedy in late_parcel.KEY.remedies)
    orders = {
        tuple(change.id for change in changes_of(work, replace(work.attempts.of("ada", "one"), id=str(number))))
        for number in range(20)
    }
    assert orders == {ids, ids[::-1]}


@pytest.mark.usefixtures("open_attempt")
def test_an_empty_first_part_is_not_locked_and_what_is_not_locked_not_taken(work):
    with pytest.raises(DiagnosisRejected, match="empty"):
        lock(work, **ACT)
    save_draft(work, diagnosis=GOOD, **ACT)
    with pytest.raises(WrongState, match="lock the first part"):
        submit(work, **ACT)


@pytest.mark.usefixtures("forward_attempt")
def test_what_is_submitted_is_scored_and_closed(work):
    reveal_next(work, **ACT)
    save_draft(work, diagnosis=GOOD, **ACT)
    attempt = hand_in(work)
    assert (attempt.done, attempt.frontier, attempt.step_count, attempt.submitted) == (True, 8, 8, GOOD)
    (card,) = browse_scenarios(work, viewer=Reader(id="ada"))
    assert card.attempts[0].total == read_reveal(work, **ADA).score.total == 50.0
    for change in (
        lambda: submit(work, **ACT),
        lambda: reveal_next(work, **ACT),
        lambda: save_draft(work, diagnosis=GOOD, **ACT),
        lambda: log_claim(work, claim=claim(), **ACT),
        lambda: take_hint(work, **ACT),
    ):
        with pytest.raises(WrongState, match="submitted"):
            change()


@pytest.mark.usefixtures("open_attempt")
def test_a_draft_that_was_changed_since_it_was_scored_is_scored_as_it_is(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    nothing = Score(verdicts=(), total=0.0, capped=False, baselines=(), brier=None)
    read = work.attempts.of("ada", "one")
    earlier = {"draft": Diagnosis(no_fault=True), "edition": read.edition, "run_id": read.run_id}
    lock(work, **ACT)
    submit(work, scored=ScoredDraft(**earlier, score=nothing), **ACT)
    assert read_reveal(work, **ADA).score.total == 50.0


@pytest.mark.usefixtures("forward_attempt")
def test_after_submission_every_step_may_be_read_and_no_reading_is_noted(work):
    save_draft(work, diagnosis=Diagnosis(no_fault=True), **ACT)
    hand_in(work)
    note_opening(work, number=8, **ACT)
    assert read_window(work, **ADA).view(8).step.number == 8
    assert kinds(work)[-2:] == ["diagnosis.submitted", "diagnosis.scored"]
    with pytest.raises(NotRevealed):
        read_window(work, **ADA).view(9)


@pytest.mark.parametrize("ask", [read_reveal, compare_arms])
@pytest.mark.usefixtures("open_attempt")
def test_nothing_is_revealed_before_submission(work, ask):
    with pytest.raises(NotRevealed, match="after you submit"):
        ask(work, **ADA)


@pytest.mark.usefixtures("open_attempt")
def test_arms_are_compared_row_by_row(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    hand_in(work)
    found = compare_arms(work, **ADA)
    assert [row.relation for row in found.alignment.rows][:2] == [RowRelation.MATCHED, RowRelation.CHANGED]
    pair = found.pair(2)
    assert (pair.shown.step.output, pair.other.step.output) == (
        "total: 1250 bergamot",
        "total: 1250 bergamot quillwort",
    )
    assert found.place_of(2) == 2
    assert [list(side) for side in found.headers(found.calls.rows[2:5])] == [[3, 4, 5], [3, 4, 5]]
    assert compare_arms(work, arm="sealed-retry", **ADA).pair(2).other.step.output.endswith("saxifrage")


@pytest.mark.usefixtures("open_attempt")
def test_the_one_passage_of_a_row_is_told(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    hand_in(work)
    found = compare_arms(work, **ADA)
    came = found.passage(2)
    assert (came.aspect, came.before, came.after) == (
        "result",
        "total: 1250 bergamot quillwort",
        "total: 1250 bergamot",
    )
    assert [found.passage(row) for row in (1, 3)] == [None, None]


@pytest.mark.usefixtures("open_attempt")
def test_rows_and_arms_that_are_not_there_are_not_found(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    hand_in(work)
    found = compare_arms(work, **ADA)
    for ask in (
        lambda: found.pair(0),
        lambda: found.pair(99),
        lambda: found.pairs(99),
        lambda: found.place_of(99),
        lambda: compare_arms(work, arm="none", **ADA),
    ):
        with pytest.raises(NotFound):
            ask()
