"""What foretelling the recorded changes earns."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis, Forecast
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.forecast import forecast
from app.scoring.step_values import StepValues

CHANGES = ("name-unit", "convert", "retry", "careful", "cap")  # the first two pass


def foretold(key: AnswerKey, run: Run, *stated: float | None) -> Verdict:
    said = tuple(
        Forecast(remedy=remedy, passes=passes)
        for remedy, passes in zip(CHANGES, stated, strict=False)
        if passes is not None
    )
    return forecast(ScoringCase(diagnosis=Diagnosis(forecast=said), key=key, run=run, values=StepValues(run)))


@pytest.mark.parametrize(
    ("stated", "points"),
    [
        ((1.0, 1.0, 0.0, 0.0, 0.0), 15.0),
        ((0.9, 0.9, 0.1, 0.1, 0.1), 14.375),  # 15 x (1 - 0.01 / 0.24)
        ((0.7, 0.7, 0.3, 0.3, 0.3), 9.375),
        ((0.4, 0.4, 0.4, 0.4, 0.4), 0.0),
        ((0.5, 0.5, 0.5, 0.5, 0.5), 0.0),
        ((0.0, 0.0, 1.0, 1.0, 1.0), 0.0),
        ((1.0, 0.0, 0.0, 0.0, 0.0), 2.5),  # one of five wrong, for certain
        ((1.0,), 4.5),  # the other four as if 0.4 had been stated: a mean error of 0.168
    ],
)
def test_the_error_is_scaled_by_that_of_the_base_rate(
    stated: tuple[float, ...], points: float, key: AnswerKey, run: Run
) -> None:
    assert foretold(key, run, *stated).points == pytest.approx(points)


def test_nothing_stated_is_not_answered(key: AnswerKey, run: Run) -> None:
    verdict = foretold(key, run)
    assert (verdict.outcome, verdict.sentence) == (
        Outcome.NOT_ANSWERED,
        "You forecast nothing; of the changes that were recorded, 2 of 5 pass the check.",
    )


def test_the_sentence_tells_the_error_and_that_of_the_share(key: AnswerKey, run: Run) -> None:
    assert foretold(key, run, 0.9, 0.9, 0.1, 0.1, 0.1).sentence == (
        "Of the changes that were recorded, 2 of 5 pass the check. You forecast 5 of them with a mean squared error "
        "of 0.01, where the share alone has 0.24: 0.96 of the credit."
    )


def test_a_change_whose_plays_disagree_is_not_asked(key: AnswerKey, run: Run) -> None:
    torn = replace(key, remedies=(*key.remedies[:4], replace(key.remedies[4], plays=(True, False))))
    assert [remedy.id for remedy in torn.asked] == ["name-unit", "convert", "retry", "careful"]
    assert foretold(torn, run, 1.0, 1.0, 0.0, 0.0).points == 15.0
