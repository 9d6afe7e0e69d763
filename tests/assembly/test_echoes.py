"""Replies and their echoes in later requests complete each other."""

from spans_by_hand import asked, model, result, run, span, step, tool, user

from app.domain.message import Message, Reasoning, Text, ToolCall
from app.domain.step import StepKind

ARGUMENTS = {"request": "Refund A-1042"}


def calls(found, hashes):
    return [(call.name, call.arguments, call.id) for one in hashes for call in found.messages[one].calls]


def test_calls_without_ids_have_those_of_their_echo_in_the_next_request():
    echo = asked(("lookup", {"id": 1}, "c1"), ("lookup", {"id": 2}, "c2"))
    told = (user("?"), echo, result("two", "c2"), result("one", "c1"))
    found = run(
        (span("a", 0, 1), model(("lookup", {"id": 2}, None), ("lookup", {"id": 1}, None), given=(user("?"),))),
        (span("b", 5, 6), model(said="done", given=told)),
    )
    assert [(step.kind, step.input, step.output, step.call_id) for step in found.steps[1:3]] == [
        ("tool", {"id": 2}, "two", "c2"),
        ("tool", {"id": 1}, "one", "c1"),
    ]


def test_an_echo_of_an_earlier_call_gives_its_id_to_no_other():
    before = (user("?"), asked(("lookup", {"id": 1}, "c1")), result("one", "c1"))
    found = run(
        (span("a", 0, 1), model(("lookup", {"id": 1}, None), given=before)),
        (span("b", 5, 6), model(said="done", given=(*before, asked(("other", {}, "c2"))))),
    )
    assert calls(found, found.steps[0].output_messages) == [("lookup", {"id": 1}, None)]


def test_a_call_that_was_too_deep_for_the_request_is_the_one_that_the_reply_told():
    cut = asked(("[MaxDepth]", "[MaxDepth]", "c1"))
    found = run(
        (span("a", 0, 1), model(("refund", ARGUMENTS, "c1"), given=(user("?"),))),
        (span("t", 2, 3), tool("refund", input=ARGUMENTS, output="ok", call_id="c1")),
        (span("b", 5, 6), model(said="done", given=(user("?"), cut, result("ok", "c1")))),
    )
    last = found.steps[2].context
    assert (calls(found, last.messages), last.partial) == ([("refund", ARGUMENTS, "c1")], True)


def test_a_message_that_is_in_two_requests_is_completed_in_both():
    cut = asked(("[MaxDepth]", "[MaxDepth]", "c1"))
    found = run(
        (span("a", 0, 1), model(("refund", ARGUMENTS, "c1"), given=(user("?"),))),
        (span("b", 5, 6), model(said="one", given=(user("?"), cut, result("ok", "c1")))),
        (span("c", 7, 8), model(said="two", given=(user("?"), cut, result("ok", "c1"), user("And?")))),
    )
    contexts = [step.context for step in found.steps if step.context and step.context.partial]
    assert [calls(found, one.messages) for one in contexts] == [[("refund", ARGUMENTS, "c1")]] * 2


def test_a_stand_in_whose_call_nobody_told_stays_as_it_was_recorded():
    found = run((span("b", 5, 6), model(said="done", given=(user("?"), asked(("[MaxDepth]", "[MaxDepth]", "c1"))))))
    context = found.steps[0].context
    assert (calls(found, context.messages), context.partial) == ([("[MaxDepth]", "[MaxDepth]", "c1")], False)


def test_words_in_brackets_and_lists_are_arguments_like_any_other():
    found = run(
        (span("a", 0, 1), model(("say", {"text": "[hello]"}, "c1"), ("say", '["x"', "c2"), given=(user("?"),))),
        (span("b", 5, 6), model(said="done", given=(asked(("say", '["x"', "c2")),))),
    )
    assert calls(found, found.steps[-1].context.messages) == [("say", '["x"', "c2")]


def test_words_beside_the_calls_of_a_reply_stay_as_they_are():
    words = Message("assistant", (Text("I look."),))
    reply = step(StepKind.MODEL, output_messages=(words, asked(("lookup", {"id": 1}, None))))
    echo = asked(("lookup", {"id": 1}, "c1"))
    found = run((span("a", 0, 1), reply), (span("b", 5, 6), model(said="done", given=(words, echo))))
    said = found.steps[0].output_messages
    assert (found.messages[said[0]], calls(found, said)) == (words, [("lookup", {"id": 1}, "c1")])


def first_reply(reply, *echoes):
    """Parts of a reply, after requests with these messages."""
    given = (user("?"), *echoes)
    found = run((span("a", 0, 1), reply), (span("b", 5, 6), model(said="done", given=given)))
    return [part for one in found.steps[0].output_messages for part in found.messages[one].parts]


def test_a_call_told_at_the_beginning_of_a_stream_has_the_arguments_of_its_echo():
    reply = model(("lookup", {}, "c1"), ("count", {"of": 2}, "c2"), said="A moment.", given=(user("?"),))
    echo = asked(("lookup", {"id": 1}, "c1"), ("count", {"of": 3}, "c2"))
    assert first_reply(reply, echo) == [
        Text("A moment."),
        ToolCall("lookup", {"id": 1}, "c1"),
        ToolCall("count", {"of": 2}, "c2"),
    ]


def test_calls_that_were_glued_into_one_are_those_of_the_echo():
    reply = model(("lookupcount", '{"id": 1}{"of": 2}', "c1c2"), said="A moment.", given=(user("?"),))
    calls_told = (ToolCall("lookup", {"id": 1}, "c1"), ToolCall("count", {"of": 2}, "c2"))
    assert first_reply(reply, Message("assistant", calls_told)) == [Text("A moment."), *calls_told]


def test_words_that_came_with_calls_are_those_of_the_echo_where_the_reply_has_none():
    call = ToolCall("lookup", {"id": 1}, "c1")
    reply = model(("lookup", {"id": 1}, "c1"), given=(user("?"),))
    echo = Message("assistant", (Reasoning("Look first."), Text("A moment."), call))
    assert first_reply(reply, echo) == [Reasoning("Look first."), Text("A moment."), call]


def test_echoes_that_differ_and_calls_of_another_name_tell_nothing():
    reply, call = model(("lookup", {}, "c1"), given=(user("?"),)), ToolCall("lookup", {}, "c1")
    assert first_reply(reply, asked(("lookup", {"id": 1}, "c1")), asked(("lookup", {"id": 2}, "c1"))) == [call]
    assert first_reply(reply, asked(("count", {"id": 1}, "c1"))) == [call]
    assert first_reply(reply, asked(("lookup", {"id": 1}, None))) == [call]
