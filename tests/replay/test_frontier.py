"""How far steps reach, by the containers below them and by their spans."""

from runs_at_hand import run, step, tool
from spans_by_hand import span

from app.domain.span import Status
from app.domain.step import Container, StepKind
from app.replay.frontier import closes_at, closing_steps


def container(name, *, first, last, parent=None):
    return Container(id=name, name=name, agent=name, parent=parent, first=first, last=last, status=Status.ERROR)


def five_steps(*containers):
    return run(*(tool(number) for number in range(1, 6)), containers=containers)


def owning(*span_ids):
    """A run of tools with these spans, one each."""
    return run(*(step(number, StepKind.TOOL, "ask", span_ids=(each,)) for number, each in enumerate(span_ids, 1)))


def test_a_step_that_called_a_sub_agent_closes_with_the_last_step_inside():
    inner = container("sub", first=2, last=4, parent=f"{1:016x}")
    innermost = container("subsub", first=3, last=3, parent="sub")
    assert closes_at(five_steps(inner, innermost)) == {1: 4}


def test_containers_around_a_step_do_not_keep_it_open():
    assert closes_at(five_steps(container("desk", first=1, last=5))) == {}


def test_containers_that_name_each_other_as_parent_end_the_search():
    one = container("one", first=1, last=5, parent="two")
    two = container("two", first=1, last=5, parent="one")
    assert closes_at(five_steps(one, two)) == {}


def test_a_tool_that_runs_an_agent_closes_with_the_last_step_below_it():
    spans = [
        span("a", 0, 9),
        span("agent", 1, 8, parent="a"),
        span("b", 2, 3, parent="agent"),
        span("c", 4, 5, parent="b"),
    ]
    assert closing_steps(owning("a", "b", "c"), spans) == {1: 3, 2: 3, 3: 3}


def test_parents_that_lead_in_a_circle_end_the_search():
    spans = [span("a", 0, 9, parent="b"), span("b", 1, 8, parent="a")]
    assert closing_steps(owning("a", "b"), spans) == {1: 2, 2: 2}
