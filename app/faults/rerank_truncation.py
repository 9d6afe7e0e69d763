"""The right passage is found and then cut off, because too few of the hits are passed on."""

from dataclasses import replace

from app.faults.lookup import Lookup
from app.faults.operator import Boundary, Operator


def rerank_truncation(value: Lookup, *, keep: int) -> Lookup:
    """The same lookup, of whose hits only the first `keep` are passed on."""
    return replace(value, keep=keep)


OPERATOR = Operator("rerank_truncation", Boundary.RETRIEVAL, rerank_truncation)
