"""The weights of the criteria and the credits they give, in one place."""

from collections.abc import Mapping
from types import MappingProxyType

ROOT_CAUSE = "root cause"
PROOF = "proof"
PATH = "path"
FAILURE_CLASS = "failure class"
FORECAST = "forecast"
NOTHING_WRONG = "nothing is wrong"
CLEARING = "clearing suspects"

# Of a run with a fault, and of a run in which nothing is wrong.
FAULT_WEIGHTS: Mapping[str, int] = MappingProxyType(
    {ROOT_CAUSE: 40, PROOF: 25, PATH: 10, FAILURE_CLASS: 10, FORECAST: 15}
)
CLEAN_WEIGHTS: Mapping[str, int] = MappingProxyType({NOTHING_WRONG: 40, CLEARING: 60})
FULL = 100.0

# A diagnosis that misses the cause cannot pass the middle, however good the rest is: the highest total while the
# credit for the root cause is under the bound, the lowest bound first.
CAPS = ((0.4, 50.0), (0.8, 60.0))

RANK_CREDIT = (1.0, 0.5)  # so that naming two steps is worth less than naming the right one first

ONE_ROLE = 0.48  # 12 of 25: half a proof contradicts nothing
SAME_TURN = 0.6  # 3 of 5
SAME_FAMILY = 0.5

SUSPECTS = 2  # to be cleared where nothing is wrong
MAX_PASSAGE = 400  # characters; longer ones count only as a whole field or row of a result
MIN_PASSAGE = 4  # letters and digits; one letter stands everywhere and proves nothing
