"""The window overflows, and the oldest messages, the system prompt among them, fall out."""

from collections.abc import Sequence

from app.domain.message import Message
from app.faults.operator import Boundary, Operator


def window_truncation(value: Sequence[Message], *, keep: int) -> tuple[Message, ...]:
    """The last `keep` messages, or fewer: a result whose call fell out falls out as well."""
    kept = list(value[-keep:])
    while kept and kept[0].role == "tool":
        kept.pop(0)
    return tuple(kept)


OPERATOR = Operator("window_truncation", Boundary.CONTEXT, window_truncation)
