"""A diagnosis is drafted, submitted and scored; what is known is told only then."""

from dataclasses import replace

import pytest
from adas_attempt import ACT, ADA, GOOD, claim, kinds

from app.attempts.log_claim import log_claim
from app.attempts.open_step import note_opening
from app.attempts.pin_evidence import pin_evidence
from app.attempts.read_reveal import read_reveal
from app.attempts.read_window import read_window
from app.attempts.reveal_next import reveal_next
from app.attempts.save_draft import save_draft
from app.attempts.submit import ScoredDraft, submit
from app.attempts.take_hint import take_hint
from app.domain.diagnosis import CitedEvidence, Diagnosis
from app.domain.errors import DiagnosisRejected, NotFound, NotRevealed, WrongState
from app.domain.score import Score
from app.domain.viewer import Reader
from app.practice.browse import browse_scenarios
from app.practice.compare_arms import compare_arms
from app.replay.alignment import RowRelation


@pytest.mark.usefixtures("open_attempt")
def test_a_draft_keeps_the_pins(work):
    pin_evidence(work, cited=CitedEvidence(step=2), **ACT)
    attempt = save_draft(work, diagnosis=GOOD, **ACT)
    assert attempt.draft == replace(GOOD, evidence=(CitedEvidence(step=2),))
    assert save_draft(work, diagnosis=GOOD, **ACT) == attempt
    assert kinds(work).count("draft.saved") == 1


@pytest.mark.usefixtures("open_attempt")
def test_a_draft_names_no_remedy_and_has_an_end(work):
    with pytest.raises(DiagnosisRejected, match="remedy: "):
        save_draft(work, diagnosis=replace(GOOD, remedy="sealed-unit"), **ACT)
    with pytest.raises(DiagnosisRejected, match="explanation: "):
        save_draft(work, diagnosis=replace(GOOD, explanation="x" * 20_001), **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_an_empty_diagnosis_is_not_taken(work):
    with pytest.raises(DiagnosisRejected, match="empty"):
        submit(work, **ACT)


@pytest.mark.usefixtures("forward_attempt")
def test_what_is_submitted_is_scored_and_closed(work):
    reveal_next(work, **ACT)
    save_draft(work, diagnosis=GOOD, **ACT)
    attempt = submit(work, **ACT)
    assert (attempt.done, attempt.frontier, attempt.step_count, attempt.submitted) == (True, 8, 8, GOOD)
    (card,) = browse_scenarios(work, viewer=Reader(id="ada"))
    assert card.attempts[0].total == read_reveal(work, **ADA).score.total == 65.0
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
    submit(work, scored=ScoredDraft(**earlier, score=nothing), **ACT)
    assert read_reveal(work, **ADA).score.total == 65.0


@pytest.mark.usefixtures("forward_attempt")
def test_after_submission_every_step_may_be_read_and_no_reading_is_noted(work):
    save_draft(work, diagnosis=Diagnosis(no_fault=True), **ACT)
    submit(work, **ACT)
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
    submit(work, **ACT)
    found = compare_arms(work, **ADA)
    assert [row.relation for row in found.alignment.rows][:2] == [RowRelation.MATCHED, RowRelation.CHANGED]
    pair = found.pair(2)
    assert (pair.shown.step.output, pair.other.step.output) == (
        "total: 1250 bergamot",
        "total: 1250 bergamot quillwort",
    )
    assert found.row_of(2) == 2
    assert [list(side) for side in found.headers(found.alignment.rows[2:5])] == [[3, 4, 5], [3, 4, 5]]
    assert compare_arms(work, arm="sealed-retry", **ADA).pair(2).other.step.output.endswith("saxifrage")


@pytest.mark.usefixtures("open_attempt")
def test_the_one_passage_of_a_row_is_told(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    submit(work, **ACT)
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
    submit(work, **ACT)
    found = compare_arms(work, **ADA)
    for ask in (
        lambda: found.pair(0),
        lambda: found.pair(99),
        lambda: found.row_of(99),
        lambda: compare_arms(work, arm="none", **ADA),
    ):
        with pytest.raises(NotFound):
            ask()
