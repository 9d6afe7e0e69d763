"""What a reader holds against an answer key, in their own words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.errors import DiagnosisRejected
from app.domain.hidden_characters import half_pair

MAX_DISPUTES = 20  # of one attempt: whoever has more to say has it said
MAX_DISPUTE = 2_000  # characters: a page at most, and nobody reads more of one


class Commitment(StrEnum):
    """Which part of a diagnosis a dispute is about, by the name that it has in a score."""

    ROOT = "root cause"
    PROOF = "proof"
    PATH = "path"
    CLASS = "failure class"
    FORECAST = "forecast"
    NO_FAULT = "nothing is wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """That the key is wrong about one commitment, and why."""

    commitment: Commitment
    text: str
    at: datetime


def dispute_text(typed: str) -> str:
    """What was typed, without the space around it, and with the line ends that it has when it is typed on a page.

    Raises DiagnosisRejected for nothing, for too much, and for what no page can show: the sign NUL, and half a pair.
    """
    text = typed.replace("\r\n", "\n").strip()
    if not text:
        raise DiagnosisRejected("text: say what is wrong with the key, and where the run shows it")
    if len(text) > MAX_DISPUTE:
        raise DiagnosisRejected(f"text: at most {MAX_DISPUTE} characters, please; these are {len(text)}")
    if "\0" in text:
        place = typed.index("\0") + 1
        raise DiagnosisRejected(f"text: the sign NUL, character {place}, cannot be kept; take it out")
    if (half := half_pair(typed)) is not None:
        raise DiagnosisRejected(f"text: half a surrogate pair at character {half}; leave it out")
    return text
