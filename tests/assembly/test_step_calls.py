"""Which model asked for which tool, and what only the messages tell."""

import pytest
from spans_by_hand import asked, box, failed, model, names, result, run, span, step, tool, user

from app.assembly.tool_failure import error_in
from app.domain.message import Message, Text, ToolCall, ToolResult
from app.domain.step import StepKind

LOOKUP = ("lookup", {"id": 1}, "c1")


def test_a_step_takes_arguments_and_result_from_the_messages_where_its_span_has_none():
    found = run(
        (span("m1", 0, 10), model(LOOKUP)),
        (span("t", 11, 20), tool("lookup", call_id="c1")),
        (span("m2", 21, 30), model(given=(asked(LOOKUP), result("delivered", "c1")))),
    )
    assert (found.steps[1].input, found.steps[1].output, found.steps[1].turn) == ({"id": 1}, "delivered", 1)


def test_a_lone_value_gets_the_name_of_its_argument():
    found = run(
        (span("m1", 0, 10), model(("quote", {"zip_code": "94107"}, None))),
        (span("t", 11, 20), tool("quote", input=94107)),
    )
    assert found.steps[1].input == {"zip_code": "94107"}


def test_a_call_without_ids_is_answered_by_the_next_step_of_its_name_with_its_arguments():
    two = [("lookup", {"id": 1}, None), ("lookup", {"id": 2}, None)]
    found = run(
        (span("m1", 0, 10), model(*two)),
        (span("b", 11, 20), tool("lookup", input={"id": 2})),
        (span("a", 21, 30), tool("lookup")),
    )
    assert [one.input for one in found.steps[1:]] == [{"id": 2}, {"id": 1}]


def test_a_step_of_another_name_answers_no_call():
    found = run((span("m1", 0, 10), model(("lookup", {"id": 1}, None))), (span("t", 11, 20), tool("stock")))
    assert (found.steps[1].turn, found.steps[1].input) == (None, None)


def test_a_step_with_another_id_answers_another_call():
    found = run((span("m1", 0, 10), model(LOOKUP)), (span("t", 11, 20), tool("lookup", call_id="c9")))
    assert (found.steps[1].turn, found.steps[1].input) == (None, None)


def test_a_tool_in_the_lane_of_another_agent_is_found_by_its_id_alone():
    found = run(
        (span("ada", 0, 30), box("ada")),
        (span("m1", 0, 10, parent="ada"), model(LOOKUP)),
        (span("grace", 31, 60), box("grace")),
        (span("by id", 32, 40, parent="grace"), tool("lookup", call_id="c1")),
        (span("by name", 41, 50, parent="grace"), tool("lookup")),
    )
    assert [one.turn for one in found.steps] == [1, 1, None]


def test_a_transfer_answers_the_call_that_asked_for_it():
    found = run(
        (span("m1", 0, 10), model(("transfer_to_grace", {}, "c1"))),
        (span("h", 11, 12), step(StepKind.HANDOFF, name="handoff to grace")),
        (span("m2", 13, 20), model(given=(asked(("transfer_to_grace", {}, "c1")), result("ok", "c1")))),
    )
    assert [one.kind for one in found.steps] == ["model", "handoff", "model"]
    assert found.steps[1].turn == 1


def test_a_handoff_does_not_answer_a_call_of_another_kind():
    found = run(
        (span("m1", 0, 10), model(LOOKUP)), (span("h", 11, 12), step(StepKind.HANDOFF, name="handoff to grace"))
    )
    assert found.steps[1].turn is None


def test_a_call_that_was_answered_without_a_span_is_rebuilt_between_the_models():
    found = run(
        (span("m1", 0, 10), model(LOOKUP)),
        (span("m2", 21, 30), model(given=(asked(LOOKUP), result("delivered", "c1")))),
    )
    rebuilt = found.steps[1]
    assert (rebuilt.name, rebuilt.rebuilt, rebuilt.span_ids, rebuilt.turn) == ("lookup", True, (), 1)
    assert (rebuilt.started_ns, rebuilt.ended_ns) == (10_000_000, 21_000_000)


def test_a_call_that_was_never_answered_is_no_step():
    assert names(run((span("m1", 0, 10), model(LOOKUP)), (span("m2", 21, 30), model()))) == [
        "gpt-4o-mini",
        "gpt-4o-mini",
    ]


def test_a_provider_that_runs_the_tool_itself_answers_in_the_same_reply():
    said = Message("assistant", (ToolCall("search", {"q": "x"}, "s1"), ToolResult(["found"], "s1"), Text("Here.")))
    found = run((span("m1", 0, 10), step(StepKind.MODEL, output_messages=(said,))))
    assert (found.steps[1].name, found.steps[1].output) == ("search", ["found"])


def test_a_server_that_uses_one_id_again_and_again_is_understood_by_the_latest_result():
    again = ("lookup", {"id": 2}, "c1")
    history = (asked(LOOKUP), result("first", "c1"))
    found = run(
        (span("m1", 0, 10), model(LOOKUP)),
        (span("m2", 11, 20), model(again, given=history)),
        (span("m3", 21, 30), model(given=(*history, asked(again), result("second", "c1")))),
    )
    assert [one.output for one in found.steps if one.rebuilt] == ["first", "second"]


def test_results_without_ids_are_told_by_name_and_only_where_they_are_new():
    call = ("lookup", {"id": 1}, None)
    history = (asked(call), result("first", name="lookup"))
    found = run(
        (span("m1", 0, 10), model(call)),
        (span("m2", 11, 20), model(call, given=history)),
        (span("m3", 21, 30), model(given=(*history, asked(call), result("second", name="lookup")))),
    )
    assert [one.output for one in found.steps if one.rebuilt] == ["first", "second"]


def test_a_result_without_id_and_name_answers_a_single_call():
    call = ("lookup", {"id": 1}, None)
    one = run((span("m1", 0, 10), model(call)), (span("m2", 11, 20), model(given=(asked(call), result("first")))))
    assert [found.output for found in one.steps if found.rebuilt] == ["first"]
    two = run(
        (span("m1", 0, 10), model(call, ("stock", {}, None))),
        (span("m2", 11, 20), model(given=(asked(call), result("first")))),
    )
    assert [found for found in two.steps if found.rebuilt] == []


def test_a_tool_fails_by_what_the_model_was_told_though_its_span_is_well():
    found = run(
        (span("m1", 0, 10), model(LOOKUP, ("stock", {}, "c2"))),
        (span("a", 11, 12), tool("lookup", call_id="c1", output="fine")),
        (span("b", 13, 14), tool("stock", call_id="c2")),
        (
            span("m2", 21, 30),
            model(
                given=(
                    user("x"),
                    result({"message": "no such order"}, "c1", is_error=True),
                    result({"error": "timed out"}, "c2"),
                )
            ),
        ),
    )
    assert [(one.failed, one.error) for one in found.steps[1:3]] == [(True, "no such order"), (True, "timed out")]


def test_a_failed_tool_says_what_the_model_was_told_where_it_says_only_a_code():
    found = run(
        (span("m1", 0, 10), model(LOOKUP, ("stock", {}, "c2"))),
        (span("a", 11, 12, attributes={"error.type": "E1"}), failed(tool("lookup", call_id="c1"), "E1")),
        (span("b", 13, 14), failed(tool("stock", call_id="c2"), "no such stock")),
        (span("m2", 21, 30), model(given=(result(["gone"], "c1"), result("other words", "c2")))),
    )
    assert [one.error for one in found.steps[1:3]] == ["gone", "no such stock"]


def test_a_tool_whose_own_result_is_an_error_has_failed():
    found = run(
        (span("a", 0, 1), tool("lookup", output={"error": "no such order"})),
        (span("b", 2, 3), failed(tool("x", output="Error: a"), "b")),
    )
    assert [one.error for one in found.steps] == ["no such order", "b"]
    assert found.steps[0].status == "error"


def test_a_look_up_fails_by_an_object_that_says_so_and_not_by_what_a_document_says():
    found = run(
        (span("a", 0, 1), step(StepKind.RETRIEVAL, name="docs", output={"error": "no such index"})),
        (span("b", 2, 3), step(StepKind.RETRIEVAL, name="docs", output="Error: what it means")),
        (span("c", 4, 5), step(StepKind.GUARDRAIL, name="tone", output={"status": "failed", "reason": "rude"})),
    )
    assert [one.error for one in found.steps] == ["no such index", None, None]


@pytest.mark.parametrize(
    ("result", "error"),
    [
        ("Error: no such order", "Error: no such order"),
        ("Error executing tool: timed out", "Error executing tool: timed out"),
        ("ValueError: too much", "ValueError: too much"),
        ("Traceback (most recent call last):\n x", "Traceback (most recent call last):\n x"),
        ("Tool 'issue_refund' not found.", "Tool 'issue_refund' not found."),
        ("Errors are rare here", None),
        ("The error rate is 2 %", None),
        (None, None),
        (7, None),
        ([{"error": "x"}], None),
        ({"error": None, "status": "delivered"}, None),
        ({"error": {"message": "no such order"}}, "no such order"),
        ({"error": {"code": 7}}, "error"),
        ({"error": True, "detail": "timed out"}, "timed out"),
        ({"isError": True, "content": [{"type": "text", "text": "refused"}]}, "refused"),
        ({"status": "error", "content": []}, "error"),
        ({"status": "failed", "reason": "closed"}, "closed"),
        ({"is_error": True, "message": ""}, "error"),
    ],
)
def test_a_result_tells_of_an_error_only_where_it_says_so(result, error):
    assert error_in(result) == error


def test_a_handoff_under_an_id_answers_no_transfer_under_another():
    found = run(
        (span("m", 0, 10), model(("transfer_to_grace", {}, "h1"))),
        (span("h", 11, 12), step(StepKind.HANDOFF, name="grace", call_id="h2")),
    )
    assert [(one.kind, one.turn) for one in found.steps] == [("model", 1), ("handoff", None)]


def test_a_tool_under_an_id_answers_no_call_of_its_longer_name_under_another():
    found = run(
        (span("m", 0, 10), model(("shop__search", {"q": "lamp"}, "c1"))),
        (span("t", 11, 12), tool("search", input={"q": "lamp"}, call_id="c2")),
    )
    assert [(one.kind, one.turn) for one in found.steps] == [("model", 1), ("tool", None)]


@pytest.mark.parametrize(
    ("called", "ran", "turn"),
    [
        ("shop__search", "search", 1),
        ("web-search", "web_search", 1),
        ("docs/web.search", "web_search", 1),
        ("research", "search", None),
    ],
)
def test_a_tool_answers_the_call_of_its_name_with_other_signs_or_a_servers_before_it(called, ran, turn):
    found = run(
        (span("m", 0, 10), model((called, {"q": "lamp"}, "c1"))),
        (span("t", 11, 12), tool(ran, input={"q": "lamp"})),
    )
    assert found.steps[1].turn == turn


def test_of_very_many_calls_that_nobody_answered_the_latest_are_waited_for():
    asking = [(span(f"m{n}", n, n + 0.5), model(("lookup", {"n": n}, None))) for n in range(1_102)]
    late = [(span(f"t{n}", 2_000 + n, 2_001 + n), tool("lookup", input={"n": n})) for n in (0, 1_101)]
    found = run(*asking, *late)
    forgotten, waited_for = found.steps[-2:]
    assert (forgotten.turn > 1, waited_for.turn) == (True, 1_102)
