"""The registry of criteria, in the order in which a score shows them, and which of them a run can have."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.answer_key import AnswerKey
from app.domain.score import LeftOut, Verdict
from app.scoring.case import ScoringCase
from app.scoring.clearing import clearable, clearing
from app.scoring.failure_class import failure_class
from app.scoring.forecast import base_rate, forecast
from app.scoring.nothing_wrong import nothing_wrong
from app.scoring.path import path
from app.scoring.proof import proof
from app.scoring.root_cause import root_cause
from app.scoring.weights import CLEARING, FAILURE_CLASS, FORECAST, NOTHING_WRONG, PATH, PROOF, ROOT_CAUSE

Judge = Callable[[ScoringCase], Verdict]

FAULT_CRITERIA: Mapping[str, Judge] = MappingProxyType(
    {
        ROOT_CAUSE: root_cause,
        PROOF: proof,
        PATH: path,
        FAILURE_CLASS: failure_class,
        FORECAST: forecast,
    }
)
CLEAN_CRITERIA: Mapping[str, Judge] = MappingProxyType({NOTHING_WRONG: nothing_wrong, CLEARING: clearing})


def criteria_of(key: AnswerKey) -> Mapping[str, Judge]:
    """The criteria of a run with this key, by name, without those that it cannot have."""
    left_out = {each.criterion for each in left_out_of(key)}
    every = CLEAN_CRITERIA if key.clean else FAULT_CRITERIA
    return {name: judge for name, judge in every.items() if name not in left_out}


def left_out_of(key: AnswerKey) -> tuple[LeftOut, ...]:
    """The criteria that a run with this key cannot have, each with its reason."""
    every = _left_out_of_clean(key) if key.clean else _left_out_of_fault(key)
    return tuple(LeftOut(criterion=criterion, reason=reason) for criterion, reason in every.items())


def _left_out_of_clean(key: AnswerKey) -> dict[str, str]:
    return {} if clearable(key.suspects) else {CLEARING: "the key names nothing that looks wrong"}


def _left_out_of_fault(key: AnswerKey) -> dict[str, str]:
    reasons = {}
    if not (key.wrong or key.right):
        reasons[PROOF] = "the key names no passage that proves the failure"
    if not (key.acted_on or key.damage):
        reasons[PATH] = "no step acted on what went wrong"
    if not 0 < base_rate(key) < 1:
        reasons[FORECAST] = "no changes were recorded of which some repair the run and some do not"
    return reasons
