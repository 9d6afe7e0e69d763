"""A key that a program comes with: the workspace it acts for, what it may do, and how people tell it from others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PREFIX = "mst_"  # by it a key is found where it should not be, in a log or a repository
_SHOWN = len(PREFIX) + 6  # letters: one in 70 billion keys begins with the same


class KeyScope(StrEnum):
    """What a key is good for."""

    DELIVER = "deliver"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceKey:
    """What is kept of a key. The secret itself is not: who made it was shown it once, and knows it by its start."""

    id: str
    workspace: str
    name: str
    scopes: frozenset[KeyScope]
    start: str
    created_at: datetime
    created_by: str
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


def secret_of(randomness: str) -> str:
    """The text that a program sends, made of 32 random bytes written as text."""
    return PREFIX + randomness


def start_of(secret: str) -> str:
    """What is shown of a key for good."""
    return secret[:_SHOWN]
