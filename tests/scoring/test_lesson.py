"""What a diagnosis teaches: the criterion that lost most, and one sentence on what to do next time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis, Proof
from app.domain.score import Outcome, Score, Verdict
from app.scoring.criteria import CLEAN_CRITERIA, FAULT_CRITERIA
from app.scoring.lesson import ADVICE, WORTH_TELLING, lesson
from app.scoring.weights import CLEAN_WEIGHTS, FAULT_WEIGHTS

BOTH = Diagnosis(proof=Proof(wrong=(Pin(step=2, quote="1250"),), right=(Pin(step=1, quote="12.50"),)))
FLAWLESS = "Nothing of weight was missed. In the next run, say before each step what you expect to see."


def scored(weights, **earned):
    """A score in which every criterion is right but those that are named, with their credit or None for no answer."""
    verdicts = []
    for name, weight in weights.items():
        credit = earned.get(name.replace(" ", "_"), 1.0)
        outcome = {None: Outcome.NOT_ANSWERED, 0.0: Outcome.INCORRECT, 1.0: Outcome.CORRECT}.get(
            credit, Outcome.PARTIAL
        )
        verdicts.append(Verdict(criterion=name, weight=weight, credit=credit or 0.0, outcome=outcome, sentence=""))
    return Score(verdicts=tuple(verdicts), total=0.0)


def of_a_fault(said=BOTH, **earned):
    return lesson(scored(FAULT_WEIGHTS, **earned), said)


def of_a_control(**earned):
    return lesson(scored(CLEAN_WEIGHTS, **earned), Diagnosis(no_fault=True))


def test_half_a_proof_names_the_half_that_is_missing_and_what_to_do():
    told = of_a_fault(Diagnosis(proof=Proof(wrong=BOTH.proof.wrong)), proof=0.48)
    assert told.missed == "proof"
    assert told.sentence == (
        "You found the step; the passage that shows what would have been right was missing. In the next run, pin two "
        "passages that contradict each other before you lock: one shows what is wrong, the other what would have been "
        "right."
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Diagnosis(proof=Proof(right=BOTH.proof.right)), "the passage that shows what is wrong was missing"),
        (BOTH, "one of the two passages did not count"),
    ],
)
def test_half_a_proof_in_other_ways(said, words):
    assert of_a_fault(said, proof=0.48).sentence.startswith(f"You found the step; {words}.")


@pytest.mark.parametrize(
    ("earned", "missed", "begins"),
    [
        ({"root_cause": None}, "root cause", "No step was named. In the next run, begin at the damage"),
        ({"root_cause": 0.0, "proof": 0.0}, "root cause", "The step where it began was missed. In"),
        ({"root_cause": 0.4}, "root cause", "The step that was named hangs together with the one where it began. In"),
        ({"root_cause": 0.8, "proof": None}, "proof", "No passage was pinned as proof. In the next run, pin two"),
        ({"path": None}, "path", "You found the step; the path was left open. In the next run, follow"),
        ({"failure_class": 0.5}, "failure class", "You found the step; the family was right, and the class another"),
        ({"forecast": 0.0}, "forecast", "You found the step; the forecast knew no more than the share"),
        ({"path": 0.0, "failure_class": 0.0}, "path", "You found the step; the path went through other steps."),
    ],
)
def test_what_lost_most_is_told_and_of_equals_the_first(earned, missed, begins):
    told = of_a_fault(**earned)
    assert told.missed == missed
    assert told.sentence.startswith(begins)


@pytest.mark.parametrize(
    ("earned", "missed", "begins"),
    [
        ({"clearing_suspects": 0.5}, "clearing suspects", "You saw that nothing is wrong; one of two suspects was"),
        ({"nothing_is_wrong": 0.0, "clearing_suspects": None}, "nothing is wrong", "A fault was named in a run that"),
        ({"nothing_is_wrong": None, "clearing_suspects": None}, "nothing is wrong", "It was left open whether"),
    ],
)
def test_a_control_teaches_to_clear_suspects_and_first_to_see_that_it_is_one(earned, missed, begins):
    told = of_a_control(**earned)
    assert told.missed == missed
    assert told.sentence.startswith(begins)


def test_where_less_than_a_point_was_lost_nothing_was_missed():
    told = of_a_fault(forecast=0.99)
    assert (told.missed, told.flawless, told.sentence) == (None, True, FLAWLESS)


def test_verdicts_of_earlier_rules_teach_what_is_known_of_them_and_never_that_all_was_right():
    gone = Verdict(criterion="evidence", weight=20, credit=0, outcome=Outcome.INCORRECT, sentence="")
    kept = Verdict(criterion="root cause", weight=35, credit=1, outcome=Outcome.CORRECT, sentence="")
    for verdicts in ((), (gone,), (kept, gone)):
        told = lesson(Score(verdicts=verdicts, total=45.0), Diagnosis())
        assert (told.missed, told.flawless) == (None, False)
        assert told.sentence.startswith("What was missed was not kept with this diagnosis.")


def test_there_is_advice_for_every_criterion_and_for_no_other():
    assert ADVICE.keys() == {**FAULT_CRITERIA, **CLEAN_CRITERIA}.keys()


credits_of = st.sampled_from([None, 0.0, 0.25, 0.48, 0.8, 1.0])


@given(st.fixed_dictionaries({name.replace(" ", "_"): credits_of for name in FAULT_WEIGHTS}))
def test_nothing_lost_more_than_what_is_told(earned):
    told = of_a_fault(**earned)
    lost = {name: weight * (1 - (earned[name.replace(" ", "_")] or 0.0)) for name, weight in FAULT_WEIGHTS.items()}
    if told.missed is None:
        assert max(lost.values()) < WORTH_TELLING
        assert told.flawless
    else:
        assert lost[told.missed] == max(lost.values())
        assert ". In the next run, " in told.sentence
