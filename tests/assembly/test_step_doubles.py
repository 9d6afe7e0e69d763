"""One call that was reported more than once is one step."""

from spans_by_hand import asked, box, detail, failed, model, names, result, run, span, step, tool, user

from app.domain.step import StepKind, Usage


def backing(found):
    return [one.span_ids for one in found.steps]


def said(found):
    (step,) = found.steps
    return [found.messages[key] for key in step.output_messages]


def test_a_model_span_inside_a_model_span_is_the_same_call():
    found = run(
        (span("outer", 0, 50), model(said="Hello.")),
        (span("inner", 1, 49, parent="outer"), model(usage=Usage(9, 2), response_id="r1")),
    )
    assert backing(found) == [("outer", "inner")]
    assert (found.steps[0].usage, found.steps[0].response_id) == (Usage(9, 2), "r1")


def test_of_two_reports_the_one_with_the_words_is_read():
    call = ("lookup", {"id": 1}, "c1")
    bare = model(("lookup", None, "c1"), given=(asked(("lookup", None, "c0")), result(None, "c0")))
    told = model(call, given=(user("Where is it?"), asked(("lookup", {"id": 0}, "c0")), result("gone", "c0")))
    for outer, inner in ((bare, told), (told, bare)):
        found = run((span("outer", 0, 50), outer), (span("inner", 1, 49, parent="outer"), inner))
        assert said(found) == [asked(call)]
        assert [found.messages[key] for key in found.steps[0].context.messages] == list(told.input_messages)


def test_of_two_reports_that_both_lack_the_words_the_outer_is_read():
    rows = [
        (span("outer", 0, 50), model(("lookup", None, "c1"))),
        (span("inner", 1, 49, parent="outer"), model(("lookup", None, "c2"))),
    ]
    assert said(run(*rows)) == [asked(("lookup", None, "c1"))]


def test_a_count_of_none_gives_way_to_what_another_report_counted():
    found = run(
        (span("outer", 0, 50), model(said="Hello.", usage=Usage(0, 6, reasoning_tokens=0))),
        (span("inner", 1, 49, parent="outer"), model(said="Hello.", usage=Usage(25, 6, reasoning_tokens=0))),
    )
    assert found.steps[0].usage == Usage(25, 6, reasoning_tokens=0)


def test_the_cost_is_that_of_the_span_that_knows_it():
    inner = (span("inner", 1, 49, parent="outer"), model(said="Hello.", cost_usd=0.5))
    for known in (0.0, None, 0.5):
        found = run((span("outer", 0, 50), model(said="Hello.", cost_usd=known)), inner)
        assert found.steps[0].cost_usd == 0.5


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


def test_a_call_below_one_that_had_ended_is_the_next_one():
    first = (span("m1", 0, 50), model(("f", {"k": 1}, "c1"), usage=Usage(9, 2)))
    answer = model(said="done", given=(asked(("f", {"k": 1}, "c1")), result("one", "c1")))
    found = run(first, (span("m2", 60, 90, parent="m1"), answer))
    assert [(one.name, one.span_ids) for one in found.steps] == [
        ("gpt-4o-mini", ("m1",)),
        ("f", ()),
        ("gpt-4o-mini", ("m2",)),
    ]


def test_a_call_below_one_that_had_ended_is_the_same_where_its_words_prove_it():
    found = run((span("m1", 0, 50), model(said="done")), (span("m2", 60, 90, parent="m1"), model(said="done")))
    assert [one.span_ids for one in found.steps] == [("m1", "m2")]


def test_calls_below_each_other_within_one_that_is_open_are_the_callers_own():
    found = run(
        (span("outer", 0, 200, scope="proxy"), model(said="b")),
        (span("m1", 1, 50, parent="outer"), model(said="a")),
        (span("m2", 60, 190, parent="m1"), model(said="b")),
    )
    assert [one.span_ids for one in found.steps] == [("m1",), ("m2",)]
    assert [one.id for one in found.containers] == ["outer"]


def test_spans_within_a_call_that_tell_neither_words_nor_tokens_are_parts_of_it():
    pieces = [(span(f"p{n}", 10 * n, 10 * n + 5, parent="m"), model()) for n in (1, 2, 3)]
    whole = (span("m", 0, 50), model(said="done", usage=Usage(9, 2)))
    (call,) = run(whole, *pieces).steps
    assert (call.span_ids, call.usage) == (("m", "p1", "p2", "p3"), Usage(9, 2))
    client = (span("c", 1, 49, parent="m", scope="client"), model(said="done", response_id="r1"))
    (call,) = run(whole, client, *pieces[:2]).steps
    assert (set(call.span_ids), call.response_id, call.attempts) == ({"m", "c", "p1", "p2"}, "r1", ())
