"""What holds for every diagnosis."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import CitedEvidence, Diagnosis, RankedClaim
from app.domain.fault import FAILURE_CLASSES, Lever
from app.domain.step import Run
from app.scoring.relation import relation
from app.scoring.total import score

steps = st.integers(min_value=1, max_value=12)
claims = st.lists(st.builds(RankedClaim, step=steps, confidence=st.floats(0, 1)), max_size=3).map(tuple)
cited = st.lists(
    st.builds(CitedEvidence, step=steps, quote=st.none() | st.sampled_from(["total", "nowhere"])), max_size=8
)
diagnoses = st.builds(
    Diagnosis,
    claims=claims,
    failure_class=st.none() | st.sampled_from(sorted(FAILURE_CLASSES)),
    evidence=cited.map(tuple),
    explanation=st.text(max_size=80) | st.sampled_from(["The total is in cents.", "The order says 12.50 EUR."]),
    fix_lever=st.none() | st.sampled_from(Lever),
    remedy=st.none() | st.sampled_from(["name-unit", "retry"]),
)
held = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
BY_CREDIT = (8, 4, 11, 7, 5, 6)  # unrelated, red herring, symptom, chain, near, root


@held
@given(diagnosis=diagnoses)
def test_totals_stay_within_0_and_100_and_every_point_has_a_sentence(
    diagnosis: Diagnosis, key: AnswerKey, run: Run
) -> None:
    found = score(diagnosis, key, run=run)
    assert 0 <= found.total <= 100
    assert all(0 <= verdict.credit <= 1 and verdict.sentence.endswith(".") for verdict in found.verdicts)


@held
@given(diagnosis=diagnoses)
def test_the_cap_holds_below_a_first_claim_on_the_chain(diagnosis: Diagnosis, key: AnswerKey, run: Run) -> None:
    found = score(diagnosis, key, run=run)
    if found.verdicts[0].credit < 0.4:
        assert found.total <= 50
    else:
        assert not found.capped
        assert found.total == pytest.approx(sum(verdict.points for verdict in found.verdicts), abs=0.05)


@held
@given(diagnosis=diagnoses, wrong=st.sampled_from([1, 3, 4, 9, 12]), quote=st.none() | st.just("nowhere"))
def test_citing_a_step_that_proves_nothing_never_raises_the_total(
    diagnosis: Diagnosis, wrong: int, quote: str | None, key: AnswerKey, run: Run
) -> None:
    more = replace(diagnosis, evidence=(*diagnosis.evidence, CitedEvidence(step=wrong, quote=quote)))
    assert score(more, key, run=run).total <= score(diagnosis, key, run=run).total


@held
@given(diagnosis=diagnoses, right=st.sampled_from([2, 6, 11]))
def test_citing_a_step_of_proof_never_lowers_the_total(
    diagnosis: Diagnosis, right: int, key: AnswerKey, run: Run
) -> None:
    more = replace(diagnosis, evidence=(*diagnosis.evidence, CitedEvidence(step=right)))
    assert score(more, key, run=run).total >= score(diagnosis, key, run=run).total


@held
@given(diagnosis=diagnoses.filter(lambda made: made.claims), nearer=st.integers(0, 5), data=st.data())
def test_naming_a_step_nearer_to_the_root_never_lowers_the_total(
    diagnosis: Diagnosis, nearer: int, data: st.DataObject, key: AnswerKey, run: Run
) -> None:
    place = data.draw(st.integers(0, len(diagnosis.claims) - 1))
    step = BY_CREDIT[nearer]
    if relation(step, key).credit < relation(diagnosis.claims[place].step, key).credit:
        return
    better = (*diagnosis.claims[:place], RankedClaim(step=step), *diagnosis.claims[place + 1 :])
    assert score(replace(diagnosis, claims=better), key, run=run).total >= score(diagnosis, key, run=run).total


@held
@given(diagnosis=diagnoses, data=st.data())
def test_the_order_of_evidence_changes_nothing(
    diagnosis: Diagnosis, data: st.DataObject, key: AnswerKey, run: Run
) -> None:
    shuffled = replace(diagnosis, evidence=tuple(data.draw(st.permutations(diagnosis.evidence))))
    assert score(shuffled, key, run=run) == score(diagnosis, key, run=run)


@held
@given(diagnosis=diagnoses, confidence=st.floats(0, 1))
def test_confidence_never_changes_the_total(
    diagnosis: Diagnosis, confidence: float, key: AnswerKey, run: Run
) -> None:
    other = replace(diagnosis, claims=tuple(replace(claim, confidence=confidence) for claim in diagnosis.claims))
    assert score(other, key, run=run).total == score(diagnosis, key, run=run).total


@held
@given(diagnosis=diagnoses.filter(lambda made: len(made.claims) > 1))
def test_moving_the_nearest_claim_to_the_front_never_lowers_the_total(
    diagnosis: Diagnosis, key: AnswerKey, run: Run
) -> None:
    sorted_claims = tuple(sorted(diagnosis.claims, key=lambda claim: -relation(claim.step, key).credit))
    assert score(replace(diagnosis, claims=sorted_claims), key, run=run).total >= score(diagnosis, key, run=run).total


@held
@given(diagnosis=diagnoses)
def test_a_clean_control_knows_only_all_or_nothing(diagnosis: Diagnosis, clean_key: AnswerKey, run: Run) -> None:
    assert score(diagnosis, clean_key, run=run).total == 0
    cleared = replace(diagnosis, claims=(), no_fault=True)
    assert score(cleared, clean_key, run=run).total == 100
