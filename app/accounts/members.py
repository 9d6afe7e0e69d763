"""The members of a workspace: list them with the links that are open, give another role, remove one."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.link_validity import open_invitations
from app.domain.account import LinkPurpose, Membership, OneTimeLink
from app.domain.errors import NotFound
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import MemberRole, Viewer
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who is in a workspace, and who is asked in."""

    name: str
    members: tuple[Membership, ...]
    invited: tuple[OneTimeLink, ...]


def list_members(work: Work, *, viewer: Viewer, now: datetime) -> Team:
    """Raises NotAllowed for whoever does not own the workspace."""
    workspace = workspace_to(Verb.MANAGE, viewer)
    return Team(
        name=work.workspaces.name_of(workspace),
        members=work.memberships.within(workspace),
        invited=open_invitations(work, workspace, now=now),
    )


def change_role(work: Work, *, viewer: Viewer, person: str, role: MemberRole, now: datetime) -> None:
    """Raises NotFound for somebody of another workspace, and WrongState for the last owner."""
    workspace = workspace_to(Verb.MANAGE, viewer)
    _member(work, workspace, person)
    work.memberships.put(workspace=workspace, person=person, role=role, at=now)


def remove_member(work: Work, *, viewer: Viewer, person: str) -> None:
    """They have no access to the workspace from now on, in no browser, and no link brings them back.

    Raises NotFound for somebody of another workspace, and WrongState for the last owner.
    """
    workspace = workspace_to(Verb.MANAGE, viewer)
    member = _member(work, workspace, person)
    work.memberships.remove(workspace=workspace, person=person)
    work.one_time_links.withdraw_for(member.email, purposes=[LinkPurpose.JOIN], workspace=workspace)


def withdraw_link(work: Work, *, viewer: Viewer, link: str) -> None:
    """Whoever was given the link cannot use it any more."""
    work.one_time_links.withdraw(workspace=workspace_to(Verb.MANAGE, viewer), link=link)


def _member(work: Work, workspace: str, person: str) -> Membership:
    """Nobody else changes the members from here on."""
    work.memberships.change_alone()
    for place in work.memberships.within(workspace):
        if place.person == person:
            return place
    raise NotFound("nobody in this workspace has this id")
