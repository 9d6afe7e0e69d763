"""A blind reading: what somebody found who was given nothing but an item's ticket and run, and how many agree."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.diagnosis import Diagnosis
from app.domain.diagnosis_json import diagnosis_json
from app.domain.errors import DiagnosisRejected
from app.domain.hidden_characters import HIDDEN
from app.domain.json import JSON
from app.domain.scenario import Reveal


class ReaderKind(StrEnum):
    """Who read: a person, or a language model. They are counted apart."""

    PERSON = "person"
    MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCause:
    """What a reader named: a step as the root cause, or that there is no fault; neither where nothing was named."""

    reader: ReaderKind
    step: int | None = None
    no_fault: bool = False

    def agrees(self, causes: Collection[int], *, clean: bool) -> bool:
        """Whether it is one of the steps that show the cause; of a `clean` control, that there is none."""
        return self.no_fault if clean else self.step in causes


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindReading:
    """A diagnosis, and by whom, when, in how many minutes and of what it was made.

    `item` is the digest of the ticket and the run that were read: those of now are others once the item was recorded
    anew. `model` is the name of the language model, None where a person read. `settled` is the author's sentence on
    why the key stands where this diagnosis disagrees with it; empty while nobody has decided.
    """

    scenario: str
    variant: str
    item: str
    reader: ReaderKind
    read_on: date
    minutes: float
    reveal: Reveal
    diagnosis: Diagnosis
    model: str | None = None
    settled: str = ""

    @property
    def cause(self) -> NamedCause:
        """What the diagnosis names; an alternative is none."""
        said = self.diagnosis
        return NamedCause(
            reader=self.reader, step=said.claims[0].step if said.claims else None, no_fault=said.no_fault
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderAgreement:
    """How many read an item blind, and how many of them found what its key tells."""

    people: int = 0
    people_agreed: int = 0
    models: int = 0
    models_agreed: int = 0


def model_name(typed: str) -> str:
    """What a language model is called, on one line. Raises DiagnosisRejected for a name that nobody can read."""
    name = typed.strip()
    if not name or "\n" in name or HIDDEN.search(name):
        raise DiagnosisRejected("model: name the language model that read, in signs that can be seen, on one line")
    return name


def agreement(named: Iterable[NamedCause], *, causes: Collection[int], clean: bool) -> ReaderAgreement:
    """Of a key to which these steps are the cause, or show it less directly; or of a `clean` control."""
    told = [(each.reader, each.agrees(causes, clean=clean)) for each in named]
    return ReaderAgreement(
        people=sum(reader is ReaderKind.PERSON for reader, _ in told),
        people_agreed=told.count((ReaderKind.PERSON, True)),
        models=sum(reader is ReaderKind.MODEL for reader, _ in told),
        models_agreed=told.count((ReaderKind.MODEL, True)),
    )


def reading_json(reading: BlindReading) -> dict[str, JSON]:
    """The file that `catalog.readings` reads; `model` and `settled` only where there is something to say."""
    told: dict[str, JSON] = {
        "scenario": reading.scenario,
        "variant": reading.variant,
        "item": reading.item,
        "reader": reading.reader.value,
        "model": reading.model,
        "read_on": reading.read_on.isoformat(),
        "minutes": reading.minutes,
        "reveal": reading.reveal.value,
        "settled": reading.settled or None,
        "diagnosis": diagnosis_json(reading.diagnosis),
    }
    return {name: value for name, value in told.items() if value is not None}
