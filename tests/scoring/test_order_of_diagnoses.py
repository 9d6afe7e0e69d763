"""Diagnoses of a fault and of a healthy twin, in the order that any fair person would give them."""

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.step import Run
from app.scoring.total import score
from tests.scoring.diagnoses import PRICE, SURE, TOTAL, cleared, diagnosing

TERSE = diagnosing(explanation="cents read as euros")
GERMAN = diagnosing(
    explanation="Die Rechnung nennt den Betrag in Cent, ohne Einheit. Der Agent hat ihn als Euro gelesen und das "
    "Hundertfache erstattet; die Bestellung nennt 12,50 EUR."
)
VERBOSE = diagnosing(
    explanation="First the agent reads the order. Then it searches a policy. " * 40,
    own_fix={"lever": "tool", "text": "Return total_cents, and have the tool refuse a total without a unit."},
)
DENIAL = diagnosing(explanation="The total was not in cents. The unit was never the problem.")
ALTERNATIVE = diagnosing(claims=[{"step": 5}, {"step": 6}])
WRONG_PROOF = diagnosing(
    proof={
        "wrong": [{"step": 4, "quote": "429 error"}, {"step": 8, "quote": "Nadia Brandt"}],
        "right": [{"step": 8, "quote": "Refunds go to the account that paid"}],
    }
)
HALF_PROOF = diagnosing(proof={"wrong": [TOTAL]})
ONE_LETTER = diagnosing(proof={"wrong": [{"step": 6, "quote": "1"}], "right": [{"step": 2, "quote": "E"}]})
WHOLE_MESSAGES = diagnosing(
    proof={
        "wrong": [{"step": 12, "quote": "{} {} The invoice says 1250 euros".format('"total": 1250', "x" * 400)}],
        "right": [{"step": 2}],
    }
)
WRAPPER = diagnosing(claims=[{"step": 5}])
NEIGHBOUR = diagnosing(claims=[{"step": 8}])
CHAIN_FIRST = diagnosing(claims=[{"step": 7}])
ROOT_SECOND = diagnosing(claims=[{"step": 7}, {"step": 6}])
SYMPTOM = diagnosing(claims=[{"step": 11}])
ROOT_ALONE = diagnosing(proof=None, path=None, failure_class=None, forecast=None)
ALL_BUT_THE_ROOT = diagnosing(claims=None)
DESCRIBES = Diagnosis(explanation="The agent looked up the order, the policy and the invoice, and refunded 1250 EUR.")
NOTHING = Diagnosis(no_fault=True)
CLEARED_ANYWAY = cleared((4, 10, '{"total": 1250}'), (8, 8, "Nadia Brandt"))
BASE_RATE = diagnosing(forecast=[{"remedy": each["remedy"], "passes": 0.4} for each in SURE])
ALL_PASS = diagnosing(forecast=[{"remedy": each["remedy"], "passes": 1.0} for each in SURE])

TOTALS_OF_A_FAULT = [
    ("expert, terse", TERSE, 100.0),
    ("expert, in German", GERMAN, 100.0),
    ("expert, verbose", VERBOSE, 100.0),
    ("the text denies the mechanism, the commitments are right", DENIAL, 100.0),
    ("the wrapper instead of the inner step", WRAPPER, 92.0),
    ("only what is wrong is proven", HALF_PROOF, 87.0),
    ("a forecast that states the share of changes that pass", BASE_RATE, 85.0),
    ("a forecast that everything passes", ALL_PASS, 85.0),
    ("the wrapper first, the root as alternative", ALTERNATIVE, 92.0),
    ("right step, wrong proof", WRONG_PROOF, 75.0),
    ("right step, one-letter quotes", ONE_LETTER, 75.0),
    ("right step, whole messages pinned", WHOLE_MESSAGES, 75.0),
    ("the chain first, the root as alternative", ROOT_SECOND, 60.0),
    ("a step of the chain", CHAIN_FIRST, 60.0),
    ("the symptom", SYMPTOM, 50.0),
    ("the step after it", NEIGHBOUR, 50.0),
    ("everything but the root", ALL_BUT_THE_ROOT, 50.0),
    ("the root and nothing else", ROOT_ALONE, 40.0),
    ("a description", DESCRIBES, 0.0),
    ("nothing is wrong", NOTHING, 0.0),
    ("nothing is wrong, with suspects cleared", CLEARED_ANYWAY, 0.0),
]

BOTH_CLEARED = CLEARED_ANYWAY
ONE_CLEARED = cleared((4, 10, '{"total": 1250}'))
SAME_TWICE = cleared((8, 8, "Nadia Brandt"), (11, 8, '"name": "Nadia Brandt"'))
CLEARED_BY_A_LETTER = cleared((4, 10, "1"), (8, 8, "N"))
CLEARED_BY_ELSEWHERE = cleared((4, 2, "blue kettle"), (8, 2, "12.50 EUR"))
CLEARED_NO_SUSPECT = cleared((2, 2, "12.50 EUR"), (9, 10, '{"total": 1250}'))
SUSPECTS_ONLY = cleared((4, 4, "429 error"), (8, 8, "Refunds go to the account that paid"))

TOTALS_OF_A_TWIN = [
    ("nothing is wrong, two suspects cleared", BOTH_CLEARED, 100.0),
    ("nothing is wrong, one suspect cleared", ONE_CLEARED, 70.0),
    ("one suspect cleared twice", SAME_TWICE, 70.0),
    ("cleared by one letter each", CLEARED_BY_A_LETTER, 40.0),
    ("cleared by words that rule nothing out", CLEARED_BY_ELSEWHERE, 40.0),
    ("steps cleared that nobody suspects", CLEARED_NO_SUSPECT, 40.0),
    ("suspects named, what they say pinned", SUSPECTS_ONLY, 40.0),
    ("nothing is wrong", NOTHING, 40.0),
    ("a fault, in full", diagnosing(forecast=None), 0.0),
    ("the red herring", diagnosing(claims=[{"step": 4}], forecast=None), 0.0),
    ("a class without a step", Diagnosis(failure_class="tool.unit_error"), 0.0),
    ("a description", DESCRIBES, 0.0),
    ("nothing said", Diagnosis(), 0.0),
]


@pytest.mark.parametrize(("diagnosis", "total"), [each[1:] for each in TOTALS_OF_A_FAULT],
                         ids=[each[0] for each in TOTALS_OF_A_FAULT])  # fmt: skip
def test_a_diagnosis_of_a_fault_earns_what_its_commitments_are_worth(
    diagnosis: Diagnosis, total: float, key: AnswerKey, run: Run, ticket: str
) -> None:
    assert score(diagnosis, key, run=run, ticket=ticket).total == total


@pytest.mark.parametrize(("diagnosis", "total"), [each[1:] for each in TOTALS_OF_A_TWIN],
                         ids=[each[0] for each in TOTALS_OF_A_TWIN])  # fmt: skip
def test_a_diagnosis_of_a_healthy_twin_has_to_clear_suspects(
    diagnosis: Diagnosis, total: float, clean_key: AnswerKey, run: Run, ticket: str
) -> None:
    assert score(diagnosis, clean_key, run=run, ticket=ticket).total == total


def test_experts_who_agree_get_the_same_verdicts_whatever_they_write(key: AnswerKey, run: Run, ticket: str) -> None:
    terse, *others = (score(each, key, run=run, ticket=ticket) for each in (TERSE, GERMAN, VERBOSE, DENIAL))
    assert others == [terse, terse, terse]


def test_a_proof_from_where_the_same_value_stands_again_counts_as_well(key: AnswerKey, run: Run, ticket: str) -> None:
    again = diagnosing(proof={"wrong": [TOTAL | {"step": 9}], "right": [PRICE | {"step": 7}]})
    assert score(again, key, run=run, ticket=ticket).total == 100.0


def test_the_same_words_of_another_value_do_not_count(key: AnswerKey, run: Run, ticket: str) -> None:
    another = diagnosing(proof={"wrong": [{"step": 10, "quote": '"total": 1250'}], "right": [PRICE]})
    assert score(another, key, run=run, ticket=ticket).total == 87.0
