"""What a viewer may do, and which events they may see: the one place that decides it."""

from collections.abc import Collection
from enum import StrEnum
from typing import assert_never

from app.domain.change import Visibility
from app.domain.errors import NotAllowed, SignInNeeded
from app.domain.viewer import Member, MemberRole, Program, Reader, Viewer
from app.domain.workspace_key import KeyScope


class Verb(StrEnum):
    """What can be done, in the words of a refusal."""

    BROWSE = "browse the scenarios"
    PRACTISE = "practise"
    READ_RUNS = "read the runs of a workspace"
    DELIVER = "deliver traces to a workspace"
    IMPORT = "import runs into a workspace, or read them anew"
    DELETE = "delete what a workspace holds"
    OBSERVE = "observe the readings of a workspace"
    ISSUE_KEYS = "issue or revoke keys of a workspace"
    WATCH = "read the metrics of this server"
    REVIEW = "review what readers hold against answer keys"
    KEEP = "keep scenarios for the interviews of a workspace"
    MANAGE = "manage the members of a workspace"


_OF_A_READER = frozenset({Verb.BROWSE, Verb.PRACTISE})
_OF_A_ROLE = {
    MemberRole.OWNER: frozenset(Verb),
    MemberRole.INTERVIEWER: _OF_A_READER | {Verb.READ_RUNS, Verb.OBSERVE},
    MemberRole.AUTHOR: _OF_A_READER | {Verb.READ_RUNS, Verb.DELIVER, Verb.IMPORT, Verb.REVIEW},
}

_OF_A_SCOPE = {KeyScope.DELIVER: Verb.DELIVER, KeyScope.METRICS: Verb.WATCH}


def may(viewer: Viewer, verb: Verb) -> bool:
    match viewer:
        case Reader():
            return verb in _OF_A_READER
        case Member(role=role):
            return verb in _OF_A_ROLE[role]
        case Program(scopes=scopes):
            return verb in {_OF_A_SCOPE[scope] for scope in scopes}
        case _:
            assert_never(viewer)


def check(viewer: Viewer, verb: Verb) -> None:
    """Raises NotAllowed, in the same words whatever there is to see; SignInNeeded for somebody in no workspace."""
    if not may(viewer, verb):
        kind = SignInNeeded if isinstance(viewer, Reader) else NotAllowed
        raise kind(f"you may not {verb.value} here: ask the owner of this server for a role that may")


def workspace_of(viewer: Viewer) -> str:
    """The workspace whose things are asked for. Raises NotAllowed for somebody who is in none."""
    match viewer:
        case Reader():
            raise SignInNeeded("you are in no workspace here: ask the owner of this server for a role in one")
        case Member(workspace=workspace) | Program(workspace=workspace):
            return workspace
        case _:
            assert_never(viewer)


def workspace_to(verb: Verb, viewer: Viewer) -> str:
    """The viewer's workspace, if they may do this in it. Raises NotAllowed."""
    check(viewer, verb)
    return workspace_of(viewer)


def is_open_to(viewer: Viewer, reserved_by: Collection[str]) -> bool:
    """Whether a scenario that these workspaces keep for their interviews is there for the viewer.

    One that no workspace keeps is there for everybody.
    """
    match viewer:
        case Reader() | Program():
            return not reserved_by
        case Member(workspace=workspace):
            return not reserved_by or workspace in reserved_by
        case _:
            assert_never(viewer)


def stream_of(viewer: Viewer, *, reader: str, workspace: str | None) -> frozenset[Visibility]:
    """The events that a viewer may see of an attempt of that reader, made in that workspace or in none.

    Who reads sees the reader's stream, whatever else they are; what is sealed is in none.
    """
    if viewer.id == reader:
        return frozenset({Visibility.ALL, Visibility.CANDIDATE})
    within = workspace is not None and may(viewer, Verb.OBSERVE) and workspace_of(viewer) == workspace
    return frozenset({Visibility.ALL, Visibility.INTERVIEWER}) if within else frozenset()
