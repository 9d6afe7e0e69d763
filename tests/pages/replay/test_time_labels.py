"""Times on an axis."""

import pytest

from app.pages.replay.time_labels import elapsed, stretch_data
from app.replay.time_axis import time_axis


@pytest.mark.parametrize(
    ("nanoseconds", "words"),
    [
        (0, "0"), (400, "400 ns"), (2_500, "2.5 µs"), (200_000_000, "200 ms"), (3_200_000_000, "3.2 s"), (65_000_000_000, "1:05"),
        (65_250_000_000, "1:05.25"), (7_230_000_000_000, "2:00:30"), (600_000_000_000, "10:00"), (-1_500_000_000, "-1.5 s"),
    ],
)  # fmt: skip
def test_times_are_written_as_an_axis_does(nanoseconds, words):
    assert elapsed(nanoseconds) == words


def test_the_script_is_given_the_axis_in_milliseconds_since_the_origin():
    axis = time_axis([(1_000_000, 3_000_000), (103_000_000, 105_000_000)])
    assert (
        stretch_data(axis, origin_ns=1_000_000)
        == "[[0.0,2.0,0.0,0.47619,0],[2.0,102.0,0.47619,0.52381,1],[102.0,104.0,0.52381,1.0,0]]"
    )
