"""Claims, marks, pins and hints: what a reader notes in an attempt."""

import late_parcel
import pytest
from adas_attempt import ACT, ADA, NINE, claim, kinds

from app.attempts.log_claim import MAX_CLAIMS, log_claim
from app.attempts.mark_step import mark_step
from app.attempts.pin_evidence import MAX_PINS, pin_evidence, unpin_evidence
from app.attempts.read_attempt import read_attempt
from app.attempts.take_hint import take_hint
from app.attempts.withdraw_claim import withdraw_claim
from app.domain.change import ClaimLogged, EvidencePinned, Mark
from app.domain.claim import Evidence, Pin, ProofRole
from app.domain.errors import DiagnosisRejected, NotFound, WrongState

HINTS = tuple(hint.text for hint in late_parcel.KEY.hints)


@pytest.mark.usefixtures("open_attempt")
def test_a_claim_is_logged_revised_and_withdrawn(work):
    log_claim(work, claim=claim(), **ACT)
    log_claim(work, claim=claim(id="c2", step=3, revises="c1"), **ACT)
    attempt = withdraw_claim(work, claim_id="c2", **ACT)
    assert [(each.id, each.revises, each.withdrawn_at) for each in attempt.claims] == [
        ("c1", None, None),
        ("c2", "c1", NINE),
    ]
    assert withdraw_claim(work, claim_id="c2", **ACT) == attempt
    assert kinds(work) == ["attempt.started", "run.assigned", "claim.logged", "claim.logged", "claim.withdrawn"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"what": "  "}, "what: say"),
        ({"confidence": 1.5}, "confidence: expected"),
        ({"because": "x" * 4001}, "because: at most"),
    ],
)
@pytest.mark.usefixtures("open_attempt")
def test_a_claim_that_says_nothing_or_too_much_is_refused(work, fields, said):
    with pytest.raises(DiagnosisRejected, match=said):
        log_claim(work, claim=claim(**fields), **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_a_claim_that_was_never_made_can_be_neither_revised_nor_withdrawn(work):
    with pytest.raises(NotFound):
        log_claim(work, claim=claim(revises="never"), **ACT)
    with pytest.raises(NotFound):
        withdraw_claim(work, claim_id="never", **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_claims_and_pins_have_an_end(work):
    attempt = work.attempts.for_change("ada", "one")
    pins = [EvidencePinned(evidence=Evidence(pin=Pin(step=1, quote=str(number)))) for number in range(MAX_PINS)]
    work.attempts.record(attempt, [*pins, *[ClaimLogged(claim=claim())] * MAX_CLAIMS], actor="ada", at=NINE)
    with pytest.raises(DiagnosisRejected, match="200 are logged already, withdrawn ones too, and no more are kept"):
        log_claim(work, claim=claim(id="one more"), **ACT)
    with pytest.raises(DiagnosisRejected, match="100 pins"):
        pin_evidence(work, evidence=Evidence(pin=Pin(step=2)), **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_there_is_one_suspect_and_any_number_of_marks(work):
    mark_step(work, step=2, mark=Mark.SUSPECT, **ACT)
    mark_step(work, step=5, mark=Mark.MARK, **ACT)
    attempt = mark_step(work, step=3, mark=Mark.MARK, **ACT)
    assert (attempt.suspect, attempt.marks) == (2, (3, 5))
    attempt = mark_step(work, step=4, mark=Mark.SUSPECT, **ACT)
    assert mark_step(work, step=5, mark=Mark.NONE, **ACT).marks == (3,)
    assert mark_step(work, step=4, mark=Mark.NONE, **ACT).suspect is None


@pytest.mark.usefixtures("open_attempt")
def test_a_quote_must_lie_in_its_step(work):
    pin_evidence(work, evidence=Evidence(pin=Pin(step=2, quote="total: 1250  BERGAMOT")), **ACT)
    for quote in ("dandelion", "x" * 4001):
        with pytest.raises(DiagnosisRejected, match="quote: "):
            pin_evidence(work, evidence=Evidence(pin=Pin(step=2, quote=quote)), **ACT)
    assert len(read_attempt(work, **ADA).pins) == 1


@pytest.mark.usefixtures("open_attempt")
def test_a_quote_may_come_from_a_model_steps_context(work):
    evidence = Evidence(pin=Pin(step=3, quote="Where is my parcel?"))
    assert pin_evidence(work, evidence=evidence, **ACT).pins == (evidence,)


@pytest.mark.usefixtures("open_attempt")
def test_what_is_missing_is_pinned_in_the_readers_words(work):
    evidence = Evidence(pin=Pin(step=2, missing="die Einheit"), role=ProofRole.WRONG)
    assert pin_evidence(work, evidence=evidence, **ACT).draft.proof.wrong == (evidence.pin,)
    with pytest.raises(DiagnosisRejected, match="missing: at most 4000 characters"):
        pin_evidence(work, evidence=Evidence(pin=Pin(step=2, missing="x" * 4001)), **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_a_pin_belongs_to_a_claim_that_is_there_or_to_none(work):
    log_claim(work, claim=claim(), **ACT)
    pinned = pin_evidence(work, evidence=Evidence(pin=Pin(step=2), claim="c1"), **ACT)
    assert pinned.pins[0].claim == "c1"
    with pytest.raises(DiagnosisRejected, match="claim: there is no such claim"):
        pin_evidence(work, evidence=Evidence(pin=Pin(step=2), claim="c9"), **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_pinning_twice_is_pinning_once_and_unpinning_takes_it_out(work):
    pin = Pin(step=2)
    pin_evidence(work, evidence=Evidence(pin=pin), **ACT)
    assert pin_evidence(work, evidence=Evidence(pin=pin), **ACT).pins == (Evidence(pin=pin),)
    assert pin_evidence(work, evidence=Evidence(pin=pin, role=ProofRole.RIGHT), **ACT).draft.proof.right == (pin,)
    assert unpin_evidence(work, pin=pin, **ACT).pins == ()
    assert unpin_evidence(work, pin=pin, **ACT).draft.empty
    assert kinds(work)[2:] == ["evidence.pinned", "evidence.pinned", "evidence.unpinned"]


def test_hints_come_one_by_one_until_they_are_all_taken(work, open_attempt):
    assert (open_attempt.hints, open_attempt.more_hints) == ((), True)
    assert take_hint(work, **ACT).hints == HINTS[:1]
    take_hint(work, **ACT)
    last = take_hint(work, **ACT)
    assert (last.hints, last.more_hints) == (HINTS, False)
    with pytest.raises(WrongState, match="all hints"):
        take_hint(work, **ACT)


@pytest.mark.usefixtures("open_attempt")
@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("total: 1250 bergamot", "quote: this is a passage of step 2, not of step 1; pin it there"),
        ("gen_ai.operation.name", "quote: these words stand in the raw span alone"),
        ("zebra", "quote: this is not a passage of step 1; copy it from the step's page, one passage at a time"),
    ],
)
def test_a_quote_that_does_not_lie_in_the_step_is_refused_with_the_place_where_it_does(work, quote, said):
    with pytest.raises(DiagnosisRejected, match=said):
        pin_evidence(work, evidence=Evidence(pin=Pin(step=1, quote=quote)), **ACT)


@pytest.mark.usefixtures("forward_attempt")
def test_a_quote_of_a_step_past_the_frontier_is_refused_as_one_that_is_nowhere(work):
    with pytest.raises(DiagnosisRejected, match="this is not a passage of step 1; copy it"):
        pin_evidence(work, evidence=Evidence(pin=Pin(step=1, quote="total: 1250 bergamot")), **ACT)
