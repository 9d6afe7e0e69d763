"""Make one-time links: for the first owner, into a workspace, and for another password."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.account import LINK_LASTS, LinkPurpose, OneTimeLink
from app.domain.errors import NotFound, WrongState
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import MemberRole, Viewer
from app.domain.workspace import LOCAL
from app.store.engine import Store
from app.store.work import Work

_MOST_OPEN = 100  # links into one workspace at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """When a link is made, its id, and the token that it is known by."""

    at: datetime
    id: str
    token: str


def address_of(token: str) -> str:
    """The path under which a link is used."""
    return f"/join/{token}"


def first_owner_link(store: Store, new: NewLink) -> str | None:
    """The path of a link for the first owner of the first workspace; none where the server has an owner."""
    with store.writing() as work:
        if work.memberships.any_owner():
            return None
        _add(work, new, purpose=LinkPurpose.FIRST_OWNER, workspace=LOCAL, role=MemberRole.OWNER)
    return address_of(new.token)


def password_link(work: Work, *, viewer: Viewer, person: str, new: NewLink) -> str:
    """The path of a link by which a member chooses another password.

    It hands the whole account to whoever uses it. So only who owns every workspace of that person makes one; else it
    is made at the command line. Raises NotFound, NotAllowed and WrongState.
    """
    workspace = workspace_to(Verb.MANAGE, viewer)
    places = work.memberships.of(person)
    if workspace not in {place.workspace for place in places}:
        raise NotFound("nobody in this workspace has this id")
    own = {place.workspace for place in work.memberships.of(viewer.id) if place.role is MemberRole.OWNER}
    if not {place.workspace for place in places} <= own:
        raise WrongState(
            "this person is in workspaces that you do not own: whoever runs this server makes the link, "
            f"with `misstep user password {places[0].email}`"
        )
    return link_for_password(work, places[0].email, new)


def link_for_password(work: Work, email: str, new: NewLink) -> str:
    """The path of the one link that is good for another password of this account."""
    work.one_time_links.withdraw_for(email, purposes=[LinkPurpose.PASSWORD])
    _add(work, new, purpose=LinkPurpose.PASSWORD, email=email)
    return address_of(new.token)


def link_into(work: Work, *, workspace: str, email: str, role: MemberRole, new: NewLink) -> str:
    """The path of the one link that leads this address into the workspace. Raises WrongState where there are many."""
    work.one_time_links.withdraw_for(email, purposes=[LinkPurpose.JOIN], workspace=workspace)
    if work.one_time_links.count(workspace) >= _MOST_OPEN:
        raise WrongState(f"{_MOST_OPEN} links into this workspace are open: withdraw some first")
    _add(work, new, purpose=LinkPurpose.JOIN, email=email, workspace=workspace, role=role)
    return address_of(new.token)


def _add(
    work: Work,
    new: NewLink,
    *,
    purpose: LinkPurpose,
    email: str | None = None,
    workspace: str | None = None,
    role: MemberRole | None = None,
) -> None:
    link = OneTimeLink(
        id=new.id,
        purpose=purpose,
        created_at=new.at,
        expires_at=new.at + LINK_LASTS,
        email=email,
        workspace=workspace,
        role=role,
    )
    work.one_time_links.add(link, token=new.token)
