"""Exceptions by which a run pauses, goes on elsewhere or ends a wait are told apart from failures."""

import pytest
from span_tree import runs_of, span, steps_of, thrown

TOOL = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "refund"}
AGENT = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "ada"}
MODEL = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o"}
ASKED = "(Interrupt(value='Approve the refund?', resumable=True),)"


def status_of(attributes, **more):
    (step,) = steps_of(span("refund", attributes, **more))
    return step["status"], step["error"]


@pytest.mark.parametrize(
    ("kind", "message", "status"),
    [
        ("langgraph.errors.GraphInterrupt", ASKED, "GraphInterrupt"),
        ("langgraph.errors.GraphInterrupt", ASKED, f"GraphInterrupt: {ASKED}"),
        ("GraphInterrupt", '[{"value": "Approve?"}]', '[{"value": "Approve?"}]'),
        ("NodeInterrupt", ASKED, ""),
        ("langgraph.errors.ParentCommand", "Command(goto='grace')", "ParentCommand: Command(goto='grace')"),
        ("Exception", f"GraphInterrupt({ASKED})Traceback (most recent call last):\n", f"GraphInterrupt({ASKED})"),
        ("pydantic_ai.exceptions.ApprovalRequired", "", "ApprovalRequired: "),
        ("pydantic_ai.exceptions.CallDeferred", "", ""),
        ("ToolInterruptError", "", ""),
        ("", 'GraphInterrupt: [{"value": "Approve?"}]\n    at interrupt (pregel.js:1)', ""),
        ("Error", "GraphInterrupt\n    at interrupt (pregel.js:1)", "Error"),
        ("GeneratorExit", "", "GeneratorExit: "),
        ("builtins.StopAsyncIteration", "", ""),
    ],
)
def test_a_tool_that_hands_the_run_on_has_not_failed(kind, message, status):
    assert status_of(TOOL, error=status, events=(thrown(kind, message),)) == ("unset", None)


@pytest.mark.parametrize(
    ("attributes", "status"),
    [
        ({"error.type": "GraphInterrupt"}, ""),
        ({"error.type": "langgraph.errors.GraphInterrupt"}, ASKED),
        ({}, f"GraphInterrupt({ASKED})"),
        ({}, ASKED),
        ({}, "Interrupt(value='Approve the refund?', id='1')"),
        ({}, "Command(graph='__parent__', goto='grace')"),
    ],
)
def test_it_has_not_where_a_status_or_an_error_type_alone_tells(attributes, status):
    assert status_of(TOOL | attributes, error=status) == ("unset", None)


def test_nor_where_a_tracing_product_marks_it_as_an_error():
    paused = {"langfuse.observation.type": "tool", "langfuse.observation.level": "ERROR"}
    assert status_of(paused | {"langfuse.observation.status_message": ASKED}) == ("unset", None)
    kit = {"genkit:type": "action", "genkit:metadata:subtype": "tool", "genkit:state": "error"}
    assert status_of(kit, error="", events=(thrown("ToolInterruptError", ""),)) == ("unset", None)
    smith = {"langsmith.span.kind": "tool"}
    assert status_of(smith, events=(thrown("Exception", f"GraphInterrupt({ASKED})"),)) == ("unset", None)


@pytest.mark.parametrize(
    ("attributes", "events", "status", "error"),
    [
        ({}, (thrown("StopIteration", ""),), "boom", "boom"),
        ({"error.type": "timeout"}, (thrown("StopIteration", ""),), "", "timeout"),
        ({}, (thrown("StopIteration", ""), thrown("ValueError", "too much")), "", "ValueError: too much"),
        ({}, (thrown("ValueError", "GraphInterrupt: not mine"),), "", "ValueError: GraphInterrupt: not mine"),
        ({}, (), "The graph was interrupted", "The graph was interrupted"),
    ],
)
def test_a_failure_beside_control_that_passes_stays_one(attributes, events, status, error):
    assert status_of(TOOL | attributes, error=status, events=events) == ("error", error)


def test_a_graph_that_pauses_for_a_human_has_no_failure_at_all():
    interrupt = (thrown("langgraph.errors.GraphInterrupt", ASKED),)
    tool = span("refund", TOOL, error="GraphInterrupt", events=interrupt)
    node = span("tools", {"openinference.span.kind": "CHAIN"}, tool, error="")
    graph = span("graph", AGENT, span("chat gpt-4o", MODEL), node, error="GraphInterrupt", events=interrupt)
    (run,) = runs_of(graph)
    assert [(step["kind"], step["status"], step["error"]) for step in run["steps"]] == [
        ("model", "unset", None),
        ("tool", "unset", None),
    ]
    assert run["container_failures"] == []


def polled(kind, message="", **more):
    event = ("exception", {"exception.type": kind, "exception.message": message, **more})
    return span("dequeue", {}, events=(event,))


@pytest.mark.parametrize(
    "kind", ["asyncio.exceptions.CancelledError", "TimeoutError", "queue.Empty", "System.OperationCanceledException"]
)
def test_a_poll_for_which_nothing_came_is_no_step(kind):
    poll = polled(kind, **{"exception.escaped": "False"})
    assert [step["kind"] for step in steps_of(span("POST /", {}, span("chat", MODEL), poll))] == ["model"]


@pytest.mark.parametrize(
    ("poll", "error"),
    [
        (polled("asyncio.exceptions.CancelledError", **{"exception.escaped": "True"}), "asyncio.exceptions.CancelledError"),
        (polled("ValueError", "bad item", **{"exception.escaped": "False"}), "ValueError: bad item"),
        (span("dequeue", {}, error="", events=(thrown("CancelledError", ""),)), "CancelledError"),
    ],
    ids=["it went further", "another exception", "a status of error"],
)  # fmt: skip
def test_one_that_failed_is_a_step(poll, error):
    steps = steps_of(span("POST /", {}, span("chat", MODEL), poll))
    assert [(step["kind"], step["error"]) for step in steps] == [("model", None), ("other", error)]


def test_an_agent_that_was_cancelled_has_not_failed_and_one_that_timed_out_has():
    def failures_of(kind):
        (run,) = runs_of(span("ada", AGENT, span("chat", MODEL), events=(thrown(kind, ""),)))
        return [failed["error"] for failed in run["container_failures"]]

    assert failures_of("asyncio.exceptions.CancelledError") == []
    assert failures_of("TimeoutError") == ["TimeoutError"]


def test_a_cancelled_run_that_says_so_by_its_status_has_failed():
    (run,) = runs_of(
        span("ada", AGENT, span("chat", MODEL), error="", events=(thrown("CancelledError", "stopped by ada"),))
    )
    assert [failed["error"] for failed in run["container_failures"]] == ["CancelledError: stopped by ada"]


def test_a_tool_that_timed_out_has_failed_whatever_its_status_is():
    assert status_of(TOOL, events=(thrown("TimeoutError", "5 s"),)) == ("error", "TimeoutError: 5 s")


INTERRUPTS = '[\n  {\n    "value": "Approve?",\n    "when": "during",\n    "resumable": true,\n    "ns": [\n      "tools:1"\n    ]\n  }\n]'


@pytest.mark.parametrize(
    "message",
    [
        INTERRUPTS,
        '[{"id":"0f7c3f6ee2b1d0a54f3e2d1c0b9a8877","value":{"question":"Approve?"}}]',
        '[{"id": "5e1a9a7e-1f7a-4a5b-9c3d-2b1a0f9e8d7c", "value": null}]',
    ],
)
def test_interrupts_as_json_are_all_that_javascript_says_of_them(message):
    assert status_of(TOOL, error="", events=(thrown("Error", message),)) == ("unset", None)
    assert status_of(TOOL, error=message) == ("unset", None)


def test_interrupts_that_were_cut_are_interrupts():
    cut = INTERRUPTS[: INTERRUPTS.index("during") + 8]
    assert status_of(TOOL, error=cut, events=(thrown("Error", INTERRUPTS),)) == ("unset", None)
    assert status_of(TOOL, error=cut) == ("unset", None)


@pytest.mark.parametrize(
    "message",
    [
        '[{"value": "x", "code": "invalid_type", "path": ["q"]}]',
        '[{"id": "7", "value": "sold out"}]',
        '[{"value": "x", "ns": ["a"], "code": "invalid_type"}]',
        '[{"value": "x"}, "y"]',
        '[{"value": "' + "x" * 100_000 + '", "when": "during"}]',
        '{"value": "Approve?"}',
    ],
    ids=[
        "a schema's complaint",
        "an id that is no hash",
        "more than an interrupt",
        "a list of more",
        "too long",
        "no list",
    ],
)
def test_any_other_json_in_an_error_is_what_went_wrong(message):
    assert status_of(TOOL, error="", events=(thrown("Error", message),))[0] == "error"
