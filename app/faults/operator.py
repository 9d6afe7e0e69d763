"""What a fault operator is: the boundary it hooks, and a pure function over the value that passes there."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from app.domain.errors import ScenarioRejected
from app.domain.json import JSON


class Boundary(StrEnum):
    """Where a value passes from one part of a run to another, and what that value is.

    The recorder offers the value of every boundary to the fault of the run; see docs/recording.md.
    """

    CONTEXT = "context"  # tuple[Message, ...]: the messages about to be sent
    MODEL_REQUEST = "model_request"  # Mapping: model and parameters of the request
    MODEL_RESPONSE = "model_response"  # tuple[Part, ...]: what the model answered
    TOOL_DEFINITION = "tool_definition"  # tuple[ToolDefinition, ...]: the tools offered
    TOOL_ARGUMENTS = "tool_arguments"  # Mapping: arguments as the tool receives them
    TOOL_RESULT = "tool_result"  # JSON: what the tool's backend answered, before its adapter
    RETRIEVAL = "retrieval"  # Lookup: query, filters, limits and the passages of the index
    MEMORY_READ = "memory_read"  # list of records found
    MEMORY_WRITE = "memory_write"  # the record about to be written
    LOOP = "loop"  # Mapping: the limits that the loop is about to check
    INFRASTRUCTURE = "infrastructure"  # Mapping: latency, status and repetitions of an outgoing request


@dataclass(frozen=True)
class Operator:
    """One kind of fault.

    `change` takes the value of the boundary and keyword parameters, and returns the value to use in its place; it
    must not change the value that it was given.
    """

    id: str
    boundary: Boundary
    change: Callable[..., Any]

    def check(self, parameters: Mapping[str, JSON]) -> None:
        """Raises ScenarioRejected where a parameter is missing or unknown."""
        for name in parameters:
            if name not in self.accepted:
                known = ", ".join(self.accepted) or "none"
                raise ScenarioRejected(f"fault.{name}: {self.id} has no such parameter; it takes: {known}")
        for name, needed in self.accepted.items():
            if needed and name not in parameters:
                raise ScenarioRejected(f"fault.{name} is missing; {self.id} needs it")

    @cached_property
    def accepted(self) -> Mapping[str, bool]:
        """Each parameter, and whether it must be given."""
        named = list(inspect.signature(self.change).parameters.values())[1:]
        return {each.name: each.default is inspect.Parameter.empty for each in named}
