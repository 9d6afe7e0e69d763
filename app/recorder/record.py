"""Record scenarios and prove them, one variant after the other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.catalog.authored import AuthoredVariant, ScenarioSource
from app.catalog.scenario_source import read_sources
from app.domain.errors import ProofFailed
from app.domain.json import JSON
from app.recorder.arm import RecordingPlan
from app.recorder.files import check_files, write_arms, write_recording
from app.recorder.model import Model
from app.recorder.proof import checked, prove
from app.recorder.variant import VariantRecording, record_variant
from app.recorder.world import World
from app.recorder.worlds import world

FindWorld = Callable[[str], World]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFolders:
    """The folders that recording reads and writes."""

    scenarios: Path
    fixtures: Path
    traces: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantOutcome:
    """What came of one variant: the check's sentence for each arm (None where it passes), or the `problem`.

    `recording` is None where an arm could not be recorded to its end.
    """

    scenario: str
    variant: AuthoredVariant
    recording: VariantRecording | None = None
    verdicts: Mapping[str, str | None] = field(default_factory=dict)
    problem: str | None = None


def record(
    slugs: tuple[str, ...], *, places: RecordingFolders, seed: int | None = None, find_world: FindWorld = world
) -> Iterator[VariantOutcome]:
    """Record each variant and write its files. Raises ScenarioRejected for a scenario that cannot be set up."""

    def write(recording: VariantRecording, _: World) -> None:
        write_recording(recording, out=places.traces)

    return _each(slugs, places=places, seed=seed, find_world=find_world, then=write)


def check(
    slugs: tuple[str, ...], *, places: RecordingFolders, seed: int | None = None, find_world: FindWorld = world
) -> Iterator[VariantOutcome]:
    """Prove each variant, and that recording it again gives what is on disk. Nothing is written.

    With another `seed` there is nothing on disk to compare with.
    """

    def proven(recording: VariantRecording, where: World) -> None:
        prove(recording, world=where)
        if seed is None:
            check_files(recording, out=places.traces)

    return _each(slugs, places=places, seed=seed, find_world=find_world, then=proven)


def record_with(
    slugs: tuple[str, ...],
    *,
    places: RecordingFolders,
    model: Callable[[RecordingPlan], Model],
    seed: int | None = None,
    find_world: FindWorld = world,
) -> Iterator[VariantOutcome]:
    """Write the arms that another model plays. They have no answer key: nobody knows yet where they go wrong."""

    def write(recording: VariantRecording, _: World) -> None:
        write_arms(recording, out=places.traces)

    return _each(slugs, places=places, seed=seed, find_world=find_world, then=write, model=model)


def outcome_json(outcome: VariantOutcome) -> JSON:
    """One variant's outcome for `misstep record --json`."""
    recorded = outcome.recording.arms if outcome.recording else {}
    arms: list[JSON] = [
        {
            "arm": name,
            "run": each.arm.run,
            "steps": len(each.run.steps),
            "spans": len(each.trace.spans),
            "check": outcome.verdicts.get(name),
        }
        for name, each in recorded.items()
    ]
    return {
        "scenario": outcome.scenario,
        "variant": outcome.variant.id,
        "seed": outcome.variant.seed,
        "arms": arms,
        "problem": outcome.problem,
    }


def _each(
    slugs: tuple[str, ...],
    *,
    places: RecordingFolders,
    seed: int | None,
    find_world: FindWorld,
    then: Callable[[VariantRecording, World], None],
    model: Callable[[RecordingPlan], Model] | None = None,
) -> Iterator[VariantOutcome]:
    for source in read_sources(places.scenarios, slugs):
        where = find_world(source.scenario.world)
        for authored in source.scenario.variants:
            variant = authored if seed is None else replace(authored, seed=seed)
            yield _outcome(source, variant, places=places, world=where, then=then, model=model)


def _outcome(
    source: ScenarioSource,
    variant: AuthoredVariant,
    *,
    places: RecordingFolders,
    world: World,
    then: Callable[[VariantRecording, World], None],
    model: Callable[[RecordingPlan], Model] | None,
) -> VariantOutcome:
    outcome = VariantOutcome(scenario=source.scenario.slug, variant=variant)
    try:
        found = record_variant(source, variant, world=world, fixtures=places.fixtures, model=model)
        recording = checked(found, world=world)
        outcome = replace(outcome, recording=recording, verdicts=recording.problems)
        then(recording, world)
    except ProofFailed as failure:
        return replace(outcome, problem=str(failure))
    return outcome
