"""Whether a one-time link is good: it is for as long as whoever made it might make it anew."""

from datetime import datetime

from app.domain.account import LinkPurpose, OneTimeLink
from app.domain.viewer import COMMAND_LINE, MemberRole
from app.store.work import Work


def is_good(work: Work, link: OneTimeLink) -> bool:
    """Asked when a link is made, listed, looked at and used: what allowed it may have changed meanwhile."""
    if link.purpose is LinkPurpose.FIRST_OWNER:  # a server has one, however many links for one were printed
        return not work.memberships.any_owner()
    if link.created_by == COMMAND_LINE:
        return True
    opened = _opened(work, link)
    return bool(opened) and opened <= _owned_by(work, link.created_by)


def open_invitations(work: Work, workspace: str, *, now: datetime) -> tuple[OneTimeLink, ...]:
    """The links by which somebody may still join, the oldest first."""
    return tuple(link for link in work.one_time_links.into(workspace, now=now) if is_good(work, link))


def _opened(work: Work, link: OneTimeLink) -> frozenset[str]:
    """The workspaces that a link opens: where the password is chosen, all that the account is in."""
    into = frozenset() if link.workspace is None else frozenset({link.workspace})
    person = None if link.email is None else work.people.by_email(link.email)
    if person is None or (link.purpose is LinkPurpose.JOIN and person.password is not None):
        return into
    return into | {place.workspace for place in work.memberships.of(person.id)}


def _owned_by(work: Work, person: str) -> frozenset[str]:
    return frozenset(place.workspace for place in work.memberships.of(person) if place.role is MemberRole.OWNER)
