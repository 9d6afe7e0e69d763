"""The order of steps that began and ended at one instant: by what each was told."""

from spans_by_hand import asked, box, model, result, run, span, tool, user

HELLO = user("go")
F, G = ("f", {"k": 1}, "c1"), ("g", {"k": 2}, "c2")
FIRST = model(F, given=(HELLO,))
SECOND = model(G, given=(HELLO, asked(F), result("one", "c1")))
THIRD = model(said="done", given=(HELLO, asked(F), result("one", "c1"), asked(G), result("two", "c2")))


def order(**readings):
    """The span ids of steps in an agent in their order; the ids are the wrong way round."""
    rows = [(span(key, 5, 5, parent="z"), reading) for key, reading in readings.items()]
    return [one.span_ids[0] for one in run((span("z", 0, 100), box("ada")), *rows).steps]


def test_steps_of_one_instant_stand_in_the_order_of_what_they_were_told():
    found = order(a=THIRD, b=tool("g", call_id="c2"), c=SECOND, d=tool("f", call_id="c1"), e=FIRST)
    assert found == ["e", "d", "c", "b", "a"]


def test_without_ids_tools_follow_the_model_that_asked_with_their_arguments():
    one, two = model(("f", {"k": 1}, None), given=(HELLO,)), model(("f", {"k": 2}, None), given=(HELLO, HELLO))
    found = order(a=tool("f", input={"k": 2}), b=two, c=tool("f", input={"k": 1}), d=one)
    assert found == ["d", "c", "b", "a"]
    assert order(a=tool("f", output="one"), b=one) == ["b", "a"]


def test_a_tool_that_was_asked_for_before_the_instant_comes_before_its_models():
    found = run(
        (span("z", 0, 100), box("ada")),
        (span("y", 0, 4, parent="z"), FIRST),
        (span("a", 5, 5, parent="z"), SECOND),
        (span("b", 5, 5, parent="z"), tool("f", call_id="c1")),
    )
    assert [one.span_ids[0] for one in found.steps] == ["y", "b", "a"]
