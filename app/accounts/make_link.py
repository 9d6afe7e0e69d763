"""Make one-time links: for the first owner, into a workspace, and for another password."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.link_validity import is_good, open_invitations
from app.domain.account import LINK_LASTS, LinkPurpose, OneTimeLink
from app.domain.errors import NotFound, WrongState
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import COMMAND_LINE, MemberRole, Viewer
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
    link = _link(new, LinkPurpose.FIRST_OWNER, created_by=COMMAND_LINE, workspace=LOCAL, role=MemberRole.OWNER)
    with store.writing() as work:
        return _added(work, link, new) if is_good(work, link) else None


def password_link(work: Work, *, viewer: Viewer, person: str, new: NewLink) -> str:
    """The path of a link by which a member chooses another password. Raises NotFound, NotAllowed and WrongState."""
    workspace = workspace_to(Verb.MANAGE, viewer)
    for place in work.memberships.of(person):
        if place.workspace == workspace:
            return link_for_password(work, place.email, created_by=viewer.id, new=new)
    raise NotFound("nobody in this workspace has this id")


def link_for_password(work: Work, email: str, *, created_by: str, new: NewLink) -> str:
    """The path of the one link that is good for another password of this account.

    Only whoever owns every workspace of that person makes one, or runs the server. Raises WrongState.
    """
    link = _link(new, LinkPurpose.PASSWORD, created_by=created_by, email=email)
    if not is_good(work, link):
        raise WrongState(
            "this person is in workspaces that you do not own: whoever runs this server makes the link, "
            f"with `misstep user password {email}`"
        )
    work.one_time_links.withdraw_for(email, purposes=[LinkPurpose.PASSWORD])
    return _added(work, link, new)


def link_into(work: Work, *, workspace: str, email: str, role: MemberRole, created_by: str, new: NewLink) -> str:
    """The path of the one link that leads this address into the workspace.

    To an account without a password it is what one for a password is. Raises WrongState, also where there are many.
    """
    link = _link(new, LinkPurpose.JOIN, created_by=created_by, email=email, workspace=workspace, role=role)
    if not is_good(work, link):
        raise WrongState(
            "such a link would open workspaces that you do not own: whoever runs this server makes it, "
            f"with `misstep user add {email} --role {role} --workspace {workspace}`"
        )
    work.one_time_links.withdraw_for(email, purposes=[LinkPurpose.JOIN], workspace=workspace)
    if len(open_invitations(work, workspace, now=new.at)) >= _MOST_OPEN:
        raise WrongState(f"{_MOST_OPEN} links into this workspace are open: withdraw some first")
    return _added(work, link, new)


def _link(
    new: NewLink,
    purpose: LinkPurpose,
    *,
    created_by: str,
    email: str | None = None,
    workspace: str | None = None,
    role: MemberRole | None = None,
) -> OneTimeLink:
    return OneTimeLink(
        id=new.id,
        purpose=purpose,
        created_by=created_by,
        created_at=new.at,
        expires_at=new.at + LINK_LASTS,
        email=email,
        workspace=workspace,
        role=role,
    )


def _added(work: Work, link: OneTimeLink, new: NewLink) -> str:
    work.one_time_links.add(link, token=new.token)
    return address_of(new.token)
