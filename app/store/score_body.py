"""A score as it is stored: exact, so that what was decided is shown as it was decided."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.domain.json import JSON
from app.domain.score import Baseline, LeftOut, Outcome, Score, StatedProbability, Verdict

FORMER_CAP = 50.0  # the one that there was, before scores told theirs


def score_body(score: Score) -> dict[str, JSON]:
    """The score with its verdicts, their weights and sentences, and the baselines beside them."""
    body: dict[str, JSON] = asdict(score)
    return body


def score_of(body: Mapping[str, Any]) -> Score:
    """The score as it was stored. The first version recorded the total alone: such a score has no verdicts."""
    return Score(
        verdicts=tuple(_verdict(each) for each in body.get("verdicts", ())),
        total=body["total"],
        capped=body.get("capped", False),
        cap=body.get("cap", FORMER_CAP if body.get("capped") else 100.0),
        baselines=tuple(Baseline(**each) for each in body.get("baselines", ())),
        brier=body.get("brier"),
        left_out=tuple(LeftOut(**each) for each in body.get("left_out", ())),
        stated=tuple(StatedProbability(**each) for each in body.get("stated", ())),
    )


def _verdict(body: Mapping[str, Any]) -> Verdict:
    return Verdict(**{**body, "outcome": Outcome(body["outcome"])})
