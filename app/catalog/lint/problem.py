"""What lint finds: where it is, what is wrong, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`note` marks advice that does not make lint fail."""

    where: str
    what: str
    todo: str
    note: bool = False
