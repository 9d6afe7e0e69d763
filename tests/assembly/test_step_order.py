"""The order in which steps are read."""

import pytest
from spans_by_hand import box, detail, model, names, run, span, tool

LOOKUP = ("lookup", {"id": 1}, "c1")
STOCK = ("stock", {"sku": 2}, "c2")


def groups(found):
    return [one.parallel_group for one in found.steps]


def test_steps_come_depth_first_by_start():
    found = run(
        (span("root", 0, 100), box()),
        (span("b", 50, 60, parent="root"), tool("b")),
        (span("a", 10, 40, parent="root"), tool("a")),
        (span("inside", 20, 30, parent="a"), tool("inside")),
    )
    assert names(found) == ["a", "inside", "b"]
    assert groups(found) == [None, None, None]
    assert [one.number for one in found.steps] == [1, 2, 3]


def test_siblings_that_overlap_are_one_group_in_order_of_completion():
    found = run(
        (span("root", 0, 100), box()),
        (span("slow", 10, 60, parent="root"), tool("slow")),
        (span("quick", 12, 20, parent="root"), tool("quick")),
        (span("third", 15, 30, parent="root"), tool("third")),
        (span("later", 70, 80, parent="root"), tool("later")),
    )
    assert names(found) == ["quick", "third", "slow", "later"]
    assert groups(found) == [1, 1, 1, None]


def test_branches_that_overlap_are_read_one_after_the_other_in_one_group():
    found = run(
        (span("one", 0, 50), box("ada")),
        (span("two", 5, 40), box("grace")),
        (span("one-a", 1, 10, parent="one"), tool("one-a")),
        (span("one-b", 11, 49, parent="one"), tool("one-b")),
        (span("two-a", 6, 39, parent="two"), tool("two-a")),
    )
    assert names(found) == ["one-a", "one-b", "two-a"]
    assert groups(found) == [1, 1, 1]


def test_of_branches_that_overlap_the_one_that_had_something_to_say_first_comes_first():
    found = run(
        (span("one", 0, 50), box("ada")),
        (span("two", 5, 60), box("grace")),
        (span("one-a", 20, 30, parent="one"), model(said="Ada speaks.", request_model="ada's")),
        (span("two-a", 6, 10, parent="two"), model(said="Grace speaks.", request_model="grace's")),
        (span("two-b", 31, 50, parent="two"), model(said="Grace ends.", request_model="grace's")),
    )
    assert names(found) == ["grace's", "grace's", "ada's"]


def test_a_streamed_model_comes_before_the_tools_that_it_asked_for_though_it_ends_after_them():
    found = run(
        (span("root", 0, 100), box()),
        (span("model", 0, 50, parent="root"), model(LOOKUP, STOCK)),
        (span("quick", 20, 30, parent="root"), tool("lookup", call_id="c1")),
        (span("slow", 20, 45, parent="root"), tool("stock", call_id="c2")),
    )
    assert names(found) == ["gpt-4o-mini", "lookup", "stock"]
    assert groups(found) == [None, 1, 1]
    assert [one.turn for one in found.steps] == [1, 1, 1]


def test_a_model_that_overlaps_another_branch_still_comes_before_its_tools():
    found = run(
        (span("other", 0, 90), tool("other")),
        (span("model", 10, 80), model(("lookup", {}, None))),
        (span("asked", 20, 30), tool("lookup")),
    )
    assert names(found) == ["gpt-4o-mini", "lookup", "other"]


def test_a_model_comes_before_its_tool_where_both_start_in_the_same_millisecond():
    found = run(
        (span("a tool", 10, 20), tool("lookup", call_id="c1")),
        (span("model", 10, 80), model(LOOKUP)),
        (span("unasked", 9, 15), tool("lookup")),
    )
    assert [one.span_ids for one in found.steps] == [("unasked",), ("model",), ("a tool",)]


def test_a_model_that_stopped_to_call_tools_comes_before_those_that_began_while_it_was_open():
    found = run(
        (span("model", 0, 50), model(said="Let me look.", finish_reason="tool-calls")),
        (span("tool", 10, 20), tool("lookup", call_id="c1")),
    )
    assert names(found) == ["gpt-4o-mini", "lookup"]
    assert [one.turn for one in found.steps] == [1, 1]


def test_a_model_comes_before_the_tool_that_it_asked_for_by_name_though_only_the_tool_has_an_id():
    found = run(
        (span("model", 0, 50), model(("lookup", {}, None))),
        (span("tool", 10, 20), tool("lookup", call_id="c1")),
    )
    assert names(found) == ["gpt-4o-mini", "lookup"]


def test_an_agent_does_not_come_before_another_one_that_has_a_tool_of_the_same_name():
    found = run(
        (span("one", 0, 50), box("ada")),
        (span("one-m", 1, 5, parent="one"), model(("lookup", {}, None), request_model="ada's")),
        (span("one-t", 6, 9, parent="one"), tool("lookup")),
        (span("two", 0, 60), box("grace")),
        (span("two-m", 1, 10, parent="two"), model(("lookup", {}, None), request_model="grace's")),
        (span("two-t", 11, 20, parent="two"), tool("lookup")),
    )
    assert names(found) == ["ada's", "lookup", "grace's", "lookup"]


def test_a_model_that_asked_for_nothing_is_parallel_like_any_other_step():
    found = run((span("model", 0, 50), model()), (span("tool", 10, 20), tool("unrelated")))
    assert names(found) == ["unrelated", "gpt-4o-mini"]
    assert groups(found) == [1, 1]


def test_all_steps_of_a_branch_are_of_its_group_however_many():
    many = [(span(f"{n:02}", n, n + 1, parent="one"), tool("f")) for n in range(90)]
    found = run((span("one", 0, 100), box("ada")), *many, (span("other", 50, 55), tool("other")))
    assert groups(found) == [1] * 91


def test_an_agent_whose_span_stays_open_after_its_last_step_is_parallel_to_nothing_that_comes_then():
    found = run(
        (span("boss", 0, 100), box("boss")),
        (span("boss's", 1, 20, parent="boss"), model(said="Over to math.")),
        (span("math", 21, 99), box("math")),
        (span("math's", 22, 98, parent="math"), model(said="3")),
    )
    assert [one.agent for one in found.steps] == ["boss", "math"]
    assert groups(found) == [None, None]


def test_a_start_rounded_to_the_millisecond_does_not_overlap_the_end_before_it():
    found = run((span("a", 0, 10.4), tool("a")), (span("b", 10, 20), tool("b")))
    assert groups(found) == [None, None]


def test_the_order_of_the_spans_in_the_file_does_not_matter():
    rows = [
        (span("root", 0, 100), box()),
        (span("same-1", 10, 20, parent="root"), tool("x")),
        (span("same-2", 10, 20, parent="root"), tool("y")),
        (span("http", 12, 13, parent="root"), detail()),
    ]
    assert run(*rows) == run(*reversed(rows))
    assert names(run(*rows)) == ["x", "y"]


@pytest.mark.parametrize("depth", [3000])
def test_trees_deeper_than_pythons_stack_are_walked(depth):
    chain = [(span(f"{n:04}", n, 2 * depth - n, parent=f"{n - 1:04}" if n else None), box()) for n in range(depth)]
    found = run(*chain, (span("leaf", depth, depth + 1, parent=f"{depth - 1:04}"), tool("leaf")))
    assert names(found) == ["leaf"]
    assert len(found.steps[0].path) == 40


def test_an_answer_comes_after_the_tools_that_an_sdk_ran_within_the_call():
    reply = model(said="Delivered.")
    found = run(
        (span("call", 0, 100), reply),
        (span("a", 10, 20, parent="call"), tool("lookup")),
        (span("b", 30, 40, parent="call"), tool("stock")),
        (span("next", 110, 120), model(said="Bye.")),
    )
    assert names(found) == ["lookup", "stock", "gpt-4o-mini", "gpt-4o-mini"]


def test_a_model_that_asked_or_says_nothing_comes_before_what_hangs_below_it():
    for above in (model(LOOKUP, said="A moment."), model()):
        found = run((span("call", 0, 100), above), (span("a", 10, 20, parent="call"), tool("lookup", call_id="c1")))
        assert names(found) == ["gpt-4o-mini", "lookup"]


def test_a_tool_that_outlived_the_model_above_it_was_not_run_within_the_call():
    found = run((span("call", 0, 100), model(said="A moment.")), (span("a", 90, 120, parent="call"), tool("lookup")))
    assert names(found) == ["gpt-4o-mini", "lookup"]
