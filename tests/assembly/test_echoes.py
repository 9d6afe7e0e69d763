"""Replies and their echoes in later requests complete each other."""

from spans_by_hand import asked, model, result, run, span, step, tool, user

from app.domain.message import Message, Text
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
