"""What two libraries report of one call is one step, wherever their spans stand."""

import pytest
from spans_by_hand import box, detail, failed, model, run, span, user

from app.domain.step import Usage


def backing(found):
    return [one.span_ids for one in found.steps]


def test_two_libraries_that_watch_one_client_side_by_side_report_one_call():
    found = run(
        (span("one", 0, 50, scope="library"), model(said="Hello.", usage=Usage(9, 2))),
        (span("two", 1, 49, scope="native"), model(response_id="r1")),
    )
    assert backing(found) == [("one", "two")]


def test_of_two_libraries_one_that_saw_a_failure_and_one_that_saw_none_saw_two_calls():
    watched = (span("one", 0, 50, scope="library"), model(said="Hello."))
    inside = span("two", 1, 49, scope="native")
    assert backing(run(watched, (inside, failed(model(said="Hello."), "429")))) == [("two",), ("one",)]
    assert backing(run(watched, (inside, model(said="Hello.")))) == [("one", "two")]


def test_calls_of_two_libraries_of_which_neither_lasts_within_the_other_are_two():
    found = run(
        (span("one", 0, 3_000, scope="library"), model(said="Hello.")),
        (span("two", 1_500, 5_000, scope="native"), model(said="Hello.")),
    )
    assert backing(found) == [("one",), ("two",)]


def test_parallel_calls_of_one_library_are_different_calls():
    found = run((span("one", 0, 50), model(said="Hello.")), (span("two", 1, 49), model(said="Hello.")))
    assert len(found.steps) == 2


def beside_an_agent(*, call, copy):
    """A framework's call within its agent, and a client library's span below the root, where its context was lost."""
    return run(
        (span("root", 0, 100, scope="app"), detail()),
        (span("agent", 1, 90, parent="root", scope="graph"), box("ada")),
        (span("call", 10, 50, parent="agent", scope="graph"), call),
        (span("copy", 12, 48, parent="root", scope="client"), copy),
    )


@pytest.mark.parametrize(
    ("call", "copy"),
    [
        (model(said="Hello."), model(said="Hello.")),
        (model(said="Hello.", response_id="run--1"), model(said="Hello.", response_id="chatcmpl-2")),
        (model(response_id="chatcmpl-1"), model(said="Hello.", response_id="chatcmpl-1")),
        (model(("lookup", {"id": 1}, None)), model(("lookup", {"id": 1}, "call_1"))),
    ],
    ids=["equal words", "ids of two makers", "one id", "one call of a tool"],
)
def test_a_client_that_lost_its_place_reports_the_call_that_something_proves_to_be_the_same(call, copy):
    found = beside_an_agent(call=call, copy=copy)
    assert [(set(only.span_ids), only.agent) for only in found.steps] == [({"call", "copy"}, "ada")]


@pytest.mark.parametrize(
    ("call", "copy"),
    [
        (model(), model()),
        (model(said="Yes.", given=(user("Ready?"),)), model(said="Yes.", given=(user("Safe?"),))),
        (model(said="Hello.", response_id="chatcmpl-1"), model(said="Hello.", response_id="chatcmpl-2")),
        (model(said="Hello."), failed(model(said="Hello."), "429")),
    ],
    ids=["no words", "other questions", "two ids of one maker", "one failed"],
)
def test_a_call_elsewhere_in_the_trace_that_nothing_proves_to_be_the_same_is_its_own(call, copy):
    assert len(beside_an_agent(call=call, copy=copy).steps) == 2


def test_a_call_of_another_library_within_an_agent_within_a_call_is_its_own():
    found = run(
        (span("outer", 0, 50, scope="graph"), model(said="Hello.")),
        (span("agent", 1, 49, parent="outer", scope="graph"), box("grace")),
        (span("inner", 2, 48, parent="agent", scope="client"), model(said="Hello.")),
    )
    assert backing(found) == [("outer",), ("inner",)]


def test_three_libraries_that_watch_one_client_report_one_call():
    found = run(
        (span("one", 0, 50, scope="library"), model(said="Hello.")),
        (span("two", 1, 49, scope="native"), model(said="Hello.")),
        (span("three", 2, 48, scope="proxy"), model(said="Hello.")),
    )
    assert backing(found) == [("one", "two", "three")]


def test_the_same_words_said_twice_are_two_calls_with_a_copy_each():
    outer = [(span(f"outer{n}", n * 100, n * 100 + 50, scope="graph"), model(said="Hello.")) for n in range(2)]
    inner = [(span(f"inner{n}", n * 100 + 1, n * 100 + 49, scope="client"), model(said="Hello.")) for n in range(2)]
    assert backing(run(*outer, *inner)) == [("outer0", "inner0"), ("outer1", "inner1")]


@pytest.mark.parametrize(("calls", "words"), [(300, "Hello {}."), (300, None)])
def test_each_of_many_calls_at_once_is_joined_to_its_own_copy(calls, words):
    def said(n):
        return None if words is None else words.format(n)

    outer = [(span(f"outer{n}", n, 2_000 + n, scope="graph"), model(said=said(n))) for n in range(calls)]
    inner = [(span(f"inner{n}", n + 0.5, 1_000 + n, scope="client"), model(said=said(n))) for n in range(calls)]
    assert backing(run(*outer, *inner)) == [(f"outer{n}", f"inner{n}") for n in range(calls)]


def test_one_of_very_many_calls_at_once_is_compared_with_those_that_began_first():
    outer = [(span(f"outer{n}", n, 2_000, scope="graph"), model()) for n in range(257)]
    found = run(*outer, (span("inner", 300, 1_000, scope="client"), model()))
    assert ("outer0", "inner") in backing(found)
    gone = [(span(f"outer{n}", n, 2_000 if n == 256 else 299, scope="graph"), model()) for n in range(257)]
    later = run(*gone, (span("inner", 300, 1_000, scope="client"), model()))
    assert ("outer256", "inner") in backing(later)
    failing = [(reported, failed(model(), "429") if n < 256 else model()) for n, (reported, _) in enumerate(outer)]
    assert ("inner",) in backing(run(*failing, (span("inner", 300, 1_000, scope="client"), model())))
