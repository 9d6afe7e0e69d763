"""Read a scenario's brief before the first step."""

from dataclasses import dataclass

from app.domain.errors import NotFound
from app.domain.scenario import Scenario, Variant
from app.practice.browse import AttemptSummary, summary
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A scenario, the variant that an attempt would take, and this reader's attempts so far."""

    scenario: Scenario
    variant: Variant
    attempts: tuple[AttemptSummary, ...]


def read_brief(work: Work, *, reader: str, slug: str, variant: str | None = None) -> Brief:
    """The brief of one variant, or of the one to try next. Raises NotFound for an unknown slug or letter."""
    scenario = work.catalog.scenario(slug)
    attempts = tuple(map(summary, work.attempts.by_reader(reader, slug)))
    return Brief(scenario=scenario, variant=chosen(scenario, attempts, wanted=variant), attempts=attempts)


def chosen(scenario: Scenario, attempts: tuple[AttemptSummary, ...], *, wanted: str | None) -> Variant:
    """The variant of that letter; without one, one not tried yet, else the one tried longest ago."""
    if wanted is not None:
        for variant in scenario.variants:
            if variant.id == wanted:
                return variant
        raise NotFound("there is no such variant")
    latest = {attempt.variant: attempt.started_at for attempt in reversed(attempts)}
    return min(scenario.variants, key=lambda variant: (variant.id in latest, latest.get(variant.id, 0), variant.id))
