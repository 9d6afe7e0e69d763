"""A tool's result tells of a failure where it speaks of its own call, and not where it speaks of something else."""

import pytest
from spans_by_hand import failed, model, result, run, span, tool

from app.assembly.tool_failure import error_in
from app.domain.span import Status


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"success": False, "message": "no such order"}, "no such order"),
        ({"Success": False, "Message": "no such order"}, "no such order"),
        ({"ok": False, "error": "no such order"}, "no such order"),
        ({"ok": False, "reason": "closed"}, "closed"),
        ({"success": "false", "msg": "closed"}, "closed"),
        ({"success": False, "order_id": 7, "message": "refund exceeds total"}, "refund exceeds total"),
        ({"data": {}, "error": "no such order", "successful": False}, "no such order"),
        ({"success": False}, "success: false"),
        ({"success": False, "results": []}, "success: false"),
        ({"response_status": "Error", "message": "ERROR: No data found"}, "ERROR: No data found"),
        ({"responseStatus": "FAILED", "detail": "no data"}, "no data"),
        ({"status": "error", "error_message": "no such city"}, "no such city"),
        ({"status": "failed"}, "failed"),
        ({"status": "failed", "order_id": 7, "message": "refund exceeds total"}, "refund exceeds total"),
        ({"type": "error", "message": "overloaded"}, "overloaded"),
        ({"type": "web_search_tool_result_error", "error_code": "max_uses_exceeded"}, "max_uses_exceeded"),
        ({"errorMessage": "no such order", "order": 7}, "no such order"),
        ({"error_code": "NOT_FOUND", "message": "no such order"}, "no such order"),
        ({"errors": [{"message": "no such field"}], "data": None}, "no such field"),
        ({"title": "Not Found", "status": 404, "detail": "no such order"}, "no such order"),
        ({"statusCode": 503, "message": "unavailable"}, "unavailable"),
        ({"level": "gold", "error": "no such customer"}, "no such customer"),
        ({"error": 404, "message": "no such order"}, "no such order"),
        ({"isError": True, "content": [{"type": "text", "text": "refused"}]}, "refused"),
        ({"result": "Error: no such order"}, "Error: no such order"),
        ({"content": [{"type": "text", "text": "Error executing tool x: refused"}]}, "Error executing tool x: refused"),
        ({"result": {"success": False, "message": "closed"}}, "closed"),
        ([{"type": "text", "text": "Error: closed"}, {"type": "text", "text": "Come back."}], "Error: closed"),
        ({"exit_code": 1, "stdout": "1", "stderr": "Traceback (most recent call last):\n…"}, "Traceback (most recent call last):\n…"),
        ({"exit_code": 2, "stdout": "", "stderr": "grep: orders: No such file\n"}, "grep: orders: No such file"),
        ({"returncode": 1, "stderr": "ValueError: too much"}, "ValueError: too much"),
        ({"type": "error-text", "value": "no such order"}, "no such order"),
        ({"type": "error-json", "value": {"message": "no such order"}}, "no such order"),
        ({"exception": "ValueError('no such order')"}, "ValueError('no such order')"),
        ({"traceback": "Traceback (most recent call last):\n  …\nKeyError: 'id'\n"}, "KeyError: 'id'"),
        ({"code": "ENOENT", "message": "no such file", "path": "/orders.csv"}, "no such file"),
        ({"code": "INVALID_ARGUMENT", "message": "no such order"}, "no such order"),
        ({"statusCode": 404, "body": '{"message": "no such order"}'}, "no such order"),
        ({"status_code": 500, "body": "Internal Server Error", "headers": {"a": "b"}}, "Internal Server Error"),
        ({"status": 502, "body": "<html><h1>Bad Gateway</h1></html>"}, "HTTP 502"),
        ({"status": 502, "body": "{bad"}, "{bad"),
        ({"status": 404, "body": {"detail": "no such order"}}, "no such order"),
        ({"status": 404, "body": {"order": 7}}, "HTTP 404"),
        ({"success": 0, "message": "no such order"}, "no such order"),
        ({"detail": [{"loc": ["body", "id"], "msg": "field required"}]}, "field required"),
        ({"status": False, "message": "no such order"}, "no such order"),
        ({"failed": True, "reason": "no such order"}, "no such order"),
        ({"timed_out": True, "stdout": "", "stderr": ""}, "timed out"),
        ({"Error": {"Code": "NoSuchKey", "Message": "no such order"}}, "no such order"),
        ({"__type": "ResourceNotFoundException", "message": "no such table"}, "no such table"),
        ({"code": 5, "message": "no such order", "details": []}, "no such order"),
        ({"code": -32602, "message": "no such order"}, "no such order"),
        ({"status": 500, "statusText": "Server Error", "data": {"message": "no such order"}}, "no such order"),
        ({"status": 500, "statusText": "Server Error", "data": {}}, "Server Error"),
        ({"exitCode": 127, "output": ""}, "exit code 127"),
        ({"exit_code": -9, "stdout": ""}, "exit code -9"),
    ],
)  # fmt: skip
def test_an_object_tells_that_its_own_call_failed(told, error):
    assert error_in(told) == error


@pytest.mark.parametrize(
    "told",
    [
        {"success": True, "message": "refunded"},
        {"error": "", "rows": 3},
        {"error": "none", "rows": 3},
        {"error": 0.02, "iterations": 5},
        {"errors": [], "data": {"id": 7}},
        {"errors": [{"line": 3, "message": "unused name"}], "file": "shop.py"},
        {"ok": False, "checks": {"db": "down"}},
        {"job_id": 7, "status": "failed"},
        {"job_id": 7, "status": "failed", "message": "disk full"},
        {"id": "d1", "deployment": "shop", "state": "failed", "error": "no such image"},
        {"runName": "nightly", "status": "FAILED", "reason": "3 tests"},
        {"status": 404},
        {"code": "EUR", "message": "Euro"},
        {"code": "INVALID_DATE", "message": "use a day in June", "field": "day"},
        {"detail": [{"msg": "field required"}]},
        {"detail": "a long story"},
        {"code": 7, "message": "seven", "details": "none"} | {"aisle": 3},
        {"type": "SyntaxError", "message": "unused name", "file": "shop.py"},
        {"success": 0, "failed": 3, "message": "3 of 3 tests"},
        {"success": 0, "total": 0, "message": "nothing to do"},
        {"name": "lint", "failed": True, "reason": "unused name"},
        {"status": 500, "data": {"message": "as asked"}, "url": "https://example.org"},
        {"code": "raise ValueError('x')", "message": "as asked"},
        {"exception": "", "rows": 3},
        {"exception": "public holidays", "fee": 3},
        {"jobs": [{"id": 7, "status": "failed"}, {"id": 8, "status": "done"}]},
        {"job": {"id": 7, "status": "error", "message": "disk full"}},
        {"level": "ERROR", "message": "disk full", "error": "ENOSPC"},
        {"logs": ["Error: disk full"]},
        {"title": "Error: what it means", "url": "https://example.org"},
        {"status": 200, "message": "found"},
        {"status": 404, "url": "https://example.org", "text": "Not Found"},
        {"status": "failed", "data": {"job": 7}},
        {"status": 404, "url": "https://example.org", "body": "Not Found"},
        {"code": 7, "message": "seven"},
        {"exit_code": 1, "stdout": "", "stderr": ""},
        {"exit_code": 1, "stdout": "2 failed, 28 passed"},
        {"exit_code": 1, "stdout": "2 failed, 28 passed", "stderr": "DeprecationWarning: old"},
        {"errors": [{"line": 3, "message": "unused name"}]},
        {"errors": ["line 3: unused name"]},
        {"exit_code": 0, "stderr": "warning: deprecated"},
        [{"status": "failed"}],
        [{"text": "Error: what it means", "url": "https://example.org"}],
        [],
    ],
)
def test_an_object_that_tells_of_something_else_tells_of_no_failure(told):
    assert error_in(told) is None


@pytest.mark.parametrize(
    ("name", "told", "error"),
    [
        ("get_payment", {"payment_id": 7, "status": "failed", "message": "card declined"}, None),
        ("paymentStatus", {"id": 7, "status": "failed", "message": "card declined"}, None),
        ("charge_card", {"payment_id": 7, "status": "failed", "message": "card declined"}, "card declined"),
        ("budget_transfer", {"payment_id": 7, "status": "failed", "message": "declined"}, "declined"),
        ("get_payment", {"payment_id": 7, "status": "error", "message": "database down"}, "database down"),
        ("get_weather", {"city": "Rome", "status": "failed", "message": "no such city"}, "no such city"),
        ("get_payment", {"status": "failed", "message": "no such payment"}, "no such payment"),
        ("run_job", {"job_id": 7, "status": "error", "message": "no such job"}, "no such job"),
    ],
)
def test_what_a_tool_looked_up_by_an_id_may_have_failed_without_the_tool(name, told, error):
    assert error_in(told, tool=name) == error


@pytest.mark.parametrize(("name", "failed"), [("get_payment", False), ("charge_card", True)])
def test_so_it_is_with_a_tool_that_has_no_span(name, failed):
    told = {"payment_id": 7, "status": "failed", "message": "card declined"}
    asked = span("m1", 0, 10), model((name, {"id": 7}, "c1"))
    steps = run(asked, (span("m2", 21, 30), model(given=(result(told, "c1"),)))).steps
    assert (steps[1].name, steps[1].rebuilt, steps[1].failed) == (name, True, failed)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"order_id": 7, "status": "failed", "reason": "card declined"}, None),
        ({"job_id": 7, "status": "failed", "error": "disk full"}, None),
        ({"status": "failed"}, None),
        ({"status": "error"}, "error"),
        ({"status": "error", "message": "no such order"}, "no such order"),
        ({"success": False, "message": "no such order"}, "no such order"),
        ({"order_id": 7, "error": "no such order"}, "no such order"),
        ("Error: no such order", "Error: no such order"),
    ],
)
def test_a_failed_thing_is_no_failed_step_where_the_span_says_that_it_went_well(told, error):
    asked = model(("lookup", {"id": 7}, "c1"))
    rows = [
        (span("m1", 0, 10), asked),
        (span("t", 11, 20, status=Status.OK), tool("lookup", call_id="c1", output=told)),
        (span("m2", 21, 30), model(given=(result(told, "c1"),))),
    ]
    step = run(*rows).steps[1]
    assert (step.error, step.failed) == (error, error is not None)


@pytest.mark.parametrize(
    ("printed", "error"),
    [
        (
            "meta=None content=[TextContent(type='text', text='it\\'s closed', meta=None)] isError=True",
            "it's closed",
        ),
        ("content='no such order' name='lookup' tool_call_id='c1' status='error'", "no such order"),
        ("content='Error: no such order' name='lookup' tool_call_id='c1'", "Error: no such order"),
        ("content='delivered' name='lookup' tool_call_id='c1'", None),
        ("meta=None content=[TextContent(type='text', text='8.0')] structuredContent=None isError=False", None),
        ("meta=None content=[] isError=True", "meta=None content=[] isError=True"),
    ],
)
def test_an_object_that_was_printed_is_read(printed, error):
    assert error_in(printed) == error


def test_a_printed_text_that_python_cannot_read_back_is_shown_as_it_was_printed():
    assert error_in(r"content='no \xorder' is_error=True") == r"no \xorder"
    long = "no such order " * 2_000
    assert error_in(f"content='{long}' is_error=True") == long


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"assistant": "billing"}, "failed; the recording does not say why"),
        ({"message": "billing is closed"}, "billing is closed"),
        ("Billing is closed.", "Billing is closed."),
    ],
    ids=["an object of no words", "an object with a sentence", "a sentence"],
)
def test_what_a_model_was_told_of_a_step_that_failed_is_why_only_where_it_is_a_sentence(told, why):
    found = run(
        (span("m1", 0, 10), model(("hand_over", {}, "c1"))),
        (span("t", 20, 30), failed(tool("hand_over", call_id="c1"), "")),
        (span("m2", 40, 50), model(said="Done.", given=(result(told, "c1"),))),
    )
    assert (found.steps[1].output, found.steps[1].error) == (told, why)
