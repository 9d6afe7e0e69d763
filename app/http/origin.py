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
            if not _from_here(headers):
                refusal = JSONResponse({"error": "This request came from another site."}, status_code=403)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _from_here(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
