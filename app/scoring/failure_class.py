"""Criterion failure class: whether the kind of failure, or at least its family, was recognised."""

from app.domain.fault import FAILURE_CLASSES, family_of
from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.weights import FAILURE_CLASS, SAME_FAMILY


def failure_class(case: ScoringCase) -> Verdict:
    """Full credit for the class itself or one that the key accepts too, half for another of its family."""
    known = case.key.failure_class
    chosen = case.diagnosis.failure_class
    assert known is not None
    it_is = f"it is {_named(known)}"
    if chosen is None:
        return unanswered(FAILURE_CLASS, f"You chose no failure class; {it_is}.")
    if chosen == known:
        return judged(FAILURE_CLASS, 1.0, f"You chose {_named(known)}. That is the class of this failure.")
    if chosen in case.key.accepted_classes:
        return judged(
            FAILURE_CLASS, 1.0, f"You chose {_quoted(chosen)}, which can be defended as well: full credit; {it_is}."
        )
    if family_of(chosen) == family_of(known):
        sentence = f"You chose {_quoted(chosen)}; {it_is}. Both are {family_of(known)} failures: half the credit."
        return judged(FAILURE_CLASS, SAME_FAMILY, sentence)
    return judged(FAILURE_CLASS, 0.0, f"You chose {_quoted(chosen)}; {it_is}, of another family: no credit.")


def _quoted(failure_class_id: str) -> str:
    return f"“{FAILURE_CLASSES[failure_class_id].name}”"


def _named(failure_class_id: str) -> str:
    """The class with what happens in it."""
    summary = FAILURE_CLASSES[failure_class_id].summary
    return f"{_quoted(failure_class_id)} ({summary[:1].lower()}{summary[1:]})"
