"""The cookie of a login: the secret by which a browser is known as a person's, signed."""

from typing import Annotated

from fastapi import Depends, Request, Response
from itsdangerous import BadSignature

from app.accounts.new_login import LoginRequest
from app.domain.account import LOGIN_LASTS, Person, browser_name
from app.http.client import client_address
from app.http.cookies import forget_cookie, set_cookie
from app.http.dependencies import COOKIE_SECONDS, reader_id, state_of

COOKIE = "misstep_login"
KNOWN = "misstep_known"  # who signed in here last: what strangers try elsewhere does not keep them out here


def login_secret(request: Request) -> str | None:
    """What the cookie holds; none where there is none, or one that was not signed here."""
    held = _held(request, COOKIE)
    return held if isinstance(held, str) else None


def _known_as(request: Request) -> tuple[str, str] | None:
    match _held(request, KNOWN):
        case [str(person), str(browser), "known"]:
            return person, browser
        case _:
            return None


def _held(request: Request, name: str) -> object:
    given = request.cookies.get(name)
    if given is None:
        return None
    try:
        held: object = state_of(request).login_signer.loads(given)
    except BadSignature:
        return None
    return held


def keep_login(request: Request, response: Response, *, person: Person, secret: str, browser: str) -> None:
    """The cookie of the login, and one by which the browser is known as this person's longer than that."""
    _keep(request, response, COOKIE, secret, seconds=int(LOGIN_LASTS.total_seconds()))
    _keep(request, response, KNOWN, [person.id, browser, "known"], seconds=COOKIE_SECONDS)


def _keep(request: Request, response: Response, name: str, held: object, *, seconds: int) -> None:
    signed = str(state_of(request).login_signer.dumps(held))
    set_cookie(request, response, name, signed, seconds=seconds)


def forget_login(request: Request, response: Response) -> None:
    forget_cookie(request, response, COOKIE)


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
        known_as=_known_as(request),
    )


NewLogin = Annotated[LoginRequest, Depends(_new_login)]
