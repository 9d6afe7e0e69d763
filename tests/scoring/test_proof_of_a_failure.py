"""Which passages prove a failure, and which do not."""

from dataclasses import replace

import pytest

from app.domain.answer import Place
from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis, Proof
from app.domain.message import Message, Text
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.places import Placement, placement
from app.scoring.proof import proof
from app.scoring.step_values import StepValues
from tests.scoring.conftest import POLICY

TOTAL = Place(step=6, why="The total has no unit.", quote='"total": 1250')


def placed(step: int, quote: str, place: Place, run: Run) -> Placement:
    return placement(Pin(step=step, quote=quote), [place], StepValues(run))[0]


@pytest.mark.parametrize(
    ("step", "quote", "found"),
    [
        (6, '"total": 1250', Placement.MET),
        (6, "total 1250", Placement.MET),
        (6, "TOTAL:1250", Placement.MET),
        (6, "1250", Placement.MET),
        (6, '{"invoice": "INV-9", "total": 1250}', Placement.MET),
        (6, "INV-9 1250", Placement.MET),
        (6, "invoice INV-9\ntotal 1250", Placement.MET),
        (7, "INV-9 1250", Placement.MET),
        (7, '"total": 1250', Placement.MET),
        (6, "INV-9", Placement.ELSEWHERE),
        (6, "50", Placement.TOO_SHORT),
        (6, "12.50", Placement.NOT_THERE),
        (10, '"total": 1250', Placement.ELSEWHERE),
        (11, "1250", Placement.ELSEWHERE),
        (1, "total", Placement.NOT_THERE),
    ],
)
def test_a_passage_counts_where_it_overlaps_a_place_in_the_same_value(
    step: int, quote: str, found: Placement, run: Run
) -> None:
    assert placed(step, quote, TOTAL, run) is found


def test_a_message_that_the_recording_lost_holds_no_place_back(run: Run) -> None:
    lost = {name: message for name, message in run.messages.items() if name != "order"}
    assert StepValues(replace(run, messages=lost)).rows(7) == (("invoiceinv-9total1250", "inv-91250"),)
    assert placed(7, '"total": 1250', TOTAL, replace(run, messages=lost)) is Placement.MET


def test_fields_and_rows_are_read_once(run: Run) -> None:
    values = StepValues(run)
    assert values.rows(6) is values.rows(6)
    assert values.fields(6) is values.fields(6)
    assert set(values.rows(6)) == {("invoiceinv-9total1250", "inv-91250"), ("orderk-17", "k-17")}


def test_half_of_the_shorter_passage_is_enough_and_less_is_not(run: Run) -> None:
    said = replace(
        run, messages={**run.messages, "euros": Message("assistant", (Text("abcdefghij klmnopqrst uvwxyz"),))}
    )
    place = Place(step=7, why="-", quote="klmnopqrst")
    assert placed(7, "fghij klmno", place, said) is Placement.MET
    assert placed(7, "efghij klmn", place, said) is Placement.ELSEWHERE


def test_a_place_of_few_letters_is_met_by_itself(run: Run) -> None:
    assert placed(2, "EUR", Place(step=2, why="-", quote="EUR"), run) is Placement.MET


def test_more_than_400_characters_count_only_as_a_whole_field_or_row_of_a_result(run: Run) -> None:
    assert len(POLICY.strip()) > 400
    place = Place(step=8, why="-", quote="never those of a price list")
    assert placed(8, POLICY, place, run) is Placement.MET
    assert placed(8, f"pays {POLICY}", place, run) is Placement.MET
    assert placed(8, POLICY.strip()[:-2], place, run) is Placement.TOO_LONG
    assert placed(8, POLICY[:400], place, run) is Placement.MET


def test_what_is_missing_counts_where_the_key_misses_something(run: Run) -> None:
    notes = Place(step=9, why="-", missing="the unit of the total")
    values = StepValues(run)
    assert placement(Pin(step=9, missing="die Einheit"), [TOTAL, notes], values) == (Placement.MET, notes)
    assert placement(Pin(step=7, missing="the unit"), [TOTAL, notes], values)[0] is Placement.NOT_MISSING
    assert placement(Pin(step=6, missing="the unit"), [TOTAL], values)[0] is Placement.NOT_MISSING


def test_the_message_from_which_something_is_missing_may_be_pinned_too(run: Run) -> None:
    place = Place(step=7, why="-", quote="The invoice says 1250 euros", missing="the unit")
    assert placed(7, "says 1250 euros, so", place, run) is Placement.MET


def proven(key: AnswerKey, run: Run, *, wrong: tuple[Pin, ...] = (), right: tuple[Pin, ...] = ()) -> Verdict:
    diagnosis = Diagnosis(proof=Proof(wrong=wrong, right=right))
    return proof(ScoringCase(diagnosis=diagnosis, key=key, run=run, values=StepValues(run)))


def test_both_roles_earn_all_and_say_why(key: AnswerKey, run: Run) -> None:
    verdict = proven(key, run, wrong=(Pin(step=6, quote="1250"),), right=(Pin(step=2, quote="12.50 EUR"),))
    assert (verdict.points, verdict.outcome) == (25.0, Outcome.CORRECT)
    assert verdict.sentence == (
        "“1250” at step 6 shows what is wrong: The total has no unit, and is in cents. "
        "“12.50 EUR” at step 2 shows what would have been right: The customer paid 12.50 EUR for it."
    )


def test_one_role_earns_twelve_points_and_the_other_is_told(key: AnswerKey, run: Run) -> None:
    verdict = proven(key, run, wrong=(Pin(step=4, quote="429 error"), Pin(step=6, quote="1250")))
    assert (verdict.points, verdict.outcome) == (12.0, Outcome.PARTIAL)
    assert verdict.sentence.endswith(
        'For what would have been right you pinned nothing. “"price": "12.50 EUR"” at step 2 (get_order) shows it: '
        "The customer paid 12.50 EUR for it."
    )


def test_a_passage_counts_in_its_own_role_only(key: AnswerKey, run: Run) -> None:
    verdict = proven(key, run, wrong=(Pin(step=2, quote="12.50 EUR"),), right=(Pin(step=6, quote="1250"),))
    assert (verdict.points, verdict.outcome) == (0.0, Outcome.INCORRECT)
    assert "“12.50 EUR” at step 2 does not count: these words do not prove it." in verdict.sentence


def test_a_whole_step_is_no_passage(key: AnswerKey, run: Run) -> None:
    verdict = proven(key, run, wrong=(Pin(step=6),))
    assert "The pin at step 6 does not count: it pins a whole step: pin the words" in verdict.sentence
    missing = proven(key, run, wrong=(Pin(step=6, missing="the unit"),))
    assert "Missing: “the unit” at step 6 does not count: nothing that was needed" in missing.sentence


def test_where_the_key_has_places_for_one_role_that_one_is_all(key: AnswerKey, run: Run) -> None:
    omission = replace(key, right=(), wrong=(Place(step=7, why="No unit is named.", missing="the unit"),))
    assert proven(omission, run, wrong=(Pin(step=7, missing="a unit"),)).points == 25.0
    assert proven(omission, run, right=(Pin(step=7, missing="a unit"),)).sentence == (
        "For what is wrong you pinned nothing. Where the unit is missing at step 7 (chat) shows it: No unit is named."
    )


def test_without_a_pin_it_is_not_answered(key: AnswerKey, run: Run) -> None:
    verdict = proven(key, run)
    assert verdict.outcome is Outcome.NOT_ANSWERED
    assert verdict.sentence.startswith("You pinned no passage as proof. For what is wrong you pinned nothing.")


def test_a_long_passage_is_shortened_in_the_sentence(key: AnswerKey, run: Run) -> None:
    verdict = proven(key, run, right=(Pin(step=8, quote=POLICY),))
    assert "“Refunds go to the account that paid. The clerk checks the order, then the invoic…”" in verdict.sentence
