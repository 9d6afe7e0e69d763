"""Criterion explanation: which key points (what, why wrong, how it reached the symptom) the text makes."""

from app.domain.answer import KeyPoint
from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.passages import passages
from app.scoring.terms import covers
from app.scoring.weights import EXPLANATION


def explanation(case: ScoringCase) -> Verdict:
    """The share of key points that some passage of the text covers.

    This is a suggestion from words, robust within reason (docs/scoring.md says how); a person who was there
    knows better and settles it.
    """
    if not case.diagnosis.explanation.strip():
        return unanswered(EXPLANATION, f"You wrote no explanation. It is: {_points(case.key.key_points)}.")
    found = covered(case.diagnosis.explanation, case.key.key_points)
    missed = tuple(point for point in case.key.key_points if point not in found)
    credit = len(found) / len(case.key.key_points) if found else 0.0
    return judged(EXPLANATION, credit, _sentence(found, missed))


def covered(text: str, points: tuple[KeyPoint, ...]) -> tuple[KeyPoint, ...]:
    """The points that the text makes, in the author's order."""
    parts = passages(text)
    return tuple(point for point in points if any(covers(part, point.terms) for part in parts))


def _sentence(found: tuple[KeyPoint, ...], missed: tuple[KeyPoint, ...]) -> str:
    head = f"Your explanation makes {len(found)} of {len(found) + len(missed)} points"
    made = f": {_points(found)}" if found else ""
    lacks = f". Not found in it: {_points(missed)}" if missed else ""
    return f"{head}{made}{lacks}."


def _points(points: tuple[KeyPoint, ...]) -> str:
    return "; ".join(f"{point.role}: {point.text.strip().rstrip('.')}" for point in points)
