"""Who is asking: an anonymous reader, a person with a role in a workspace, or a program with a key of one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.workspace import LOCAL
from app.domain.workspace_key import KeyScope

COMMAND_LINE = "command line"  # the id of whoever runs the server, who owns all that is there; no person has it


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What came with a key of a workspace; `id` is the key's."""

    id: str
    workspace: str
    scopes: frozenset[KeyScope]


Viewer: TypeAlias = Reader | Member | Program


def local_owner(known_as: str) -> Viewer:
    """Without accounts Misstep is reached from its own machine alone: whoever asks owns what is there."""
    return Member(id=known_as, workspace=LOCAL, role=MemberRole.OWNER)
