"""Run every lint check over the packs of a folder."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.catalog.catalog import recorded_variants
from app.catalog.lint.entry import LintedRecording, LintEntry
from app.catalog.lint.giveaways import giveaways
from app.catalog.lint.hints import hints
from app.catalog.lint.parts import parts
from app.catalog.lint.points import ItemPoints, points, points_of
from app.catalog.lint.problem import Problem
from app.catalog.lint.quality import Quality, quality, quality_of
from app.catalog.lint.readings import ItemReadings, readings, readings_of
from app.catalog.lint.recording import recording
from app.catalog.lint.spoilers import spoilers
from app.catalog.readings import KeptReading, read_reading, reading_files
from app.catalog.recorded_run import read_run
from app.catalog.scenario_source import read_source, source_folders
from app.domain.errors import ScenarioRejected

CHECKS: tuple[Callable[[LintEntry], Iterator[Problem]], ...] = (parts, spoilers, recording, hints, giveaways)
_MEND = "mend the file, then lint again"


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFindings:
    """All problems and notes, what each run gives to guesses and what blind readers found on it.

    `quality` is that of a pack that was linted whole.
    """

    problems: tuple[Problem, ...]
    items: tuple[ItemPoints, ...]
    readings: tuple[ItemReadings, ...]
    quality: Quality | None

    @property
    def failed(self) -> bool:
        return any(not problem.note for problem in self.problems)


def check(scenarios: Path, traces: Path, *, slugs: tuple[str, ...] = (), published: bool = False) -> LintFindings:
    """What lint finds in the scenarios named by `slugs`, or in all of them and then in the pack as a whole.

    Of a `published` pack it asks for blind readings as well. A scenario that cannot be read is a problem like any
    other. Raises NotFound for a slug without a folder.
    """
    problems: list[Problem] = []
    entries: list[LintEntry] = []
    for folder in source_folders(scenarios, slugs):
        kept, unread = _readings(folder)
        problems += unread
        try:
            entries.append(_entry(folder, traces, kept))
        except ScenarioRejected as error:
            problems.append(Problem(where=folder.name, what=str(error), todo=_MEND))
    found: list[ItemReadings] = []
    for entry in entries:
        problems += [problem for one in CHECKS for problem in one(entry)]
        theirs = readings_of(entry)
        problems += readings(entry, theirs, published=published)
        found += theirs
    items = tuple(item for entry in entries for item in points_of(entry))
    problems += points(items)
    measured = None if slugs else quality_of(entries)
    if measured is not None:
        problems += quality(measured)
    return LintFindings(problems=tuple(problems), items=items, readings=tuple(found), quality=measured)


def _readings(folder: Path) -> tuple[tuple[KeptReading, ...], list[Problem]]:
    """The blind readings of a scenario, and each file that is none: one such file hides no other."""
    kept: list[KeptReading] = []
    unread: list[Problem] = []
    for file in reading_files(folder):
        try:
            kept.append(read_reading(file, scenario=folder))
        except ScenarioRejected as error:
            unread.append(Problem(where=folder.name, what=str(error), todo=_MEND))
    return tuple(kept), unread


def _entry(folder: Path, traces: Path, kept: tuple[KeptReading, ...]) -> LintEntry:
    source = read_source(folder)
    found = recorded_variants(source, traces)
    return LintEntry(
        source=source,
        recordings=tuple(LintedRecording(recorded=each, run=read_run(each.runs[each.variant.run])) for each in found),
        readings=kept,
    )
