"""One's own account: where one is signed in, the password, and the workspace that one acts in."""

from datetime import datetime
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.accounts.own_account import (
    Account,
    change_password,
    choose_workspace,
    end_login,
    end_other_logins,
    read_account,
)
from app.accounts.try_password import PasswordTry
from app.domain.account import Login
from app.domain.errors import SignInRefused
from app.http.client import client_address
from app.http.dependencies import Now, Read, Stored, Write
from app.http.hashing import hashing
from app.http.visits import SignedIn
from app.pages.account.form import REFUSALS, AccountForm, Refusal, refused, shown_again
from app.pages.templates import render
from app.store.engine import Store

router = APIRouter()
Typed = Annotated[str, Form()]
PAGE = "account/account.html"


@router.get("/account")
def account(request: Request, login: SignedIn, work: Read, now: Now, *, changed: bool = False) -> HTMLResponse:
    own = read_account(work, login=login, now=now)
    return render(request, PAGE, login=login, account=own, form=AccountForm(email=login.email), changed=changed)


@router.post("/account/logins/{login_id}/ending")
def end(login_id: str, login: SignedIn, work: Write) -> RedirectResponse:
    end_login(work, login=login, ended=login_id)
    return _back()


@router.post("/account/logins/ending")
def end_others(login: SignedIn, work: Write) -> RedirectResponse:
    end_other_logins(work, login=login)
    return _back()


@router.post("/account/workspace")
def choose(login: SignedIn, work: Write, workspace: Typed = "") -> RedirectResponse:
    choose_workspace(work, login=login, workspace=workspace)
    return _back()


@router.post("/account/password")
async def password(
    *, request: Request, login: SignedIn, store: Stored, now: Now, current: Typed = "", password: Typed = ""
) -> Response:
    """The other logins end; this one stays."""
    changed = partial(
        change_password,
        store,
        login=login,
        given=PasswordTry(
            email=login.email,
            password=current,
            address=client_address(request),
            at=now,
            known_as=(login.person, login.id),
        ),
        chosen=password,
    )
    try:
        await hashing(request, changed)
    except REFUSALS as error:
        own = await to_thread.run_sync(partial(_own, store, login=login, now=now))
        form = _refused(login, error)
        return shown_again(request, PAGE, error, login=login, account=own, form=form, changed=False)
    return RedirectResponse("/account?changed=yes", status_code=303)


def _refused(login: Login, error: Refusal) -> AccountForm:
    if isinstance(error, SignInRefused):
        return AccountForm(email=login.email, errors={"current": "This is not your password."})
    return refused(error, email=login.email)


def _own(store: Store, *, login: Login, now: datetime) -> Account:
    with store.reading() as work:
        return read_account(work, login=login, now=now)


def _back() -> RedirectResponse:
    return RedirectResponse("/account", status_code=303)
