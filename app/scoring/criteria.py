"""The registry of criteria, in the order in which a score shows them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.score import Verdict
from app.scoring.case import ScoringCase
from app.scoring.evidence import evidence
from app.scoring.explanation import explanation
from app.scoring.failure_class import failure_class
from app.scoring.fix import fix
from app.scoring.root_cause import root_cause
from app.scoring.weights import EVIDENCE, EXPLANATION, FAILURE_CLASS, FIX, ROOT_CAUSE

CRITERIA: Mapping[str, Callable[[ScoringCase], Verdict]] = MappingProxyType(
    {
        ROOT_CAUSE: root_cause,
        EVIDENCE: evidence,
        FAILURE_CLASS: failure_class,
        EXPLANATION: explanation,
        FIX: fix,
    }
)
