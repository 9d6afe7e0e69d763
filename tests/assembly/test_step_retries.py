"""A request that was tried again is one step; one that was asked for again is two."""

from spans_by_hand import box, failed, model, names, run, span, step, tool, user

from app.domain.step import StepKind


def test_the_same_request_right_after_a_failed_one_is_a_retry():
    asked = {"given": (user("Hello?"),)}
    found = run(
        (span("one", 0, 10), failed(model(**asked), "429")),
        (span("two", 20, 30), failed(model(**asked), "500")),
        (span("three", 40, 50), model(said="Hello.", **asked)),
    )
    (only,) = found.steps
    assert (only.span_ids, only.failed, only.started_ns, only.ended_ns) == (
        ("one", "two", "three"),
        False,
        0,
        50_000_000,
    )
    assert [(one.error, one.status, one.span_ids) for one in only.attempts] == [
        ("429", "error", ("one",)),
        ("500", "error", ("two",)),
        (None, "unset", ("three",)),
    ]
    assert only.attempts[2].output == [{"role": "assistant", "parts": [{"type": "text", "text": "Hello."}]}]


def test_another_request_is_no_retry():
    first = failed(model(given=(user("Hello?"),)), "429")
    others = [
        (span("two", 20, 30), model(given=(user("Hello again?"),))),
        (span("two", 20, 30), model(given=(user("Hello?"),), request_model="other")),
        (span("two", 5, 30), model(given=(user("Hello?"),))),
        (span("two", 20, 30), tool("lookup")),
    ]
    assert [len(run((span("one", 0, 10), first), other).steps) for other in others] == [2, 2, 2, 2]


def test_a_request_in_another_place_or_lane_is_no_retry():
    first, again = failed(model(given=(user("Hello?"),)), "429"), model(given=(user("Hello?"),))
    assert (
        len(
            run(
                (span("a", 0, 10), box()), (span("one", 0, 10, parent="a"), first), (span("two", 20, 30), again)
            ).steps
        )
        == 2
    )
    assert (
        len(
            run(
                (span("one", 0, 10), first), (span("two", 20, 30), model(given=(user("Hello?"),), agent="grace"))
            ).steps
        )
        == 2
    )


def test_a_tool_that_its_framework_ran_again_is_one_step_and_one_that_was_asked_for_again_is_two():
    call = ("lookup", {"id": 1}, "c1")
    again = (
        (span("t1", 11, 12), failed(tool("lookup", input={"id": 1}), "timed out")),
        (span("t2", 13, 14), tool("lookup", input={"id": 1})),
    )
    assert names(run((span("m", 0, 10), model(call)), *again)) == ["gpt-4o-mini", "lookup"]
    assert names(run((span("m", 0, 10), model(call, ("lookup", {"id": 1}, "c2"))), *again)) == [
        "gpt-4o-mini",
        "lookup",
        "lookup",
    ]
    assert names(run(*again)) == ["lookup", "lookup"]
    other = (span("t2", 13, 14), tool("stock", input={"id": 1}))
    assert names(run((span("m", 0, 10), model(call)), again[0], other)) == ["gpt-4o-mini", "lookup", "stock"]


def test_a_retrieval_that_was_tried_again_is_one_step():
    tried = failed(step(StepKind.RETRIEVAL, name="docs", input="warranty"), "timed out")
    found = run(
        (span("one", 0, 10), tried), (span("two", 20, 30), step(StepKind.RETRIEVAL, name="docs", input="warranty"))
    )
    assert [one.span_ids for one in found.steps] == [("one", "two")]
