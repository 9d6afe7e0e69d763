"""The cookie of a login: the secret by which a browser is known as a person's, signed."""

from typing import Annotated

from fastapi import Depends, Request, Response
from itsdangerous import BadSignature

from app.accounts.new_login import LoginRequest
from app.domain.account import LOGIN_LASTS, browser_name
from app.http.client import client_address
from app.http.dependencies import is_secure, reader_id, state_of

COOKIE = "misstep_login"


def login_secret(request: Request) -> str | None:
    """What the cookie holds; none where there is none, or one that was not signed here."""
    given = request.cookies.get(COOKIE)
    if given is None:
        return None
    try:
        secret = state_of(request).login_signer.loads(given)
    except BadSignature:
        return None
    return secret if isinstance(secret, str) else None


def keep_login(request: Request, response: Response, secret: str) -> None:
    response.set_cookie(
        COOKIE,
        str(state_of(request).login_signer.dumps(secret)),
        max_age=int(LOGIN_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )


def forget_login(request: Request, response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=is_secure(request))


async def _new_login(request: Request) -> LoginRequest:
    """What a login is begun with. Its secret is a fresh one, whatever cookie the browser came with."""
    state = state_of(request)
    return LoginRequest(
        id=state.new_id(),
        secret=state.new_secret(),
        at=state.clock(),
        address=client_address(request),
        browser=browser_name(request.headers.get("user-agent", "")),
        reader=reader_id(request),
        former=login_secret(request),
    )


NewLogin = Annotated[LoginRequest, Depends(_new_login)]
