"""The weights of the criteria and the credits they give, in one place."""

from collections.abc import Mapping
from types import MappingProxyType

ROOT_CAUSE = "root cause"
EVIDENCE = "evidence"
FAILURE_CLASS = "failure class"
EXPLANATION = "explanation"
FIX = "fix"

WEIGHTS: Mapping[str, int] = MappingProxyType(
    {ROOT_CAUSE: 35, EVIDENCE: 20, FAILURE_CLASS: 15, EXPLANATION: 15, FIX: 15}
)
FULL = 100.0

CAP = 50.0  # a diagnosis that misses the cause cannot pass the middle, however well it is written
CAP_BELOW = 0.4  # the credit for root cause under which the cap holds: less than a first claim on the chain

RANK_CREDIT = (1.0, 0.5, 0.25)  # so that naming three steps is worth less than naming the right one first

SAME_FAMILY = 0.5
ACCEPTED_LEVER = 0.7
