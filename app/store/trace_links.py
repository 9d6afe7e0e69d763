"""Which traces are taken up together, since they are linked or were put together into one run."""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.store.inbox_tables import LINK

T = TypeVar("T")
_ASKED = 500  # ids in one statement; SQLite takes 32,000 values


def linked_traces(session: Session, workspace: str, trace_ids: Collection[str]) -> set[str]:
    """These traces, and all that can be reached from them over links, in either direction."""
    found, new = set(trace_ids), set(trace_ids)
    while new:
        near: set[str] = set()
        for some in portions(sorted(new)):
            links = select(LINK.trace_id, LINK.linked).where(
                LINK.workspace == workspace, or_(LINK.trace_id.in_(some), LINK.linked.in_(some))
            )
            near.update(each for pair in session.execute(links).all() for each in pair)
        new = near - found
        found |= new
    return found


def portions(values: Iterable[T]) -> Iterator[list[T]]:
    """As many as one statement may ask for."""
    every = list(values)
    return (every[start : start + _ASKED] for start in range(0, len(every), _ASKED))
