"""However an agent's run was recorded, nothing is shown before what led to it, and no call has another's result."""

import json

from agent_runs import agent_runs
from hypothesis import given
from hypothesis import strategies as st

from app.assembly.steps import run_of
from app.domain.json import canonical
from app.ingest.decode import NamedBytes, decode


def read(*requests):
    (trace,) = decode([NamedBytes(f"{number}", json.dumps(one).encode()) for number, one in enumerate(requests)])
    return run_of(trace)


def places(run):
    return {span_id: step for step in run.steps for span_id in step.span_ids}


@given(agent_runs())
def test_no_step_is_shown_with_the_arguments_or_the_result_of_another_call(happened):
    steps = places(read(happened.request()))
    for span_id, arguments in happened.arguments.items():
        if span_id in steps:
            assert steps[span_id].input in (None, arguments)
            assert steps[span_id].output in (None, happened.results[span_id])


@given(agent_runs())
def test_what_is_rebuilt_has_arguments_and_result_of_one_call(happened):
    calls = {canonical([happened.arguments[own], happened.results[own]]) for own in happened.arguments}
    rebuilt = [canonical([step.input, step.output]) for step in read(happened.request()).steps if step.rebuilt]
    assert set(rebuilt) <= calls
    assert len(rebuilt) == len(set(rebuilt))


@given(agent_runs())
def test_no_tool_and_no_agent_is_read_before_the_model_that_asked_for_it(happened):
    steps = places(read(happened.request()))
    for later, model in happened.asked_by.items():
        if later in steps:
            assert steps[model].number < steps[later].number
    for step in steps.values():
        assert step.turn is None or step.turn <= step.number


@given(agent_runs())
def test_every_span_is_in_one_step_or_an_agents(happened):
    run = read(happened.request())
    used = [span_id for step in run.steps for span_id in step.span_ids]
    containers = {container.id for container in run.containers}
    agents = {body["spanId"] for body in happened.spans if body["name"].startswith(("flow", "boss", "helper"))}
    assert len(used) == len(set(used))
    assert containers <= agents
    assert {body["spanId"] for body in happened.spans} == {*used, *agents}


@given(agent_runs(), st.randoms(use_true_random=False))
def test_the_order_of_spans_and_of_files_changes_nothing(happened, chance):
    shuffled = list(happened.spans)
    chance.shuffle(shuffled)
    files = [happened.request([span]) for span in shuffled]
    assert read(*files) == read(happened.request(shuffled)) == read(happened.request())
