"""The forecast: for each recorded change whether the check would pass, one's own fix, and the sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict

from app.attempts.attempt_view import AttemptView
from app.attempts.read_attempt import read_attempt
from app.attempts.read_changes import RecordedChange, read_changes
from app.attempts.save_draft import save_draft
from app.attempts.submit import submit_prepared
from app.domain.diagnosis import Diagnosis, Forecast, OwnFix
from app.domain.errors import DiagnosisRejected
from app.domain.fault import Lever
from app.domain.viewer import Viewer
from app.http.dependencies import Now, Read, StoredWrite
from app.http.viewers import MayPractise
from app.pages.diagnosis.first_part import read_percent
from app.pages.diagnosis.levers import LEVERS
from app.pages.diagnosis.open_part import elsewhere
from app.pages.diagnosis.pins import said
from app.pages.diagnosis.summary import summary
from app.pages.templates import render
from app.scoring.weights import FAULT_WEIGHTS, FORECAST
from app.store.work import Work

router = APIRouter()

SCALE: Mapping[float, str] = {
    5: "surely not",
    25: "probably not",
    50: "even",
    75: "probably",
    95: "surely",
}  # percent, in words
PREFIX = "passes:"  # of the field of a change; its id follows


class ForecastFields(BaseModel):
    """The form as typed; what is said of each change has a field of its own, which its id names."""

    model_config = ConfigDict(frozen=True, extra="allow")

    lever: str = ""
    own_fix: str = ""
    then: str = ""

    def percent(self, change: str) -> float | None:
        """What was chosen for a change, 0 to 100; None where nothing was."""
        return read_percent(str((self.model_extra or {}).get(f"{PREFIX}{change}", "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """A change with the probabilities that can be chosen for it, and the one that is; None for no answer."""

    change: RecordedChange
    field: str
    scale: Mapping[float, str]
    chosen: float | None


@router.get("/attempts/{attempt_id}/forecast")
def forecast(
    request: Request, attempt_id: str, viewer: MayPractise, work: Read, saved: Annotated[str, Query()] = ""
) -> Response:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    if (other := elsewhere(attempt, forecasting=True)) is not None:
        return other
    page = _page(work, attempt, _fields_of(attempt.draft), viewer=viewer)
    return render(request, "diagnosis/forecast.html", saved=bool(saved), error="", **page)


@router.post("/attempts/{attempt_id}/forecast")
def write_forecast(
    request: Request,
    *,
    attempt_id: str,
    fields: Annotated[ForecastFields, Form()],
    viewer: MayPractise,
    store: StoredWrite,
    now: Now,
) -> Response:
    with store.writing() as work:
        attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
        if (other := elsewhere(attempt, forecasting=True)) is not None:
            return other
        error = _save(work, attempt, fields, viewer=viewer, now=now)
    if error:
        with store.reading() as work:
            page = _page(work, read_attempt(work, viewer=viewer, attempt_id=attempt_id), fields, viewer=viewer)
            return render(request, "diagnosis/forecast.html", status=422, saved=False, error=error, **page)
    if fields.then == "send":
        return send(attempt_id, viewer, store, now)
    return RedirectResponse(f"/attempts/{attempt_id}/forecast?saved=yes", status_code=303)


@router.post("/attempts/{attempt_id}/submission")
def send(attempt_id: str, viewer: MayPractise, store: StoredWrite, now: Now) -> Response:
    submit_prepared(store, viewer=viewer, attempt_id=attempt_id, now=now)
    return RedirectResponse(f"/attempts/{attempt_id}/reveal", status_code=303)


def _save(work: Work, attempt: AttemptView, fields: ForecastFields, *, viewer: Viewer, now: datetime) -> str:
    """Save what the form says; the sentence on what is wrong with it, if something is."""
    changes = read_changes(work, viewer=viewer, attempt_id=attempt.id)
    said_of = [(change.id, fields.percent(change.id)) for change in changes]
    second = Diagnosis(
        forecast=tuple(
            Forecast(remedy=change, passes=percent / 100) for change, percent in said_of if percent is not None
        ),
        own_fix=OwnFix(
            lever=Lever(fields.lever) if fields.lever in tuple(Lever) else None, text=fields.own_fix.strip()
        ),
    )
    try:
        draft = attempt.draft.completed_by(second)
        save_draft(work, viewer=viewer, attempt_id=attempt.id, diagnosis=draft, now=now)
    except DiagnosisRejected as error:
        return f"Your own change: {said(error)}"
    return ""


def _fields_of(draft: Diagnosis) -> ForecastFields:
    stated = {f"{PREFIX}{each.remedy}": f"{each.passes * 100:g}" for each in draft.forecast}
    return ForecastFields(lever=draft.own_fix.lever or "", own_fix=draft.own_fix.text, **stated)


def _page(work: Work, attempt: AttemptView, fields: ForecastFields, *, viewer: Viewer) -> dict[str, Any]:
    changes = read_changes(work, viewer=viewer, attempt_id=attempt.id)
    return summary(attempt) | {
        "fields": fields,
        "rows": _rows(changes, fields),
        "levers": [(lever.value, words) for lever, words in LEVERS.items()],
        "weight": FAULT_WEIGHTS[FORECAST],
    }


def _rows(changes: Sequence[RecordedChange], fields: ForecastFields) -> list[ForecastRow]:
    """The changes in the attempt's order. A number that a program stated stays, between the words of the scale."""
    rows = []
    for change in changes:
        chosen = fields.percent(change.id)
        scale = SCALE if chosen is None else dict(sorted({chosen: "", **SCALE}.items()))
        rows.append(ForecastRow(change=change, field=f"{PREFIX}{change.id}", scale=scale, chosen=chosen))
    return rows
