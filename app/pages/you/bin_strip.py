"""The strip of one bin of a calibration: what was said, what came true, and where the true share lies."""

from dataclasses import dataclass

from app.pages.reveal.baseline_strip import place
from app.scoring.calibration import CalibrationBin
from app.scoring.wilson import Interval


@dataclass(frozen=True, slots=True)
class StripPlace:
    """A share in whole `percent`, and its `x` in percent of the strip's width."""

    percent: int
    x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BinStrip:
    """All that is drawn and said: what was `said` on average, what was `true`, and the interval around that."""

    said: StripPlace
    true: StripPlace
    low: StripPlace
    high: StripPlace
    reading: str


def bin_strip(found: CalibrationBin) -> BinStrip | None:
    """None of a bin in which nothing was said."""
    if found.mean is None or found.share is None:
        return None
    return BinStrip(
        said=_place(found.mean),
        true=_place(found.true / found.of),
        low=_place(found.share.low),
        high=_place(found.share.high),
        reading=_reading(found.mean, found.share),
    )


def _place(share: float) -> StripPlace:
    return StripPlace(round(share * 100), place(share * 100))


def _reading(said: float, share: Interval) -> str:
    """No more than the interval allows."""
    if share.holds(said):
        return "What you said lies within that"
    return "You said more than came true" if said > share.high else "You said less than came true"
