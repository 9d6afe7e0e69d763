"""At a frontier a step names only steps before it, and nothing that one brings which still runs."""

from dataclasses import replace

import pytest
from open_runs import recorded
from spans_by_hand import span

from app.domain.span import Status
from app.domain.step import StepKind
from app.reading.window import Window
from app.replay.arrivals import ArrivalKind, FirstArrival, value_key
from app.store.run_rows import rows_of

RULE = {"text": "Unused goods may be returned within 30 days of delivery for a full refund. " * 2}
PLAIN = {"given": (), "output_messages": (), "status": Status.UNSET, "state": ()}


@pytest.fixture
def told(work):
    """What a step of a run names at a frontier: a tool (1), a retrieval inside it (2), and the same tool again (3)."""
    search = {"kind": StepKind.TOOL, "name": "search", "output": {"passages": [RULE]}}
    inner = {"kind": StepKind.RETRIEVAL, "name": "policies", "output": [RULE]}
    run, trace = recorded([(PLAIN | search, 0), (PLAIN | inner, 1), (PLAIN | search, 0)])
    outer = span("s1", 1, 2.8)
    run = replace(run, steps=(replace(run.steps[0], ended_ns=outer.end_ns), *run.steps[1:]))
    trace = replace(trace, spans=(outer, *trace.spans[1:]))
    work.runs.add(rows_of(run, trace, run_id="one", workspace="local", source="imported"))

    def at(frontier, step):
        seen = Window(work=work, run_id="one", frontier=frontier, last_step=3).view(step).arrivals.items()

        return {key: came for key, (came,) in seen}

    return at


def test_what_an_open_tool_returns_stands_at_the_step_that_brought_it(told):
    assert told(2, 2) == {}


def test_once_the_tool_is_over_it_stands_there(told):
    there = (FirstArrival(1, ArrivalKind.OUTPUT, part=True),)
    assert told(3, 2) == {value_key([RULE]): there, value_key(RULE["text"]): there}


def test_a_result_that_comes_again_names_the_first_of_them(told):
    assert told(3, 3) == {value_key({"passages": [RULE]}): (FirstArrival(1, ArrivalKind.OUTPUT),)}


def test_the_first_of_them_names_nothing(told):
    assert told(3, 1) == {}
