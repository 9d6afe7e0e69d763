"""One call that was reported more than once is one step."""

import pytest
from spans_by_hand import box, detail, failed, model, names, run, span, step, tool, user

from app.domain.step import StepKind, Usage


def backing(found):
    return [one.span_ids for one in found.steps]


def test_a_model_span_inside_a_model_span_is_the_same_call():
    found = run(
        (span("outer", 0, 50), model(said="Hello.")),
        (span("inner", 1, 49, parent="outer"), model(usage=Usage(9, 2), response_id="r1")),
    )
    assert backing(found) == [("outer", "inner")]
    assert (found.steps[0].usage, found.steps[0].response_id) == (Usage(9, 2), "r1")


def test_four_nested_spans_of_one_call_are_one_step():
    rows = [(span(f"s{n}", n, 50 - n, parent=f"s{n - 1}" if n else None), model(said="Hello.")) for n in range(4)]
    assert backing(run(*rows)) == [("s0", "s1", "s2", "s3")]


def test_a_chain_between_the_two_does_not_hide_that_they_are_one():
    found = run(
        (span("outer", 0, 50), model(said="Hello.")),
        (span("chain", 1, 49, parent="outer"), box()),
        (span("inner", 2, 48, parent="chain"), model(said="Hello.")),
    )
    assert backing(found) == [("outer", "inner")]


def test_an_agents_call_inside_a_call_is_its_own():
    found = run(
        (span("outer", 0, 50), model(said="Hello.")),
        (span("agent", 1, 49, parent="outer"), box("grace")),
        (span("inner", 2, 48, parent="agent"), model(said="Hello.")),
    )
    assert backing(found) == [("outer",), ("inner",)]


def test_a_span_around_a_call_that_said_other_things_is_no_call():
    found = run(
        (span("outer", 0, 50), model(said="Hello.")), (span("inner", 1, 49, parent="outer"), model(said="No."))
    )
    assert backing(found) == [("inner",)]


def test_spans_that_agree_around_a_call_that_said_other_things_are_no_call_and_fail_once():
    found = run(
        (span("outer", 0, 50), model(said="Hello.")),
        (span("middle", 1, 49, parent="outer"), failed(model(said="Hello."), "stopped")),
        (span("inner", 2, 48, parent="middle"), model(said="No.")),
    )
    assert backing(found) == [("inner",), ("middle",)]


def test_a_span_around_a_call_with_another_response_id_is_no_call():
    found = run(
        (span("outer", 0, 50), model(response_id="r1")),
        (span("inner", 1, 49, parent="outer"), model(response_id="r2")),
    )
    assert backing(found) == [("inner",)]


def test_a_wrapper_around_tries_is_one_step_with_its_attempts():
    found = run(
        (span("outer", 0, 90), model(said="Hello.")),
        (span("one", 1, 10, parent="outer"), failed(model(), "429")),
        (span("two", 20, 80, parent="outer"), model(said="Hello.")),
    )
    (only,) = found.steps
    assert set(only.span_ids) == {"outer", "one", "two"}
    assert not only.failed


def test_a_wrapper_around_different_calls_is_a_container():
    found = run(
        (span("outer", 0, 90), model()),
        (span("one", 1, 10, parent="outer"), model(said="Draft.")),
        (span("two", 20, 80, parent="outer"), model(said="Final.")),
    )
    assert backing(found) == [("one",), ("two",)]
    assert [container.id for container in found.containers] == ["outer"]


def test_a_clients_and_a_servers_span_of_one_tool_call_are_one_step():
    found = run(
        (span("client", 0, 50), tool("lookup")),
        (span("server", 1, 49, parent="client"), tool("lookup", input={"id": 1})),
    )
    assert backing(found) == [("client", "server")]
    assert found.steps[0].input == {"id": 1}


def test_a_tool_that_calls_itself_with_other_arguments_is_two_steps():
    found = run(
        (span("outer", 0, 50), tool("walk", input={"depth": 1})),
        (span("inner", 1, 49, parent="outer"), tool("walk", input={"depth": 2})),
    )
    assert len(found.steps) == 2


def test_a_retriever_around_its_store_is_one_retrieval():
    found = run(
        (span("outer", 0, 50), step(StepKind.RETRIEVAL, name="retriever", input="warranty")),
        (span("inner", 1, 49, parent="outer"), step(StepKind.RETRIEVAL, name="store", output=["24 months"])),
    )
    assert names(found) == ["retriever"]
    assert found.steps[0].output == ["24 months"]


def test_a_tool_below_the_inner_of_two_spans_is_a_step_of_its_own():
    found = run(
        (span("outer", 0, 50), model(said="Hello.")),
        (span("inner", 1, 49, parent="outer"), model(said="Hello.")),
        (span("t", 2, 48, parent="inner"), tool("lookup")),
    )
    assert backing(found) == [("outer", "inner"), ("t",)]


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


def test_a_copy_in_another_trace_joins_the_deeper_span_where_a_reader_expects_it():
    found = run(
        (span("agent", 0, 90, scope="graph"), box("ada")),
        (span("call", 10, 50, parent="agent", scope="graph"), model(said="Hello.")),
        (span("copy", 12, 48, scope="client", trace="b" * 32), model(said="Hello.", usage=Usage(9, 2))),
    )
    (only,) = found.steps
    assert (only.span_ids, only.agent, only.usage) == (("call", "copy"), "ada", Usage(9, 2))


def test_a_call_in_another_trace_that_said_nothing_is_no_proven_copy():
    found = run(
        (span("call", 10, 50, scope="graph"), model()),
        (span("copy", 12, 48, scope="client", trace="b" * 32), model()),
    )
    assert len(found.steps) == 2


def test_what_is_below_a_call_that_was_merged_twice_stays_with_it():
    found = run(
        (span("shallow", 0, 60, scope="client", trace="b" * 32), model(said="Hello.")),
        (span("inside", 1, 59, parent="shallow", scope="client", trace="b" * 32), model(said="Hello.")),
        (span("http", 2, 58, parent="inside", scope="net", trace="b" * 32), detail()),
        (span("agent", 0, 90, scope="graph"), box("ada")),
        (span("call", 1, 59, parent="agent", scope="graph"), model(said="Hello.")),
    )
    assert [set(ids) for ids in backing(found)] == [{"call", "shallow", "inside", "http"}]


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


HELLO = (user("Hello?"),)


def streamed(reply, **about):
    """A request of 50 ms whose span tells no reply, and what stands beside it from the 60th on."""
    begun, ended = about.pop("at", (60, 60))
    asked = model(given=HELLO, **about)
    return backing(run((span("asked", 0, 50), asked), (span("told", begun, ended), reply)))


def test_a_streamed_reply_told_afterwards_at_one_instant_belongs_to_its_request():
    told = model(given=HELLO, said="Hello.", usage=Usage(9, 2))
    assert streamed(told) == [("asked", "told")]


def test_a_reply_that_took_time_or_answers_other_words_is_a_call_of_its_own():
    assert len(streamed(model(given=HELLO, said="Hello."), at=(60, 70))) == 2
    assert len(streamed(model(given=(user("Bye?"),), said="Hello."))) == 2
    assert len(streamed(model(given=HELLO, said="Hello."), said="Good day.")) == 2


def test_a_reply_that_another_library_tells_is_a_call_of_its_own():
    told = (span("told", 60, 60, scope="another"), model(given=HELLO, said="Hello."))
    assert len(run((span("asked", 0, 50), model(given=HELLO)), told).steps) == 2


def test_a_tool_told_at_one_instant_is_no_reply():
    assert len(streamed(tool("lookup_order"))) == 2


def test_the_reply_of_two_equal_streamed_requests_belongs_to_the_later_one():
    told = model(given=HELLO, said="Hello.")
    found = run(
        (span("first", 0, 10), model(given=HELLO)),
        (span("second", 20, 30), model(given=HELLO)),
        (span("told", 40, 40), told),
    )
    assert backing(found) == [("first",), ("second", "told")]
