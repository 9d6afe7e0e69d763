"""What is drawn and said of one bin of a calibration."""

import pytest

from app.pages.you.bin_strip import bin_strip
from app.scoring.calibration import CalibrationBin
from app.scoring.wilson import Interval


def found(mean, *, true=3, of=4):
    return CalibrationBin(name="70 to 85 %", of=of, true=true, mean=mean, share=Interval(0.3, 0.95))


def test_each_value_lies_at_its_share_of_the_strip():
    strip = bin_strip(found(0.8))
    places = (strip.said, strip.true, strip.low, strip.high)
    assert [each.percent for each in places] == [80, 75, 30, 95]
    assert [each.x for each in places] == [78.8, 74.0, 30.8, 93.2]


@pytest.mark.parametrize(
    ("mean", "reading"),
    [
        (0.96, "You said more than came true"),
        (0.29, "You said less than came true"),
        (0.3, "What you said lies within that"),
        (0.95, "What you said lies within that"),
    ],
)
def test_more_and_less_are_said_outside_of_the_interval_alone(mean, reading):
    assert bin_strip(found(mean)).reading == reading


def test_of_an_empty_bin_nothing_is_drawn():
    assert bin_strip(CalibrationBin(name="under 50 %", of=0, true=0, mean=None, share=None)) is None
