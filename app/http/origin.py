"""Refuse changes that another site's page asks a reader's browser for."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = {"GET", "HEAD", "OPTIONS"}
OTLP = "/v1/"  # exporters carry no cookie, and browsers' exporters come from anywhere


class SameOrigin:
    """Lets a change through from this site's pages, and from programs, which send neither of the two headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE and not scope["path"].startswith(OTLP):
            headers = Headers(scope=scope)
            if not _from_here(headers, scope["scheme"]):
                refusal = JSONResponse({"error": "This request came from another site."}, status_code=403)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _from_here(headers: Headers, scheme: str) -> bool:
    """Where a browser does not say it itself: of this host, and with TLS if this request came with TLS."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    if (origin := headers.get("origin")) is None:
        return True
    page = urlsplit(origin)
    return page.netloc == headers.get("host") and (page.scheme == "https" or scheme == "http")
