"""A score as the one JSON document that `misstep compare --json` prints."""

from app.domain.json import JSON
from app.domain.score import Baseline, LeftOut, Score, Verdict


def score_json(score: Score) -> dict[str, JSON]:
    """Total, verdicts, weights and baselines; points and credits rounded for reading, the total exact to 0.1.

    `cap` is the highest total that was possible with this root cause, and `weights` are those of this run: a
    criterion that it cannot have stands in `left_out`, and its weight went to the others in proportion.
    """
    return {
        "total": score.total,
        "capped": score.capped,
        "cap": score.cap,
        "weights": {verdict.criterion: round(verdict.weight, 2) for verdict in score.verdicts},
        "left_out": [_left_out(each) for each in score.left_out],
        "verdicts": [_verdict(verdict) for verdict in score.verdicts],
        "baselines": [_baseline(baseline) for baseline in score.baselines],
        "brier": None if score.brier is None else round(score.brier, 4),
    }


def _left_out(left_out: LeftOut) -> dict[str, JSON]:
    return {"criterion": left_out.criterion, "reason": left_out.reason}


def _verdict(verdict: Verdict) -> dict[str, JSON]:
    return {
        "criterion": verdict.criterion,
        "outcome": verdict.outcome,
        "credit": round(verdict.credit, 4),
        "weight": round(verdict.weight, 2),
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
