"""The keys of a workspace: issue one, list them, revoke one."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import KeyNameRejected
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import Viewer
from app.domain.workspace_key import KeyScope, WorkspaceKey, secret_of, start_of
from app.store.work import Work

LONGEST_NAME = 100  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRequest:
    """What a key is made of: its own id, 32 random bytes as text, and when that was."""

    id: str
    randomness: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedKey:
    """A key with its secret, which nobody can be told again."""

    key: WorkspaceKey
    secret: str


def issue_key(
    work: Work, *, viewer: Viewer, name: str, scopes: frozenset[KeyScope], by: str, new: KeyRequest
) -> IssuedKey:
    """A new key of the viewer's workspace; `by` says who made it, in words for the list.

    Raises NotAllowed, KeyNameRejected, and WrongState where there are too many.
    """
    workspace = workspace_to(Verb.ISSUE_KEYS, viewer)
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME or not called.isprintable():
        raise KeyNameRejected(f"give the key a name of at most {LONGEST_NAME} printed letters, as 'staging agents'")
    if not scopes:
        raise KeyNameRejected("say what the key is for: delivering traces, reading the metrics, or both")
    secret = secret_of(new.randomness)
    key = WorkspaceKey(
        id=new.id,
        workspace=workspace,
        name=called,
        scopes=scopes,
        start=start_of(secret),
        created_at=new.at,
        created_by=by,
    )
    work.workspace_keys.add(key, secret=secret)
    return IssuedKey(key=key, secret=secret)


def list_keys(work: Work, *, viewer: Viewer) -> tuple[WorkspaceKey, ...]:
    """Those that are good first, and then those that were revoked. Raises NotAllowed."""
    return work.workspace_keys.of(workspace_to(Verb.ISSUE_KEYS, viewer))


def revoke_key(work: Work, *, viewer: Viewer, key_id: str, now: datetime) -> WorkspaceKey:
    """The next request that comes with it is refused. Raises NotAllowed and NotFound."""
    return work.workspace_keys.revoke(workspace_to(Verb.ISSUE_KEYS, viewer), key_id, at=now)
