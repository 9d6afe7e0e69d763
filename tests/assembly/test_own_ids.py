"""Tools under ids that no model asked under, because the library that wrote their spans made them up."""

from spans_by_hand import asked, model, names, result, run, span, tool

TWO = (("f", {"k": 1}, "c1"), ("f", {"k": 2}, "c2"))


def told(*results):
    return model(said="done", given=(asked(*TWO), *results))


def test_tools_under_ids_of_their_own_answer_the_calls_with_their_arguments():
    found = run(
        (span("m1", 0, 10), model(*TWO)),
        (span("t2", 11, 20), tool("f", input={"k": 2}, call_id="run-7")),
        (span("t1", 12, 30), tool("f", input={"k": 1}, call_id="run-8")),
        (span("m2", 31, 40), told(result("one", "c1"), result("two", "c2"))),
    )
    assert [(one.span_ids, one.output, one.call_id) for one in found.steps[1:3]] == [
        (("t2",), "two", "c2"),
        (("t1",), "one", "c1"),
    ]
    assert len(found.steps) == 4


def test_without_arguments_a_result_that_was_told_under_the_calls_id_is_theirs_by_name():
    found = run(
        (span("m1", 0, 10), model(("f", {"k": 1}, "c1"), ("g", {"k": 2}, "c2"))),
        (span("tg", 11, 20), tool("g", call_id="run-7")),
        (span("tf", 12, 30), tool("f", call_id="run-8")),
        (span("m2", 31, 40), told(result("one", "c1"), result("two", "c2"))),
    )
    assert names(found) == ["gpt-4o-mini", "g", "f", "gpt-4o-mini"]
    assert [(one.input, one.output) for one in found.steps[1:3]] == [({"k": 2}, "two"), ({"k": 1}, "one")]


def test_ids_of_a_library_that_knows_those_of_the_calls_are_left_alone():
    found = run(
        (span("m1", 0, 10), model(*TWO)),
        (span("t1", 11, 20), tool("f", input={"k": 1}, call_id="c1")),
        (span("lost", 12, 30), tool("f", input={"k": 2}, call_id="c9")),
        (span("m2", 31, 40), told(result("one", "c1"), result("two", "c2"))),
    )
    assert [(one.call_id, one.rebuilt, one.turn) for one in found.steps[1:4]] == [
        ("c2", True, 1),
        ("c1", False, 1),
        ("c9", False, None),
    ]


def test_a_tool_with_other_arguments_than_all_calls_of_its_name_keeps_its_id():
    found = run(
        (span("m1", 0, 10), model(*TWO)),
        (span("t", 11, 20), tool("f", input={"k": 3}, call_id="c9")),
        (span("m2", 31, 40), told(result("one", "c1"))),
    )
    assert [(one.name, one.turn) for one in found.steps if one.call_id == "c9"] == [("f", None)]
