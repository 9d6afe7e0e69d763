"""The best words for a failure are found, wherever they stand."""

from span_tree import span, steps_of, thrown

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
