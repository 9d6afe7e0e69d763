"""Attempts: the current value of each, written with the events that it comes from."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.attempt import Attempt
from app.domain.change import Change, ReaderChanged
from app.domain.claim import CheckOutcome, Claim, ClaimCheck, Evidence
from app.domain.diagnosis import Diagnosis
from app.domain.diagnosis_json import diagnosis_json
from app.domain.dispute import Commitment, Dispute
from app.domain.errors import NotFound
from app.domain.fold import after, fold
from app.domain.scenario import Reveal
from app.domain.score import Score
from app.store.among import among
from app.store.diagnosis_body import diagnosis_of, evidence_body, evidence_of
from app.store.events import Events
from app.store.insertion import insert_missing
from app.store.packed import pack, unpack
from app.store.score_body import score_body, score_of
from app.store.tables import ATTEMPT, PINNED, RUN, AttemptRow, PinnedRunRow

_GONE = "there is no such attempt"  # the same words for one that is not there and one that is another reader's


class Attempts:
    """Attempts belong to a reader; another reader's are as good as absent. Rows hold what the events come to."""

    def __init__(self, session: Session, events: Events) -> None:
        self._session = session
        self._events = events
        self._rows: dict[str, AttemptRow] = {}  # the session itself forgets what nobody holds

    def begin(self, attempt_id: str, changes: Iterable[Change], *, reader: str, at: datetime) -> Attempt:
        """A new attempt of a reader, from its first events on."""
        attempt = fold(self._events.append(attempt_id, changes, actor=reader, at=at))
        self._session.add(
            AttemptRow(
                id=attempt.id,
                scenario=attempt.scenario,
                variant=attempt.variant,
                reveal=attempt.reveal.value,
                started_at=attempt.started_at,
                **_changing(attempt),
            )
        )
        self._session.flush()
        self._pin(attempt)
        return attempt

    def record(self, attempt: Attempt, changes: Iterable[Change], *, actor: str, at: datetime) -> Attempt:
        """The attempt after the changes: an event for each and the row that they come to, in this unit of work.

        The attempt must have come from `for_change`, so that nobody else has changed it since.
        """
        for event in self._events.append(attempt.id, changes, actor=actor, at=at):
            attempt = after(attempt, event)
        row = self._session.get(AttemptRow, attempt.id)
        assert row is not None, "an attempt is recorded after it was read"
        for name, value in _changing(attempt).items():
            setattr(row, name, value)
        self._session.flush()
        self._pin(attempt)
        return attempt

    def _pin(self, attempt: Attempt) -> None:
        """Hold the runs that are there; one that was deleted is not held by what was written of it."""
        named = {attempt.run_id, *attempt.arms.values()}
        there = self._session.scalars(select(RUN.id).where(RUN.id.in_(named)).order_by(RUN.id))
        insert_missing(self._session, PinnedRunRow, [{"attempt_id": attempt.id, "run_id": each} for each in there])

    def of(self, reader: str, attempt_id: str) -> Attempt:
        """Raises NotFound where there is none, in the same words as for another reader's."""
        row = self._rows.get(attempt_id) or self._session.get(AttemptRow, attempt_id)
        if row is None or row.reader != reader:
            raise NotFound(_GONE)
        self._rows[attempt_id] = row
        return attempt_of(row)

    def for_change(self, reader: str, attempt_id: str) -> Attempt:
        """As `of`, and nobody else can change it until this unit of work ends."""
        query = select(AttemptRow).where(ATTEMPT.id == attempt_id, ATTEMPT.reader == reader).with_for_update()
        row = self._session.scalars(query, execution_options={"populate_existing": True}).first()
        if row is None:
            raise NotFound(_GONE)
        self._rows[attempt_id] = row
        return attempt_of(row)

    def by_reader(self, reader: str, scenario: str | None = None) -> tuple[Attempt, ...]:
        """A reader's attempts, the latest first; of one scenario, or of all."""
        query = select(AttemptRow).where(ATTEMPT.reader == reader).order_by(ATTEMPT.started_at.desc(), ATTEMPT.id)
        if scenario is not None:
            query = query.where(ATTEMPT.scenario == scenario)
        return tuple(map(attempt_of, self._session.scalars(query)))

    def remove(self, reader: str, attempt_id: str | None = None) -> int:
        """Delete a reader's attempts, or one of them, with all that was recorded of it; how many there were.

        Nobody can go on with one meanwhile: whoever is about to finds none afterwards.
        """
        theirs = select(ATTEMPT.id).where(ATTEMPT.reader == reader)
        if attempt_id is not None:
            theirs = theirs.where(ATTEMPT.id == attempt_id)
        gone = self._session.scalars(theirs.order_by(ATTEMPT.id).with_for_update()).all()
        self._events.remove(gone)
        self._session.execute(delete(AttemptRow).where(among(ATTEMPT.id, gone)))
        for each in gone:
            self._rows.pop(each, None)
        return len(gone)

    def hand_over(self, reader: str, *, to: str, at: datetime) -> None:
        """Every attempt of a reader is a person's from now on."""
        query = select(AttemptRow).where(ATTEMPT.reader == reader).order_by(ATTEMPT.id).with_for_update()
        for row in self._session.scalars(query).all():
            self.record(attempt_of(row), [ReaderChanged(reader=to)], actor=reader, at=at)

    def reading(self, run_id: str) -> tuple[Attempt, ...]:
        """The attempts that read a run or are compared with it; nobody else can change them for now."""
        pins = select(PINNED.attempt_id).where(PINNED.run_id == run_id)
        query = select(AttemptRow).where(ATTEMPT.id.in_(pins)).order_by(ATTEMPT.id).with_for_update()
        return tuple(map(attempt_of, self._session.scalars(query)))

    def without_edition(self) -> tuple[Attempt, ...]:
        """The attempts that the first version began, as long as nobody has noted what they read."""
        query = select(AttemptRow).where(ATTEMPT.edition == "").order_by(ATTEMPT.id)
        return tuple(map(attempt_of, self._session.scalars(query)))

    def count(self) -> int:
        return self._session.scalar(select(func.count()).select_from(AttemptRow)) or 0

    def count_submitted(self) -> int:
        query = select(func.count()).select_from(AttemptRow).where(ATTEMPT.submitted_at.is_not(None))
        return self._session.scalar(query) or 0


def _changing(attempt: Attempt) -> dict[str, Any]:
    body = {
        "marks": attempt.marks,
        "claims": attempt.claims,
        "pins": [evidence_body(each) for each in attempt.pins],
        "draft": diagnosis_json(attempt.draft),
        "locked": None if attempt.locked is None else diagnosis_json(attempt.locked),
        "submitted": None if attempt.submitted is None else diagnosis_json(attempt.submitted),
        "arms": dict(attempt.arms),
        "ticked": attempt.ticked,
        "disputes": attempt.disputes,
        "run_deleted": attempt.run_deleted,
    }
    return {
        "reader": attempt.reader,
        "edition": attempt.edition,
        "run_id": attempt.run_id,
        "frontier": attempt.frontier,
        "last_step": attempt.last_step,
        "position": attempt.position,
        "suspect": attempt.suspect,
        "hints_taken": attempt.hints_taken,
        "locked_at": attempt.locked_at,
        "submitted_at": attempt.submitted_at,
        "total": attempt.total,
        "score": None if attempt.score is None else pack(score_body(attempt.score)),
        "opened": _bits(attempt.opened),
        "body": pack(body),
    }


def attempt_of(row: AttemptRow) -> Attempt:
    """The attempt that a row holds."""
    body = cast("Mapping[str, Any]", unpack(row.body))
    return Attempt(
        id=row.id,
        reader=row.reader,
        scenario=row.scenario,
        variant=row.variant,
        reveal=Reveal(row.reveal),
        run_id=row.run_id,
        edition=row.edition,
        frontier=row.frontier,
        last_step=row.last_step,
        started_at=_utc(row.started_at),
        position=row.position,
        suspect=row.suspect,
        marks=tuple(body["marks"]),
        claims=tuple(map(_claim, body["claims"])),
        pins=_pins(body),
        draft=_diagnosis(body["draft"]) or Diagnosis(),
        hints_taken=row.hints_taken,
        locked=_diagnosis(body.get("locked")),
        locked_at=None if row.locked_at is None else _utc(row.locked_at),
        submitted=_diagnosis(body["submitted"]),
        submitted_at=None if row.submitted_at is None else _utc(row.submitted_at),
        score=_score(row),
        arms=body.get("arms", {}),
        ticked=None if body.get("ticked") is None else tuple(body["ticked"]),
        disputes=tuple(map(_dispute, body.get("disputes", ()))),
        run_deleted=body.get("run_deleted", False),
        opened=_numbers(row.opened),
    )


def _claim(body: Mapping[str, Any]) -> Claim:
    times = {name: datetime.fromisoformat(body[name]) for name in ("at", "withdrawn_at") if body[name] is not None}
    return Claim(**{**body, **times, "check": _check(body.get("check"))})


def _check(body: Mapping[str, Any] | None) -> ClaimCheck | None:
    return None if body is None else ClaimCheck(outcome=CheckOutcome(body["outcome"]), step=body["step"])


def _dispute(body: Mapping[str, Any]) -> Dispute:
    commitment, at = Commitment(body["commitment"]), datetime.fromisoformat(body["at"])
    return Dispute(commitment=commitment, text=body["text"], at=at)


def _pins(body: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """The first version kept them in the draft."""
    pins = body["pins"] if "pins" in body else body["draft"].get("evidence") or ()
    return tuple(map(evidence_of, pins))


def _diagnosis(body: Mapping[str, Any] | None) -> Diagnosis | None:
    return None if body is None else diagnosis_of(body)


def _score(row: AttemptRow) -> Score | None:
    """The first version kept the total alone."""
    if row.score is not None:
        return score_of(cast("Mapping[str, Any]", unpack(row.score)))
    return None if row.total is None else score_of({"total": row.total})


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _bits(numbers: frozenset[int]) -> bytes:
    """One bit a step: 10,000 opened steps are 1,250 bytes."""
    joined = 0
    for number in numbers:
        joined |= 1 << number
    return joined.to_bytes((joined.bit_length() + 7) // 8, "little")


def _numbers(bits: bytes) -> frozenset[int]:
    return frozenset(
        place * 8 + bit for place, byte in enumerate(bits) if byte for bit in range(8) if byte >> bit & 1
    )
