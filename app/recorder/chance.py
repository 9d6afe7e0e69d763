"""Seeded chance: durations and ids that depend on what they are for, not on what was drawn before."""

import math
import string
from collections import Counter
from dataclasses import dataclass, field
from random import Random

_ALPHABET = string.ascii_letters + string.digits


@dataclass(slots=True)
class Chance:
    """Draws for one run. Two arms of a variant share the seed, so that what they both do takes the same time."""

    seed: str
    _drawn: Counter[str] = field(default_factory=Counter)

    def milliseconds(self, what: str, *, median: float, spread: float = 0.25) -> float:
        """How long `what` takes this time: log-normal around `median`, as latencies of services are."""
        return median * math.exp(self._next(f"time of {what}").gauss(0, spread))

    def token(self, what: str, length: int) -> str:
        """An id such as services give out, letters and digits."""
        return "".join(self._next(f"id of {what}").choices(_ALPHABET, k=length))

    def _next(self, what: str) -> Random:
        self._drawn[what] += 1
        return Random(f"{self.seed}/{what}/{self._drawn[what]}")  # noqa: S311
