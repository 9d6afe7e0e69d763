"""How a step stands to the known failure, and what naming it as the root cause is worth."""

from enum import Enum
from typing import assert_never

from app.domain.answer_key import AnswerKey


class CauseRelation(Enum):
    """From the cause outwards; the value is the credit for naming such a step first."""

    ROOT = (1.0, "root")
    NEAR = (0.7, "near")
    CHAIN = (0.4, "chain")
    SYMPTOM = (0.25, "symptom")
    RED_HERRING = (0.0, "red herring")
    UNRELATED = (0.0, "unrelated")

    @property
    def credit(self) -> float:
        return self.value[0]


def relation(step: int, key: AnswerKey) -> CauseRelation:
    """The relation that counts for `step`. The symptom ends the chain, and as the symptom it counts."""
    if step in key.root:
        return CauseRelation.ROOT
    if step in key.near:
        return CauseRelation.NEAR
    if step in key.symptom:
        return CauseRelation.SYMPTOM
    if step in key.chain:
        return CauseRelation.CHAIN
    if any(step == herring.step for herring in key.red_herrings):
        return CauseRelation.RED_HERRING
    return CauseRelation.UNRELATED


def worth(found: CauseRelation) -> str:
    """What the relation means, and what it earns, as the second half of a sentence."""
    match found:
        case CauseRelation.ROOT:
            return "that is where the failure began: full credit"
        case CauseRelation.NEAR:
            return "that step wraps the root cause or stands right beside it: 0.7 of the credit"
        case CauseRelation.CHAIN:
            return "that step carried the failure on, it did not start it: 0.4 of the credit"
        case CauseRelation.SYMPTOM:
            return "that is where it became visible, not where it began: a quarter of the credit"
        case CauseRelation.RED_HERRING:
            return "that is a red herring, not on the way from cause to symptom: no credit"
        case CauseRelation.UNRELATED:
            return "that step has no part in the failure: no credit"
        case _:
            assert_never(found)
