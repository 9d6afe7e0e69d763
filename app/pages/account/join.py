"""Use a one-time link. To look at one changes nothing."""

from datetime import datetime
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.accounts.join import OpenedLink, open_link
from app.accounts.join import join as use_case
from app.http.dependencies import NewId, Now, Read, Stored, state_of
from app.http.hashing import hashing
from app.http.login_cookie import NewLogin, keep_login
from app.http.visits import CurrentVisit
from app.pages.account.form import REFUSALS, AccountForm, refused, shown_again
from app.pages.templates import render
from app.store.engine import Store

router = APIRouter()
Typed = Annotated[str, Form()]
PAGE = "account/join.html"


@router.get("/join/{token}")
def look(request: Request, _visit: CurrentVisit, token: str, work: Read, now: Now) -> HTMLResponse:
    opened = open_link(work, token=token, now=now)
    return render(request, PAGE, opened=opened, form=AccountForm(email=opened.link.email or ""))


@router.post("/join/{token}")
async def join(
    *,
    request: Request,
    _visit: CurrentVisit,
    token: str,
    store: Stored,
    login: NewLogin,
    new_id: NewId,
    email: Typed = "",
    password: Typed = "",
) -> Response:
    joined = partial(use_case, store, token=token, email=email, password=password, person_id=new_id, request=login)
    try:
        person = await hashing(request, joined)
    except REFUSALS as error:
        opened = await to_thread.run_sync(_opened, store, token, login.at)
        form = refused(error, email=opened.link.email or email)
        return shown_again(request, PAGE, error, opened=opened, form=form)
    state_of(request).owner.owned = True  # whoever joined is an owner, or was asked in by one
    answer = RedirectResponse("/account", status_code=303)
    keep_login(request, answer, person=person, secret=login.secret, browser=login.id)
    return answer


def _opened(store: Store, token: str, now: datetime) -> OpenedLink:
    with store.reading() as work:
        return open_link(work, token=token, now=now)
