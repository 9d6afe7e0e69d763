"""One fault, set at one occurrence of its boundary; everything that crosses a boundary passes here."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.domain.errors import ScenarioRejected
from app.domain.json import JSON, canonical
from app.faults.operator import Boundary, Operator

T = TypeVar("T")
_AT = re.compile(r"(?:[a-z]+:)?(?P<name>[^~#]+)(~(?P<text>.+?))?(#(?P<nth>[1-9]\d*)(?P<onward>\+)?)?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """`tool:get_invoice~INV-7#2`: the second crossing of that name with that text; `#2+` is every one from there."""

    name: str
    text: str | None = None
    nth: int = 1
    onward: bool = False

    def matches(self, count: int) -> bool:
        return count == self.nth or (self.onward and count > self.nth)


def occurrence(at: str) -> Occurrence:
    """Read the `at` of a fault. Raises ScenarioRejected for another form."""
    parts = _AT.fullmatch(at.strip())
    if parts is None:
        raise ScenarioRejected(f"fault.at: {at!r} is not NAME#N, KIND:NAME#N or KIND:NAME~TEXT#N")
    return Occurrence(
        name=parts["name"], text=parts["text"], nth=int(parts["nth"] or 1), onward=parts["onward"] is not None
    )


@dataclass(slots=True)
class Injection:
    """The fault of a run. `applied` counts how often it changed something."""

    operator: Operator
    at: Occurrence
    parameters: Mapping[str, JSON]
    applied: int = 0
    _crossed: Counter[str] = field(default_factory=Counter)

    def cross(self, boundary: Boundary, name: str, value: T, *, content: Any = None) -> T:
        """The value to go on with. `content` is what the `~TEXT` of an occurrence is looked up in."""
        if boundary is not self.operator.boundary or name != self.at.name:
            return value
        if self.at.text is not None and self.at.text not in canonical(content):
            return value
        self._crossed[name] += 1
        if not self.at.matches(self._crossed[name]):
            return value
        changed: T = self.operator.change(value, **self.parameters)
        self.applied += changed != value
        return changed
