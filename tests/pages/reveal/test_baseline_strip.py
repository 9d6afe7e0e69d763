"""Where the dots lie that set a total beside the guesses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.reveal.baseline_strip import LOWEST, RISE, Dot, pile, place, strip


@pytest.mark.parametrize(("total", "percent"), [(0, 2.0), (50, 50.0), (100, 98.0)])
def test_a_total_lies_between_the_ends_of_the_strip(total, percent):
    assert place(total) == percent


def test_guesses_that_would_cover_each_other_are_piled_up():
    assert pile([0, 0, 1.5, 50]) == (Dot(2.0, 7), Dot(2.0, 16), Dot(2.0, 25), Dot(50.0, 7))


def test_the_strip_grows_with_its_highest_pile():
    low, high = strip(44, [0, 10, 20]), strip(44, [0] * 9)
    assert low.floor == 36
    assert high.floor == LOWEST + 8 * RISE + LOWEST
    assert (high.lowest, high.highest) == (0, 0)


def test_the_readers_mark_rises_above_the_dots_beside_it():
    assert strip(44, [0] * 9).tall == 20
    among = strip(1, [0] * 9)
    assert among.tall == LOWEST + 8 * RISE + LOWEST
    assert among.floor == among.tall + 16


def test_a_strip_without_guesses_shows_the_reader_alone():
    alone = strip(44, [])
    assert alone.dots == ()
    assert alone.you == 44.24


@given(st.lists(st.floats(0, 100), max_size=12))
def test_no_two_dots_cover_each_other(totals):
    dots = pile(totals)
    assert len(dots) == len(totals)
    assert len(set(dots)) == len(dots)
