"""Bring somebody into a workspace, or give a member another role."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.make_link import NewLink, link_for_password, link_into
from app.domain.account import LINK_LASTS, Membership, Person, email_of
from app.domain.errors import WrongState
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import COMMAND_LINE, MemberRole, Viewer
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What came of adding somebody; `path` is the link that they have to use, until it expires, if they have to."""

    email: str
    role: MemberRole
    workspace: str
    path: str | None = None
    expires_at: datetime | None = None


def add_person(
    work: Work, *, viewer: Viewer, email: str, role: MemberRole, person_id: str, new: NewLink
) -> Invitation:
    """Somebody new is a member once they have used the link; a member has the role at once.

    The first owner is one at once too: from then on nobody is let in without a login. Raises AccountRejected,
    NotAllowed and WrongState.
    """
    workspace = workspace_to(Verb.MANAGE, viewer)
    address = email_of(email)
    work.memberships.change_alone()
    person = work.people.by_email(address)
    maker = viewer.id
    if not work.memberships.has_owner(workspace):
        maker = COMMAND_LINE  # whoever uses this machine runs the server, and is nobody once there is an owner
        newcomer = Person(id=f"person-{person_id}", email=address, created_at=new.at)
        person = _first_owner(work, workspace, person, newcomer, role=role)
    path = _path(work, workspace, person, email=address, role=role, created_by=maker, new=new)
    return Invitation(
        email=address,
        role=role,
        workspace=work.workspaces.name_of(workspace),
        path=path,
        expires_at=None if path is None else new.at + LINK_LASTS,
    )


def ask_in(work: Work, *, viewer: Viewer, email: str, role: MemberRole, person_id: str, new: NewLink) -> Invitation:
    """The same for somebody who is no member yet, so that nobody's role changes unasked.

    Raises WrongState for a member.
    """
    workspace = workspace_to(Verb.MANAGE, viewer)
    address = email_of(email)
    work.memberships.change_alone()
    if address in {member.email for member in work.memberships.within(workspace)}:
        raise WrongState(f"{address} is a member already: change the role in the list of members")
    return add_person(work, viewer=viewer, email=address, role=role, person_id=person_id, new=new)


def _first_owner(work: Work, workspace: str, person: Person | None, newcomer: Person, *, role: MemberRole) -> Person:
    if role is not MemberRole.OWNER:
        raise WrongState(
            f"the workspace has no owner yet: add one first, with `misstep user add EMAIL --role {MemberRole.OWNER}`"
        )
    if person is None:
        work.people.add(newcomer)
    owner = person or newcomer
    work.memberships.put(workspace=workspace, person=owner.id, role=role, at=newcomer.created_at)
    return owner


def _path(
    work: Work,
    workspace: str,
    person: Person | None,
    *,
    email: str,
    role: MemberRole,
    created_by: str,
    new: NewLink,
) -> str | None:
    """The link that is needed, if any."""
    place = None if person is None else _place_in(work, workspace, person.id)
    if person is None or place is None:
        return link_into(work, workspace=workspace, email=email, role=role, created_by=created_by, new=new)
    if place.role is not role:
        work.memberships.put(workspace=workspace, person=person.id, role=role, at=new.at)
    return None if person.password else link_for_password(work, email, created_by=created_by, new=new)


def _place_in(work: Work, workspace: str, person: str) -> Membership | None:
    return next((place for place in work.memberships.of(person) if place.workspace == workspace), None)
