"""One's own record as JSON: the figures, the list, and the document of everything."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from app.api.attempt_json import Body, claim_json, score_json
from app.domain import exact_json
from app.domain.diagnosis_json import diagnosis_json, pin_json
from app.practice.export_own import ExportedAttempt
from app.practice.read_own_record import OwnAttempt, OwnFigures, OwnRecord
from app.scoring.calibration import Calibration
from app.scoring.skills import SKILLS


def record_json(record: OwnRecord) -> Body:
    """One page of the attempts, and the figures of all."""
    return {
        "figures": _figures(record.figures),
        "attempts": list(map(listed_json, record.attempts)),
        "total": record.total,
        "submitted": record.submitted,
        "page": record.page,
        "pages": record.pages,
    }


def _figures(figures: OwnFigures) -> Body:
    skills = [{"criterion": name, "skill": SKILLS[name]} | asdict(tally) for name, tally in figures.skills.items()]
    return {
        "first_attempts": sorted(figures.first),
        "skills": skills,
        "families": list(map(asdict, figures.families)),
        "calibration": {"root": _calibration(figures.root), "forecast": _calibration(figures.forecast)},
        "minutes": {"to_lock": figures.to_lock, "to_submission": figures.to_submission},
        "hints": figures.hints,
    }


def _calibration(told: Calibration) -> Body:
    """Without bins and Brier score while attempts are missing."""
    return asdict(told) | {"needed": told.needed}


def listed_json(listed: OwnAttempt) -> Body:
    """An attempt in the list; its total is null while there is none, and where its answer is withheld."""
    told = asdict(listed.outline)
    minutes = {"to_lock": listed.outline.minutes_to_lock, "to_submission": listed.outline.minutes_to_submission}
    del told["edition"]
    return told | {
        "title": listed.title,
        "total": listed.total,
        "withheld": listed.withheld,
        "minutes": minutes,
    }


def document(exported: Iterator[ExportedAttempt], *, now: datetime) -> Iterator[bytes]:
    """The one JSON document of an export, an attempt at a time."""
    yield b'{"exported_at":' + exact_json.dumps(now) + b',"attempts":['
    for place, each in enumerate(exported):
        yield (b"," if place else b"") + exact_json.dumps(_exported(each))
    yield b"]}"


def _exported(exported: ExportedAttempt) -> Body:
    attempt = exported.attempt
    return listed_json(exported.listed) | {
        "frontier": attempt.frontier,
        "suspect": attempt.suspect,
        "marks": list(attempt.marks),
        "opened": sorted(attempt.opened),
        "claims": list(map(claim_json, attempt.claims)),
        "pins": [pin_json(each.pin) | {"role": each.role, "claim": each.claim} for each in attempt.pins],
        "draft": diagnosis_json(attempt.draft),
        "locked": None if attempt.locked is None else diagnosis_json(attempt.locked),
        "submitted": None if attempt.submitted is None else diagnosis_json(attempt.submitted),
        "ticked": attempt.ticked,
        "disputes": list(map(asdict, attempt.disputes)),
        "score": None if exported.score is None else score_json(exported.score),
        "events": list(map(asdict, exported.events)),
    }
