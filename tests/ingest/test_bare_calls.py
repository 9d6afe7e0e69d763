"""Calls of a client with nothing around them: each in a trace of its own, and one run where they go on."""

import json

import pytest
from span_tree import runs_of, span

SYSTEM = {"role": "system", "parts": [{"type": "text", "content": "Be kind."}]}


def said(text):
    return {"role": "assistant", "parts": [{"type": "text", "content": text}]}


def user(text):
    return {"role": "user", "parts": [{"type": "text", "content": text}]}


def asked(*ids):
    return {
        "role": "assistant",
        "parts": [{"type": "tool_call", "id": i, "name": "look", "arguments": {"for": i}} for i in ids],
    }


def result(call_id):
    return {"role": "tool", "parts": [{"type": "tool_call_response", "id": call_id, "response": f"{call_id}!"}]}


def chat(trace, given, reply, **more):
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m"}
    attributes |= {"gen_ai.input.messages": json.dumps(given), "gen_ai.output.messages": json.dumps([reply])}
    return span("chat", attributes, trace=trace * 32, **more)


def told(*roots):
    return [[step["name"] for step in run["steps"]] for run in runs_of(*roots)]


FIRST = [SYSTEM, user("Where is it?")]
SECOND = [*FIRST, asked("c1", "c2"), result("c1"), result("c2")]
THIRD = [*SECOND, asked("c3"), result("c3")]
LOOP = (chat("a", FIRST, asked("c1", "c2")), chat("b", SECOND, asked("c3")), chat("c", THIRD, said("There.")))


def test_calls_that_answer_one_another_are_one_run_with_their_tools():
    assert told(*LOOP) == [["m", "look", "look", "m", "look", "m"]]


def test_calls_that_were_glued_together_are_answered_as_well():
    glued = {"type": "tool_call", "id": "c1c2", "name": "looklook", "arguments": '{"for": "c1"}{"for": "c2"}'}
    first = chat("a", FIRST, {"role": "assistant", "parts": [glued]})
    assert told(first, chat("b", SECOND, said("There."))) == [["m", "look", "look", "m"]]


def test_the_next_question_is_a_run_of_its_own():
    later = chat("d", [*THIRD, said("There."), user("And now?")], said("Here."))
    assert told(*LOOP, later) == [["m", "look", "look", "m", "look", "m"], ["m"]]


@pytest.mark.parametrize(
    "second",
    [
        [SYSTEM, user("Before."), *SECOND[1:]],  # a longer history
        [{**SYSTEM, "role": "user"}, *SECOND[1:]],  # which began otherwise
        [*FIRST, asked("c1", "c9"), result("c1"), result("c9")],  # and other calls
        [*FIRST, asked("c1", "c2")],  # that nobody answered
    ],
)
def test_another_conversation_is_a_run_of_its_own(second):
    found = [run["trace_id"][0] for run in runs_of(LOOP[0], chat("b", second, said("There.")))]
    assert found == ["a", "b"]


def test_what_another_library_or_process_asked_is_not_answered():
    assert len(told(LOOP[0], chat("b", SECOND, said("There."), scope="other"))) == 2


def test_of_two_that_asked_alike_the_latest_before_is_answered():
    again = chat("b", FIRST, asked("c1", "c2"))
    found = runs_of(LOOP[0], again, chat("c", SECOND, said("There.")))
    assert [(run["trace_id"][0], len(run["steps"])) for run in found] == [("a", 1), ("b", 4)]


def test_a_call_with_something_around_it_is_no_bare_one():
    around = span("app", {}, chat("a", FIRST, asked("c1", "c2")), trace="a" * 32)
    assert len(told(around, chat("b", SECOND, said("There.")))) == 2
