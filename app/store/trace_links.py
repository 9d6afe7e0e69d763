"""Which traces are taken up together, since they are linked or were put together into one run."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.store.among import among
from app.store.inbox_tables import LINK


def linked_traces(session: Session, workspace: str, trace_ids: Collection[str]) -> set[str]:
    """These traces, and all that can be reached from them over links, in either direction."""
    found, new = set(trace_ids), set(trace_ids)
    while new:
        either = or_(among(LINK.trace_id, new), among(LINK.linked, new))
        links = select(LINK.trace_id, LINK.linked).where(LINK.workspace == workspace, either)
        new = {each for pair in session.execute(links).all() for each in pair} - found
        found |= new
    return found
