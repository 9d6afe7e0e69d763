"""Two spans report one call where nothing contradicts, and a copy in another trace where something proves it."""

import pytest
from spans_by_hand import failed, model, span, step, tool, user

from app.assembly.same_call import proven_copy, reply_of_stream, same_call
from app.domain.step import StepKind, Usage

OUTER = span("one", 10, 50, scope="library")
INNER = span("two", 11, 49, scope="native")
HELLO = (user("Hello?"),)


def same(its, theirs, *, one=OUTER, other=INNER):
    return same_call(one, its, other=other, other_reading=theirs)


def copied(its, theirs):
    return proven_copy(OUTER, its, other=INNER, other_reading=theirs)


@pytest.mark.parametrize(
    ("its", "theirs", "found"),
    [
        (model(said="Hello."), model(), True),
        (step(StepKind.EMBEDDING), step(StepKind.EMBEDDING), True),
        (model(), step(StepKind.EMBEDDING), False),
        (step(StepKind.EMBEDDING), model(), False),
        (tool("lookup"), tool("lookup"), False),
        (model(said="Hello."), model(said="Good day."), False),
        (model(said="Hello. "), model(said="Hel lo."), True),
        (model(("lookup", {"id": 1}, "c1"), ("pay", {}, "c2")), model(("pay", {}, "c3"), ("lookup", {"id": 1}, "c4")), True),
        (model(("lookup", {"id": 1}, "c1")), model(("lookup", {"id": 2}, "c1")), False),
        (model(("lookup", {"id": 1}, "c1")), model(("lookup", None, "c1")), True),
        (model(("lookup", {"id": 1}, "c1"), said="Hello."), model(("lookup", None, "c1")), True),
        (model(("lookup", {"id": 1}, "c1")), model(("pay", None, "c1")), False),
        (model(("lookup", {"id": 1}, "c1"), said="Hello."), model(("lookup", None, "c1"), said="Good day."), False),
        (model(usage=Usage(9, 2)), model(usage=Usage(7, 2)), True),
        (model(usage=Usage(9, 2)), model(usage=Usage(9, 3)), False),
        (model(response_id="r1", said="Hello."), model(response_id="r1", said="Good day."), True),
        (model(response_id="r1", said="Hello."), model(response_id="r2", said="Hello."), False),
        (model(response_id="run--1", said="Hello."), model(response_id="resp_2", said="Hello."), True),
        (model(response_id="run--1", said="Hello."), model(response_id="resp_2", said="Good day."), False),
        (failed(model(), "429"), model(), False),
        (failed(model(), "429"), failed(model(), "too many requests"), True),
    ],
    ids=[
        "one tells more", "embeddings", "another kind", "yet another kind", "tools", "other words", "other blanks",
        "calls in another order", "a call with other arguments",
        "a call without arguments", "a call without arguments or words", "another call without arguments", "a call without arguments and other words",
        "other tokens in", "other tokens out", "one response id",
        "two response ids", "ids of two makers", "ids of two makers and other words", "one saw it fail", "both saw it fail",
    ],
)  # fmt: skip
def test_nothing_that_both_tell_contradicts(its, theirs, found):
    assert same(its, theirs) is found
    assert same(theirs, its) is found


@pytest.mark.parametrize(
    ("start", "end", "scope", "found"),
    [
        (11, 49, "native", True),
        (11, 49, "library", False),
        (0, 90, "native", True),
        (5, 40, "native", True),
        (4, 40, "native", False),
        (20, 55, "native", True),
        (20, 55.1, "native", False),
        (60, 90, "native", False),
    ],
    ids=["inside", "of one library", "around", "just before", "too early", "just after", "too late", "afterwards"],
)
def test_one_lasts_within_the_other_up_to_five_milliseconds(start, end, scope, found):
    assert same(model(), model(), other=span("two", start, end, scope=scope)) is found


@pytest.mark.parametrize(
    ("its", "theirs", "found"),
    [
        (model(response_id="r1"), model(response_id="r1"), True),
        (model(response_id="r1"), model(), False),
        (model(said="Hello."), model(said="Hello."), True),
        (model(said="Hello."), model(), False),
        (model(), model(), False),
        (model(response_id="r1", said="Hello."), model(response_id="r2", said="Hello."), False),
        (step(StepKind.EMBEDDING, response_id="r1"), model(response_id="r1"), False),
        (model(said="Yes.", given=HELLO), model(said="Yes."), True),
        (model(said="Yes.", given=HELLO), model(said="Yes.", given=(user("Hel lo?"),)), True),
        (model(said="Yes.", given=HELLO), model(said="Yes.", given=(user("Bye?"),)), False),
    ],
    ids=[
        "an id",
        "one id",
        "the same words",
        "words of one",
        "nothing",
        "two ids",
        "another kind",
        "a question of one",
        "one question",
        "two questions",
    ],
)
def test_a_copy_is_proven_by_something_that_both_tell(its, theirs, found):
    assert copied(its, theirs) is found


REPLY = model(given=HELLO, said="Hello.")


@pytest.mark.parametrize(
    ("its", "told", "at", "scope", "found"),
    [
        (model(given=HELLO), REPLY, (50, 50), "shop", True),
        (model(given=HELLO), REPLY, (49, 49), "shop", False),
        (model(given=HELLO), REPLY, (60, 61), "shop", False),
        (model(given=HELLO), REPLY, (60, 60), "native", False),
        (model(), model(said="Hello."), (60, 60), "shop", False),
        (model(given=HELLO, usage=Usage(9, 2)), REPLY, (60, 60), "shop", False),
        (failed(model(given=HELLO), "429"), REPLY, (60, 60), "shop", False),
        (REPLY, REPLY, (60, 60), "shop", False),
        (model(given=HELLO), model(given=HELLO), (60, 60), "shop", False),
        (model(given=HELLO), model(given=(user("Bye?"),), said="Hello."), (60, 60), "shop", False),
        (step(StepKind.EMBEDDING, input_messages=HELLO), REPLY, (60, 60), "shop", False),
        (model(given=HELLO), step(StepKind.EMBEDDING, input_messages=HELLO, output_messages=REPLY.output_messages), (60, 60), "shop", False),
    ],
    ids=[
        "at its end", "before its end", "took time", "another library", "asked nothing", "told tokens", "failed",
        "told a reply", "no reply", "other words", "asked for an embedding", "answered with an embedding",
    ],
)  # fmt: skip
def test_a_streamed_reply_is_told_once_its_request_has_ended(its, told, at, scope, found):
    request, reply = span("asked", 0, 50), span("told", *at, scope=scope)
    assert reply_of_stream(request, its, reply=reply, told=told) is found
