"""Read a scenario's brief before the first step."""

from dataclasses import dataclass

from app.domain.errors import NotFound
from app.domain.permission import is_open_to
from app.domain.scenario import Scenario, Variant
from app.domain.viewer import Viewer
from app.practice.browse import AttemptSummary, retired_scenarios, summary
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A scenario, the variant that an attempt would take, and this reader's attempts so far.

    A retired scenario takes no more attempts. A reserved one is kept for the interviews of the viewer's workspace.
    """

    scenario: Scenario
    variant: Variant
    attempts: tuple[AttemptSummary, ...]
    retired: bool = False
    reserved: bool = False


def read_brief(work: Work, *, viewer: Viewer, slug: str, variant: str | None = None) -> Brief:
    """The brief of one variant, or of the one to try next. Raises NotFound for an unknown slug or letter.

    In the same words for one that others keep for their interviews. A scenario that was taken out of the catalog
    has a brief for those who attempted it, as they knew it.
    """
    reserved_by = work.reservations.of(slug)
    if not is_open_to(viewer, reserved_by):
        raise NotFound("there is no such scenario")
    theirs = work.attempts.by_reader(viewer.id, slug)
    retired = None if work.catalog.shows(slug) else next(iter(retired_scenarios(work, theirs)), None)
    scenario = retired or work.catalog.scenario(slug)
    attempts = tuple(map(summary, theirs))
    taken = chosen(scenario, attempts, wanted=variant)
    return Brief(
        scenario=scenario,
        variant=taken,
        attempts=attempts,
        retired=retired is not None,
        reserved=bool(reserved_by),
    )


def chosen(scenario: Scenario, attempts: tuple[AttemptSummary, ...], *, wanted: str | None) -> Variant:
    """The variant of that letter; without one, one not tried yet, else the one tried longest ago."""
    if wanted is not None:
        for variant in scenario.variants:
            if variant.id == wanted:
                return variant
        raise NotFound("there is no such variant")
    latest = {attempt.variant: attempt.started_at for attempt in reversed(attempts)}
    return min(scenario.variants, key=lambda variant: (variant.id in latest, latest.get(variant.id, 0), variant.id))
