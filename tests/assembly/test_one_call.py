"""A tool and the one retrieval or memory access inside it are one call; everything else is a call of its own."""

from spans_by_hand import box, detail, model, run, span, step, tool

from app.domain.step import StepKind


def mates(*rows):
    return {one.number: one.same_call for one in run(*rows).steps if one.same_call}


def retrieval(name="policies"):
    return step(StepKind.RETRIEVAL, name=name)


def test_a_tool_around_one_retrieval_is_one_call_with_it():
    assert mates(
        (span("m", 0, 9), model(("look_up", {}, "c1"))),
        (span("t", 10, 30), tool("look_up", call_id="c1")),
        (span("r", 12, 20, parent="t"), retrieval()),
        (span("m2", 40, 50), model()),
    ) == {2: 3, 3: 2}


def test_a_tool_around_one_memory_access_is_one_call_with_it_though_spans_lie_between():
    assert mates(
        (span("t", 10, 30), tool("recall")),
        (span("h", 11, 29, parent="t"), detail()),
        (span("g", 12, 28, parent="h"), box(name="chain")),
        (span("r", 13, 20, parent="g"), step(StepKind.MEMORY, name="notes")),
    ) == {1: 2, 2: 1}


def test_a_tool_around_two_accesses_or_around_another_tool_is_a_call_of_its_own():
    two = [(span("r1", 12, 15, parent="t"), retrieval()), (span("r2", 16, 20, parent="t"), retrieval())]
    assert mates((span("t", 10, 30), tool("look_up")), *two) == {}
    inner = [(span("u", 12, 20, parent="t"), tool("search")), (span("r", 13, 19, parent="u"), retrieval())]
    assert mates((span("t", 10, 30), tool("look_up")), *inner) == {2: 3, 3: 2}


def test_a_retrieval_beside_a_tool_and_one_inside_a_model_are_calls_of_their_own():
    assert mates((span("t", 10, 30), tool("look_up")), (span("r", 31, 40), retrieval())) == {}
    assert mates((span("m", 10, 30), model()), (span("r", 11, 20, parent="m"), retrieval())) == {}


def test_an_access_with_a_step_inside_it_is_no_call_of_one():
    embedding = step(StepKind.EMBEDDING, name="embed")
    assert (
        mates(
            (span("t", 10, 30), tool("look_up")),
            (span("r", 12, 20, parent="t"), retrieval()),
            (span("e", 13, 14, parent="r"), embedding),
        )
        == {}
    )
