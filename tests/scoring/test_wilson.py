"""The interval of a share: published values, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.wilson import Interval, wilson


# Robert G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998: table I, method 3.
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(hits: int, of: int, low: float, high: float) -> None:
    found = wilson(hits, of=of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_one_of_one_tells_little() -> None:
    found = wilson(1, of=1)
    assert (round(found.low, 2), found.high) == (0.21, 1.0)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_it_lies_within_nought_and_one_holds_what_was_seen_and_turns_with_it(seen: tuple[int, int]) -> None:
    hits, of = seen
    found, turned = wilson(hits, of=of), wilson(of - hits, of=of)
    assert 0 <= found.low <= hits / of <= found.high <= 1
    assert found.low < found.high
    assert found.low == pytest.approx(1 - turned.high, abs=1e-9)


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_same_share_of_more_is_told_more_narrowly(seen: tuple[int, int]) -> None:
    hits, of = seen
    few, many = wilson(hits, of=of), wilson(hits * 10, of=of * 10)
    assert many.high - many.low < few.high - few.low


def test_an_interval_holds_its_ends() -> None:
    found = Interval(0.25, 0.5)
    assert [found.holds(share) for share in (0.24, 0.25, 0.5, 0.51)] == [False, True, True, False]
