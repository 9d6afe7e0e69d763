"""In whatever order the pieces of a run are delivered, and however often it was assembled meanwhile, its steps are the same."""

import json
from itertools import permutations

import pytest

from app.assembly.steps import run_of
from app.ingest.decode import NamedBytes, decode

TRACE = "5b8efff798038103d269b633813fc60c"
ASK = {"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "ask", "arguments": {"q": "price"}}]}
TOLD = {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": "It is 4."}]}


def span(span_id, start, end, operation, *, parent=None, **more):
    told = {"gen_ai.operation.name": operation, **{f"gen_ai.{key.replace('_', '.')}": more[key] for key in more}}
    body = {
        "traceId": TRACE,
        "spanId": f"{span_id:016x}",
        "name": operation,
        "startTimeUnixNano": str(start * 1_000_000),
        "endTimeUnixNano": str(end * 1_000_000),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in told.items()],
    }
    return body if parent is None else body | {"parentSpanId": f"{parent:016x}"}


SPANS = (
    span(1, 1000, 1100, "invoke_workflow"),
    span(2, 1001, 1099, "invoke_agent", parent=1, agent_name="boss"),
    span(3, 1002, 1010, "chat", parent=2, output_messages=json.dumps([ASK])),
    span(4, 1011, 1050, "execute_tool", parent=2, tool_name="ask"),
    span(5, 1012, 1049, "invoke_agent", parent=1, agent_name="helper"),
    span(6, 1013, 1048, "chat", parent=5),
    span(7, 1051, 1090, "chat", parent=2, input_messages=json.dumps([ASK, TOLD])),
)


def request(spans):
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"scope": {"name": "a"}, "spans": list(spans)}]}]}).encode()


def steps_of(store):
    with store.reading() as work:
        (run,) = work.run_list.latest("local", limit=9).runs
        return work.full_run(run.id).steps


ORDERS = list(permutations(range(len(SPANS))))[::1500]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "".join(map(str, order)))
@pytest.mark.parametrize("between", [0, 5])
def test_deliveries_in_any_order_make_the_same_steps(store, deliver, assembled, order, between):
    (whole,) = decode([NamedBytes("whole", request(SPANS))])
    for at, place in enumerate(order, 1):
        deliver(request([SPANS[place]]))
        if at == between:
            assembled()
    assembled()
    assert steps_of(store) == run_of(whole).steps
    assert [step.span_ids[0][-1] for step in steps_of(store)] == ["3", "4", "6", "7"]
