"""When differences came about: what is inside a step comes before the result that it is part of."""

from dataclasses import replace

from runs_at_hand import ANSWER, ASK, model, run, step, tool

from app.domain.message import Message, Text
from app.domain.span import Status
from app.domain.step import Container, StepKind
from app.replay.alignment import align
from app.replay.divergence import endings

OTHER = Message("system", (Text("You answer for Harbour Books, and politely."),))


def search(*, passages, found):
    """A model step, a tool that it asked for, a retrieval inside that tool, and the answer."""
    return run(
        model(1, [ASK], [ANSWER]),
        tool(2, "search_policies", input={"query": "returns"}, output={"passages": passages}, started_ns=20, ended_ns=60),
        step(3, StepKind.RETRIEVAL, "policies", input="returns", output=found, started_ns=20, ended_ns=59),
        tool(4, "refund", input={"amount": passages}, started_ns=60, ended_ns=70),
    )  # fmt: skip


def test_a_retrieval_differed_before_the_result_of_the_tool_around_it():
    alignment = align(search(passages=14, found=["old"]), search(passages=30, found=["new"]))
    assert [row.differs for row in alignment.rows] == [(), ("result",), ("result",), ("arguments",)]
    assert alignment.first_divergence == 2


def test_a_tool_that_spoiled_a_good_retrieval_differed_first():
    alignment = align(search(passages=14, found=["new"]), search(passages=30, found=["new"]))
    assert alignment.first_divergence == 1


def test_a_tool_that_was_asked_otherwise_differed_before_what_is_inside_it():
    one, other = search(passages=14, found=["old"]), search(passages=30, found=["new"])
    asked = replace(other.steps[1], input={"query": "refunds"})
    alignment = align(one, replace(other, steps=(other.steps[0], asked, *other.steps[2:])))
    assert alignment.first_divergence == 1


def test_of_steps_that_end_together_the_inner_one_differed_first():
    def nested(word):
        return run(
            tool(1, "outer", output=word, started_ns=0, ended_ns=90),
            tool(2, "inner", output=word, started_ns=10, ended_ns=80),
            tool(3, "innermost", output="same", started_ns=20, ended_ns=70),
        )

    assert align(nested("one"), nested("two")).first_divergence == 1


def test_a_gap_stands_where_it_is():
    longer, shorter = search(passages=14, found=["old"]), search(passages=30, found=["new"])
    alignment = align(longer, replace(shorter, steps=(shorter.steps[0], shorter.steps[1], shorter.steps[3])))
    assert [(row.left, row.right) for row in alignment.rows] == [(1, 1), (2, 2), (3, None), (4, 3)]
    assert alignment.first_divergence == 2


def test_a_step_that_was_only_given_something_else_is_not_the_first_act():
    told = run(model(1, [ASK], [ANSWER]), tool(2, output="one"), messages=(ASK, ANSWER, OTHER))
    untold = run(model(1, [OTHER, ASK], [ANSWER]), tool(2, output="two"), messages=(ASK, ANSWER, OTHER))
    alignment = align(told, untold)
    assert (alignment.first_divergence, alignment.first_act) == (0, 1)


def test_runs_that_agree_have_neither():
    alignment = align(search(passages=14, found=[]), search(passages=14, found=[]))
    assert (alignment.first_divergence, alignment.first_act) == (None, None)


def test_what_a_model_asked_for_is_not_inside_it():
    open_long = run(model(1, [ASK], [ANSWER], started_ns=0, ended_ns=100), tool(2, started_ns=10, ended_ns=20))
    assert endings(open_long) == {}


def test_a_call_of_another_agent_ends_with_the_last_step_of_that_agent_whatever_the_clocks_say():
    sub = Container(id="sub", name="agent", agent="b", parent=f"{1:016x}", first=2, last=3, status=Status.UNSET)
    called = run(tool(1, "ask_agent", started_ns=0, ended_ns=5), tool(2), tool(3), containers=(sub,))
    assert endings(called) == {1: 3}


def test_steps_of_equal_times_do_not_enclose_each_other():
    assert endings(run(tool(1, started_ns=0, ended_ns=0), tool(2, started_ns=0, ended_ns=0))) == {}
