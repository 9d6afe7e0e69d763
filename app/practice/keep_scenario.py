"""Keep a scenario for the interviews of a workspace, or give it back to practice."""

from app.domain.errors import NotFound
from app.domain.permission import Verb, is_open_to, workspace_to
from app.domain.viewer import Viewer
from app.store.work import Work


def keep_scenario(work: Work, *, viewer: Viewer, slug: str) -> None:
    """From now on the scenario is there for members of the viewer's workspace alone, and its answer is too.

    Raises NotFound for a slug that the catalog does not show the viewer, and NotAllowed.
    """
    workspace = workspace_to(Verb.KEEP, viewer)
    if not (work.catalog.shows(slug) and is_open_to(viewer, work.reservations.of(slug))):
        raise NotFound(f"no scenario {slug!r} here: `misstep pack list` names them")
    work.reservations.add(workspace, slug)


def release_scenario(work: Work, *, viewer: Viewer, slug: str) -> None:
    """The scenario is no longer kept. Raises NotFound where the viewer's workspace keeps none of this slug."""
    workspace = workspace_to(Verb.KEEP, viewer)
    if workspace not in work.reservations.of(slug):
        raise NotFound(f"scenario {slug!r} is not kept for interviews: `misstep pack list` names those that are")
    work.reservations.remove(workspace, slug)
