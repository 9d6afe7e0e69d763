"""The diagnosis form as its page shows it: each field with what its step is, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from app.attempts.attempt_view import AttemptView
from app.domain.claim import Evidence
from app.domain.diagnosis import MAX_PINS
from app.domain.fault import FAILURE_CLASSES, FailureClass
from app.pages.diagnosis.fields import Fields, pins_in, standing
from app.pages.diagnosis.first_part import PATH, RANKS, SUSPECTS, read_step
from app.pages.diagnosis.pins import ROLES, key_of
from app.pages.replay.step_names import headers_of, named, title_of
from app.scoring.weights import CLEAN_WEIGHTS, FAULT_WEIGHTS

STEP_FIELDS = ("step_1", "step_2", *PATH, "cleared_1", "cleared_2", "ruled_out_step_1", "ruled_out_step_2")


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRow:
    """A pin with its key, the role that is chosen for it, and what its step is."""

    key: str
    evidence: Evidence
    role: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisForm:
    """What the page needs: the values, and for each wrong field a sentence under the field's name.

    `words` say of each field that names a step what that step is. `choices` are the pins that can rule a suspect out.
    """

    values: Fields
    pins: tuple[PinRow, ...]
    choices: tuple[PinRow, ...]
    words: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)


def form_of(attempt: AttemptView, fields: Fields, *, errors: Mapping[str, str]) -> DiagnosisForm:
    """The form of an attempt with these values in it."""
    stated = {name: read_step(fields.of(name), frontier=attempt.frontier) for name in STEP_FIELDS}
    choices = pins_in(attempt.draft, attempt.pins)
    numbers = [*(each.pin.step for each in choices), *(step for step in stated.values() if step)]
    names = {number: named(header) for number, header in headers_of(attempt.window, numbers).items()}
    chosen = dict(zip(fields.pin, fields.role, strict=False))
    return DiagnosisForm(
        values=fields,
        pins=_rows(attempt.pins, names, chosen),
        choices=_rows(choices, names, chosen),
        words={name: names.get(step or 0, "") for name, step in stated.items()},
        errors=errors,
    )


def form_page(attempt: AttemptView, fields: Fields, *, errors: Mapping[str, str]) -> dict[str, Any]:
    """Everything that the template of the form is drawn from."""
    steps = attempt.window.headers(1, attempt.frontier)
    return {
        "attempt": attempt,
        "form": form_of(attempt, fields, errors=errors),
        "steps": [{"number": step.number, "kind": step.kind.value, "name": title_of(step)} for step in steps],
        "logged": standing(attempt.claims),
        "families": families(),
        "ranks": RANKS,
        "path": PATH,
        "suspects": SUSPECTS,
        "roles": ROLES,
        "most_pins": MAX_PINS,
        "weights": FAULT_WEIGHTS,
        "clean_weights": CLEAN_WEIGHTS,
    }


def families() -> list[tuple[str, list[FailureClass]]]:
    """The failure classes by family, in the order of the table."""
    return [
        (family, list(classes)) for family, classes in groupby(FAILURE_CLASSES.values(), lambda each: each.family)
    ]


def _rows(pins: Sequence[Evidence], names: Mapping[int, str], chosen: Mapping[str, str]) -> tuple[PinRow, ...]:
    return tuple(
        PinRow(
            key=(key := key_of(each.pin)),
            evidence=each,
            role=chosen.get(key, each.role or ""),
            words=names.get(each.pin.step, ""),
        )
        for each in pins
    )
