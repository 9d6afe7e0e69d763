"""Diagnoses of the blue kettle, as a reader would write them; each is what `misstep compare` reads."""

from app.domain.diagnosis import Diagnosis
from app.domain.diagnosis_json import diagnosis_from_json
from app.domain.json import JSON

TOTAL = {"step": 6, "quote": '"total": 1250'}
PRICE = {"step": 2, "quote": "12.50 EUR"}
SURE = [
    {"remedy": "name-unit", "passes": 1.0},
    {"remedy": "convert", "passes": 1.0},
    {"remedy": "retry", "passes": 0.0},
    {"remedy": "careful", "passes": 0.0},
    {"remedy": "cap", "passes": 0.0},
]
RIGHT: dict[str, JSON] = {
    "claims": [{"step": 6, "confidence": 0.9}],
    "proof": {"wrong": [TOTAL], "right": [PRICE]},
    "path": {"acted_on": 7, "damage": 11},
    "failure_class": "tool.unit_error",
    "forecast": SURE,
}


def diagnosing(**changed: JSON) -> Diagnosis:
    """A diagnosis that is right in all but what is changed; None leaves something out."""
    return diagnosis_from_json(RIGHT | changed)


def cleared(*suspects: tuple[int, int, str]) -> Diagnosis:
    """“Nothing is wrong”, and the suspects that are cleared: the step, and step and words that rule it out."""
    rows: list[JSON] = [
        {"step": step, "ruled_out_by": {"step": where, "quote": quote}} for step, where, quote in suspects
    ]
    return diagnosis_from_json({"no_fault": True, "cleared": rows})
