"""What a model was asked, in whatever an SDK recorded."""

from app.domain.message import Message, Text
from app.ingest.request import offered, requested


def asked(value):
    return [(message.role, message.text) for message in requested(value)]


def test_a_request_its_messages_or_one_text_are_the_same_question():
    user = {"role": "user", "content": "A-1042?"}
    for value in (
        {"messages": [user]},
        [user],
        user,
        "A-1042?",
        {"prompt": "A-1042?"},
        {"question": "A-1042?"},
        {"chat_history": [user]},
    ):
        assert asked(value) == [("user", "A-1042?")]


def test_instructions_stand_before_the_input():
    assert asked({"instructions": "Be kind.", "input": "A-1042?"}) == [("system", "Be kind."), ("user", "A-1042?")]


def test_what_nobody_knows_is_shown_as_it_is_and_nothing_as_nothing():
    assert requested({"topic": "returns"}) == (Message("user", (Text('{"topic": "returns"}'),)),)
    assert requested({}) == ()
    assert requested(None) == ()


def test_tools_are_found_under_the_names_that_providers_give_them():
    tool = {"name": "lookup_order"}
    for value in (
        {"tools": [tool]},
        {"functions": [tool]},
        {"toolConfig": {"tools": [tool]}},
        {"invocation_params": {"tools": [tool]}},
    ):
        assert [definition.name for definition in offered(value)] == ["lookup_order"]
    assert offered("A-1042?") == ()
    assert offered({"tools": []}) == ()
