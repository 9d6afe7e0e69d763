"""Pairing what corresponds, apart from runs: by content, by shape, by work; and at which cost."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.replay.pairing import Likeness, pairs

LETTERS = st.lists(st.sampled_from("abc"), max_size=12)


def likenesses(text, *, work=str.lower):
    """One element a letter: equal by letter and case, shaped alike by letter, doing the same work by `work`."""
    return [Likeness(content=letter, shape=letter.lower(), work=work(letter)) for letter in text]


def test_equal_elements_correspond():
    assert pairs(likenesses("abc"), likenesses("abc")) == [(0, 0), (1, 1), (2, 2)]


def test_elements_of_one_shape_correspond_across_other_content():
    assert pairs(likenesses("aBc"), likenesses("abc")) == [(0, 0), (1, 1), (2, 2)]


def test_what_lies_between_corresponds_by_its_work():
    one, other = likenesses("axc", work=lambda _: "work"), likenesses("ayc", work=lambda _: "work")
    assert pairs(one, other) == [(0, 0), (1, 1), (2, 2)]


def test_of_three_calls_alike_the_one_that_was_left_out_stays_alone():
    assert pairs(likenesses("aAa"), likenesses("Aa")) == [(1, 0), (2, 1)]


def test_equal_content_never_costs_a_pair():
    assert len(pairs(likenesses("abCd"), likenesses("Cabcd"))) == 4


@given(LETTERS, LETTERS)
def test_the_sides_may_be_exchanged(ours, theirs):
    one, other = likenesses(ours), likenesses(theirs)
    assert pairs(one, other) == sorted((i, j) for j, i in pairs(other, one))


class Counted(str):
    """A text that counts how often it is compared."""

    __slots__ = ()
    comparisons = 0

    def __eq__(self, other):
        Counted.comparisons += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def comparisons_for(ours, theirs):
    """How often elements are compared, over all passes, until the two sequences are paired."""
    Counted.comparisons = 0
    one, other = (
        [Likeness(content=Counted(item), shape=Counted(item[:2]), work=Counted(item[:1])) for item in side]
        for side in (ours, theirs)
    )
    found = pairs(one, other)
    return Counted.comparisons, found


def edited(steps, *, edits, chance):
    """The sequence with half as many removed and half as many put in, anywhere."""
    left = list(steps)
    for number in range(edits // 2):
        del left[chance.randrange(len(left))]
        left.insert(chance.randrange(len(left)), f"zz put in {number}")
    return left


def test_a_long_run_is_paired_with_itself_in_a_few_comparisons_a_step():
    steps = [f"{'abcdefgh'[number % 8]}{number % 23} {number}" for number in range(5000)]
    counted, found = comparisons_for(steps, steps)
    assert found == [(number, number) for number in range(5000)]
    assert counted <= 6 * 5000


def test_two_hundred_edits_in_five_thousand_steps_cost_steps_and_edits_squared():
    chance = Random(7)
    steps = [f"{'abcdefgh'[number % 8]}{number % 23} {number}" for number in range(5000)]
    counted, found = comparisons_for(steps, edited(steps, edits=200, chance=chance))
    assert len(found) >= 4900
    assert counted <= 10 * (5000 + 200**2)  # Myers' bound is steps and edits squared; ten covers all passes


def test_runs_with_nothing_in_common_cost_no_table_of_all_pairs():
    counted, found = comparisons_for([f"a{n} old" for n in range(5000)], [f"b{n} new" for n in range(5000)])
    assert found == []
    assert counted <= 5000 * 5000 / 4
