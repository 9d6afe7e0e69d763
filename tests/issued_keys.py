"""Keys of workspaces, issued as their owners do."""

from datetime import UTC, datetime
from itertools import count

from app.accounts.workspace_keys import KeyRequest, issue_key
from app.domain.viewer import Member, MemberRole
from app.domain.workspace_key import KeyScope

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
_numbers = count(1)


def issued(store, *scopes, workspace="local", name="agents"):
    """The key and its secret."""
    owner = Member(id="grace", workspace=workspace, role=MemberRole.OWNER)
    new = KeyRequest(id=f"key{next(_numbers):017d}", randomness=f"{next(_numbers):043d}", at=AT)
    wanted = frozenset(map(KeyScope, scopes))
    with store.writing() as work:
        return issue_key(work, viewer=owner, name=name, scopes=wanted, by="grace", new=new)


def another_workspace(store, name="another"):
    """One that nobody owns yet: the server is still without an owner."""
    with store.writing() as work:
        work.workspaces.add(name, name)
    return name


def bearer(secret):
    return {"authorization": f"Bearer {secret}"}
