"""What a reader does in an attempt, and what stays after it."""

from dataclasses import replace
from datetime import UTC, datetime

import late_parcel
import pytest

from app.domain.diagnosis import CitedEvidence, Claim, Diagnosis, RankedClaim
from app.domain.errors import DiagnosisRejected, NotFound, NotRevealed, WrongState
from app.domain.fault import Lever
from app.domain.scenario import Reveal
from app.practice.browse import browse_scenarios
from app.practice.compare_arms import compare_arms
from app.practice.list_steps import list_steps
from app.practice.log_claim import MAX_CLAIMS, log_claim
from app.practice.mark_step import Mark, mark_step
from app.practice.open_step import note_opening, view_step
from app.practice.pin_evidence import MAX_PINS, pin_evidence, unpin_evidence
from app.practice.read_attempt import read_attempt
from app.practice.read_brief import read_brief
from app.practice.read_reveal import read_reveal
from app.practice.reveal_next import reveal_next
from app.practice.save_draft import save_draft
from app.practice.start import start_attempt
from app.practice.submit import submit
from app.practice.take_hint import take_hint
from app.practice.withdraw_claim import withdraw_claim
from app.replay.alignment import Relation

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADA = {"reader": "ada", "attempt_id": "one"}
ACT = ADA | {"now": NINE}
GOOD = Diagnosis(claims=(RankedClaim(step=2, confidence=0.9),), failure_class="tool.unit_error", fix_lever=Lever.TOOL)


@pytest.fixture
def work(store):
    with store.writing() as unit:
        yield unit


@pytest.fixture
def open_attempt(work):
    return start_attempt(
        work, reader="ada", slug="late-parcel", variant="a", reveal=Reveal.OPEN, attempt_id="one", now=NINE
    )


@pytest.fixture
def forward_attempt(work):
    return start_attempt(
        work, reader="ada", slug="late-parcel", variant=None, reveal=Reveal.FORWARD, attempt_id="one", now=NINE
    )


def claim(**fields):
    return Claim(**({"id": "c1", "step": 2, "what": "the unit is missing", "at": NINE} | fields))


def kinds(work):
    return [event.kind for event in work.events.of("one")]


def test_an_open_attempt_sees_all_steps_from_the_start(open_attempt):
    assert (open_attempt.frontier, open_attempt.step_count, open_attempt.at_end) == (8, 8, True)
    assert open_attempt.totals.input_tokens == sum(late_parcel.TOKENS.values())


def test_a_forward_attempt_sees_one_step_and_not_how_many_there_are(forward_attempt):
    assert (forward_attempt.frontier, forward_attempt.step_count, forward_attempt.at_end) == (1, None, False)
    assert forward_attempt.totals.input_tokens == 510101


@pytest.mark.usefixtures("forward_attempt")
def test_going_forward_ends_at_the_last_step(work):
    for _ in range(9):
        sitting = reveal_next(work, **ACT)
    assert (sitting.frontier, sitting.step_count, sitting.at_end) == (8, 8, True)
    assert kinds(work) == ["attempt.started", *["step.revealed"] * 7]


def test_practice_has_no_interviewer_who_could_reveal(work):
    with pytest.raises(WrongState, match="open or forward"):
        start_attempt(
            work, reader="ada", slug="late-parcel", variant=None, reveal=Reveal.HELD, attempt_id="one", now=NINE
        )


@pytest.mark.parametrize(("slug", "variant"), [("nothing", None), ("late-parcel", "z")])
def test_what_is_not_in_the_catalogue_cannot_be_started(work, slug, variant):
    with pytest.raises(NotFound):
        start_attempt(work, reader="ada", slug=slug, variant=variant, reveal=Reveal.OPEN, attempt_id="one", now=NINE)


@pytest.mark.usefixtures("open_attempt")
def test_the_brief_offers_the_variant_and_lists_the_attempts(work):
    brief = read_brief(work, reader="ada", slug="late-parcel")
    assert (brief.variant.id, [attempt.id for attempt in brief.attempts]) == ("a", ["one"])
    assert read_brief(work, reader="mallory", slug="late-parcel").attempts == ()


@pytest.mark.usefixtures("forward_attempt")
def test_the_catalogue_shows_where_a_reader_is(work):
    (card,) = browse_scenarios(work, reader="ada")
    (attempt,) = card.attempts
    assert (attempt.frontier, attempt.step_count, attempt.done, attempt.total) == (1, None, False, None)


@pytest.mark.usefixtures("open_attempt")
def test_an_opened_step_is_remembered_and_a_fetched_one_is_not(work):
    note_opening(work, number=3, **ACT)
    view_step(work, number=5, **ADA)
    sitting = read_attempt(work, **ADA)
    assert (sitting.position, sitting.opened) == (3, {3})
    assert kinds(work) == ["attempt.started", "step.opened"]


@pytest.mark.parametrize("number", [0, 2, 9])
@pytest.mark.usefixtures("forward_attempt")
def test_no_step_past_the_frontier_can_be_used_for_anything(work, number):
    uses = (
        lambda: note_opening(work, number=number, **ACT),
        lambda: view_step(work, number=number, **ADA),
        lambda: log_claim(work, claim=claim(step=number), **ACT),
        lambda: mark_step(work, step=number, mark=Mark.MARK, **ACT),
        lambda: pin_evidence(work, cited=CitedEvidence(step=number), **ACT),
        lambda: save_draft(work, diagnosis=replace(GOOD, claims=(RankedClaim(step=number),)), **ACT),
    )
    told = set()
    for use in uses:
        with pytest.raises(NotRevealed) as refusal:
            use()
        told.add(str(refusal.value))
    assert told == {"this step is not revealed yet: go on from the last revealed step"}


@pytest.mark.usefixtures("forward_attempt")
def test_a_step_that_encloses_others_runs_until_one_after_them_is_revealed(work):
    for frontier in range(2, 8):
        reveal_next(work, **ACT)
        if frontier < 4:
            continue
        view = view_step(work, number=4, **ADA)
        (*_, row) = list_steps(work, first=4, last=4, **ADA)
        assert (view.running, view.step.output, view.awaiting, row.running, row.duration_ms) == (
            True,
            None,
            True,
            True,
            None,
        )
        assert view.step.input == {"note": "cardamom", "what": "dandelion"}
        assert all(not span.attributes for span in view.spans())
    reveal_next(work, **ACT)
    view = view_step(work, number=4, **ADA)
    assert (view.running, view.step.output, view.awaiting) == (False, "Refused, juniper", False)


@pytest.mark.usefixtures("forward_attempt")
def test_an_agent_runs_until_a_step_after_it_is_revealed(work):
    for _ in range(6):
        reveal_next(work, **ACT)
    outer, inner = view_step(work, number=7, **ADA).containers
    assert (outer.running, inner.name, inner.running, inner.status) == (True, "invoke_agent", True, None)
    reveal_next(work, **ACT)
    assert [container.running for container in view_step(work, number=7, **ADA).containers] == [False, False]


@pytest.mark.usefixtures("forward_attempt")
def test_what_was_repaired_and_which_agents_there_are_is_told_at_the_end(work):
    assert (view_step(work, number=1, **ADA).window.lanes(), view_step(work, number=1, **ADA).window.repairs()) == (
        (),
        (),
    )
    for _ in range(7):
        reveal_next(work, **ACT)
    assert len(view_step(work, number=1, **ADA).window.lanes()) == 2


@pytest.mark.usefixtures("open_attempt")
def test_the_surroundings_of_a_model_step_hold_what_it_is_compared_with(work):
    view = view_step(work, number=8, **ADA)
    around = view.surroundings
    assert (view.basis.step, view.before.number, around.totals.step) == (3, 3, 8)
    new = set(view.step.context.messages) - set(view.before.context.messages)
    assert {part.name for key in new for part in around.pool.messages[key].parts} >= {"consult_specialist"}
    assert set(around.pool.messages) == {
        *view.step.context.messages,
        *view.before.context.messages,
        *view.step.output_messages,
    }


@pytest.mark.usefixtures("open_attempt")
def test_a_tool_step_knows_who_asked_and_a_model_step_what_came_back(work):
    assert view_step(work, number=2, **ADA).asked_by.number == 1
    assert [step.number for step in view_step(work, number=1, **ADA).results] == [2]


@pytest.mark.usefixtures("forward_attempt")
def test_a_model_step_awaits_answers_that_are_not_revealed(work):
    view = view_step(work, number=1, **ADA)
    assert (view.awaiting, view.results) == (True, ())
    reveal_next(work, **ACT)
    reveal_next(work, **ACT)
    assert (view_step(work, number=1, **ADA).awaiting, view_step(work, number=3, **ADA).awaiting) == (False, True)


@pytest.mark.usefixtures("open_attempt")
def test_steps_are_listed_in_windows(work):
    assert [row.number for row in list_steps(work, first=3, last=5, **ADA)] == [3, 4, 5]
    assert [row.number for row in list_steps(work, first=-4, last=99, **ADA)] == list(range(1, 9))
    assert [row.depth for row in list_steps(work, first=1, last=8, **ADA)] == [0, 0, 0, 0, 1, 1, 1, 0]


@pytest.mark.usefixtures("open_attempt")
def test_a_claim_is_logged_revised_and_withdrawn(work):
    log_claim(work, claim=claim(), **ACT)
    log_claim(work, claim=claim(id="c2", step=3, revises="c1"), **ACT)
    sitting = withdraw_claim(work, claim_id="c2", **ACT)
    assert [(each.id, each.revises, each.withdrawn_at) for each in sitting.claims] == [
        ("c1", None, None),
        ("c2", "c1", NINE),
    ]
    assert withdraw_claim(work, claim_id="c2", **ACT) == sitting
    assert kinds(work) == ["attempt.started", "claim.logged", "claim.logged", "claim.withdrawn"]


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
    pins = tuple(CitedEvidence(step=1, quote=str(number)) for number in range(MAX_PINS))
    work.attempts.keep(replace(attempt, claims=(claim(),) * MAX_CLAIMS, draft=Diagnosis(evidence=pins)))
    with pytest.raises(DiagnosisRejected, match="200 are logged"):
        log_claim(work, claim=claim(id="one more"), **ACT)
    with pytest.raises(DiagnosisRejected, match="100 pins"):
        pin_evidence(work, cited=CitedEvidence(step=2), **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_there_is_one_suspect_and_any_number_of_marks(work):
    mark_step(work, step=2, mark=Mark.SUSPECT, **ACT)
    mark_step(work, step=5, mark=Mark.MARK, **ACT)
    sitting = mark_step(work, step=3, mark=Mark.MARK, **ACT)
    assert (sitting.suspect, sitting.marks) == (2, (3, 5))
    sitting = mark_step(work, step=4, mark=Mark.SUSPECT, **ACT)
    assert mark_step(work, step=5, mark=Mark.NONE, **ACT).marks == (3,)
    assert mark_step(work, step=4, mark=Mark.NONE, **ACT).suspect is None


@pytest.mark.usefixtures("open_attempt")
def test_a_quote_must_lie_in_its_step(work):
    pin_evidence(work, cited=CitedEvidence(step=2, quote="total: 1250  BERGAMOT"), **ACT)
    for quote in ("dandelion", "x" * 4001):
        with pytest.raises(DiagnosisRejected, match="quote: "):
            pin_evidence(work, cited=CitedEvidence(step=2, quote=quote), **ACT)
    assert len(read_attempt(work, **ADA).draft.evidence) == 1


@pytest.mark.usefixtures("open_attempt")
def test_a_quote_may_come_from_a_model_steps_context(work):
    assert (
        pin_evidence(work, cited=CitedEvidence(step=3, quote="Where is my parcel?"), **ACT).draft.evidence[0].step
        == 3
    )


@pytest.mark.usefixtures("open_attempt")
def test_pinning_twice_is_pinning_once_and_unpinning_takes_it_out(work):
    cited = CitedEvidence(step=2)
    pin_evidence(work, cited=cited, **ACT)
    assert pin_evidence(work, cited=cited, **ACT).draft.evidence == (cited,)
    assert unpin_evidence(work, cited=cited, **ACT).draft.evidence == ()
    assert unpin_evidence(work, cited=cited, **ACT).draft.evidence == ()
    assert kinds(work) == ["attempt.started", "evidence.pinned", "evidence.unpinned"]


def test_hints_come_one_by_one_until_they_are_all_taken(work, open_attempt):
    assert (open_attempt.hints, open_attempt.more_hints) == ((), True)
    assert take_hint(work, **ACT).hints == late_parcel.KEY.hints[:1]
    take_hint(work, **ACT)
    last = take_hint(work, **ACT)
    assert (last.hints, last.more_hints) == (late_parcel.KEY.hints, False)
    with pytest.raises(WrongState, match="all hints"):
        take_hint(work, **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_a_draft_keeps_the_pins(work):
    pin_evidence(work, cited=CitedEvidence(step=2), **ACT)
    sitting = save_draft(work, diagnosis=GOOD, **ACT)
    assert sitting.draft == replace(GOOD, evidence=(CitedEvidence(step=2),))
    assert save_draft(work, diagnosis=GOOD, **ACT) == sitting
    assert kinds(work).count("draft.saved") == 1


@pytest.mark.usefixtures("open_attempt")
def test_a_draft_names_no_remedy_and_has_an_end(work):
    with pytest.raises(DiagnosisRejected, match="remedy: "):
        save_draft(work, diagnosis=replace(GOOD, remedy="sealed-unit"), **ACT)
    with pytest.raises(DiagnosisRejected, match="explanation: "):
        save_draft(work, diagnosis=replace(GOOD, explanation="x" * 20_001), **ACT)


@pytest.mark.usefixtures("open_attempt")
def test_an_empty_diagnosis_is_not_taken(work):
    with pytest.raises(DiagnosisRejected, match="empty"):
        submit(work, **ACT)


@pytest.mark.usefixtures("forward_attempt")
def test_what_is_submitted_is_scored_and_closed(work):
    reveal_next(work, **ACT)
    save_draft(work, diagnosis=GOOD, **ACT)
    sitting = submit(work, **ACT)
    assert (sitting.done, sitting.frontier, sitting.step_count, sitting.submitted) == (True, 8, 8, GOOD)
    (card,) = browse_scenarios(work, reader="ada")
    assert card.attempts[0].total == read_reveal(work, **ADA).score.total == 65.0
    for change in (
        lambda: submit(work, **ACT),
        lambda: reveal_next(work, **ACT),
        lambda: save_draft(work, diagnosis=GOOD, **ACT),
        lambda: log_claim(work, claim=claim(), **ACT),
        lambda: take_hint(work, **ACT),
    ):
        with pytest.raises(WrongState, match="submitted"):
            change()


@pytest.mark.usefixtures("forward_attempt")
def test_after_submission_every_step_may_be_read_and_no_reading_is_noted(work):
    save_draft(work, diagnosis=Diagnosis(no_fault=True), **ACT)
    submit(work, **ACT)
    note_opening(work, number=8, **ACT)
    assert view_step(work, number=8, **ADA).step.number == 8
    assert kinds(work)[-1] == "diagnosis.submitted"
    with pytest.raises(NotRevealed):
        view_step(work, number=9, **ADA)


@pytest.mark.parametrize("ask", [read_reveal, compare_arms])
@pytest.mark.usefixtures("open_attempt")
def test_nothing_is_revealed_before_submission(work, ask):
    with pytest.raises(NotRevealed, match="after you submit"):
        ask(work, **ADA)


@pytest.mark.usefixtures("open_attempt")
def test_arms_are_compared_row_by_row(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    submit(work, **ACT)
    found = compare_arms(work, **ADA)
    assert [row.relation for row in found.alignment.rows][:2] == [Relation.MATCHED, Relation.CHANGED]
    pair = found.pair(2)
    assert (pair.shown.step.output, pair.other.step.output) == (
        "total: 1250 bergamot",
        "total: 1250 bergamot quillwort",
    )
    assert found.row_of(2) == 2
    assert [list(side) for side in found.headers(found.alignment.rows[2:5])] == [[3, 4, 5], [3, 4, 5]]
    assert compare_arms(work, arm="sealed-retry", **ADA).pair(2).other.step.output.endswith("saxifrage")


@pytest.mark.usefixtures("open_attempt")
def test_rows_and_arms_that_are_not_there_are_not_found(work):
    save_draft(work, diagnosis=GOOD, **ACT)
    submit(work, **ACT)
    found = compare_arms(work, **ADA)
    for ask in (
        lambda: found.pair(0),
        lambda: found.pair(99),
        lambda: found.row_of(99),
        lambda: compare_arms(work, arm="none", **ADA),
    ):
        with pytest.raises(NotFound):
            ask()


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
        pin_evidence(work, cited=CitedEvidence(step=1, quote=quote), **ACT)


@pytest.mark.usefixtures("forward_attempt")
def test_a_quote_of_a_step_past_the_frontier_is_refused_as_one_that_is_nowhere(work):
    with pytest.raises(DiagnosisRejected, match="this is not a passage of step 1; copy it"):
        pin_evidence(work, cited=CitedEvidence(step=1, quote="total: 1250 bergamot"), **ACT)
