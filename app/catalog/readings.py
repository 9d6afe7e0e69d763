"""Read the blind readings that are kept with a scenario, `readings/<variant>/<name>.json`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from app.catalog.item_digest import item_digest
from app.catalog.recorded import RecordedVariant
from app.catalog.shape import shaped
from app.domain.blind_reading import BlindReading, ReaderKind, model_name
from app.domain.diagnosis import MAX_FILE_BYTES
from app.domain.diagnosis_json import diagnosis_from_json
from app.domain.errors import DiagnosisRejected, ScenarioRejected
from app.domain.scenario import Reveal

READINGS = "readings"


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid", strict=True))
class _ReadingFile:
    scenario: str
    variant: str
    item: str
    reader: ReaderKind
    read_on: date
    minutes: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    reveal: Reveal
    diagnosis: Mapping[str, JsonValue]
    model: str | None = None
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """A blind reading and the file that it is kept in."""

    file: Path
    reading: BlindReading


_file = TypeAdapter(_ReadingFile)


def reading_files(folder: Path) -> tuple[Path, ...]:
    """Every file under the `readings` of the scenario in `folder`, in the order of their names."""
    return tuple(path for path in sorted((folder / READINGS).rglob("*")) if path.is_file())


def read_readings(folder: Path) -> tuple[KeptReading, ...]:
    """All that are kept with the scenario in `folder`. Raises ScenarioRejected as `read_reading` does."""
    return tuple(read_reading(file, scenario=folder) for file in reading_files(folder))


def of_now(kept: Iterable[KeptReading], recorded: RecordedVariant) -> tuple[BlindReading, ...]:
    """Those of the variant as it is recorded now."""
    its = [each.reading for each in kept if each.reading.variant == recorded.variant.id]
    item = item_of(recorded) if its else ""
    return tuple(reading for reading in its if reading.item == item)


def item_of(recorded: RecordedVariant) -> str:
    """The digest of a variant as it is recorded now: a reading of another one was of an older recording."""
    body = recorded.runs[recorded.variant.run].read_bytes()
    return item_digest(body, ticket=recorded.variant.ticket)


def read_reading(file: Path, *, scenario: Path) -> KeptReading:
    """One reading of the scenario in that folder. Raises ScenarioRejected naming file and key."""
    place = file.relative_to(scenario / READINGS)
    if len(place.parts) != 2 or place.suffix != ".json":
        raise ScenarioRejected(f"{file}: is no reading; they are kept in {READINGS}/<variant>/<name>.json")
    told = shaped(_file, _body(file), file=file)
    for key, named, folder in (("scenario", told.scenario, scenario.name), ("variant", told.variant, place.parts[0])):
        if named != folder:
            raise ScenarioRejected(f"{file}: {key}: {named!r} was read, and the file is kept with {folder!r}")
    if (told.model is None) != (told.reader is ReaderKind.PERSON):
        raise ScenarioRejected(f"{file}: model: name the language model that read, and none where a person did")
    return KeptReading(file=file, reading=_reading(told, file))


def _reading(told: _ReadingFile, file: Path) -> BlindReading:
    try:
        diagnosis = diagnosis_from_json(dict(told.diagnosis))
    except DiagnosisRejected as error:
        raise ScenarioRejected(f"{file}: diagnosis.{error}") from error
    try:
        model = None if told.model is None else model_name(told.model)
    except DiagnosisRejected as error:
        raise ScenarioRejected(f"{file}: {error}") from error
    return BlindReading(
        scenario=told.scenario,
        variant=told.variant,
        item=told.item,
        reader=told.reader,
        read_on=told.read_on,
        minutes=told.minutes,
        reveal=told.reveal,
        diagnosis=diagnosis,
        model=model,
        settled=told.settled,
    )


def _body(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ScenarioRejected(f"{file} cannot be read ({error.strerror})") from error
    if len(body) > MAX_FILE_BYTES:
        raise ScenarioRejected(f"{file}: larger than {MAX_FILE_BYTES} bytes; keep the reading alone")
    return body
