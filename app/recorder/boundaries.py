"""The boundaries of one run, with the fault and the incidents that meet what crosses them."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.faults.operator import Boundary
from app.recorder.injection import Injection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Incidents belong to the scenario and happen in every arm; the fault comes after them, in the broken ones."""

    incidents: tuple[Injection, ...] = field(default=())
    fault: Injection | None = None

    def cross(self, boundary: Boundary, name: str, value: T, *, content: Any = None) -> T:
        for met in (*self.incidents, *filter(None, [self.fault])):
            value = met.cross(boundary, name, value, content=content)
        return value
