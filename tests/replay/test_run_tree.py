from hypothesis import given
from hypothesis import strategies as st

from app.replay.run_tree import RunTree, Stretch, TreeItem, outer_first, step_out, step_over

LAST = 12


def agent(key, first, last, *, over=True):
    return Stretch(key=key, first=first, last=last, over=over, agent=True)


def chain(key, first, last):
    return Stretch(key=key, first=first, last=last)


def inside(step, last, *, over=True):
    return Stretch(key=f"step-{step}", first=step + 1, last=last, over=over, step=step)


# support [1..12] asks a researcher by its step 4, whose steps are 5 to 9, and then a writer with 10 and 11
RUN = (
    agent("support", 1, 12),
    inside(4, 9),
    agent("researcher", 5, 9),
    chain("draft", 6, 8),
    agent("writer", 10, 11),
)
TREE = RunTree(RUN, last=LAST)


def keys(stretches):
    return [stretch.key for stretch in stretches]


def test_the_path_to_a_step_is_what_it_lies_inside_the_outermost_first():
    assert keys(TREE.path(7)) == ["support", "step-4", "researcher", "draft"]
    assert keys(TREE.path(4)) == ["support"]
    assert keys(TREE.path(12)) == ["support"]


def test_children_are_the_steps_between_and_what_stands_there():
    branch = TREE.branch("support")
    asked, writer = TREE.stretch("step-4"), TREE.stretch("writer")
    assert list(branch.items(0, 20)) == [
        TreeItem(1, 1), TreeItem(2, 2), TreeItem(3, 3), TreeItem(4, 9, asked), TreeItem(10, 11, writer), TreeItem(12, 12),
    ]  # fmt: skip
    assert [item.is_step for item in branch.items(2, 3)] == [True, True, False]
    assert branch.count == 6


def test_a_page_of_children_begins_where_it_is_asked_to():
    branch = TREE.branch("support")
    assert [item.first for item in branch.items(3, 2)] == [4, 10]
    assert (branch.place(3), branch.place(7), branch.place(11), branch.place(12)) == (2, 3, 4, 5)


def test_the_run_itself_is_the_outermost_branch():
    branch = TREE.branch(None)
    assert [(item.first, item.last) for item in branch.items(0, 5)] == [(1, 12)]


def test_a_level_counts_what_is_around():
    assert [TREE.level(key) for key in ("support", "step-4", "researcher", "draft")] == [1, 2, 3, 4]


def test_what_is_not_in_the_tree_is_not_found():
    assert TREE.stretch("no-such-key") is None


def test_what_crosses_the_end_of_what_is_around_it_is_cut_there():
    tree = RunTree([chain("one", 1, 4), chain("two", 3, 6)], last=8)
    assert tree.stretch("two").last == 4
    assert keys(tree.path(5)) == []


def test_a_step_that_is_alone_in_its_container_has_nothing_inside():
    assert RunTree([chain("one", 2, 2), inside(2, 5)], last=8).stretch("step-2") is None


def over(number, *, stretches=RUN, frontier=LAST):
    tree = RunTree(stretches, last=frontier)
    return step_over(number, tree.path(number), own=tree.stretch(f"step-{number}"), frontier=frontier)


def test_over_a_step_that_called_an_agent_comes_the_first_step_after_the_agent():
    assert over(4) == 10


def test_over_the_first_step_of_an_agent_comes_the_first_step_after_it():
    assert over(10) == 12


def test_over_an_agent_that_begins_the_run_comes_the_first_step_after_it():
    assert over(1, stretches=(agent("all", 1, 12), agent("first", 1, 5))) == 6


def test_over_a_plain_step_comes_the_next_one():
    assert over(2) == 3
    assert over(1) == 2


def test_over_a_chain_that_is_not_over_comes_the_next_step():
    assert over(1, stretches=(agent("all", 1, 12), chain("graph", 1, 12))) == 2


def test_over_an_agent_that_is_not_over_there_is_nothing_yet():
    running = (agent("support", 1, 6, over=False), inside(4, 6, over=False), agent("researcher", 5, 6, over=False))
    assert over(4, stretches=running, frontier=6) is None
    assert over(5, stretches=running, frontier=6) is None


def test_over_the_last_revealed_step_there_is_nothing():
    assert over(12) is None
    assert over(4, stretches=(agent("support", 1, 9), inside(4, 9)), frontier=9) is None


def test_out_of_an_agent_leads_to_the_step_that_called_it():
    assert step_out(7, TREE.path) == 4
    assert step_out(5, TREE.path) == 4


def test_out_of_an_agent_that_no_step_encloses_leads_to_the_last_step_before_it_further_out():
    assert step_out(11, TREE.path) == 4


def test_out_of_one_of_several_agents_side_by_side_leads_before_all_of_them():
    tree = RunTree([agent("all", 1, 9), *(agent(f"a{n}", n, n + 1) for n in (3, 5, 7))], last=9)
    assert step_out(8, tree.path) == 2


def test_out_past_more_agents_than_are_looked_at_there_is_nothing():
    tree = RunTree([agent("all", 1, 60), *(agent(f"a{n}", n, n) for n in range(3, 50))], last=60)
    assert step_out(49, tree.path) is None


def test_out_of_the_outermost_agent_there_is_nothing():
    assert step_out(3, TREE.path) is None
    assert step_out(2, RunTree([agent("a", 1, 1), agent("b", 2, 3)], last=3).path) is None


@st.composite
def run_trees(draw):
    """Any stretches, many of which cross: what a hostile recording may hold."""
    last = draw(st.integers(1, 30))
    made = []
    for place in range(draw(st.integers(0, 12))):
        first = draw(st.integers(1, last))
        end = draw(st.integers(first, last))
        over = draw(st.booleans()) or end < last
        if draw(st.booleans()) and first < end:
            made.append(inside(first, end, over=over))
        else:
            made.append(replaced(chain(f"c{place}", first, end), draw(st.booleans()), over))
    unique = {stretch.key: stretch for stretch in made}
    return RunTree(unique.values(), last=last), last


def replaced(stretch, is_agent, over):
    return Stretch(key=stretch.key, first=stretch.first, last=stretch.last, agent=is_agent, over=over)


def walked(tree, key=None):
    """All numbers of a branch and of those below, in the order of the tree."""
    branch = tree.branch(key)
    for item in branch.items(0, branch.count):
        if item.is_step:
            yield item.first
        if item.inside:
            yield from walked(tree, item.inside.key)


@given(run_trees())
def test_every_step_is_in_the_tree_once_and_in_order(made):
    tree, last = made
    assert list(walked(tree)) == list(range(1, last + 1))


@given(run_trees())
def test_a_step_is_found_in_the_branch_of_what_it_lies_inside(made):
    tree, last = made
    for number in range(1, last + 1):
        path = tree.path(number)
        branch = tree.branch(path[-1].key if path else None)
        (item,) = branch.items(branch.place(number), 1)
        assert item.first == number
        assert item.is_step


@given(run_trees())
def test_a_branch_has_as_many_children_as_it_counts(made):
    tree, last = made
    for key in [None, *{stretch.key for number in range(1, last + 1) for stretch in tree.path(number)}]:
        branch = tree.branch(key)
        assert len(list(branch.items(0, last + 1))) == branch.count


@given(run_trees())
def test_over_goes_forward_and_never_into_an_agent_that_begins_there(made):
    tree, last = made
    for number in range(2, last + 1):
        own = tree.stretch(f"step-{number}")
        target = step_over(number, tree.path(number), own=own, frontier=last)
        begun = [stretch for stretch in tree.path(number)[1:] if stretch.calls and stretch.begins == number]
        assert target is None or number < target <= last
        assert target is None or all(target > stretch.last for stretch in [*begun, *([own] if own else [])])


@given(run_trees())
def test_out_goes_back_to_a_step_that_fewer_agents_are_around(made):
    tree, last = made
    for number in range(1, last + 1):
        target = step_out(number, tree.path)
        if target is not None:
            assert 1 <= target < number
            assert called(tree, target) < called(tree, number)


def called(tree, number):
    return {stretch.key for stretch in tree.path(number) if stretch.calls}


def test_what_begins_together_is_nested_in_the_given_order_and_steps_last():
    assert keys(outer_first([inside(3, 5), chain("b", 3, 6), chain("a", 1, 6)])) == ["a", "b", "step-3"]
