"""Who is asking: an anonymous reader, or a person with a role in a workspace."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.workspace import LOCAL


class MemberRole(StrEnum):
    """What a person is in a workspace: its owner, one who leads sessions, or one who writes scenarios."""

    OWNER = "owner"
    INTERVIEWER = "interviewer"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody without an account, known again by a signed cookie."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person with a role in a workspace."""

    id: str
    workspace: str
    role: MemberRole


Viewer: TypeAlias = Reader | Member


def local_owner(known_as: str) -> Viewer:
    """Without accounts Misstep is reached from its own machine alone: whoever asks owns what is there."""
    return Member(id=known_as, workspace=LOCAL, role=MemberRole.OWNER)
