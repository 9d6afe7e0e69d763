"""Traces that were set aside since they could not become runs: list them, and try them again."""

from collections.abc import Collection
from datetime import datetime

from app.domain.errors import NotFound
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import Viewer
from app.store.engine import Store
from app.store.inbox import FailedTrace


def list_failed(store: Store, *, viewer: Viewer) -> tuple[FailedTrace, ...]:
    """Each with its reason. Raises NotAllowed."""
    workspace = workspace_to(Verb.IMPORT, viewer)
    with store.reading() as work:
        return work.inbox.failed(workspace)


def retry_failed(store: Store, trace_ids: Collection[str], *, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """Take these up again, or all where none is named; the ids of those that wait now.

    Raises NotFound for a trace that was not set aside, and NotAllowed; then none is taken up.
    """
    workspace = workspace_to(Verb.IMPORT, viewer)
    with store.writing() as work:
        aside = [trace.trace_id for trace in work.inbox.failed(workspace)]
        unknown = sorted(set(trace_ids) - set(aside))
        if unknown:
            raise NotFound(f"{unknown[0]}: no such trace was set aside; `misstep inbox failed` lists those that were")
        again = tuple(sorted(trace_ids or aside))
        work.inbox.retry(workspace, again, now=now)
    return again
