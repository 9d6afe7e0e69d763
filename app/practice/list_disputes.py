"""List what readers hold against answer keys, for those who write them."""

from app.domain.permission import Verb, check, is_open_to
from app.domain.viewer import Viewer
from app.store.disputes import DisputeList
from app.store.work import Work


def list_disputes(work: Work, *, viewer: Viewer, scenario: str | None = None) -> DisputeList:
    """The disputes about one scenario, or about all, the latest first. Raises NotAllowed.

    Those about a scenario that others keep for their interviews are not among them, nor those about one that the
    viewer is reading: they tell its answer.
    """
    check(viewer, Verb.REVIEW)
    kept = {slug for slug, keepers in work.reservations.all().items() if not is_open_to(viewer, keepers)}
    reading = {attempt.scenario for attempt in work.outlines.of(viewer.id) if not attempt.done}
    return work.disputes.listed(scenario=scenario, hidden=kept | reading)
