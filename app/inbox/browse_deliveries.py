"""Browse what was delivered and is no run yet: how much waits, what is tried again, and what was set aside."""

from dataclasses import dataclass

from app.domain.permission import workspace_of
from app.domain.viewer import Viewer
from app.store.inbox import FailedTrace, InboxCounts
from app.store.work import Work

SHOWN = 200  # traces of either kind in one list


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOverview:
    """How the delivered traces of a workspace fare; of those that failed the first 200 of each kind."""

    counts: InboxCounts
    set_aside: tuple[FailedTrace, ...]
    tried_again: tuple[FailedTrace, ...]


def browse_deliveries(work: Work, *, viewer: Viewer) -> DeliveryOverview:
    """Those of the viewer's workspace."""
    workspace = workspace_of(viewer)
    return DeliveryOverview(
        counts=work.inbox.count(workspace),
        set_aside=work.inbox.failed(workspace, limit=SHOWN),
        tried_again=work.inbox.tried_again(workspace, limit=SHOWN),
    )


def count_deliveries(work: Work, *, viewer: Viewer) -> InboxCounts:
    """How the delivered traces of the viewer's workspace fare."""
    return work.inbox.count(workspace_of(viewer))
