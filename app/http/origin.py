"""Refuse changes that another site's page asks a reader's browser for."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.otlp_answer import otlp_error

_SAFE = {"GET", "HEAD", "OPTIONS"}
OTLP = "/v1/"
_SENTENCE = "This request came from another site."


class SameOrigin:
    """Lets a change through from this site's pages, and from programs, which send neither of the two headers.

    A delivery with a key may come from a page of any site: browsers add no key by themselves.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            headers = Headers(scope=scope)
            delivery = scope["path"].startswith(OTLP)
            if not (delivery and "authorization" in headers) and not _from_here(headers, scope["scheme"]):
                await _refusal(scope, delivery=delivery)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _refusal(scope: Scope, *, delivery: bool) -> Response:
    if delivery:
        return otlp_error(Request(scope), HTTPException(403, _SENTENCE))
    return JSONResponse({"error": _SENTENCE}, status_code=403)


def _from_here(headers: Headers, scheme: str) -> bool:
    """Where a browser does not say it itself: of this host, and with TLS if this request came with TLS."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    if (origin := headers.get("origin")) is None:
        return True
    page = urlsplit(origin)
    return page.netloc == headers.get("host") and (page.scheme == "https" or scheme == "http")
