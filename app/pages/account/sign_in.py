"""Sign in, and sign out."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.accounts.own_account import end_login
from app.accounts.sign_in import sign_in as use_case
from app.http.addresses import path_here
from app.http.dependencies import Stored, Write
from app.http.hashing import hashing
from app.http.login_cookie import NewLogin, forget_login, keep_login
from app.http.visits import CurrentVisit
from app.pages.account.form import REFUSALS, AccountForm, refused, shown_again
from app.pages.templates import render

router = APIRouter()
Typed = Annotated[str, Form()]
PAGE = "account/sign_in.html"


@router.get("/sign-in")
async def form(
    request: Request, visit: CurrentVisit, next_page: Annotated[str, Query(alias="next")] = "/"
) -> Response:
    goal = path_here(next_page, otherwise="/")
    if visit.login is not None:
        return RedirectResponse(goal, status_code=303)
    return render(request, PAGE, form=AccountForm(), next_page=goal, owned=visit.owned)


@router.post("/sign-in")
async def sign_in(
    *,
    request: Request,
    visit: CurrentVisit,
    store: Stored,
    login: NewLogin,
    email: Typed = "",
    password: Typed = "",
    next_page: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    goal = path_here(next_page, otherwise="/")
    try:
        person = await hashing(request, partial(use_case, store, email=email, password=password, request=login))
    except REFUSALS as error:
        form = refused(error, email=email)
        return shown_again(request, PAGE, error, form=form, next_page=goal, owned=visit.owned)
    answer = RedirectResponse(goal, status_code=303)
    keep_login(request, answer, person=person, secret=login.secret, browser=login.id)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, visit: CurrentVisit, work: Write) -> RedirectResponse:
    """Whoever is signed out already comes to the same page."""
    if visit.login is not None:
        end_login(work, login=visit.login, ended=visit.login.id)
    answer = RedirectResponse("/", status_code=303)
    forget_login(request, answer)
    return answer
