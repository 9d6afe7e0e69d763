"""List the scenarios that a workspace can offer, and those that it keeps for interviews."""

from dataclasses import dataclass

from app.domain.permission import Verb, is_open_to, workspace_to
from app.domain.viewer import Viewer
from app.store.reservations import NOBODY
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedScenario:
    """A scenario by its slug; without a title where it is kept but no pack holds it any more."""

    slug: str
    title: str | None
    kept: bool


def list_scenarios(work: Work, *, viewer: Viewer) -> tuple[ListedScenario, ...]:
    """The catalog as the viewer's workspace has it, then what it keeps that is in no pack. Raises NotAllowed."""
    workspace = workspace_to(Verb.KEEP, viewer)
    reserved = work.reservations.all()
    kept = {slug for slug, keepers in reserved.items() if workspace in keepers}
    there = [
        ListedScenario(slug=scenario.slug, title=scenario.title, kept=scenario.slug in kept)
        for scenario in work.catalog.scenarios()
        if is_open_to(viewer, reserved.get(scenario.slug, NOBODY))
    ]
    gone = sorted(kept - {scenario.slug for scenario in there})
    return (*there, *(ListedScenario(slug=slug, title=None, kept=True) for slug in gone))
