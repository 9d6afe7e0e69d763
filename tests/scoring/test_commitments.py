"""What can be disputed are the criteria of a score, by their names."""

from app.domain.dispute import Commitment
from app.scoring.weights import CLEAN_WEIGHTS, CLEARING, FAULT_WEIGHTS


def test_every_criterion_can_be_disputed_and_clearing_with_nothing_is_wrong() -> None:
    assert {each.value for each in Commitment} == {*FAULT_WEIGHTS, *CLEAN_WEIGHTS} - {CLEARING}
