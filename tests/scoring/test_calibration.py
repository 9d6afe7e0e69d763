"""What was stated against what was true: one score, and many together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis, Forecast, RankedClaim
from app.domain.score import StatedProbability
from app.domain.step import Run
from app.scoring.calibration import ENOUGH, Calibration, brier, calibration, said_of, stated
from app.scoring.total import score


def so(probability: float, criterion: str = "root cause") -> StatedProbability:
    return StatedProbability(criterion=criterion, probability=probability, came_true=True)


def not_so(probability: float, criterion: str = "root cause") -> StatedProbability:
    return StatedProbability(criterion=criterion, probability=probability, came_true=False)


def test_a_confidence_is_true_of_a_root_cause_alone(key: AnswerKey, run: Run) -> None:
    claims = (RankedClaim(step=7, confidence=0.7), RankedClaim(step=6, confidence=0.2))
    assert stated(Diagnosis(claims=claims), key, run=run) == (not_so(0.7), so(0.2))


def test_what_was_not_stated_is_no_even_chance(key: AnswerKey, run: Run) -> None:
    assert stated(Diagnosis(claims=(RankedClaim(step=6),)), key, run=run) == ()
    assert stated(Diagnosis(no_fault=True), key, run=run) == ()


def test_a_forecast_is_true_where_the_check_passed(key: AnswerKey, run: Run) -> None:
    first, second = key.asked[:2]
    forecast = (Forecast(remedy=first.id, passes=0.9), Forecast(remedy=second.id, passes=0.3))
    told = stated(Diagnosis(forecast=forecast), key, run=run)
    assert [(each.criterion, each.probability) for each in told] == [("forecast", 0.9), ("forecast", 0.3)]
    assert [each.came_true for each in told] == [first.passes, second.passes]


def test_a_forecast_of_a_change_whose_plays_disagree_is_not_asked_and_so_not_counted(
    key: AnswerKey, run: Run
) -> None:
    asked = {remedy.id for remedy in key.asked}
    forecast = tuple(Forecast(remedy=each, passes=0.9) for each in [*asked, "another"])
    assert len(stated(Diagnosis(forecast=forecast), key, run=run)) == len(asked)


def test_a_score_keeps_what_was_stated_and_its_brier_score_is_of_the_confidences(
    key: AnswerKey, run: Run, ticket: str
) -> None:
    forecast = (Forecast(remedy=key.asked[0].id, passes=0.5),)
    diagnosis = Diagnosis(claims=(RankedClaim(step=6, confidence=0.7),), forecast=forecast)
    found = score(diagnosis, key, run=run, ticket=ticket)
    assert found.stated[0] == so(0.7)
    assert [(each.criterion, each.probability) for each in found.stated[1:]] == [("forecast", 0.5)]
    assert found.brier == pytest.approx(0.09)


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    assert brier([so(0.7), not_so(0.2)]) == pytest.approx((0.09 + 0.04) / 2)
    assert brier([so(0.5), not_so(0.5)]) == 0.25
    assert brier([not_so(1.0)]) == 1.0
    assert brier([]) is None


def test_one_criterion_is_taken_out_of_several() -> None:
    told = (so(0.7), not_so(0.2, "forecast"))
    assert said_of("forecast", told) == (told[1],)


@pytest.mark.parametrize("attempts", [0, 1, 9])
def test_of_fewer_than_ten_attempts_nothing_is_told_but_how_many_are_missing(attempts: int) -> None:
    told = calibration([[so(0.7), not_so(0.3)]] * attempts + [[]] * 5)
    assert told == Calibration(attempts=attempts)
    assert (told.bins, told.brier, told.needed) == ((), None, 10 - attempts)


def test_ten_attempts_are_told_in_four_bins() -> None:
    sure = [[so(0.95)]] * 4 + [[not_so(0.95)]] * 2
    likely = [[so(0.7)], [not_so(0.85)]]
    told = calibration([*sure, *likely, [not_so(0.5)], [so(0.699)]])
    assert (told.attempts, told.needed) == (10, 0)
    assert [(each.name, each.of, each.true) for each in told.bins] == [
        ("under 50 %", 0, 0),
        ("50 to 69 %", 2, 1),
        ("70 to 85 %", 2, 1),
        ("over 85 %", 6, 4),
    ]
    empty, _, _, last = told.bins
    assert (empty.mean, empty.share) == (None, None)
    assert last.mean == pytest.approx(0.95)
    assert last.share is not None
    assert (round(last.share.low, 3), round(last.share.high, 3)) == (0.3, 0.903)
    assert told.brier == pytest.approx(
        (4 * 0.05**2 + 2 * 0.95**2 + 0.3**2 + 0.85**2 + 0.5**2 + 0.301**2) / 10,
    )


STATEMENTS = st.builds(
    StatedProbability, criterion=st.just("forecast"), probability=st.floats(0, 1), came_true=st.booleans()
)


@given(st.lists(st.lists(STATEMENTS, min_size=1, max_size=4), min_size=ENOUGH, max_size=40))
def test_every_statement_lies_in_one_bin_and_the_interval_of_a_bin_holds_its_share(
    attempts: list[list[StatedProbability]],
) -> None:
    told = calibration(attempts)
    assert sum(each.of for each in told.bins) == sum(map(len, attempts))
    assert sum(each.true for each in told.bins) == sum(each.came_true for said in attempts for each in said)
    for each in told.bins:
        assert (each.share is None) == (each.mean is None) == (each.of == 0)
        assert each.share is None or each.share.holds(each.true / each.of)
    assert told.brier is not None
    assert 0 <= told.brier <= 1
