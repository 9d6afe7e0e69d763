"""Who asks: looked up once a request, before a route takes anything else of the database."""

from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request, Response

from app.accounts.identify import Visit, anonymous, visit_of
from app.domain.account import Login
from app.domain.errors import SignInNeeded
from app.domain.viewer import Viewer
from app.http.client import is_local
from app.http.connection_slots import slots_of
from app.http.cookies import set_cookie
from app.http.dependencies import COOKIE, COOKIE_SECONDS, reader_id, state_of
from app.http.login_cookie import login_secret


async def current_visit(request: Request) -> Visit:
    """Who asks, and by which login."""
    known: Visit | None = known_visit(request)
    if known is None:
        known = request.state.visit = await _looked_up(request)
    return known


def known_visit(request: Request) -> Visit | None:
    """Who asks, where that was looked up."""
    known: Visit | None = getattr(request.state, "visit", None)
    return known


def remember(request: Request, response: Response, visit: Visit) -> None:
    """Give somebody the cookie by which they are known again; whoever is signed in is known by that already."""
    if visit.login is not None:
        return
    signed = str(state_of(request).signer.dumps(visit.viewer.id))
    set_cookie(request, response, COOKIE, signed, seconds=COOKIE_SECONDS)


async def _looked_up(request: Request) -> Visit:
    """Nothing is asked of the database for somebody without a login, as long as it is known whether there are any."""
    state, reader, secret = state_of(request), reader_id(request), login_secret(request)
    if secret is None and state.owner.settled():
        return anonymous(state.owner, reader, local=is_local(request))
    return await _look(request, reader=reader, secret=secret)


async def _look(request: Request, *, reader: str, secret: str | None) -> Visit:
    state = state_of(request)
    now, local = state.clock(), is_local(request)

    def look() -> Visit:
        with state.store.reading() as work:
            return visit_of(work, state.owner, reader=reader, secret=secret, now=now, local=local)

    async with slots_of(request).reading.slot(request):
        visit = await to_thread.run_sync(look)
    if visit.login is not None:
        state.login_uses.note(visit.login.id, at=now, known=visit.login.seen_at)
    return visit


async def stranger(request: Request) -> Viewer:
    """Who asks, whatever cookies they send: on this machine the owner of a server that has none, else nobody."""
    state = state_of(request)
    if not state.owner.settled():
        await _look(request, reader="", secret=None)
    return anonymous(state.owner, state.new_id(), local=is_local(request)).viewer


async def _login(request: Request) -> Login:
    visit = await current_visit(request)
    if visit.login is None:
        raise SignInNeeded("this is for somebody who is signed in")
    return visit.login


CurrentVisit = Annotated[Visit, Depends(current_visit)]
SignedIn = Annotated[Login, Depends(_login)]  # raises SignInNeeded for anybody else
