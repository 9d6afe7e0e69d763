from hypothesis import given
from hypothesis import strategies as st

from app.replay.sequence import MAX_EDITS, common, gaps

LETTERS = st.lists(st.sampled_from("abc"), max_size=24)


def longest(before, after):
    """The textbook table, to hold the fast one to."""
    table = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i, one in enumerate(before):
        for j, other in enumerate(after):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


def test_a_word_in_the_middle_is_replaced():
    assert common("context", "contest") == [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (6, 6)]


def test_nothing_in_common_gives_no_pairs():
    assert common("abc", "xyz") == []


def test_an_empty_side_gives_no_pairs():
    assert common("", "abc") == []
    assert common("abc", "") == []


@given(LETTERS, LETTERS)
def test_pairs_are_equal_rising_and_as_many_as_can_be(before, after):
    pairs = common(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs) == longest(before, after)


@given(LETTERS, LETTERS)
def test_pairs_and_gaps_together_make_up_both_sides(before, after):
    pairs = common(before, after)
    between = gaps(pairs, before=len(before), after=len(after))
    assert sum(left.stop - left.start for left, _ in between) == len(before) - len(pairs)
    assert sum(right.stop - right.start for _, right in between) == len(after) - len(pairs)


def test_what_stands_on_one_side_alone_does_not_count_as_an_edit():
    noise = [f"old {i}" for i in range(MAX_EDITS)]
    other = [f"new {i}" for i in range(MAX_EDITS)]
    assert common(["x", *noise, "here", *noise], ["y", *other, "there", "here", *other]) == [(601, 602)]


NOISE = [f"noise {i}" for i in range(MAX_EDITS)]
ECHO = NOISE[::-1]


def test_sequences_too_far_apart_are_anchored_on_what_occurs_once():
    before = [*NOISE, *NOISE, "second", "first", "third", *NOISE]
    after = [*ECHO, *ECHO, "first", "second", "third", *ECHO]
    found = [before[i] for i, _ in common(before, after)]
    assert found in (["second", "third"], ["first", "third"])


def test_sequences_too_far_apart_without_an_anchor_share_nothing():
    assert common([*NOISE, *NOISE], [*ECHO, *ECHO]) == []
