"""Hand over what a blind reader found, as the file that is kept with the scenario."""

from datetime import timedelta

from app.attempts.read_reveal import submitted
from app.catalog.item_digest import item_digest
from app.domain.attempt import Attempt
from app.domain.attempt_outline import AttemptOutline
from app.domain.blind_reading import BlindReading, ReaderKind, model_name
from app.domain.change import HintTaken
from app.domain.errors import WrongState
from app.domain.viewer import Viewer
from app.store.work import Work


def hand_over_reading(work: Work, *, viewer: Viewer, attempt_id: str, model: str | None) -> BlindReading:
    """The reader's diagnosis with what it was made of; `model` names the language model that read, if one did.

    Raises NotRevealed before the diagnosis is submitted, WrongState for an attempt that was not blind, and
    DiagnosisRejected for a name that nobody can read.
    """
    attempt = submitted(work, viewer=viewer, attempt_id=attempt_id)
    assert attempt.submitted is not None, "a submitted attempt has its diagnosis"
    assert attempt.submitted_at is not None, "a submitted attempt has its time"
    _check_blind(work, attempt)
    (variant,) = work.editions.scenario(attempt.edition).variants
    recording = work.recordings.body(work.editions.recording(attempt.edition, variant.run))
    return BlindReading(
        scenario=attempt.scenario,
        variant=attempt.variant,
        item=item_digest(recording, ticket=variant.ticket),
        reader=ReaderKind.PERSON if model is None else ReaderKind.MODEL,
        model=None if model is None else model_name(model),
        read_on=attempt.submitted_at.date(),
        minutes=round((attempt.submitted_at - attempt.started_at) / timedelta(minutes=1), 1),
        reveal=attempt.reveal,
        diagnosis=attempt.submitted,
    )


def _check_blind(work: Work, attempt: Attempt) -> None:
    """Blind is who had nothing but the ticket and the run, in other attempts at this scenario neither."""
    if attempt.hints_taken:
        raise WrongState("a hint was taken in this attempt, so it is no blind reading: let somebody else read it")
    for other in work.outlines.of(attempt.reader):
        if other.id == attempt.id or other.scenario != attempt.scenario:
            continue
        known = _known_from(work, other, before=attempt)
        if known is not None:
            raise WrongState(f"{known} before, so this is no blind reading: let somebody else read it")


def _known_from(work: Work, other: AttemptOutline, *, before: Attempt) -> str | None:
    """What another attempt told its reader in time to be of use."""
    sent = before.submitted_at
    assert sent is not None, "a submitted attempt has its time"
    locked = before.locked_at or sent
    if other.submitted_at is not None and other.submitted_at < sent:
        return "an answer of this scenario was revealed to this reader"
    if other.locked_at is not None and other.locked_at < locked:
        return "the changes of this scenario were shown to this reader"
    if other.hints_taken and any(
        isinstance(each.change, HintTaken) and each.at < locked for each in work.events.of(other.id)
    ):
        return "a hint of this scenario was taken by this reader"
    return None
