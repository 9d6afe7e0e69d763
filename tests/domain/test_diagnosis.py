"""Reading a diagnosis file, and refusing what is not one."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.diagnosis import (
    CitedEvidence,
    Diagnosis,
    RankedClaim,
    diagnosis_from_json,
    diagnosis_json,
)
from app.domain.errors import DiagnosisRejected
from app.domain.fault import FAILURE_CLASSES, Lever


def test_a_whole_diagnosis_is_read() -> None:
    assert diagnosis_from_json(
        {
            "no_fault": False,
            "claims": [{"step": 12, "confidence": 0.7}, {"step": 3}],
            "failure_class": "tool.unit_error",
            "evidence": [{"step": 9, "quote": "1250"}, {"step": 4, "quote": ""}, {"step": 2, "quote": None}],
            "explanation": "Cents were read as euros.",
            "fix_lever": "tool",
            "remedy": "name-the-unit",
        }
    ) == Diagnosis(
        claims=(RankedClaim(step=12, confidence=0.7), RankedClaim(step=3, confidence=0.5)),
        failure_class="tool.unit_error",
        evidence=(CitedEvidence(step=9, quote="1250"), CitedEvidence(step=4), CitedEvidence(step=2)),
        explanation="Cents were read as euros.",
        fix_lever=Lever.TOOL,
        remedy="name-the-unit",
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"claims": [], "evidence": None, "explanation": None, "fix_lever": None},
        {"failure_class": "", "fix_lever": "", "remedy": "", "explanation": ""},
    ],
)
def test_what_is_left_out_is_empty(body: dict[str, str | None]) -> None:
    assert diagnosis_from_json(body).empty


def test_no_fault_is_not_empty() -> None:
    assert not diagnosis_from_json({"no_fault": True}).empty


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "a diagnosis is a JSON object with the keys no_fault, claims, failure_class, evidence"),
        ("no fault", "a diagnosis is a JSON object"),
        ({"step": 9}, "step: unknown key; known are no_fault, claims, failure_class, evidence, explanation"),
        ({"no_fault": "yes"}, "no_fault: expected true or false, got 'yes'"),
        ({"no_fault": 1}, "no_fault: expected true or false, got 1"),
        ({"claims": {"step": 9}}, "claims: expected a list of objects, each with a step"),
        ({"claims": [9]}, "claims: expected a list of objects, each with a step"),
        ({"claims": [{"step": 1}] * 4}, "claims: 4 given, at most 3 count; keep the likeliest"),
        ({"claims": [{"step": 9}], "no_fault": True}, "no_fault: true contradicts the claims"),
        ({"claims": [{"step": "9"}]}, "claims[0].step: expected a step number from 1 on, got '9'"),
        ({"claims": [{"step": 9}, {}]}, "claims[1].step: expected a step number from 1 on, got None"),
        ({"claims": [{"step": True}]}, "claims[0].step: expected a step number from 1 on, got True"),
        (
            {"claims": [{"step": 9, "confidence": 1.5}]},
            "claims[0].confidence: expected a number from 0 to 1, got 1.5",
        ),
        (
            {"claims": [{"step": 9, "confidence": True}]},
            "claims[0].confidence: expected a number from 0 to 1, got True",
        ),
        ({"claims": [{"step": 9, "confidence": "0.5"}]}, "claims[0].confidence: expected a number from 0 to 1"),
        (
            {"claims": [{"step": 9, "confidence": float("nan")}]},
            "claims[0].confidence: expected a number from 0 to 1",
        ),
        ({"evidence": [{"step": 0}]}, "evidence[0].step: expected a step number from 1 on, got 0"),
        ({"evidence": [{"step": 9, "quote": 1250}]}, "evidence[0].quote: expected a text or null, got 1250"),
        ({"failure_class": "tool.unit"}, "failure_class: 'tool.unit' is not known; choose one of context.cache_key"),
        ({"failure_class": 11}, "failure_class: expected a text or null, got 11"),
        ({"fix_lever": "hope"}, "fix_lever: 'hope' is not known; choose one of context, eval, guardrail"),
        ({"explanation": ["cents"]}, "explanation: expected a text or null, got ['cents']"),
        ({"remedy": {}}, "remedy: expected a text or null, got {}"),
    ],
)
def test_what_is_no_diagnosis_is_refused_by_field(body: object, said: str) -> None:
    with pytest.raises(DiagnosisRejected) as refused:
        diagnosis_from_json(body)
    assert str(refused.value).startswith(said)


diagnoses = st.builds(
    Diagnosis,
    claims=st.lists(
        st.builds(RankedClaim, step=st.integers(min_value=1), confidence=st.floats(0, 1)), max_size=3
    ).map(tuple),
    failure_class=st.none() | st.sampled_from(sorted(FAILURE_CLASSES)),
    evidence=st.lists(
        st.builds(CitedEvidence, step=st.integers(min_value=1), quote=st.none() | st.text(min_size=1))
    ).map(tuple),
    explanation=st.text(),
    fix_lever=st.none() | st.sampled_from(Lever),
    remedy=st.none() | st.text(min_size=1),
) | st.just(Diagnosis(no_fault=True))


@given(diagnoses)
def test_a_diagnosis_survives_being_written_and_read(diagnosis: Diagnosis) -> None:
    assert diagnosis_from_json(diagnosis_json(diagnosis)) == diagnosis


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*Diagnosis.__slots__, "step"]), inner)
    ),
    max_leaves=8,
)


@given(anything)
def test_any_json_is_a_diagnosis_or_is_refused(body: object) -> None:
    with suppress(DiagnosisRejected):
        assert isinstance(diagnosis_from_json(body), Diagnosis)
