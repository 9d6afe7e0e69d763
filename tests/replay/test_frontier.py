from runs_at_hand import run, tool

from app.domain.span import Status
from app.domain.step import Container, Usage
from app.replay.frontier import as_begun, closes_at, seen_container


def container(name, *, first, last, parent=None):
    return Container(id=name, name=name, agent=name, parent=parent, first=first, last=last, status=Status.ERROR)


def five_steps(*containers):
    return run(*(tool(number) for number in range(1, 6)), containers=containers)


def test_an_open_container_is_running_and_tells_neither_end_nor_status():
    seen = seen_container(container("desk", first=1, last=4), frontier=3, complete=False)
    assert seen.running
    assert (seen.last, seen.status) == (None, None)


def test_the_last_step_of_a_container_does_not_yet_tell_that_it_is_over():
    desk = container("desk", first=1, last=3)
    assert seen_container(desk, frontier=3, complete=False).running
    over = seen_container(desk, frontier=4, complete=False)
    assert (over.running, over.last, over.status) == (False, 3, Status.ERROR)


def test_when_the_whole_run_is_revealed_every_container_is_over():
    assert not seen_container(container("desk", first=1, last=5), frontier=5, complete=True).running


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


def test_a_step_that_has_only_begun_shows_what_it_was_asked_and_nothing_that_came_later():
    begun = as_begun(
        tool(
            1,
            input={"q": "late orders"},
            output="secret",
            error="timeout",
            status=Status.ERROR,
            usage=Usage(9, 9),
            cost_usd=1.0,
        )
    )
    assert begun.input == {"q": "late orders"}
    assert (begun.output, begun.error, begun.status, begun.duration_ms) == (None, None, Status.UNSET, 0)
    assert (begun.usage, begun.cost_usd) == (Usage(), None)
