"""The keys of a workspace, for its owners: which there are, when each was last used; make one, revoke one."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.accounts.workspace_keys import KeyRequest, issue_key, list_keys, revoke_key
from app.domain.errors import KeyNameRejected, WrongState
from app.domain.viewer import Viewer
from app.domain.workspace_key import KeyScope
from app.http.dependencies import NewId, Now, Stored, StoredWrite, Write, state_of
from app.http.errors import status_of
from app.http.viewers import MayIssueKeys
from app.http.visits import CurrentVisit
from app.pages.templates import render
from app.store.engine import Store

router = APIRouter()
PAGE = "account/keys.html"
Ticked = Annotated[bool, Form()]


@router.get("/workspace/keys")
def keys(request: Request, viewer: MayIssueKeys, store: Stored) -> HTMLResponse:
    return render(request, PAGE, **_context(store, viewer))


@router.post("/workspace/keys")
def make_key(
    *,
    request: Request,
    viewer: MayIssueKeys,
    visit: CurrentVisit,
    store: StoredWrite,
    now: Now,
    new_id: NewId,
    name: Annotated[str, Form()] = "",
    deliver: Ticked = False,
    metrics: Ticked = False,
) -> Response:
    """The key is in this answer and in no other; what is refused comes back as it was typed."""
    new = KeyRequest(id=new_id, randomness=state_of(request).new_secret(), at=now)
    ticked = {KeyScope.DELIVER: deliver, KeyScope.METRICS: metrics}
    scopes = frozenset(scope for scope in KeyScope if ticked[scope])
    by = visit.login.email if visit.login else "whoever uses this machine"
    try:
        with store.writing() as work:
            made = issue_key(work, viewer=viewer, name=name, scopes=scopes, by=by, new=new)
    except (KeyNameRejected, WrongState) as error:
        typed = {"name": name, "scopes": scopes, "refusal": f"{str(error)[:1].upper()}{str(error)[1:]}."}
        return render(request, PAGE, status=status_of(error), **_context(store, viewer) | typed)
    return render(request, PAGE, status=201, **_context(store, viewer) | {"made": made})


@router.post("/workspace/keys/{key_id}/revocation")
def revoke(key_id: str, viewer: MayIssueKeys, work: Write, now: Now) -> RedirectResponse:
    revoke_key(work, viewer=viewer, key_id=key_id, now=now)
    return RedirectResponse("/workspace/keys", status_code=303)


def _context(store: Store, viewer: Viewer) -> dict[str, Any]:
    with store.reading() as work:
        found = list_keys(work, viewer=viewer)
    return {
        "good": [key for key in found if key.revoked_at is None],
        "revoked": [key for key in found if key.revoked_at is not None],
        "scopes": frozenset({KeyScope.DELIVER}),
        "name": "",
        "refusal": "",
        "made": None,
    }
