"""The members of a workspace, for its owners: who is in it, who is asked in, and what each may do."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.accounts.add_person import ask_in as use_case
from app.accounts.make_link import NewLink, password_link
from app.accounts.members import change_role, list_members, remove_member, withdraw_link
from app.domain.account import LINK_LASTS
from app.domain.viewer import MemberRole, Viewer
from app.http.dependencies import NewId, Now, Stored, StoredWrite, state_of
from app.http.viewers import MayManage
from app.pages.account.form import REFUSALS, AccountForm, refused, shown_again
from app.pages.templates import render
from app.store.engine import Store
from app.store.work import Work

router = APIRouter()
Typed = Annotated[str, Form()]
Role = Annotated[MemberRole, Form()]
PAGE = "account/workspace.html"


@router.get("/workspace")
def workspace(request: Request, viewer: MayManage, store: Stored, now: Now) -> HTMLResponse:
    return render(request, PAGE, **_context(store, viewer, now))


@router.post("/workspace/links")
def ask_in(
    *, request: Request, viewer: MayManage, store: StoredWrite, now: Now, new_id: NewId, role: Role, email: Typed = ""
) -> Response:
    """Somebody new gets a link; a member's role is changed in the list alone."""
    new = _new_link(request, now)
    asked = partial(use_case, viewer=viewer, email=email, role=role, person_id=new_id, new=new)
    return _changed(request, store, viewer, now, lambda work: asked(work).path, email=email)


@router.post("/workspace/links/{link_id}/withdrawal")
def withdraw(*, request: Request, link_id: str, viewer: MayManage, store: StoredWrite, now: Now) -> Response:
    return _changed(request, store, viewer, now, partial(withdraw_link, viewer=viewer, link=link_id))


@router.post("/workspace/members/{person}/role")
def give_role(
    *, request: Request, person: str, viewer: MayManage, store: StoredWrite, now: Now, role: Role
) -> Response:
    given = partial(change_role, viewer=viewer, person=person, role=role, now=now)
    return _changed(request, store, viewer, now, given)


@router.post("/workspace/members/{person}/removal")
def remove(*, request: Request, person: str, viewer: MayManage, store: StoredWrite, now: Now) -> Response:
    return _changed(request, store, viewer, now, partial(remove_member, viewer=viewer, person=person))


@router.post("/workspace/members/{person}/password")
def let_choose_password(
    *, request: Request, person: str, viewer: MayManage, store: StoredWrite, now: Now
) -> Response:
    made = partial(password_link, viewer=viewer, person=person, new=_new_link(request, now))
    return _changed(request, store, viewer, now, made)


def _changed(
    request: Request,
    store: Store,
    viewer: Viewer,
    now: datetime,
    change: Callable[[Work], str | None],
    *,
    email: str = "",
) -> Response:
    """A link that was made is shown this once; what is refused is undone whole before the page says so."""
    try:
        with store.writing() as work:
            path = change(work)
    except REFUSALS as error:
        context = _context(store, viewer, now) | {"form": refused(error, email=email)}
        return shown_again(request, PAGE, error, **context)
    if path is None:
        return RedirectResponse("/workspace", status_code=303)
    link = {"address": f"{request.base_url}{path.removeprefix('/')}", "expires_at": now + LINK_LASTS}
    return render(request, PAGE, **_context(store, viewer, now) | {"made": link})


def _context(store: Store, viewer: Viewer, now: datetime) -> dict[str, Any]:
    with store.reading() as work:
        team = list_members(work, viewer=viewer, now=now)
    return {"team": team, "viewer": viewer, "form": AccountForm(), "made": None, "roles": list(MemberRole)}


def _new_link(request: Request, now: datetime) -> NewLink:
    state = state_of(request)
    return NewLink(at=now, id=state.new_id(), token=state.new_secret())
