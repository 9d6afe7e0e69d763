from hypothesis import given
from hypothesis import strategies as st

from app.replay.run_tree import RunTree, Stretch
from app.replay.unfolding import DEEPEST, FIRST_ROWS, PAGE, page, unfolded


def agent(key, first, last):
    return Stretch(key=key, first=first, last=last, agent=True)


def chain(key, first, last):
    return Stretch(key=key, first=first, last=last)


def firsts(part):
    return [item.first for item in part.items]


def test_the_way_to_the_step_is_open_and_agents_beside_it_are_not():
    tree = RunTree([agent("all", 1, 30), agent("one", 3, 9), agent("two", 10, 20)], last=30)
    root = unfolded(tree, 12)
    assert list(root.open) == ["all"]
    assert list(root.open["all"].open) == ["two"]
    assert firsts(root.open["all"].open["two"]) == list(range(10, 21))


def test_small_chains_beside_the_way_are_open_too():
    tree = RunTree([agent("all", 1, 30), chain("small", 2, 4), chain("large", 5, 25)], last=30)
    assert list(unfolded(tree, 28).open["all"].open) == ["small"]


def test_of_a_long_branch_the_children_around_the_step_are_shown():
    shown = unfolded(RunTree([agent("all", 1, 50_000)], last=50_000), 700).open["all"]
    assert (shown.start, firsts(shown)[0], firsts(shown)[-1]) == (669, 670, 729)
    assert shown.branch.count == 50_000


def test_at_the_ends_of_a_long_branch_as_many_are_shown():
    tree = RunTree([agent("all", 1, 500)], last=500)
    assert firsts(unfolded(tree, 500).open["all"])[0] == 441
    assert firsts(unfolded(tree, 1).open["all"])[-1] == FIRST_ROWS // 2


def test_what_is_nested_too_deep_begins_further_in():
    tree = RunTree([agent(f"a{level}", level, 100) for level in range(1, 70)], last=100)
    root = unfolded(tree, 69)
    assert root.key == f"a{69 - DEEPEST}"
    assert len(list(root.everything())) == DEEPEST + 1


def test_levels_count_what_is_around():
    tree = RunTree([agent("all", 1, 30), agent("two", 10, 20)], last=30)
    assert [part.level for part in unfolded(tree, 12).everything()] == [1, 2, 3]
    assert page(tree, "two").level == 3


LONG = RunTree([agent("all", 1, 200)], last=200)


def test_a_page_begins_at_the_step_that_is_asked_for():
    assert firsts(page(LONG, "all"))[0] == 1
    assert firsts(page(LONG, "all", first=61)) == list(range(61, 61 + PAGE))
    assert firsts(page(LONG, "all", first=999)) == [200]


def test_a_page_before_a_step_ends_with_the_one_above_it():
    assert firsts(page(LONG, "all", before=100)) == list(range(100 - PAGE, 100))
    assert firsts(page(LONG, "all", before=10)) == list(range(1, 10))


def test_before_the_first_step_the_first_is_all_there_is():
    assert firsts(page(LONG, "all", before=1)) == [1]


def test_before_a_step_past_the_end_come_the_last_ones():
    assert firsts(page(LONG, "all", before=999)) == list(range(141, 201))


@given(st.integers(1, 300), st.integers(1, 300))
def test_the_step_itself_is_always_shown(number, last):
    number = min(number, last)
    stretches = [agent("all", 1, last), agent("in", max(1, number - 3), last), chain("c", max(1, number - 1), number)]
    shown = [
        item.first for part in unfolded(RunTree(stretches, last=last), number).everything() for item in part.items
    ]
    assert number in shown
