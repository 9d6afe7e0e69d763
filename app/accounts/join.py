"""Use a one-time link: choose a password, or give the one that there is, and be a member."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.link_validity import is_good
from app.accounts.new_login import LoginRequest, begin_login
from app.accounts.passwords import hashed
from app.accounts.try_password import forget_tries, try_password
from app.domain.account import LinkPurpose, OneTimeLink, Person, email_of, new_password
from app.domain.errors import LinkSpent, Overloaded
from app.store.engine import Store
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLink:
    """What a link leads to; `known` where the person it is for has a password already."""

    link: OneTimeLink
    workspace_name: str | None
    known: bool


def open_link(work: Work, *, token: str, now: datetime) -> OpenedLink:
    """Look at a link, which changes nothing. Raises LinkSpent."""
    link = _usable(work, work.one_time_links.read(token, now=now))
    person = None if link.email is None else work.people.by_email(link.email)
    named = None if link.workspace is None else work.workspaces.name_of(link.workspace)
    return OpenedLink(link=link, workspace_name=named, known=_asked_for(link, person))


def join(store: Store, *, token: str, email: str, password: str, person_id: str, request: LoginRequest) -> Person:
    """Who is signed in now: of all who use a link at once one succeeds.

    Somebody who has a password gives that: a link into a workspace hands nobody's account to whoever made it. Raises
    LinkSpent, AccountRejected, SignInRefused and TooManyTries.
    """
    with store.reading() as work:
        opened = open_link(work, token=token, now=request.at)
        address = opened.link.email or email_of(email)
        person = work.people.by_email(address)
    chosen, given = None, request.trying(address, password)
    if _asked_for(opened.link, person):
        try_password(store, given)
    else:
        chosen = hashed(new_password(password))
    with store.writing() as work:
        work.memberships.change_alone()
        link = _usable(work, work.one_time_links.take(token, now=request.at))
        newcomer = Person(id=f"person-{person_id}", email=address, created_at=request.at, password=chosen)
        joined = _joined(work, link, person, newcomer)
        if link.workspace is not None and link.role is not None:
            work.memberships.put(workspace=link.workspace, person=joined.id, role=link.role, at=request.at)
        forget_tries(work, given, joined)
        begin_login(work, joined, request)
        if link.workspace is not None:
            work.logins.choose_workspace(request.id, link.workspace)
    return joined


def _usable(work: Work, link: OneTimeLink) -> OneTimeLink:
    """One that is good no more is like one that was used."""
    if not is_good(work, link):
        raise LinkSpent
    return link


def _asked_for(link: OneTimeLink, person: Person | None) -> bool:
    """Whether the password that the person has must be given."""
    return person is not None and person.password is not None and link.purpose is not LinkPurpose.PASSWORD


def _joined(work: Work, link: OneTimeLink, before: Person | None, newcomer: Person) -> Person:
    """Who joins: whoever was there before, with the password that was chosen, or the newcomer."""
    there = work.people.by_email(newcomer.email) if before is None else work.people.for_change(before.id)
    if there != before:
        raise Overloaded("this account was changed meanwhile: open the link again")
    if before is None:
        if link.purpose is LinkPurpose.PASSWORD:
            raise LinkSpent
        work.people.add(newcomer)
        return newcomer
    if newcomer.password is not None:
        work.people.set_password(before, newcomer.password)
        work.logins.end_all(before.id)
    return before
