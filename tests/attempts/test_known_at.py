"""How far a run was revealed when its reader first named the root cause, and stayed with it."""

from datetime import timedelta

import pytest
from adas_attempt import ACT, ADA, GOOD, NINE, claim, hand_in

from app.attempts.known_at import known_at
from app.attempts.log_claim import log_claim
from app.attempts.read_reveal import read_reveal
from app.attempts.reveal_next import reveal_next
from app.attempts.save_draft import save_draft
from app.domain.change import ClaimLogged, ClaimWithdrawn, DiagnosisLocked, StepOpened, StepRevealed
from app.domain.event import Event

ROOT = {2}


def named(*changes):
    return known_at(
        [
            Event(session_id="a", seq=seq, actor="ada", at=NINE + timedelta(minutes=seq), change=change)
            for seq, change in enumerate(changes, start=1)
        ],
        ROOT,
    )


def says(step, claim_id="c1", *, revises=None):
    return ClaimLogged(claim=claim(id=claim_id, step=step, revises=revises))


SEEN_3, SEEN_6 = StepRevealed(step=3), StepRevealed(step=6)


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ([SEEN_3, StepOpened(step=2), says(2), SEEN_6], 3),
        ([SEEN_3, says(3), SEEN_6, says(2, "c2")], 6),
        ([SEEN_3, says(2), SEEN_6, says(2, "c2", revises="c1")], 3),
        ([SEEN_3, says(2), SEEN_6, says(5, "c2", revises="c1")], None),
        ([SEEN_3, says(2), says(5, "c2", revises="c1"), SEEN_6, says(2, "c3", revises="c2")], 6),
        ([SEEN_3, says(2), ClaimWithdrawn(claim_id="c1")], None),
        ([SEEN_3, DiagnosisLocked(diagnosis=GOOD), says(2)], None),
        ([says(2)], 1),
        ([], None),
    ],
    ids=["once", "later", "kept in a revision", "given up in one", "come back to", "withdrawn", "too late", "at once", "never"],
)  # fmt: skip
def test_the_root_is_known_from_the_claim_that_stays_with_it(changes, at):
    assert named(*changes) == at


@pytest.mark.usefixtures("forward_attempt")
def test_a_reveal_tells_when_it_was_known(work):
    for _ in range(2):
        reveal_next(work, **ACT)
    log_claim(work, claim=claim(), **ACT)
    reveal_next(work, **ACT)
    save_draft(work, diagnosis=GOOD, **ACT)
    hand_in(work)
    assert read_reveal(work, **ADA).known_at == 3


@pytest.mark.usefixtures("open_attempt")
def test_where_all_steps_could_be_seen_at_once_nothing_is_told(work):
    log_claim(work, claim=claim(), **ACT)
    save_draft(work, diagnosis=GOOD, **ACT)
    hand_in(work)
    assert read_reveal(work, **ADA).known_at is None
