"""The status of a failure that an instrumentation wrote on the spans after it as well."""

import json

from span_tree import model_told, runs_of, span, thrown

TAKEN = "Seat 12A is already taken"


def chat(said, **more):
    reply = [{"role": "assistant", "parts": [{"type": "text", "content": said}]}]
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m"}
    return span("chat", attributes | ({"gen_ai.output.messages": json.dumps(reply)} if said else {}), **more)


def tool(result=None, **more):
    attributes = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "book_seat"}
    return span("execute_tool", attributes | ({"gen_ai.tool.call.result": result} if result else {}), **more)


def agent(name, *inside, **more):
    reply = json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": "Done."}]}])
    attributes = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name}
    return span("invoke_agent", attributes | {"gen_ai.output.messages": reply}, *inside, **more)


def failed(*inside):
    (run,) = runs_of(agent("travel", *inside, error=TAKEN))
    assert run["container_failures"] == []
    return [(step["name"], step["error"]) for step in run["steps"] if step["status"] == "error" or step["error"]]


FIRST = tool(error=TAKEN, events=(thrown("Error", TAKEN),))


def test_what_answers_after_a_failure_has_not_failed_with_its_words():
    inside = agent("hotel", chat("Ambra.", error=TAKEN), error=TAKEN)
    assert failed(FIRST, chat("I ask.", error=TAKEN), inside, tool("Free.", error=TAKEN)) == [("book_seat", TAKEN)]


def test_what_does_not_answer_has_failed():
    assert failed(FIRST, chat("", error=TAKEN)) == [("book_seat", TAKEN), ("m", TAKEN)]


def test_what_throws_itself_has_failed_even_with_the_same_words():
    again = tool("None.", error=TAKEN, events=(thrown("Error", TAKEN),))
    assert failed(FIRST, again) == [("book_seat", TAKEN), ("book_seat", TAKEN)]


def test_other_words_are_another_failure():
    assert failed(FIRST, tool("Free.", error="No seat")) == [("book_seat", TAKEN), ("book_seat", "No seat")]


def test_what_came_before_the_failure_was_not_spread_to():
    assert failed(chat("I ask.", error=TAKEN), FIRST) == [("m", TAKEN), ("book_seat", TAKEN)]


def test_the_words_of_the_healed_step_stay():
    (run,) = runs_of(agent("travel", FIRST, chat("I ask.", error=TAKEN)))
    assert model_told(run["steps"][1])[3] == {"said": "I ask."}
