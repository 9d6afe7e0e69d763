"""A search is answered by an index that was built earlier, when other versions of the documents were in force."""

from dataclasses import replace

from app.faults.lookup import Lookup
from app.faults.operator import Boundary, Operator


def stale_index(value: Lookup, *, built: str) -> Lookup:
    """The same lookup in the index of the day `built`, an ISO date."""
    return replace(value, built=built)


OPERATOR = Operator("stale_index", Boundary.RETRIEVAL, stale_index)
