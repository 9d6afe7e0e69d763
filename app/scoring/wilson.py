"""The interval in which a share lies, told from how often something was so."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # standard deviations to either side of the mean that hold 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both between 0 and 1."""

    low: float
    high: float

    def holds(self, share: float) -> bool:
        return self.low <= share <= self.high


def wilson(hits: int, *, of: int) -> Interval:
    """The score interval at 95 % for a share of which `hits` of `of` were seen; `of` is 1 at least.

    It stays within 0 and 1, and is wide where little was seen. Edwin B. Wilson, "Probable inference, the law of
    succession, and statistical inference", 1927; without continuity correction, as method 3 of Robert G. Newcombe,
    "Two-sided confidence intervals for the single proportion", 1998.
    """
    share, weight = hits / of, _Z**2 / of
    middle = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * sqrt(share * (1 - share) / of + weight / (4 * of))
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))  # as far as it rounds
