"""A filter that does not fit the user keeps the right documents out of a search."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.faults.lookup import Lookup
from app.faults.operator import Boundary, Operator


def wrong_filter(value: Lookup, *, filters: Mapping[str, Any]) -> Lookup:
    """The same lookup with these filters over its own."""
    return replace(value, filters={**value.filters, **filters})


OPERATOR = Operator("wrong_filter", Boundary.RETRIEVAL, wrong_filter)
