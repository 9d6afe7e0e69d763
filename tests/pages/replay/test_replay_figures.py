from datetime import UTC, datetime

import pytest

from app.pages.replay.figures import clock, count, instant, money, short_count, size


@pytest.mark.parametrize(
    ("dollars", "words"),
    [
        (None, ""),
        (0, "$0.00"),
        (1.2, "$1.20"),
        (0.99996, "$1.00"),
        (0.0042, "$0.0042"),
        (0.0000517, "$0.0000517"),
        (0.00000004, "under $0.0000001"),
    ],
)
def test_money(dollars, words):
    assert money(dollars) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(None, ""), (812, "812"), (1240, "1.2k"), (34_400, "34k"), (1_120_000, "1.1M"), (999_900, "1.0M")],
)
def test_counts_for_narrow_rows(number, words):
    assert short_count(number) == words


@pytest.mark.parametrize(
    ("characters", "words"),
    [(1, "1 character"), (812, "812 characters"), (1433, "1.4 KB"), (12_288, "12 KB"), (1_468_006, "1.4 MB")],
)
def test_sizes(characters, words):
    assert size(characters) == words


def test_other_figures():
    assert count(1240) == "1,240"
    assert count(None) == ""
    assert clock(datetime(2026, 3, 2, 14, 5, tzinfo=UTC)) == "14:05"
    assert instant(1_772_460_309_120_999_000) == "2026-03-02 14:05:09.120"
