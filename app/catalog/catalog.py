"""All recorded scenarios, with their sealed keys and the files of their runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.catalog.authored import AuthoredScenario, ScenarioSource
from app.catalog.readings import of_now, read_readings
from app.catalog.recorded import RecordedVariant, read_recorded
from app.catalog.scenario_source import read_source, source_folders
from app.domain.answer_key import AnswerKey
from app.domain.blind_reading import BlindReading
from app.domain.errors import NotFound
from app.domain.scenario import Scenario, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """What readers may choose from (`scenarios`), and behind it the sealed half by slug and variant."""

    scenarios: tuple[Scenario, ...]
    recorded: Mapping[tuple[str, str], RecordedVariant] = field(repr=False)
    blind: Mapping[tuple[str, str], tuple[BlindReading, ...]] = field(repr=False, default_factory=dict)

    def scenario(self, slug: str) -> Scenario:
        for scenario in self.scenarios:
            if scenario.slug == slug:
                return scenario
        there = ", ".join(scenario.slug for scenario in self.scenarios) or "none; run `misstep record`"
        raise NotFound(f"no recorded scenario {slug!r}; there are: {there}")

    def variant(self, slug: str, variant: str) -> Variant:
        return self._recorded(slug, variant).variant

    def answer_key(self, slug: str, variant: str) -> AnswerKey:
        return self._recorded(slug, variant).key

    def runs(self, slug: str, variant: str) -> Mapping[str, Path]:
        """The file of each recorded arm, by its opaque run id."""
        return self._recorded(slug, variant).runs

    def readings(self, slug: str, variant: str) -> tuple[BlindReading, ...]:
        """What blind readers found on the variant as it is recorded now."""
        return self.blind.get((slug, variant), ())

    def _recorded(self, slug: str, variant: str) -> RecordedVariant:
        there = self.scenario(slug).variants
        if (slug, variant) not in self.recorded:
            ids = ", ".join(known.id for known in there)
            raise NotFound(f"scenario {slug!r} has no variant {variant!r}; there are: {ids}")
        return self.recorded[slug, variant]


def load_catalog(scenarios: Path, traces: Path) -> Catalog:
    """Every scenario under `scenarios` that has recorded variants under `traces`.

    A variant without a folder of traces is not recorded yet and is left out, as is a scenario without any; lint
    names them. Raises ScenarioRejected for a pack or a recording that breaks the rules.
    """
    shown = []
    recorded: dict[tuple[str, str], RecordedVariant] = {}
    blind: dict[tuple[str, str], tuple[BlindReading, ...]] = {}
    for folder in source_folders(scenarios):
        source = read_source(folder)
        found = recorded_variants(source, traces)
        kept = read_readings(folder)
        recorded |= {(folder.name, each.variant.id): each for each in found}
        blind |= {(folder.name, each.variant.id): of_now(kept, each) for each in found}
        if found:
            shown.append(public_half(source.scenario, tuple(each.variant for each in found)))
    return Catalog(scenarios=tuple(shown), recorded=recorded, blind=blind)


def recorded_variants(source: ScenarioSource, traces: Path) -> tuple[RecordedVariant, ...]:
    """The variants of a pack that are recorded, in the author's order."""
    slug = source.scenario.slug
    return tuple(
        read_recorded(folder, slug=slug, authored=authored)
        for authored in source.scenario.variants
        if (folder := traces / slug / authored.id).is_dir()
    )


def public_half(authored: AuthoredScenario, variants: tuple[Variant, ...]) -> Scenario:
    """What a candidate may know of an authored scenario, with its recorded variants."""
    return Scenario(
        slug=authored.slug,
        title=authored.title,
        world=authored.world,
        agent=authored.agent,
        difficulty=authored.difficulty,
        minutes=authored.minutes,
        skills=authored.skills,
        may_do=authored.may_do,
        expected=authored.expected,
        variants=variants,
    )
