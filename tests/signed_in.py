"""Grace, linus and others with accounts: people in workspaces, and browsers in which they are signed in."""

from datetime import UTC, datetime

from app.accounts.new_login import LoginRequest, begin_login
from app.accounts.passwords import hashed
from app.domain.account import Person
from app.domain.viewer import MemberRole

LONG_AGO, LATER = (datetime(2026, 11, 22, 8, minute, tzinfo=UTC) for minute in (0, 1))
PASSWORD = "four or five words"
GRACE, OLGA, LINUS, MALLORY = (f"{name}@example.org" for name in ("grace", "olga", "linus", "mallory"))
PAGE = {"accept": "text/html"}


def person(store, email, role=None, *, workspace="local", password=None):
    """Somebody with an account, in a workspace where a role is named; nobody can sign in without a password."""
    name = email.partition("@")[0]
    made = Person(
        id=f"person-{name}", email=email, created_at=LONG_AGO, password=None if password is None else hashed(password)
    )
    with store.writing() as work:
        if work.people.by_email(email) is None:
            work.people.add(made)
        if role is not None:
            work.memberships.put(workspace=workspace, person=made.id, role=MemberRole(role), at=LONG_AGO)
    return made


def owner(store, email=GRACE, **more):
    return person(store, email, "owner", **more)


def another_workspace(store, name="Acme", *, email=OLGA, **more):
    """A workspace with an owner of its own."""
    made = person(store, email, **more)
    with store.writing() as work:
        work.workspaces.add(name.lower(), name)
        work.memberships.put(workspace=name.lower(), person=made.id, role=MemberRole.OWNER, at=LATER)
    return made


def sign_in(client, made, *, secret=None):
    """Let a browser hold a login of somebody, as if it had sent their password."""
    state = client.app.state.misstep
    secret = secret or f"secret of {made.id} {state.new_id()}"
    request = LoginRequest(
        id=state.new_id(), secret=secret, at=state.clock(), address="127.0.0.1", browser="Firefox", reader="nobody"
    )
    with state.store.writing() as work:
        begin_login(work, made, request)
    client.cookies["misstep_login"] = state.login_signer.dumps(secret)
    return secret
