"""What Python prints of messages, calls and results is read as the objects that were printed."""

import json

import pytest
from span_tree import runs_of, span, steps_of

from app.domain.message import Message, Reasoning, Text, ToolCall, ToolResult
from app.ingest.messages import messages_of
from app.ingest.outcome import outcome_of
from app.ingest.printed_objects import PrintedObject, printed_object
from app.ingest.reply import reply_of

CALL = "ChatCompletionMessageToolCall(id='c1', function=Function(arguments='{\"q\":\"tea\"}', name='find'), type='function')"
FIND = ToolCall("find", {"q": "tea"}, "c1")
COMPLETION = (
    "ChatCompletion(id='r1', choices=[Choice(finish_reason='stop', index=0, message=ChatCompletionMessage("
    "content='Hello you.', refusal=None, role='assistant', tool_calls=None))], created=1, model='gpt-4o', "
    "usage=CompletionUsage(completion_tokens=2, prompt_tokens=3, total_tokens=5))"
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A(x=None, y=True, z=-3, f=1.5e-7)", {"type": "A", "x": None, "y": True, "z": -3, "f": 1.5e-7}),
        ("a.b.C(x=(1,), y=(), z={'k': [1, 2]})", {"type": "C", "x": [1], "y": [], "z": {"k": [1, 2]}}),
        ("A(x='it\\'s\\n\\u00e9\\x41 \\\\', y=\"it's\")", {"type": "A", "x": "it's\né\x41 \\", "y": "it's"}),
        ("A(x=r'a\\b', y=b'\\n')", {"type": "A", "x": "a\\b", "y": "\n"}),
        ("A(x=Decimal('3.50'), y=B())", {"type": "A", "x": "Decimal('3.50')", "y": {"type": "B"}}),
        ("A(x=f(g(1), '('), y=1)", {"type": "A", "x": "f(g(1), '(')", "y": 1}),
        ("A(x=<Role.USER: 'user'>, y=<object at 0x7f>)", {"type": "A", "x": "user", "y": "<object at 0x7f>"}),
        ("A(x=nan, y=Role.USER, _z=1)", {"type": "A", "x": "nan", "y": "Role.USER", "z": 1}),
        ("a='x' b={} c=[D(e=1)]", {"a": "x", "b": {}, "c": [{"type": "D", "e": 1}]}),
        ("[{'role': 'user'}, A(x=1)]", [{"role": "user"}, {"type": "A", "x": 1}]),
    ],
)
def test_fields_of_an_object_are_those_of_a_mapping(text, value):
    assert printed_object(text) == PrintedObject(value, cut=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[A(content='one'), A(content='two and", [{"type": "A", "content": "one"}, {"type": "A", "content": "two and"}]),
        ("A(content='caf\\u00", {"type": "A", "content": "caf"}),
        ("A(content='a', n=12", {"type": "A", "content": "a"}),
        ("A(content='a', x=Decimal('3.", {"type": "A", "content": "a"}),
        ("[{'role': 'user', 'content': 'on", [{"role": "user", "content": "on"}]),
    ],
)  # fmt: skip
def test_what_breaks_off_is_read_as_far_as_it_goes(text, value):
    assert printed_object(text) == PrintedObject(value, cut=True)


@pytest.mark.parametrize(
    "text",
    ["f(x) = y", "Hello (a=1)", "A(x=1) and more", "A(x={1: 'a'})", "A(x=1]", "A(x=1, {y=2})", "A()", "A(x=!)"],
)
def test_any_other_text_is_no_object(text):
    assert printed_object(text) is None


def test_objects_that_are_too_deep_or_too_long_are_left():
    assert printed_object("A(x=" * 200) is None
    assert printed_object("A(x='" + "a" * 200_000 + "')") is None


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "[SystemMessage(content='Be kind.', additional_kwargs={}), HumanMessage(content=\"it's me\", id='1')]",
            (Message("system", (Text("Be kind."),)), Message("user", (Text("it's me"),))),
        ),
        (
            "AIMessage(content='', tool_calls=[{'name': 'find', 'args': {'q': 'tea'}, 'id': 'c1', 'type': 'tool_call'}])",
            (Message("assistant", (FIND,)),),
        ),
        ("content='Hello you.' additional_kwargs={} id='run-1'", (Message("assistant", (Text("Hello you."),)),)),
        (COMPLETION, (Message("assistant", (Text("Hello you."),)),)),
        (
            "Message(id='m1', content=[ThinkingBlock(thinking='Hm.', type='thinking'), TextBlock(text='Yes.', type='text')], role='assistant')",
            (Message("assistant", (Reasoning("Hm."), Text("Yes."))),),
        ),
        (
            "ModelResponse(parts=[TextPart(content='Yes.'), ToolCallPart(tool_name='find', args={'q': 'tea'}, tool_call_id='c1')])",
            (Message("assistant", (Text("Yes."), FIND)),),
        ),
        (
            "GenerateContentResponse(candidates=[Candidate(content=Content(parts=[Part(text='Yes.', thought=None)], role='model'))])",
            (Message("assistant", (Text("Yes."),)),),
        ),
        (
            "ChatMessage(role=<MessageRole.USER: 'user'>, blocks=[TextBlock(block_type='text', text='Hi')])",
            (Message("user", (Text("Hi"),)),),
        ),
        (
            f"[{{'role': 'user', 'content': 'Hi'}}, ChatCompletionMessage(content=None, role='assistant', tool_calls=[{CALL}])]",
            (Message("user", (Text("Hi"),)), Message("assistant", (FIND,))),
        ),
    ],
)  # fmt: skip
def test_printed_messages_are_messages(text, messages):
    assert messages_of(text, role="assistant") == messages


@pytest.mark.parametrize("text", ["Order(id=7, content='tea')", "Message(id=7)", "content='tea'", "x='a' y='b'"])
def test_an_object_that_is_no_message_is_what_was_said(text):
    assert messages_of(text, role="assistant") == (Message("assistant", (Text(text),)),)


@pytest.mark.parametrize(
    "calls", [[CALL], f"[{CALL}]", CALL.replace("ChatCompletionMessageToolCall", "a.b.ToolCall")]
)
def test_calls_that_were_printed_among_a_messages_fields_are_calls(calls):
    given = calls if isinstance(calls, list) or calls[0] == "[" else [calls]
    said = {"role": "assistant", "content": None, "tool_calls": given}
    assert messages_of([said]) == (Message("assistant", (FIND,)),)


def test_messages_that_break_off_are_marked_and_make_the_context_partial():
    text = "[HumanMessage(content='first', additional_kwargs={}), HumanMessage(content='second one that"
    (run,) = runs_of(span("ChatOpenAI", {"openinference.span.kind": "LLM", "input.value": text}))
    (step,) = run["steps"]
    assert [part["text"] for message in step["input"] for part in message["parts"]] == ["first", "second one that"]
    assert "cut off" in run["repairs"][0]


def test_a_printed_reply_tells_its_model_and_tokens():
    reply = reply_of(COMPLETION)
    assert (reply.id, reply.model, reply.finish_reason) == ("r1", "gpt-4o", "stop")
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (3, 2)


def test_a_tools_result_is_taken_out_of_what_was_printed_around_it():
    printed = outcome_of("content='3 degrees' name='find' tool_call_id='c1'")
    assert (printed.result, printed.call_id, printed.name) == ("3 degrees", "c1", "find")
    assert outcome_of("ToolMessage(content='boom', tool_call_id='c1', status='error')").error == "boom"
    mcp = outcome_of("meta=None content=[TextContent(type='text', text='row 1', annotations=None)] isError=False")
    assert (mcp.result, mcp.is_error) == ("row 1", None)
    raw = outcome_of("ToolOutput(content='7', tool_name='find', raw_input={}, raw_output=7, is_error=False)")
    assert (raw.result, raw.name) == (7, "find")


def test_an_object_of_the_tools_own_stays_as_it_was_printed():
    assert outcome_of("Order(id=7, total=Decimal('3.50'))").result == "Order(id=7, total=Decimal('3.50'))"
    cut = "ToolMessage(content='3 deg', tool_call_id='c1', artifact='x"
    assert outcome_of(cut).result == cut


def test_the_steps_of_a_run_tell_what_was_printed():
    attributes = {"openinference.span.kind": "LLM", "output.value": COMPLETION, "input.value": json.dumps("Hi")}
    (step,) = steps_of(span("ChatOpenAI", attributes))
    assert step["output"] == [{"role": "assistant", "parts": [{"type": "text", "text": "Hello you."}]}]
    assert ToolResult("3", "c1") == messages_of("ToolMessage(content='3', tool_call_id='c1')")[0].parts[0]
