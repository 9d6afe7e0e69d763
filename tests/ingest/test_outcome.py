"""Arguments and results without what frameworks wrap around them."""

import pytest

from app.ingest.outcome import ToolOutcome, arguments_of, outcome_of

CALLS = [
    ('{"order_id": "A-1042"}', {"order_id": "A-1042"}),
    ('{"args": [], "kwargs": {"order_id": "A-1042"}}', {"order_id": "A-1042"}),
    ('{"kwargs": {"order_id": "A-1042"}}', {"order_id": "A-1042"}),
    ('{"args": ["A-1042"], "kwargs": {}}', "A-1042"),
    ('{"args": ["A-1042", 2], "kwargs": {}}', ["A-1042", 2]),
    ('{"args": ["A-1042"], "kwargs": {"n": 2}}', {"args": ["A-1042"], "n": 2}),
    ('{"input_str": "{\'order_id\': \'A-1042\'}", "tags": []}', {"order_id": "A-1042"}),
    ('{"input_str": "x", "inputs": {"order_id": "A-1042"}}', {"order_id": "A-1042"}),
    ('{"name": "f", "args": {"n": 1}, "id": "c1", "type": "tool_call"}', {"n": 1}),
    ("A-1042", "A-1042"),
    (None, None),
]


@pytest.mark.parametrize(("recorded", "arguments"), CALLS)
def test_arguments_stand_alone(recorded, arguments):
    assert arguments_of(recorded) == arguments


def test_a_graphs_command_holds_the_tools_message_in_its_update():
    message = {"type": "tool", "content": "Transferred.", "name": "to_refunds", "tool_call_id": "c1"}
    found = outcome_of({"graph": None, "update": {"messages": [message]}, "goto": "refunds"})
    assert found == ToolOutcome("Transferred.", "c1", "to_refunds", None)


def test_a_result_of_llamaindex_is_the_value_or_else_its_blocks():
    told = {"tool_name": "f", "raw_output": None, "blocks": [{"type": "text", "text": "no answer"}], "is_error": True}
    assert outcome_of(told) == ToolOutcome("no answer", name="f", is_error=True)
    assert outcome_of({**told, "raw_output": 7, "is_error": False}) == ToolOutcome(7, name="f")


def test_text_blocks_are_their_text_and_other_lists_stay_lists():
    assert outcome_of([{"type": "text", "text": '{"total": 89.9}'}]).result == {"total": 89.9}
    assert outcome_of([1, 2]).result == [1, 2]
    assert outcome_of([]).result == []


def test_an_output_beside_run_arguments_is_the_result_and_one_beside_more_is_a_key():
    assert outcome_of({"output": {"total": 89.9}, "kwargs": {"name": "f"}}).result == {"total": 89.9}
    assert outcome_of({"output": {"total": 89.9}, "status": "ok"}).result == {
        "output": {"total": 89.9},
        "status": "ok",
    }


def test_a_text_that_was_written_as_json_is_read_without_its_quotes():
    assert outcome_of('"no \\"such\\" order"').result == 'no "such" order'
    assert outcome_of('"{\\"total\\": 89.9}"').result == {"total": 89.9}
    assert outcome_of('"a" and "b"').result == '"a" and "b"'


def test_an_update_without_messages_is_a_result_like_any_other():
    assert outcome_of({"update": {"rows": 3}}).result == {"update": {"rows": 3}}


def test_an_error_says_its_sentence_and_else_the_whole_of_it():
    assert ToolOutcome({"message": "no such order", "code": 7}, is_error=True).error == "no such order"
    assert ToolOutcome({"code": 7}, is_error=True).error == '{"code": 7}'
    assert ToolOutcome("delivered").error is None


def test_a_part_that_tells_gemini_a_result_is_the_response_in_it():
    told = {"id": "adk-1", "name": "weather", "response": {"result": "sunny"}}
    assert outcome_of(told) == ToolOutcome({"result": "sunny"}, "adk-1", "weather")
    assert outcome_of({**told, "cost": 7}).result == {**told, "cost": 7}
    assert outcome_of({"name": "weather", "response": "sunny"}).result == {"name": "weather", "response": "sunny"}
