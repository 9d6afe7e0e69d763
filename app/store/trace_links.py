"""Which traces are taken up together, since they are linked or were put together into one run."""

from collections.abc import Collection

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from app.store.among import among
from app.store.inbox_tables import LINK


def linked_traces(session: Session, workspace: str, trace_ids: Collection[str]) -> set[str]:
    """These traces, and all that can be reached from them over links, in either direction."""
    found, new = set(trace_ids), set(trace_ids)
    while new:
        new = linked_pairs_of(session, workspace, new) - found
        found |= new
    return found


def linked_pairs_of(session: Session, workspace: str, trace_ids: Collection[str]) -> set[str]:
    """Both sides of every link that one of these traces is a side of."""
    sides = (LINK.trace_id, LINK.linked)
    either = union(*(select(*sides).where(LINK.workspace == workspace, among(side, trace_ids)) for side in sides))
    return {each for pair in session.execute(either).all() for each in pair}
