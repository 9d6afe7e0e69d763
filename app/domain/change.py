"""What can happen in an attempt: one value for each kind of event, and who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, TypeAlias, get_args

from app.domain.claim import CheckOutcome, Claim, Evidence, Pin
from app.domain.diagnosis import Diagnosis
from app.domain.dispute import Commitment
from app.domain.scenario import Reveal
from app.domain.score import Score


class Visibility(StrEnum):
    """Whose stream an event stands in: the reader's, the interviewer's, both, or nobody's (`sealed`).

    What a reader says of the answer after the reveal stands in their own stream: an interviewer rates before the
    comparison is shown. `domain.permission.stream_of` says who sees which stream.
    """

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"
    ALL = "all"
    SEALED = "sealed"


class Mark(StrEnum):
    """There is one suspect at a time, and any number of other marks."""

    SUSPECT = "suspect"
    MARK = "mark"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptStarted:
    """A reader begins. There is nothing to read until a run is assigned."""

    kind: ClassVar[str] = "attempt.started"
    visibility: ClassVar[Visibility] = Visibility.ALL
    scenario: str
    variant: str
    reveal: Reveal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderChanged:
    """What was begun without an account is a person's from now on: sealed, since it tells who the reader is."""

    kind: ClassVar[str] = "reader.changed"
    visibility: ClassVar[Visibility] = Visibility.SEALED
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAssigned:
    """The run that is read from now on, and how long it is: sealed, since both tell what is still to come.

    `edition` is the scenario as it was published then; empty in what the first version recorded.
    """

    kind: ClassVar[str] = "run.assigned"
    visibility: ClassVar[Visibility] = Visibility.SEALED
    run_id: str
    last_step: int
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDeleted:
    """A person deleted a run that is read, or that it is compared with."""

    kind: ClassVar[str] = "run.deleted"
    visibility: ClassVar[Visibility] = Visibility.SEALED
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOpened:
    kind: ClassVar[str] = "step.opened"
    visibility: ClassVar[Visibility] = Visibility.ALL
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRevealed:
    kind: ClassVar[str] = "step.revealed"
    visibility: ClassVar[Visibility] = Visibility.ALL
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMarked:
    kind: ClassVar[str] = "step.marked"
    visibility: ClassVar[Visibility] = Visibility.ALL
    step: int
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLogged:
    """A claim; its own time is the event's."""

    kind: ClassVar[str] = "claim.logged"
    visibility: ClassVar[Visibility] = Visibility.ALL
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWithdrawn:
    kind: ClassVar[str] = "claim.withdrawn"
    visibility: ClassVar[Visibility] = Visibility.ALL
    claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChecked:
    """Whether what a claim expected was seen or ruled out, as noted at a step; `none` takes that back."""

    kind: ClassVar[str] = "claim.checked"
    visibility: ClassVar[Visibility] = Visibility.ALL
    claim_id: str
    outcome: CheckOutcome
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePinned:
    """A passage is kept; the same pin again changes its role or its claim."""

    kind: ClassVar[str] = "evidence.pinned"
    visibility: ClassVar[Visibility] = Visibility.ALL
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceUnpinned:
    kind: ClassVar[str] = "evidence.unpinned"
    visibility: ClassVar[Visibility] = Visibility.ALL
    pin: Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaved:
    kind: ClassVar[str] = "draft.saved"
    visibility: ClassVar[Visibility] = Visibility.ALL
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class HintTaken:
    """The `hint`-th hint, counted from 1. Its words are the key's, and stay there."""

    kind: ClassVar[str] = "hint.taken"
    visibility: ClassVar[Visibility] = Visibility.ALL
    hint: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisLocked:
    """The first part of the diagnosis, for good: from now on the recorded changes may be shown, and forecast."""

    kind: ClassVar[str] = "diagnosis.locked"
    visibility: ClassVar[Visibility] = Visibility.ALL
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisSubmitted:
    kind: ClassVar[str] = "diagnosis.submitted"
    visibility: ClassVar[Visibility] = Visibility.ALL
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisScored:
    """What the diagnosis earned: sealed, since an interviewer rates before the comparison is shown.

    The answer key was that of the attempt's edition. `arms` are the runs that it is compared with from now on,
    `healthy` and one for each remedy.
    """

    kind: ClassVar[str] = "diagnosis.scored"
    visibility: ClassVar[Visibility] = Visibility.SEALED
    score: Score
    arms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPointsTicked:
    """The key points that the reader finds in their own explanation, all of them each time.

    They are counted from 1 in the order of the key of the attempt's edition, which never changes.
    """

    kind: ClassVar[str] = "key_points.ticked"
    visibility: ClassVar[Visibility] = Visibility.CANDIDATE
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDisputed:
    """The reader holds that the key is wrong; its own time is the event's."""

    kind: ClassVar[str] = "answer.disputed"
    visibility: ClassVar[Visibility] = Visibility.CANDIDATE
    commitment: Commitment
    text: str


Change: TypeAlias = (
    AttemptStarted
    | ReaderChanged
    | RunAssigned
    | RunDeleted
    | StepOpened
    | StepRevealed
    | StepMarked
    | ClaimLogged
    | ClaimWithdrawn
    | ClaimChecked
    | EvidencePinned
    | EvidenceUnpinned
    | DraftSaved
    | HintTaken
    | DiagnosisLocked
    | DiagnosisSubmitted
    | DiagnosisScored
    | KeyPointsTicked
    | AnswerDisputed
)

# Every kind, for what goes through all of them: tests hold the table of docs/events.md and the stored forms to it.
CHANGES: dict[str, type[Change]] = {change.kind: change for change in get_args(Change)}
