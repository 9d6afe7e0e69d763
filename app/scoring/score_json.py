"""A score as the one JSON document that `misstep compare --json` prints."""

from app.domain.json import JSON
from app.domain.score import Baseline, Score, Verdict
from app.scoring.weights import CAP, WEIGHTS


def score_json(score: Score) -> dict[str, JSON]:
    """Total, verdicts, weights and baselines; points and credits rounded for reading, the total exact to 0.1."""
    return {
        "total": score.total,
        "capped": score.capped,
        "cap": CAP,
        "weights": dict(WEIGHTS),
        "verdicts": [_verdict(verdict) for verdict in score.verdicts],
        "baselines": [_baseline(baseline) for baseline in score.baselines],
        "brier": None if score.brier is None else round(score.brier, 4),
    }


def _verdict(verdict: Verdict) -> dict[str, JSON]:
    return {
        "criterion": verdict.criterion,
        "outcome": verdict.outcome,
        "credit": round(verdict.credit, 4),
        "weight": verdict.weight,
        "points": round(verdict.points, 2),
        "sentence": verdict.sentence,
    }


def _baseline(baseline: Baseline) -> dict[str, JSON]:
    return {
        "name": baseline.name,
        "step": baseline.step,
        "chance": round(baseline.chance, 4),
        "total": baseline.total,
    }
