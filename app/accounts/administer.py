"""What whoever runs the server does with accounts: list people, remove one, make workspaces."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.make_link import NewLink, link_for_password
from app.domain.account import LinkPurpose, Membership, Person, email_of, workspace_name
from app.domain.errors import NotFound
from app.domain.viewer import COMMAND_LINE, MemberRole
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person and their places."""

    person: Person
    places: tuple[Membership, ...]


def list_people(work: Work) -> tuple[PersonEntry, ...]:
    return tuple(PersonEntry(person=each, places=work.memberships.of(each.id)) for each in work.people.all())


def person_of(work: Work, email: str) -> Person:
    """Whoever has this e-mail address. Raises AccountRejected and NotFound."""
    address = email_of(email)
    person = work.people.by_email(address)
    if person is None:
        raise NotFound(f"nobody here has the address {address}: `misstep user list` tells who has")
    return person


def remove_person(work: Work, *, email: str) -> None:
    """The account goes, with its places and logins. Raises NotFound, and WrongState for a workspace's last owner."""
    work.memberships.change_alone()
    person = person_of(work, email)
    for place in work.memberships.of(person.id):
        work.memberships.remove(workspace=place.workspace, person=person.id)
    work.one_time_links.withdraw_for(person.email, purposes=[LinkPurpose.JOIN, LinkPurpose.PASSWORD])
    work.people.remove(person.id)


def another_password(work: Work, *, email: str, new: NewLink) -> str:
    """The path of a link by which somebody chooses another password. Raises NotFound."""
    return link_for_password(work, person_of(work, email).email, created_by=COMMAND_LINE, new=new)


def add_workspace(work: Work, *, name: str, owner: str, workspace: str, now: datetime) -> Membership:
    """A workspace, owned by somebody who has an account. Raises AccountRejected, NotFound and WrongState."""
    person = person_of(work, owner)
    work.workspaces.add(workspace, workspace_name(name))
    work.memberships.put(workspace=workspace, person=person.id, role=MemberRole.OWNER, at=now)
    return next(place for place in work.memberships.of(person.id) if place.workspace == workspace)
