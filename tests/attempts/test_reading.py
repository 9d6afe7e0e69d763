"""What a reader sees of a step, and what is noted of the reading."""

from dataclasses import replace

import pytest
from adas_attempt import ACT, ADA, GOOD, claim, kinds

from app.attempts.log_claim import log_claim
from app.attempts.mark_step import mark_step
from app.attempts.open_step import note_opening
from app.attempts.pin_evidence import pin_evidence
from app.attempts.read_attempt import read_attempt
from app.attempts.read_window import read_window
from app.attempts.reveal_next import reveal_next
from app.attempts.save_draft import save_draft
from app.domain.change import Mark
from app.domain.claim import Evidence, Pin
from app.domain.diagnosis import RankedClaim
from app.domain.errors import NotRevealed


@pytest.mark.usefixtures("open_attempt")
def test_an_opened_step_is_remembered_and_a_fetched_one_is_not(work):
    note_opening(work, number=3, **ACT)
    read_window(work, **ADA).view(5)
    attempt = read_attempt(work, **ADA)
    assert (attempt.position, attempt.opened) == (3, {3})
    assert kinds(work) == ["attempt.started", "run.assigned", "step.opened"]


@pytest.mark.parametrize("number", [0, 2, 9])
@pytest.mark.usefixtures("forward_attempt")
def test_no_step_past_the_frontier_can_be_used_for_anything(work, number):
    uses = (
        lambda: note_opening(work, number=number, **ACT),
        lambda: read_window(work, **ADA).view(number),
        lambda: log_claim(work, claim=claim(step=number), **ACT),
        lambda: mark_step(work, step=number, mark=Mark.MARK, **ACT),
        lambda: pin_evidence(work, evidence=Evidence(pin=Pin(step=number)), **ACT),
        lambda: save_draft(work, diagnosis=replace(GOOD, claims=(RankedClaim(step=number),)), **ACT),
    )
    told = set()
    for use in uses:
        with pytest.raises(NotRevealed) as refusal:
            use()
        told.add(str(refusal.value))
    assert told == {"this step is not revealed yet: go on from the last revealed step"}


@pytest.mark.usefixtures("forward_attempt")
def test_a_step_that_encloses_others_runs_until_one_after_them_is_revealed(work):
    for frontier in range(2, 8):
        reveal_next(work, **ACT)
        if frontier < 4:
            continue
        view = read_window(work, **ADA).view(4)
        (*_, row) = read_window(work, **ADA).headers(4, 4)
        assert (view.running, view.step.output, view.awaiting, row.running, row.duration_ms) == (
            True,
            None,
            True,
            True,
            None,
        )
        assert view.step.input == {"note": "cardamom", "what": "dandelion"}
        assert all(not span.attributes for span in view.spans())
    reveal_next(work, **ACT)
    view = read_window(work, **ADA).view(4)
    assert (view.running, view.step.output, view.awaiting) == (False, "Refused, juniper", False)


@pytest.mark.usefixtures("forward_attempt")
def test_an_agent_runs_until_a_step_after_it_is_revealed(work):
    for _ in range(6):
        reveal_next(work, **ACT)
    outer, inner = read_window(work, **ADA).view(7).containers
    assert (outer.running, inner.name, inner.running, inner.status) == (True, "invoke_agent", True, None)
    reveal_next(work, **ACT)
    assert [container.running for container in read_window(work, **ADA).view(7).containers] == [False, False]


@pytest.mark.usefixtures("forward_attempt")
def test_what_was_repaired_and_which_agents_there_are_is_told_at_the_end(work):
    assert (read_window(work, **ADA).view(1).window.lanes(), read_window(work, **ADA).view(1).window.repairs()) == (
        (),
        (),
    )
    for _ in range(7):
        reveal_next(work, **ACT)
    assert len(read_window(work, **ADA).view(1).window.lanes()) == 2


@pytest.mark.usefixtures("open_attempt")
def test_the_surroundings_of_a_model_step_hold_what_it_is_compared_with(work):
    view = read_window(work, **ADA).view(8)
    around = view.delta_inputs
    assert (view.basis.step, view.before.number, around.totals.step) == (3, 3, 8)
    new = set(view.step.context.messages) - set(view.before.context.messages)
    assert {part.name for key in new for part in around.pool.messages[key].parts} >= {"consult_specialist"}
    assert set(around.pool.messages) == {
        *view.step.context.messages,
        *view.before.context.messages,
        *view.step.output_messages,
    }


@pytest.mark.usefixtures("open_attempt")
def test_a_tool_step_knows_who_asked_and_a_model_step_what_came_back(work):
    assert read_window(work, **ADA).view(2).asked_by.number == 1
    assert [step.number for step in read_window(work, **ADA).view(1).results] == [2]


@pytest.mark.usefixtures("forward_attempt")
def test_a_model_step_awaits_answers_that_are_not_revealed(work):
    view = read_window(work, **ADA).view(1)
    assert (view.awaiting, view.results) == (True, ())
    reveal_next(work, **ACT)
    reveal_next(work, **ACT)
    assert (read_window(work, **ADA).view(1).awaiting, read_window(work, **ADA).view(3).awaiting) == (False, True)


@pytest.mark.usefixtures("open_attempt")
def test_steps_are_listed_in_windows(work):
    assert [row.number for row in read_window(work, **ADA).headers(3, 5)] == [3, 4, 5]
    assert [row.number for row in read_window(work, **ADA).headers(-4, 99)] == list(range(1, 9))
    assert [row.depth for row in read_window(work, **ADA).headers(1, 8)] == [0, 0, 0, 0, 1, 1, 1, 0]
