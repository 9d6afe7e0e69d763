"""The payload of an event: what a change says, as JSON, and the change that a payload says."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, assert_never

from app.domain.change import (
    AnswerDisputed,
    AttemptStarted,
    Change,
    ClaimChecked,
    ClaimLogged,
    ClaimWithdrawn,
    DiagnosisLocked,
    DiagnosisScored,
    DiagnosisSubmitted,
    DraftSaved,
    EvidencePinned,
    EvidenceUnpinned,
    HintTaken,
    KeyPointsTicked,
    Mark,
    ReaderChanged,
    RunAssigned,
    RunDeleted,
    StepMarked,
    StepOpened,
    StepRevealed,
)
from app.domain.claim import CheckOutcome, Claim
from app.domain.diagnosis_json import diagnosis_json, pin_json
from app.domain.dispute import Commitment
from app.domain.errors import StoreUnusable
from app.domain.json import JSON
from app.domain.scenario import Reveal
from app.store.diagnosis_body import diagnosis_of, evidence_body, evidence_of, pin_of
from app.store.score_body import score_body, score_of

_LATER = {"at", "withdrawn_at", "check"}  # of a claim: told by its events


def change_json(change: Change) -> dict[str, JSON]:
    """The payload; rows that earlier versions wrote have the same shape."""
    match change:
        case AttemptStarted(scenario=scenario, variant=variant, reveal=reveal):
            return {"scenario": scenario, "variant": variant, "reveal": reveal.value}
        case ReaderChanged(reader=reader):
            return {"reader": reader}
        case RunAssigned(run_id=run_id, last_step=last_step, edition=edition):
            return {"run": run_id, "last_step": last_step, "edition": edition}
        case RunDeleted(run_id=run_id):
            return {"run": run_id}
        case StepOpened(step=step) | StepRevealed(step=step):
            return {"step": step}
        case StepMarked(step=step, mark=mark):
            return {"step": step, "as": mark.value}
        case ClaimLogged(claim=claim):
            return {name: value for name, value in asdict(claim).items() if name not in _LATER}
        case ClaimWithdrawn(claim_id=claim_id):
            return {"claim": claim_id}
        case ClaimChecked(claim_id=claim_id, outcome=outcome, step=step):
            return {"claim": claim_id, "outcome": outcome.value, "step": step}
        case EvidencePinned(evidence=evidence):
            return evidence_body(evidence)
        case EvidenceUnpinned(pin=pin):
            return pin_json(pin)
        case DraftSaved(diagnosis=diagnosis):
            return diagnosis_json(diagnosis)
        case HintTaken(hint=hint):
            return {"hint": hint}
        case DiagnosisLocked(diagnosis=diagnosis) | DiagnosisSubmitted(diagnosis=diagnosis):
            return {"diagnosis": diagnosis_json(diagnosis)}
        case DiagnosisScored(score=score, arms=arms):
            return score_body(score) | {"arms": dict(arms)}
        case KeyPointsTicked(points=points):
            return {"points": list(points)}
        case AnswerDisputed(commitment=commitment, text=text):
            return {"commitment": commitment.value, "text": text}
        case _:
            assert_never(change)


def change_from_json(kind: str, payload: Mapping[str, Any], *, at: datetime) -> Change:
    """The change that was recorded `at` that time. Raises StoreUnusable for a kind that is not known here."""
    read = READERS.get(kind)
    if read is None:
        raise StoreUnusable(f"an event of the kind {kind!r} is not known to this Misstep; install a newer one")
    return read(payload, at)


def _start(payload: Mapping[str, Any], _: datetime) -> Change:
    scenario, variant = payload["scenario"], payload["variant"]
    return AttemptStarted(scenario=scenario, variant=variant, reveal=Reveal(payload["reveal"]))


def _assignment(payload: Mapping[str, Any], _: datetime) -> Change:
    edition = payload.get("edition", "")
    return RunAssigned(run_id=payload["run"], last_step=payload["last_step"], edition=edition)


def _claim(payload: Mapping[str, Any], at: datetime) -> Change:
    return ClaimLogged(claim=Claim(**payload, at=at))


def _check(payload: Mapping[str, Any], _: datetime) -> Change:
    outcome = CheckOutcome(payload["outcome"])
    return ClaimChecked(claim_id=payload["claim"], outcome=outcome, step=payload["step"])


def _dispute(payload: Mapping[str, Any], _: datetime) -> Change:
    return AnswerDisputed(commitment=Commitment(payload["commitment"]), text=payload["text"])


READERS: dict[str, Callable[[Mapping[str, Any], datetime], Change]] = {
    AttemptStarted.kind: _start,
    ReaderChanged.kind: lambda told, _: ReaderChanged(**told),
    RunAssigned.kind: _assignment,
    RunDeleted.kind: lambda told, _: RunDeleted(run_id=told["run"]),
    StepOpened.kind: lambda told, _: StepOpened(**told),
    StepRevealed.kind: lambda told, _: StepRevealed(**told),
    StepMarked.kind: lambda told, _: StepMarked(step=told["step"], mark=Mark(told["as"])),
    ClaimLogged.kind: _claim,
    ClaimWithdrawn.kind: lambda told, _: ClaimWithdrawn(claim_id=told["claim"]),
    ClaimChecked.kind: _check,
    EvidencePinned.kind: lambda told, _: EvidencePinned(evidence=evidence_of(told)),
    EvidenceUnpinned.kind: lambda told, _: EvidenceUnpinned(pin=pin_of(told)),
    DraftSaved.kind: lambda told, _: DraftSaved(diagnosis=diagnosis_of(told)),
    HintTaken.kind: lambda told, _: HintTaken(**told),
    DiagnosisLocked.kind: lambda told, _: DiagnosisLocked(diagnosis=diagnosis_of(told["diagnosis"])),
    DiagnosisSubmitted.kind: lambda told, _: DiagnosisSubmitted(diagnosis=diagnosis_of(told["diagnosis"])),
    DiagnosisScored.kind: lambda told, _: DiagnosisScored(score=score_of(told), arms=told.get("arms", {})),
    KeyPointsTicked.kind: lambda told, _: KeyPointsTicked(points=tuple(told["points"])),
    AnswerDisputed.kind: _dispute,
}
