"""How pages word numbers, times and names."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.pages.filters import criterion_name, day, moment, points, words


@pytest.mark.parametrize(
    ("value", "text"), [(21.0, "21"), (17.25, "17.2"), (17.26, "17.3"), (0, "0"), (100.0, "100")]
)
def test_points_have_a_decimal_only_where_they_need_it(value, text):
    assert points(value) == text


def test_times_are_told_in_utc():
    assert day(datetime(2026, 11, 2, 7, 5, tzinfo=UTC)) == "2 Nov 2026, 07:05"
    assert day(datetime(2026, 11, 2, 7, 5, tzinfo=timezone(timedelta(hours=2)))) == "2 Nov 2026, 05:05"
    assert moment(1_760_000_000_000_000_000) == "9 Oct 2025, 08:53"


def test_names_of_the_code_become_words():
    assert words("root_cause") == "Root cause"


def test_a_criterion_has_a_short_name_in_a_row_and_one_of_earlier_rules_keeps_its_own():
    names = ["root cause", "proof", "path", "failure class", "forecast", "nothing is wrong", "clearing suspects"]
    short = ["root", "proof", "path", "class", "forecast", "nothing wrong", "suspects"]
    assert [criterion_name(name) for name in names] == short
    assert criterion_name("fix lever") == "fix lever"
