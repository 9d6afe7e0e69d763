"""Values that an SDK or a collector cut at a length: what is there is read, and the step says that it ends there."""

import json

import pytest
from span_tree import otlp, runs_of, span

from app.domain.message import Message, Text, ToolCall, ToolResult
from app.ingest.decode import NamedBytes, decode
from app.ingest.messages import messages_of, system_message

ASKED = '[{"role": "user", "parts": [{"type": "text", "content": "Settle case 7."}]}'
CALLS = '[{"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "lookup", "arguments": '
USER = Message("user", (Text("Settle case 7."),))


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (ASKED + ', {"role": "assistant", "parts": [{"type": "text", "content": "I lo', [USER, Message("assistant", (Text("I lo"),))]),
        (ASKED, [USER]),
        (ASKED + ",", [USER]),
        (ASKED + ', {"role": "assis', [USER]),
        (ASKED + ', {"role": "assistant", "pa', [USER]),
        (ASKED + ', {"role": "assistant", "parts": [{"type": "te', [USER]),
        (ASKED + ", ...", [USER]),
        (ASKED + ', {"role": "assistant", "content": "I lo...[truncated]', [USER, Message("assistant", (Text("I lo"),))]),
        ('[{"role": "user", "content": "Zo\\u00eb \\u12', [Message("user", (Text("Zoë "),))]),
        ('[{"role": "user", "content": "Hi \\ud83d', [Message("user", (Text("Hi "),))]),
        ('[{"role": "user", "content": "Hi \\ud83d\\ude', [Message("user", (Text("Hi "),))]),
        ('[{"role": "user", "content": "Hi \\ud83d\\ude00', [Message("user", (Text("Hi \U0001f600"),))]),
        ('[{"role": "user", "content": "C:\\\\ud83d', [Message("user", (Text("C:\\ud83d"),))]),
        ('[{"role": "user", "content": "Hi \\', [Message("user", (Text("Hi "),))]),
        ('[{"role": "user", "content": "Zo\ufffd', [Message("user", (Text("Zo"),))]),
        (CALLS + '{"order_id": "A-1', [Message("assistant", (ToolCall("lookup", '{"order_id": "A-1', "c1"),))]),
        (CALLS + '"{\\"order_id\\": \\"A-1', [Message("assistant", (ToolCall("lookup", '{"order_id": "A-1', "c1"),))]),
        (CALLS + '{"order_id": "A-1042"}', [Message("assistant", (ToolCall("lookup", {"order_id": "A-1042"}, "c1"),))]),
        ('[{"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": {"total": 12', [Message("tool", (ToolResult('{"total": 12', "c1"),))]),
        ('{"messages": [{"role": "user", "content": "Settle case 7.', [USER]),
        ('[[{"role": "user", "content": [{"type": "text", "text": "Settle case 7.', [USER]),
        ('{"choices": [{"message": {"role": "assistant", "content": "I lo', [Message("assistant", (Text("I lo"),))]),
    ],
)  # fmt: skip
def test_what_can_be_read_of_messages_that_break_off_is_read(text, messages):
    found = messages_of(text)
    assert list(found) == messages
    assert [message.cut for message in found] == [False] * (len(messages) - 1) + [True]


@pytest.mark.parametrize(
    "text",
    [
        "[",
        '{"',
        '[{"content":' * 60,
        "[INFO] started",
        '{"name"} is missing',
        '{"a": "b',
        '["one", "tw',
        "[{'role': 'user'",
        '[{"n": 1]',
    ],
)
def test_a_text_that_tells_no_messages_stays_the_text_that_it_is(text):
    assert messages_of(text) == (Message("user", (Text(text),)),)
    assert not messages_of(text)[0].cut


def test_instructions_and_blocks_may_break_off_as_well():
    (instructions,) = system_message('[{"type": "text", "content": "Be ki')
    (blocks,) = messages_of([{"role": "user", "content": '[{"text": "Settle ca'}])
    assert (instructions, blocks) == (Message("system", (Text("Be ki"),)), Message("user", (Text("Settle ca"),)))
    assert instructions.cut
    assert blocks.cut


def test_half_an_id_or_a_number_is_not_taken_for_the_whole():
    (message,) = messages_of('[{"role": "tool", "content": "done", "tool_call_id": "call_1')
    assert message.parts == (ToolResult("done"),)
    (message,) = messages_of('[{"role": "user", "content": "Hi.", "index": 12')
    assert message.parts == (Text("Hi."),)


def chat(**attributes):
    known = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}
    return span("chat", known | {f"gen_ai.{key.replace('__', '.')}": value for key, value in attributes.items()})


def test_a_step_whose_messages_break_off_says_so_and_its_context_is_known_to_be_partial():
    whole = json.dumps([{"role": "user", "parts": [{"type": "text", "content": "Settle case 7. " + "x" * 400}]}])
    (run,) = runs_of(
        chat(input__messages=whole[:300], output__messages='[{"role": "assistant", "content": "Done."}]')
    )
    assert [sentence.partition(" holds ")[2] for sentence in run["repairs"]] == [
        "JSON that is cut off; what it says is shown up to there."
    ]
    (step,) = run["steps"]
    assert step["input"][0]["parts"][0]["text"].startswith("Settle case 7. xxx")
    (run,) = runs_of(chat(input__messages=whole))
    assert run["repairs"] == []


def test_a_tools_result_that_breaks_off_is_told_of_too():
    known = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup"}
    cut = known | {"gen_ai.tool.call.result": '{"order_id": "A-1042", "items": [{"sku": "KB-87'}
    whole = known | {"gen_ai.tool.call.result": '{"order_id": "A-1042", "items": [{"sku": "KB-87"}]}'}
    assert [len(runs_of(span("execute_tool lookup", one))[0]["repairs"]) for one in (cut, whole)] == [1, 0]


def model_step(attributes, **more):
    (run,) = runs_of(span("call_llm", attributes, **more))
    assert len(run["repairs"]) == 1
    (step,) = run["steps"]
    return [(message["role"], message["parts"][0].get("text")) for message in (step["input"] or []) + step["output"]]


GEMINI = '{"model": "gemini-2.5-flash", "config": {"system_instruction": "Be brief."}, "contents": [{"role": "user", '


def test_a_request_that_breaks_off_is_read_where_a_dialect_takes_whole_ones_apart():
    said = {"gcp.vertex.agent.llm_response": '{"content": {"role": "model", "parts": [{"text": "Eight."}]}}'}
    asked = {"gcp.vertex.agent.llm_request": GEMINI + '"parts": [{"text": "How many le'}
    assert model_step(said | asked, scope="gcp.vertex.agent") == [
        ("system", "Be brief."),
        ("user", "How many le"),
        ("assistant", "Eight."),
    ]


def test_a_request_may_break_off_after_its_instructions_and_a_reply_within_its_words():
    said = {"gcp.vertex.agent.llm_response": '{"content": {"role": "model", "parts": [{"text": "Eig'}
    asked = {"gcp.vertex.agent.llm_request": GEMINI.partition(', "contents"')[0][:-6]}
    assert model_step(said | asked, scope="gcp.vertex.agent") == [("system", "Be br"), ("assistant", "Eig")]


def test_the_prompt_of_a_loop_that_breaks_off_is_read_too():
    known = {"ai.operationId": "ai.generateText.doGenerate", "ai.model.id": "gpt-4o", "ai.response.text": "Eight."}
    asked = {"ai.prompt": '{"system": "Be brief.", "messages": [{"role": "user", "content": "How many le'}
    assert model_step(known | asked) == [("system", "Be brief."), ("user", "How many le"), ("assistant", "Eight.")]


def test_tools_on_offer_that_break_off_are_read_as_far_as_they_are_whole():
    tools = json.dumps([{"type": "function", "name": name, "parameters": {"type": "object"}} for name in "abc"])
    (run,) = runs_of(
        chat(output__messages='[{"role": "assistant", "content": "Done."}]', tool__definitions=tools[:-9])
    )
    assert len(run["repairs"]) == 1
    (trace,) = decode([NamedBytes("trace.json", otlp(chat(tool__definitions=tools[:-9])))])
    (reading,) = trace.readings.values()
    assert [tool.name for tool in reading.tools] == ["a", "b"]
    assert reading.partial


def test_a_reply_that_breaks_off_is_not_taken_for_the_request_that_nobody_told():
    (run,) = runs_of(chat(output__messages=CALLS + '{"order_id": "A-1'))
    (step,) = run["steps"]
    assert step["input"] is None
    assert [part["arguments"] for part in step["output"][0]["parts"]] == ['{"order_id": "A-1']


def test_a_name_of_both_sides_is_of_neither():
    (run,) = runs_of(chat(request__response_format='{"type": "text", "content": "As a tab'))
    assert [run["steps"][0]["output"], run["repairs"]] == [None, []]


def test_a_context_whose_messages_break_off_is_partial_and_one_whose_reply_does_is_not():
    def reading(**attributes):
        (trace,) = decode([NamedBytes("trace.json", otlp(chat(**attributes)))])
        (found,) = trace.readings.values()
        return found.cut, found.partial

    assert reading(input__messages=ASKED, output__messages='[{"role": "assistant", "content": "Hi."}]') == (
        True,
        True,
    )
    assert reading(input__messages=ASKED + "]", output__messages='[{"role": "assistant", "content": "H') == (
        True,
        False,
    )
    assert reading(input__messages=ASKED + "]", output__messages='[{"role": "assistant", "content": "Hi."}]') == (
        False,
        False,
    )


def test_wherever_a_list_breaks_off_its_whole_messages_are_as_they_were():
    calls = [{"type": "tool_call", "id": "c1", "name": "lookup", "arguments": {"n": [1, {"a": 'b"]'}]}}]
    listed = [
        {"role": "system", "content": "Be \\ kind \U0001f600."},
        {"role": "assistant", "parts": [{"type": "text", "content": "{[\n"}, *calls]},
        {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": {"rows": [None, 12.5]}}]},
    ]
    for text in (json.dumps(listed), json.dumps(listed, ensure_ascii=False, indent=1)):
        whole = messages_of(text)
        for end in range(text.index("}"), len(text)):
            found = messages_of(text[:end])
            assert found[-1].cut
            assert found[:-1] == whole[: len(found) - 1]
            assert [message.role for message in found] == [message.role for message in whole[: len(found)]]
