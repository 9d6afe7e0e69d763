"""The best words for a failure are found, wherever they stand."""

from span_tree import log, span, steps_of, thrown

TOOL = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "issue_refund"}


def error_of(attributes, **more):
    (step,) = steps_of(span("execute_tool issue_refund", TOOL | attributes, **more))
    return step["error"]


def test_an_exception_without_a_message_leaves_the_word_to_the_result():
    retry = (thrown("pydantic_ai.exceptions.ToolRetryError", ""),)
    said = error_of({"gen_ai.tool.call.result": "refund exceeds total"}, error="ToolRetryError: ", events=retry)
    assert said == "refund exceeds total"


def test_an_exceptions_message_outdoes_the_result():
    retry = (thrown("ValueError", "refund exceeds total"),)
    assert (
        error_of({"gen_ai.tool.call.result": "try again"}, error="", events=retry)
        == "ValueError: refund exceeds total"
    )


def test_a_trace_appended_to_the_message_is_cut_off():
    text = "TimeoutError('no answer')Traceback (most recent call last):\n  File 'shop.py'\nTimeoutError: no answer"
    assert error_of({}, error=text) == "TimeoutError('no answer')"


def test_a_message_that_is_nothing_but_a_trace_gives_its_last_line():
    assert error_of({}, error="Traceback (most recent call last):\n  File 'shop.py'\nTimeoutError: no answer") == (
        "TimeoutError: no answer"
    )


def test_the_error_type_is_better_than_nothing():
    assert error_of({"error.type": "timeout"}, error="") == "timeout"


def test_a_status_that_says_no_more_than_error_leaves_the_word_to_the_result():
    assert error_of({"gen_ai.tool.call.result": "no such order"}, error="Error") == "no such order"


def test_a_status_code_says_why_where_nothing_else_does():
    assert error_of({"http.response.status_code": 404}, error="") == "HTTP 404"
    assert error_of({"http.response.status_code": 404, "error.type": "404"}, error="Error") == "HTTP 404"
    assert error_of({"http.response.status_code": 404}, error="no such order") == "no such order"


def test_the_result_outdoes_a_status_code():
    attributes = {"http.response.status_code": 404, "gen_ai.tool.call.result": '{"error": "no such order"}'}
    assert error_of(attributes, error="") == "no such order"


def test_the_code_of_a_request_below_a_failed_step_says_why():
    request = span("GET", {"http.request.method": "GET", "http.response.status_code": 500})
    (step,) = steps_of(span("execute_tool issue_refund", TOOL, request, error=""))
    assert step["error"] == "HTTP 500"


def test_a_failed_request_outside_every_step_says_its_code():
    request = span("GET", {"http.method": "GET", "http.status_code": 404}, error="")
    assert [step["error"] for step in steps_of(span("handle", {}, request))] == ["HTTP 404"]


def test_attributes_and_log_records_say_why_too():
    assert error_of({"error.message": "no such order", "error.type": "NotFound"}) == "no such order"
    assert error_of({"exception.type": "KeyError", "exception.message": "order_id"}, error="") == "KeyError: order_id"
    assert error_of({"error": "no such order"}) == "no such order"
    raised = log("exception", {"exception.type": "KeyError", "exception.message": "order_id"})
    assert error_of({}, error="", logs=(raised,)) == "KeyError: order_id"


def test_an_error_flag_is_a_failure_and_its_absence_none():
    assert error_of({"error": True}) == "failed; the recording does not say why"
    assert error_of({"error": "true", "otel.status_description": "no such order"}) == "no such order"
    for nothing in (False, "false", "", "none", "0"):
        assert error_of({"error": nothing}) is None
