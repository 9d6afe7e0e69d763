"""What a reader says of the answer after the reveal: the key points in their own words, and what they hold against it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded_attempt import NOON, attempt

from app.domain.attempt import Attempt
from app.domain.change import AnswerDisputed, Change, DiagnosisSubmitted, KeyPointsTicked
from app.domain.diagnosis import Diagnosis
from app.domain.dispute import MAX_DISPUTE, MAX_DISPUTES, Commitment, Dispute, dispute_text
from app.domain.errors import DiagnosisRejected, WrongState
from app.domain.scenario import Reveal

EXPLAINED = Diagnosis(no_fault=True, explanation="The cents were read as euros.")
WORDLESS = Diagnosis(no_fault=True, explanation="  ")


def sent(*changes: Change, diagnosis: Diagnosis = EXPLAINED) -> Attempt:
    return attempt(Reveal.OPEN, DiagnosisSubmitted(diagnosis=diagnosis), *changes)


def test_nothing_is_ticked_until_the_reader_has_looked() -> None:
    assert sent().ticked is None
    assert sent().tick([], of=3) == (KeyPointsTicked(points=()),)
    assert sent(KeyPointsTicked(points=())).ticked == ()


def test_ticks_come_in_the_order_of_the_key_and_the_last_ones_stand() -> None:
    assert sent().tick([3, 1, 3], of=3) == (KeyPointsTicked(points=(1, 3)),)
    again = sent(KeyPointsTicked(points=(1, 3)), KeyPointsTicked(points=(2,)))
    assert again.ticked == (2,)
    assert again.tick([2], of=3) == ()


@pytest.mark.parametrize("point", [0, -1, 4])
def test_a_point_that_the_key_does_not_have_is_not_ticked(point: int) -> None:
    with pytest.raises(DiagnosisRejected, match=f"points: {point} is none of the key points, which are 1 to 3"):
        sent().tick([1, point], of=3)


def test_without_an_explanation_or_a_key_point_there_is_nothing_to_tick() -> None:
    for without in (sent(diagnosis=WORDLESS), attempt(Reveal.OPEN)):
        with pytest.raises(WrongState, match="there is no explanation of yours"):
            without.tick([1], of=3)
    with pytest.raises(WrongState, match="the key of this run names no key points"):
        sent().tick([], of=0)


@given(st.lists(st.integers(1, 5)))
def test_what_is_ticked_are_points_of_the_key_each_once(points: list[int]) -> None:
    (change,) = sent().tick(points, of=5)
    assert sent(change).ticked == tuple(sorted(set(points)))


def test_disputes_are_kept_in_their_order_with_their_times() -> None:
    (first,) = sent().dispute(Commitment.ROOT, " Step 4 was wrong before. \n")
    assert first == AnswerDisputed(commitment=Commitment.ROOT, text="Step 4 was wrong before.")
    disputed = sent(first, AnswerDisputed(commitment=Commitment.PATH, text="Nobody acted on it."))
    assert disputed.disputes == (
        Dispute(commitment=Commitment.ROOT, text="Step 4 was wrong before.", at=NOON + timedelta(minutes=3)),
        Dispute(commitment=Commitment.PATH, text="Nobody acted on it.", at=NOON + timedelta(minutes=4)),
    )


def test_the_same_dispute_twice_is_one() -> None:
    said = AnswerDisputed(commitment=Commitment.ROOT, text="Step 4 was wrong before.")
    assert sent(said).dispute(Commitment.ROOT, "Step 4 was wrong before. ") == ()
    assert sent(said).dispute(Commitment.PROOF, "Step 4 was wrong before.")


def test_twenty_disputes_of_one_attempt_are_kept() -> None:
    said = [AnswerDisputed(commitment=Commitment.CLASS, text=f"Reason {number}") for number in range(MAX_DISPUTES)]
    assert sent(*said[1:]).dispute(Commitment.CLASS, "One more")
    with pytest.raises(WrongState, match="20 disputes of one attempt are kept, and these are there already"):
        sent(*said).dispute(Commitment.CLASS, "One more")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" \n", "text: say what is wrong with the key"),
        ("x" * 2001, "text: at most 2000 characters, please; these are 2001"),
        (" a\0b", "text: the sign NUL, character 3, cannot be kept"),
        (" a\ud800", "text: half a surrogate pair at character 3; leave it out"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_with_its_reason(typed: str, said: str) -> None:
    with pytest.raises(DiagnosisRejected, match=said):
        sent().dispute(Commitment.ROOT, typed)


def test_line_ends_count_once_as_they_do_on_the_page() -> None:
    assert dispute_text("a\r\n" * 999 + "b") == "a\n" * 999 + "b"


def test_a_text_of_two_thousand_letters_is_kept_whole() -> None:
    assert dispute_text(" " + "x" * MAX_DISPUTE + " ") == "x" * MAX_DISPUTE
