from dataclasses import replace

import pytest
from till import TILL, recorded, till_at

from app.domain.errors import ProofFailed
from app.domain.json import canonical
from app.recorder.agreement import first_difference, same_at
from app.recorder.proof import prove


@pytest.fixture(scope="module")
def arms(tmp_path_factory):
    (outcome, _) = recorded(till_at(tmp_path_factory.mktemp("till")), "damaged-order")
    return outcome.recording.arms


def without(trace, name, nth=0):
    """The trace without its n-th span of that name."""
    (gone, *_) = [span for span in trace.spans if span.name == name][nth:]
    return replace(trace, spans=tuple(span for span in trace.spans if span is not gone))


def changed(trace, at, **fields):
    """The trace with another field in its first span of that name."""
    first = next(span for span in trace.spans if span.name == at)
    return replace(trace, spans=tuple(replace(span, **fields) if span is first else span for span in trace.spans))


def test_two_arms_agree_before_the_root_cause_and_not_at_it(arms):
    broken, healthy = arms["broken"], arms["healthy"]
    assert first_difference(broken.trace, healthy.trace, run=broken.run, step=5) is None
    assert not same_at(broken.trace, healthy.trace, run=broken.run, step=5)
    assert same_at(broken.trace, healthy.trace, run=broken.run, step=4)


def test_a_span_that_only_one_arm_has_is_a_difference(arms):
    broken, healthy = arms["broken"], arms["healthy"]
    found = first_difference(broken.trace, without(healthy.trace, "retrieval rules"), run=broken.run, step=5)
    assert (found.step, found.span, found.what) == (3, "retrieval rules", "has no like in the healthy arm")
    alone = first_difference(broken.trace, without(healthy.trace, "chat gpt-4.1", 1), run=broken.run, step=5)
    assert (alone.step, alone.span, alone.what) == (4, "chat gpt-4.1", "has no like in the healthy arm")
    other = first_difference(without(broken.trace, "chat gpt-4.1", 1), healthy.trace, run=broken.run, step=5)
    assert (other.step, other.span, other.what) == (None, "chat gpt-4.1", "has no like in the broken arm")


def test_a_span_of_no_step_belongs_to_the_nearest_step_above_it(arms):
    broken, healthy = arms["broken"], arms["healthy"]
    slower = changed(broken.trace, "SELECT", attributes={"db.query.text": "SELECT 1"})
    found = first_difference(slower, healthy.trace, run=broken.run, step=6)
    assert found.step == 5


def test_a_container_belongs_to_no_step(arms):
    broken, healthy = arms["broken"], arms["healthy"]
    found = first_difference(
        changed(broken.trace, "invoke_workflow till-desk", name="invoke_workflow other"),
        healthy.trace,
        run=broken.run,
        step=5,
    )
    assert (found.step, found.span, found.what) == (None, "invoke_agent clerk", "parent differs")


def test_times_and_status_count_and_ids_do_not(arms):
    broken, healthy = arms["broken"], arms["healthy"]
    assert {span.span_id for span in broken.trace.spans}.isdisjoint(span.span_id for span in healthy.trace.spans)
    late = changed(broken.trace, "chat gpt-4.1", status_message="late")
    assert first_difference(late, healthy.trace, run=broken.run, step=5).what == "status differs"


def test_a_difference_above_all_steps_is_told_without_a_step(tmp_path):
    (outcome, _) = recorded(till_at(tmp_path), "damaged-order")
    recording = outcome.recording
    healthy = recording.arms["healthy"]
    other = replace(healthy, trace=changed(healthy.trace, "invoke_workflow till-desk", name="invoke_workflow other"))
    told = "healthy and broken differ before the root cause at step 5 \\(tool get_order\\): invoke_agent clerk parent differs"
    with pytest.raises(ProofFailed, match=told):
        prove(replace(recording, arms={**recording.arms, "healthy": other}), world=TILL)


def test_the_recorded_context_is_what_the_model_was_given(arms):
    run = arms["healthy"].run
    refund_asked = run.steps[5]
    messages = [run.messages[hash_] for hash_ in refund_asked.context.messages]
    assert [message.role for message in messages] == ["system", "user", "assistant", "tool", "assistant", "tool"]
    assert '"total":62' in canonical(messages[5].parts[0].result)
