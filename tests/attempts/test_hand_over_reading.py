"""A submitted attempt is handed over as the file of a blind reading, if it was one."""

from datetime import date, timedelta

import late_parcel
import pytest
from adas_attempt import ACT, ADA, GOOD, NINE, hand_in

from app.attempts.hand_over_reading import hand_over_reading
from app.attempts.lock import lock
from app.attempts.reveal_next import reveal_next
from app.attempts.save_draft import save_draft
from app.attempts.take_hint import take_hint
from app.catalog.item_digest import item_digest
from app.domain.blind_reading import BlindReading, ReaderKind
from app.domain.errors import DiagnosisRejected, NotFound, NotRevealed, WrongState
from app.domain.scenario import Reveal
from app.domain.viewer import Reader
from app.practice.start import start_attempt

LATER = NINE + timedelta(minutes=33, seconds=15)


def submitted(work, **attempt):
    save_draft(work, diagnosis=GOOD, **ACT | attempt)
    return hand_in(work, **{"now": LATER} | attempt)


@pytest.mark.usefixtures("forward_attempt")
def test_what_is_handed_over_says_of_what_and_how_it_was_made(work):
    reveal_next(work, **ACT)
    submitted(work)
    assert hand_over_reading(work, **ADA, model=None) == BlindReading(
        scenario="late-parcel",
        variant="a",
        item=item_digest(late_parcel.otlp("broken"), ticket="Marta says she got 1250 euros."),
        reader=ReaderKind.PERSON,
        read_on=date(2026, 11, 22),
        minutes=33.2,
        reveal=Reveal.FORWARD,
        diagnosis=GOOD,
    )
    found = hand_over_reading(work, **ADA, model="parcel-4")
    assert (found.reader, found.model) == (ReaderKind.MODEL, "parcel-4")
    with pytest.raises(DiagnosisRejected, match="model: name the language model that read"):
        hand_over_reading(work, **ADA, model=" ")


@pytest.mark.usefixtures("open_attempt")
def test_nothing_is_handed_over_before_the_diagnosis_is_in_and_to_nobody_else(work):
    with pytest.raises(NotRevealed, match="after you submit your diagnosis"):
        hand_over_reading(work, **ADA, model=None)
    submitted(work)
    with pytest.raises(NotFound):
        hand_over_reading(work, viewer=Reader(id="mallory"), attempt_id="one", model=None)


@pytest.mark.usefixtures("open_attempt")
def test_who_took_a_hint_did_not_read_blind(work):
    take_hint(work, **ACT)
    submitted(work)
    with pytest.raises(WrongState, match="a hint was taken in this attempt, so it is no blind reading"):
        hand_over_reading(work, **ADA, model=None)


@pytest.mark.usefixtures("open_attempt")
def test_who_was_told_an_answer_of_the_scenario_before_did_not_read_blind(work):
    submitted(work)
    again = {"attempt_id": "two", "now": LATER + timedelta(hours=1)}
    start_attempt(work, **ACT | again, slug="late-parcel", variant=None, reveal=Reveal.OPEN)
    submitted(work, **again)
    assert hand_over_reading(work, **ADA, model=None).diagnosis == GOOD
    with pytest.raises(WrongState, match="an answer of this scenario was revealed to this reader before"):
        hand_over_reading(work, **ADA | {"attempt_id": "two"}, model=None)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (lambda work, at: take_hint(work, **ACT | at), "a hint of this scenario was taken by this reader before"),
        (
            lambda work, at: (save_draft(work, diagnosis=GOOD, **ACT | at), lock(work, **ACT | at)),
            "the changes of this scenario were shown to this reader before",
        ),
    ],
    ids=["hint", "changes"],
)
@pytest.mark.usefixtures("open_attempt")
def test_what_another_attempt_told_before_the_lock_counts_and_what_it_told_later_does_not(work, other, said):
    for number in ("two", "three"):
        start_attempt(work, **ACT | {"attempt_id": number}, slug="late-parcel", variant=None, reveal=Reveal.OPEN)
    submitted(work)
    other(work, {"attempt_id": "two", "now": LATER + timedelta(minutes=1)})
    assert hand_over_reading(work, **ADA, model=None).diagnosis == GOOD
    other(work, {"attempt_id": "three", "now": LATER - timedelta(minutes=1)})
    with pytest.raises(WrongState, match=said):
        hand_over_reading(work, **ADA, model=None)
