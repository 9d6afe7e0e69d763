"""All fault operators by their id."""

from app.domain.errors import ScenarioRejected
from app.faults import (
    compaction_drops_rule,
    empty_as_success,
    first_page_only,
    output_truncated,
    rerank_truncation,
    schema_drift,
    stale_index,
    tool_output_injection,
    unit_error,
    window_truncation,
    wrong_filter,
)
from app.faults.operator import Operator

OPERATORS: dict[str, Operator] = {
    module.OPERATOR.id: module.OPERATOR
    for module in (
        compaction_drops_rule,
        empty_as_success,
        first_page_only,
        output_truncated,
        rerank_truncation,
        schema_drift,
        stale_index,
        tool_output_injection,
        unit_error,
        window_truncation,
        wrong_filter,
    )
}


def operator(name: str) -> Operator:
    """The operator with this id. Raises ScenarioRejected naming those that there are."""
    if name not in OPERATORS:
        raise ScenarioRejected(f"fault.operator: no operator {name!r}; there are: {', '.join(sorted(OPERATORS))}")
    return OPERATORS[name]
