"""An agent's span that alone tells what was asked and answered is read, whoever wrote it."""

import json

import pytest
from span_tree import runs_of, span, steps_of

AGENT = {"openinference.span.kind": "AGENT", "agent.name": "ada"}
OBSERVED = {"langfuse.observation.type": "agent"}


def openinference(asked, answered):
    values = {"input.value": asked, "output.value": answered}
    return AGENT | {name: value for name, value in values.items() if value is not None}


def langfuse(asked, answered):
    values = {"langfuse.observation.input": asked, "langfuse.observation.output": answered}
    return OBSERVED | {name: value for name, value in values.items() if value is not None}


def texts(messages):
    return [(message["role"], part["text"]) for message in messages for part in message["parts"]]


@pytest.mark.parametrize("written", [openinference, langfuse])
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Hi", "Hello."),
        (
            json.dumps({"messages": [{"role": "user", "content": "Hi"}]}),
            json.dumps([{"role": "assistant", "content": "Hello."}]),
        ),
    ],
)
def test_an_agents_words_are_read(written, asked, answered):
    (step,) = steps_of(span("ada", written(asked, answered)))
    assert (step["kind"], step["agent"]) == ("model", "ada")
    assert (texts(step["input"]), texts(step["output"])) == ([("user", "Hi")], [("assistant", "Hello.")])


@pytest.mark.parametrize("written", [openinference, langfuse])
@pytest.mark.parametrize("answered", [None, "x" * 20_001])
def test_what_was_never_answered_or_is_a_whole_state_is_no_step(written, answered):
    (run,) = runs_of(span("ada", written("Hi", answered)))
    assert run["steps"] == []


def test_an_agent_around_a_model_call_is_none_itself():
    call = {"openinference.span.kind": "LLM", "llm.model_name": "m", "output.value": "Hello."}
    steps = steps_of(span("ada", openinference("Hi", "Hello."), span("llm", call)))
    assert [step["name"] for step in steps] == ["m"]
