"""Programs that come with a key of a workspace: which one it is, told before anything of the request is read."""

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request

from app.domain.errors import KeyRejected
from app.domain.permission import Verb, check, may
from app.domain.viewer import Program, Viewer
from app.domain.workspace_key import PREFIX, WorkspaceKey
from app.http.dependencies import state_of
from app.http.visits import current_visit, stranger
from app.store.engine import Store

LOOKED_UP_AT_ONCE = 2  # keys; a look takes a connection for less than a millisecond
_LONGEST = 200  # characters; ours have 47


async def _program(request: Request) -> Program | None:
    """None where no key was sent. Raises KeyRejected where what was sent is none, or none that is good now.

    A key is looked up each time: from the moment that it is revoked, no process takes it.
    """
    sent = [value for value in request.headers.getlist("authorization") if value[:7].lower() == "bearer "]
    if not sent:
        return None
    secret = sent[0][7:].strip()
    if len(sent) > 1 or not secret.startswith(PREFIX) or len(secret) > _LONGEST:
        raise KeyRejected
    state = state_of(request)
    key = await to_thread.run_sync(partial(_looked_up, state.store, secret), limiter=request.app.state.key_looks)
    if key is None:
        raise KeyRejected
    state.key_uses.note(key.id, at=state.clock(), known=key.last_used_at)
    return Program(id=key.id, workspace=key.workspace, scopes=key.scopes)


def _looked_up(store: Store, secret: str) -> WorkspaceKey | None:
    with store.reading() as work:
        return work.workspace_keys.by_secret(secret)


async def _sender(request: Request) -> Viewer:
    """Who delivers. Cookies are nothing here: a page of another site could send those of whoever looks at it."""
    viewer: Viewer | None = await _program(request)
    if viewer is None:
        viewer = await stranger(request)
        if not may(viewer, Verb.DELIVER):
            raise KeyRejected
    check(viewer, Verb.DELIVER)
    return viewer


async def _watcher(request: Request) -> Viewer:
    viewer = await _program(request) or (await current_visit(request)).viewer
    check(viewer, Verb.WATCH)
    return viewer


MayDeliver = Annotated[Viewer, Depends(_sender)]
MayWatch = Annotated[Viewer, Depends(_watcher)]
