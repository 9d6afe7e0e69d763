"""What two libraries report of one call of a tool is one step, wherever their spans stand."""

import pytest
from spans_by_hand import box, failed, model, run, span, tool


def backing(found):
    return [one.span_ids for one in found.steps]


def watched(one, other):
    return run((span("one", 0, 50, scope="library"), one), (span("two", 1, 49, scope="native"), other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tool("f", input={"k": 1}), tool("f", input={"k": 1})),
        (tool("f", input={"k": 1}, output="one"), tool("f", input='{"k": "1"}', output={"content": "one"})),
        (tool("f", call_id="c1"), tool("f", call_id="c1")),
        (tool("f", input={"k": 1}, output="one"), tool("f", output="one")),
    ],
    ids=["arguments", "otherwise written", "id", "result"],
)
def test_two_libraries_that_watch_one_tool_report_one_call(one, other):
    assert backing(watched(one, other)) == [("one", "two")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tool("f"), tool("f")),
        (tool("f", input={"k": 1}), tool("g", input={"k": 1})),
        (tool("f", input={"k": 1}, output="one"), tool("f", input={"k": 2}, output="one")),
        (tool("f", input={"k": 1}, call_id="c1"), tool("f", input={"k": 1}, call_id="c2")),
        (failed(tool("f", input={"k": 1}), "busy"), tool("f", input={"k": 1})),
    ],
    ids=["nothing told", "other name", "other arguments", "other id", "one failed"],
)
def test_tools_of_two_libraries_that_nothing_shows_to_be_one_are_two(one, other):
    assert len(watched(one, other).steps) == 2


def test_parallel_calls_of_one_library_with_equal_arguments_are_two():
    same = tool("f", input={"k": 1})
    assert len(run((span("one", 0, 50), same), (span("two", 1, 49), same)).steps) == 2


def a_tree(library, at):
    """A model that asks for a tool, the tool, and the answer, in an agent of its own."""
    names = [f"{name} of {library}" for name in ("agent", "m1", "t", "m2")]
    readings = (box("ada"), model(("f", {"k": 1}, "c1")), tool("f", input={"k": 1}), model(said="done"))
    times = ((at, 900 + at), (10 + at, 100 + at), (110 + at, 200 + at), (210 + at, 300 + at))
    return [
        (span(name, *time, parent=names[0] if name != names[0] else None, scope=library), reading)
        for name, time, reading in zip(names, times, readings, strict=True)
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_two_libraries_with_a_tree_each_report_one_run_in_its_order(first):
    found = run(*a_tree("graph", first), *a_tree("client", 1 - first))
    assert [one.kind for one in found.steps] == ["model", "tool", "model"]
    assert all(len(one.span_ids) == 2 for one in found.steps)
