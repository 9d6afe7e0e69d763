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
from app.catalog.lint.recording import recording
from app.catalog.lint.spoilers import spoilers
from app.catalog.recorded_run import read_run
from app.catalog.scenario_source import read_source, source_folders
from app.domain.errors import ScenarioRejected

CHECKS: tuple[Callable[[LintEntry], Iterator[Problem]], ...] = (parts, spoilers, recording, hints, giveaways)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFindings:
    """All problems and notes, what each run gives to guesses, and the quality of a pack that was linted whole."""

    problems: tuple[Problem, ...]
    items: tuple[ItemPoints, ...]
    quality: Quality | None

    @property
    def failed(self) -> bool:
        return any(not problem.note for problem in self.problems)


def check(scenarios: Path, traces: Path, *, slugs: tuple[str, ...] = ()) -> LintFindings:
    """What lint finds in the scenarios named by `slugs`, or in all of them and then in the pack as a whole.

    A scenario that cannot be read is a problem like any other. Raises NotFound for a slug without a folder.
    """
    problems: list[Problem] = []
    entries: list[LintEntry] = []
    for folder in source_folders(scenarios, slugs):
        try:
            entries.append(_entry(folder, traces))
        except ScenarioRejected as error:
            problems.append(Problem(where=folder.name, what=str(error), todo="mend the file, then lint again"))
    for entry in entries:
        problems += [problem for one in CHECKS for problem in one(entry)]
    items = tuple(item for entry in entries for item in points_of(entry))
    problems += points(items)
    measured = None if slugs else quality_of(entries)
    if measured is not None:
        problems += quality(measured)
    return LintFindings(problems=tuple(problems), items=items, quality=measured)


def _entry(folder: Path, traces: Path) -> LintEntry:
    source = read_source(folder)
    found = recorded_variants(source, traces)
    return LintEntry(
        source=source,
        recordings=tuple(LintedRecording(recorded=each, run=read_run(each.runs[each.variant.run])) for each in found),
    )
