"""Whether what a claim expected was seen: noted while reading, of the claim that stands, and taken back again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded_attempt import NOON, attempt

from app.domain.change import ClaimChecked, ClaimLogged, ClaimWithdrawn, DiagnosisLocked, DiagnosisSubmitted
from app.domain.claim import CheckOutcome, Claim, ClaimCheck
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.errors import DiagnosisRejected, NotFound, NotRevealed, WrongState
from app.domain.scenario import Reveal

CLAIM = Claim(id="c1", step=3, what="the unit is missing", at=NOON, would_expect="a refund of 1250 euros")
LOGGED = ClaimLogged(claim=CLAIM)
SEEN_AT_7 = ClaimChecked(claim_id="c1", outcome=CheckOutcome.SEEN, step=7)
NAMED = Diagnosis(claims=(RankedClaim(step=3),))


def test_what_was_expected_is_noted_as_seen_and_taken_back() -> None:
    claimed = attempt(Reveal.OPEN, LOGGED)
    assert claimed.check("c1", outcome=CheckOutcome.SEEN, step=7) == (SEEN_AT_7,)
    seen = attempt(Reveal.OPEN, LOGGED, SEEN_AT_7)
    assert seen.claims[0].check == ClaimCheck(outcome=CheckOutcome.SEEN, step=7)
    (taken_back,) = seen.check("c1", outcome=CheckOutcome.NONE, step=9)
    assert attempt(Reveal.OPEN, LOGGED, SEEN_AT_7, taken_back).claims == (
        replace(CLAIM, at=NOON + timedelta(minutes=2)),
    )


def test_one_outcome_of_a_claim_stands_and_the_same_again_is_nothing_new() -> None:
    seen = attempt(Reveal.OPEN, LOGGED, SEEN_AT_7)
    assert seen.check("c1", outcome=CheckOutcome.SEEN, step=7) == ()
    assert attempt(Reveal.OPEN, LOGGED).check("c1", outcome=CheckOutcome.NONE, step=7) == ()
    ruled_out = ClaimChecked(claim_id="c1", outcome=CheckOutcome.RULED_OUT, step=9)
    assert seen.check("c1", outcome=CheckOutcome.RULED_OUT, step=9) == (ruled_out,)
    assert [each.check for each in attempt(Reveal.OPEN, LOGGED, SEEN_AT_7, ruled_out).claims] == [
        ClaimCheck(outcome=CheckOutcome.RULED_OUT, step=9)
    ]


def test_other_claims_stay_as_they_are() -> None:
    other = replace(CLAIM, id="c2")
    checked = attempt(Reveal.OPEN, LOGGED, ClaimLogged(claim=other), SEEN_AT_7)
    assert [(each.id, each.check is None) for each in checked.claims] == [("c1", False), ("c2", True)]


def test_a_revision_begins_unchecked_and_alone_stands() -> None:
    revised = ClaimLogged(claim=replace(CLAIM, id="c2", revises="c1"))
    after = attempt(Reveal.OPEN, LOGGED, SEEN_AT_7, revised)
    assert [each.check is None for each in after.claims] == [False, True]
    with pytest.raises(WrongState, match="revised or withdrawn"):
        after.check("c1", outcome=CheckOutcome.NONE, step=7)
    assert after.check("c2", outcome=CheckOutcome.SEEN, step=7)


def test_a_claim_that_was_withdrawn_or_never_made_is_not_checked() -> None:
    with pytest.raises(WrongState, match="revised or withdrawn"):
        attempt(Reveal.OPEN, LOGGED, ClaimWithdrawn(claim_id="c1")).check("c1", outcome=CheckOutcome.SEEN, step=7)
    with pytest.raises(NotFound, match="there is no such claim"):
        attempt(Reveal.OPEN, LOGGED).check("c9", outcome=CheckOutcome.SEEN, step=7)


@pytest.mark.parametrize("step", [0, 2, 13, 99])
def test_nothing_is_noted_at_a_step_that_is_not_revealed(step: int) -> None:
    with pytest.raises(NotRevealed, match="this step is not revealed yet"):
        attempt(Reveal.FORWARD, LOGGED).check("c1", outcome=CheckOutcome.SEEN, step=step)


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        (replace(CLAIM, would_expect=" "), CheckOutcome.RULED_OUT),
        (replace(CLAIM, would_expect="", would_rule_out="a total in euros"), CheckOutcome.SEEN),
    ],
    ids=["it says neither", "it says only what would rule it out"],
)
def test_what_a_claim_does_not_say_is_not_noted_of_it(claim: Claim, outcome: CheckOutcome) -> None:
    with pytest.raises(DiagnosisRejected, match="outcome: the claim does not say what would be seen"):
        attempt(Reveal.OPEN, ClaimLogged(claim=claim)).check("c1", outcome=outcome, step=3)


def test_what_would_rule_a_claim_out_can_be_found() -> None:
    claim = replace(CLAIM, would_expect="", would_rule_out="a total in euros")
    assert attempt(Reveal.OPEN, ClaimLogged(claim=claim)).check("c1", outcome=CheckOutcome.RULED_OUT, step=3)


def test_once_the_first_part_is_locked_nothing_is_noted() -> None:
    with pytest.raises(WrongState, match="is locked"):
        attempt(Reveal.OPEN, LOGGED, DiagnosisLocked(diagnosis=NAMED)).check("c1", outcome=CheckOutcome.SEEN, step=7)
    with pytest.raises(WrongState, match="is submitted"):
        attempt(Reveal.OPEN, LOGGED, DiagnosisSubmitted(diagnosis=NAMED)).check(
            "c1", outcome=CheckOutcome.SEEN, step=7
        )


@given(st.lists(st.tuples(st.sampled_from(CheckOutcome), st.integers(1, 12)), max_size=12))
def test_the_last_thing_noted_is_what_stands(noted: list[tuple[CheckOutcome, int]]) -> None:
    changes = [ClaimChecked(claim_id="c1", outcome=outcome, step=step) for outcome, step in noted]
    stands = attempt(Reveal.OPEN, LOGGED, *changes).claims[0].check
    last = noted[-1] if noted else (CheckOutcome.NONE, 1)
    assert stands == (None if last[0] is CheckOutcome.NONE else ClaimCheck(outcome=last[0], step=last[1]))
