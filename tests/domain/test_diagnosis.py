"""Reading a diagnosis file, and refusing what is not one."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim import Pin, ProofRole
from app.domain.diagnosis import Cleared, Diagnosis, FailurePath, Forecast, OwnFix, Proof, RankedClaim
from app.domain.diagnosis_json import diagnosis_from_json, diagnosis_json
from app.domain.errors import DiagnosisRejected
from app.domain.fault import FAILURE_CLASSES, Lever


def test_a_whole_diagnosis_is_read() -> None:
    assert diagnosis_from_json(
        {
            "no_fault": False,
            "claims": [{"step": 12, "confidence": 0.7}, {"step": 3}],
            "proof": {
                "wrong": [{"step": 12, "quote": "1250"}, {"step": 21, "missing": "the delivery address"}],
                "right": [{"step": 4, "quote": " 12.50 EUR "}],
            },
            "path": {"acted_on": 14, "damage": 31},
            "failure_class": "tool.unit_error",
            "forecast": [{"remedy": "name-the-unit", "passes": 0.9}],
            "own_fix": {"lever": "tool", "text": "Name the unit."},
            "explanation": "Cents were read as euros.",
        }
    ) == Diagnosis(
        claims=(RankedClaim(step=12, confidence=0.7), RankedClaim(step=3)),
        proof=Proof(
            wrong=(Pin(step=12, quote="1250"), Pin(step=21, missing="the delivery address")),
            right=(Pin(step=4, quote="12.50 EUR"),),
        ),
        path=FailurePath(acted_on=14, damage=31),
        failure_class="tool.unit_error",
        forecast=(Forecast(remedy="name-the-unit", passes=0.9),),
        own_fix=OwnFix(lever=Lever.TOOL, text="Name the unit."),
        explanation="Cents were read as euros.",
    )


def test_nothing_is_wrong_is_read_with_the_suspects_that_are_cleared() -> None:
    body = {
        "no_fault": True,
        "cleared": [{"step": 9, "ruled_out_by": {"step": 18, "quote": "replayed"}}, {"step": 4}],
    }
    assert diagnosis_from_json(body) == Diagnosis(
        no_fault=True,
        cleared=(Cleared(step=9, ruled_out_by=Pin(step=18, quote="replayed")), Cleared(step=4)),
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"claims": [], "proof": None, "path": None, "forecast": None, "own_fix": None, "cleared": None},
        {"no_fault": None, "proof": {}, "path": {"acted_on": None}, "own_fix": {"lever": "", "text": ""}},
        {"failure_class": "", "explanation": "", "proof": {"wrong": None, "right": []}},
    ],
)
def test_what_is_left_out_was_not_answered(body: dict[str, str | None]) -> None:
    assert diagnosis_from_json(body).empty


def test_nothing_is_wrong_is_not_empty_and_blames_nothing() -> None:
    assert not diagnosis_from_json({"no_fault": True}).empty
    assert not diagnosis_from_json({"no_fault": True}).blames
    assert diagnosis_from_json({"path": {"damage": 3}}).blames


def test_the_second_part_completes_the_first() -> None:
    first = diagnosis_from_json({"claims": [{"step": 3}], "explanation": "cents"})
    second = diagnosis_from_json({"forecast": [{"remedy": "retry", "passes": 0}], "own_fix": {"text": "retry"}})
    assert first.completed_by(second) == diagnosis_from_json(
        {
            "claims": [{"step": 3}],
            "explanation": "cents",
            "forecast": [{"remedy": "retry", "passes": 0}],
            "own_fix": {"text": "retry"},
        }
    )


def test_a_proof_gives_the_pins_of_a_role() -> None:
    proof = Proof(wrong=(Pin(step=1),), right=(Pin(step=2), Pin(step=3)))
    assert [pin.step for pin in proof.of(ProofRole.WRONG)] == [1]
    assert [pin.step for pin in proof.of(ProofRole.RIGHT)] == [2, 3]
    assert [pin.step for pin in proof.pins] == [1, 2, 3]


PIN = {"step": 9, "quote": "1250"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "a diagnosis: expected an object with the keys no_fault, claims, proof, path, failure_class, forecast"),
        (None, "a diagnosis: expected an object with the keys no_fault"),
        ({"step": 9}, "step: unknown key; known are no_fault, claims, proof, path, failure_class, forecast, own_fix"),
        ({"evidence": []}, "evidence: unknown key; known are no_fault, claims"),
        ({"no_fault": "yes"}, "no_fault: expected true or false, got 'yes'"),
        ({"no_fault": 1}, "no_fault: expected true or false, got 1"),
        ({"claims": {"step": 9}}, "claims: expected a list of objects, got {'step': 9}"),
        ({"claims": [9]}, "claims: expected a list of objects, got [9]"),
        ({"claims": [{"step": 1}] * 3}, "claims: 3 given, at most 2 count; keep the likeliest"),
        ({"claims": [{"step": 9}], "no_fault": True}, "no_fault: true contradicts the claims"),
        ({"claims": [{"step": "9"}]}, "claims[0].step: expected a step number from 1 on, got '9'"),
        ({"claims": [{"step": 9}, {}]}, "claims[1].step: expected a step number from 1 on, got None"),
        ({"claims": [{"step": True}]}, "claims[0].step: expected a step number from 1 on, got True"),
        ({"claims": [{"step": 9, "sure": 1}]}, "claims[0].sure: unknown key; known are step, confidence"),
        (
            {"claims": [{"step": 9, "confidence": 1.5}]},
            "claims[0].confidence: expected a number from 0 to 1, got 1.5",
        ),
        (
            {"claims": [{"step": 9, "confidence": True}]},
            "claims[0].confidence: expected a number from 0 to 1, got True",
        ),
        (
            {"claims": [{"step": 9, "confidence": float("nan")}]},
            "claims[0].confidence: expected a number from 0 to 1",
        ),
        ({"proof": [PIN]}, "proof: expected an object with the keys wrong, right, got [{'step': 9"),
        ({"proof": {"true": [PIN]}}, "proof.true: unknown key; known are wrong, right"),
        ({"proof": {"wrong": [{"step": 0}]}}, "proof.wrong[0].step: expected a step number from 1 on, got 0"),
        (
            {"proof": {"wrong": [{"step": 9, "quote": 1250}]}},
            "proof.wrong[0].quote: expected a text or null, got 1250",
        ),
        ({"proof": {"right": [{"quote": "x"}]}}, "proof.right[0].step: expected a step number from 1 on, got None"),
        (
            {"proof": {"right": [PIN | {"missing": "x"}]}},
            "proof.right[0]: give a quote, or say what is missing; not both",
        ),
        (
            {"proof": {"wrong": [PIN], "right": [{"step": 1}, PIN]}},
            "proof.right[1]: the same passage stands under wrong",
        ),
        ({"proof": {"wrong": [PIN] * 3, "right": [{"step": 1}] * 2}}, "proof: 5 passages given, at most 4 count"),
        ({"path": [14, 31]}, "path: expected an object with the keys acted_on, damage, got [14, 31]"),
        ({"path": {"damage": -1}}, "path.damage: expected a step number from 1 on, got -1"),
        ({"failure_class": "tool.unit"}, "failure_class: 'tool.unit' is not known; choose one of context.cache_key"),
        ({"failure_class": 11}, "failure_class: expected a text or null, got 11"),
        ({"forecast": [{"passes": 1}]}, "forecast[0].remedy: expected the id of a change, got None"),
        ({"forecast": [{"remedy": "a"}]}, "forecast[0].passes: expected a number from 0 to 1, got None"),
        ({"forecast": [{"remedy": "a", "passes": 1}] * 2}, "forecast[1].remedy: 'a' is forecast twice"),
        ({"forecast": {"a": 1}}, "forecast: expected a list of objects, got {'a': 1}"),
        ({"own_fix": "hope"}, "own_fix: expected an object with the keys lever, text, got 'hope'"),
        (
            {"own_fix": {"lever": "hope"}},
            "own_fix.lever: 'hope' is not known; choose one of context, eval, guardrail",
        ),
        ({"explanation": ["cents"]}, "explanation: expected a text or null, got ['cents']"),
        ({"explanation": "x\ud800"}, "explanation: half a surrogate pair at character 2; leave it out"),
        ({"cleared": [{"step": 1}] * 3}, "cleared: 3 steps given, at most 2 count; keep the best"),
        ({"cleared": [{"ruled_out_by": PIN}]}, "cleared[0].step: expected a step number from 1 on, got None"),
        (
            {"cleared": [{"step": 1, "ruled_out_by": 9}]},
            "cleared[0].ruled_out_by: expected an object with the keys step",
        ),
        ({"explanation": [0] * 99}, f"explanation: expected a text or null, got {str([0] * 99)[:80]}…"),
    ],
)
def test_what_is_no_diagnosis_is_refused_by_field(body: object, said: str) -> None:
    with pytest.raises(DiagnosisRejected) as refused:
        diagnosis_from_json(body)
    assert str(refused.value).startswith(said)


STEPS = st.integers(min_value=1)
WORDS = st.text(min_size=1).map(str.strip).filter(bool)
PINS = st.builds(Pin, step=STEPS, quote=st.none() | WORDS) | st.builds(Pin, step=STEPS, missing=WORDS)
diagnoses = st.builds(
    Diagnosis,
    claims=st.lists(st.builds(RankedClaim, step=STEPS, confidence=st.none() | st.floats(0, 1)), max_size=2).map(
        tuple
    ),
    proof=st.lists(PINS, max_size=4, unique=True).flatmap(
        lambda pins: st.integers(0, len(pins)).map(lambda at: Proof(wrong=tuple(pins[:at]), right=tuple(pins[at:])))
    ),
    path=st.builds(FailurePath, acted_on=st.none() | STEPS, damage=st.none() | STEPS),
    failure_class=st.none() | st.sampled_from(sorted(FAILURE_CLASSES)),
    forecast=st.lists(
        st.builds(Forecast, remedy=st.text(min_size=1), passes=st.floats(0, 1)),
        max_size=4,
        unique_by=lambda each: each.remedy,
    ).map(tuple),
    own_fix=st.builds(OwnFix, lever=st.none() | st.sampled_from(Lever), text=st.text()),
    explanation=st.text(),
    cleared=st.lists(st.builds(Cleared, step=STEPS, ruled_out_by=st.none() | PINS), max_size=2).map(tuple),
) | st.just(Diagnosis(no_fault=True))


@given(diagnoses)
def test_a_diagnosis_survives_being_written_and_read(diagnosis: Diagnosis) -> None:
    assert diagnosis_from_json(diagnosis_json(diagnosis)) == diagnosis


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Diagnosis.__slots__, "step", "wrong", "quote", "remedy", "passes"]), inner
        )
    ),
    max_leaves=8,
)


@given(anything)
def test_any_json_is_a_diagnosis_or_is_refused(body: object) -> None:
    with suppress(DiagnosisRejected):
        assert isinstance(diagnosis_from_json(body), Diagnosis)


@pytest.mark.parametrize(
    ("diagnosis", "said"),
    [
        (Diagnosis(), "no step"),
        (Diagnosis(no_fault=True), "nothing is wrong"),
        (Diagnosis(claims=(RankedClaim(step=4),)), "step 4"),
        (
            Diagnosis(
                claims=(RankedClaim(step=12, confidence=0.7), RankedClaim(step=4)),
                path=FailurePath(acted_on=14, damage=31),
                failure_class="tool.unit_error",
                explanation="Cents were read as euros.",
            ),
            "step 12 (70 %), else step 4; acted on at step 14; damage at step 31; tool.unit_error",
        ),
    ],
)
def test_a_diagnosis_in_short_says_what_happened_in_one_line(diagnosis: Diagnosis, said: str) -> None:
    assert diagnosis.in_short == said
