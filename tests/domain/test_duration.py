from datetime import UTC, datetime, timedelta

import pytest

from app.domain.duration import duration, minutes_taken, whole_minutes


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (None, ""),
        (0, "0 ms"),
        (0.04, "40 µs"),
        (0.4, "0.4 ms"),
        (230.2, "230 ms"),
        (999.4, "999 ms"),
        (999.7, "1.00 s"),
        (1240, "1.24 s"),
        (9_996, "10.0 s"),
        (26300, "26.3 s"),
        (59_960, "1 min"),
        (185_000, "3 min 5 s"),
        (3_599_400, "59 min 59 s"),
        (3_599_600, "1 h"),
        (3_900_000, "1 h 05 min"),
        (360_000_000, "100 h"),
    ],
)
def test_a_duration_is_told_in_the_unit_that_a_reader_thinks_in(milliseconds, words):
    assert duration(milliseconds) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minute"), (25, "25 minutes"), (60, "1 h"), (65, "1 h 05 min")],
)
def test_whole_minutes_are_told_as_hours_from_the_first_hour_on(minutes, words):
    assert whole_minutes(minutes) == words


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (29, 1), (89, 1), (91, 2), (1500, 25), (7200, 120)])
def test_what_was_done_took_whole_minutes_and_never_none(seconds, minutes):
    begun = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    assert minutes_taken(begun, begun + timedelta(seconds=seconds)) == minutes
