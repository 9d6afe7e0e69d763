"""How a step stands to the known failure, and what naming it as the root cause is worth."""

from enum import Enum

from app.domain.answer_key import AnswerKey
from app.domain.step import Run


class CauseRelation(Enum):
    """From the cause outwards; the value is the credit for naming such a step first, and a name."""

    ROOT = (1.0, "root")
    NEAR = (0.8, "near")
    CHAIN = (0.4, "chain")
    SYMPTOM = (0.25, "symptom")
    CONSEQUENCE = (0.25, "consequence")
    RED_HERRING = (0.0, "red herring")
    UNRELATED = (0.0, "unrelated")

    @property
    def credit(self) -> float:
        return self.value[0]

    @property
    def word(self) -> str:
        return self.value[1]


def call_of(step: int, run: Run) -> frozenset[int]:
    """The step, and the one that is one call with it: a tool and the single access that it consists of."""
    other = run.steps[step - 1].same_call
    return frozenset({step} if other is None else {step, other})


def relation(step: int, key: AnswerKey, *, run: Run) -> CauseRelation:
    """The relation that counts for `step`, or for the call that it is a part of.

    The symptom ends the chain, and as the symptom it counts.
    """
    call = call_of(step, run)
    steps = {
        CauseRelation.ROOT: (*key.root, *key.accepted_roots),
        CauseRelation.NEAR: key.near,
        CauseRelation.SYMPTOM: key.symptom,
        CauseRelation.CHAIN: key.chain,
        CauseRelation.CONSEQUENCE: key.consequences,
        CauseRelation.RED_HERRING: tuple(herring.step for herring in key.red_herrings),
    }
    return next((found for found, held in steps.items() if call.intersection(held)), CauseRelation.UNRELATED)


_WORTH = {
    CauseRelation.ROOT: "that is where the failure began: full credit",
    CauseRelation.NEAR: "that step holds the same call or shows the same thing: 0.8 of the credit",
    CauseRelation.CHAIN: "that step carried the failure on, it did not start it: 0.4 of the credit",
    CauseRelation.SYMPTOM: "that is where it became visible, not where it began: a quarter of the credit",
    CauseRelation.CONSEQUENCE: "that step only came out otherwise because of it: a quarter of the credit",
    CauseRelation.RED_HERRING: "that is a red herring, not on the way from cause to symptom: no credit",
    CauseRelation.UNRELATED: "that step has no part in the failure: no credit",
}


def worth(found: CauseRelation) -> str:
    """What the relation means, and what it earns, as the second half of a sentence."""
    return _WORTH[found]
