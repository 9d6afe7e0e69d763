"""All fault operators by their id."""

from app.domain.errors import ScenarioRejected
from app.faults import stale_index, unit_error
from app.faults.operator import Operator

OPERATORS: dict[str, Operator] = {
    module.OPERATOR.id: module.OPERATOR
    for module in (
        stale_index,
        unit_error,
    )
}


def operator(name: str) -> Operator:
    """The operator with this id. Raises ScenarioRejected naming those that there are."""
    if name not in OPERATORS:
        raise ScenarioRejected(f"fault.operator: no operator {name!r}; there are: {', '.join(sorted(OPERATORS))}")
    return OPERATORS[name]
