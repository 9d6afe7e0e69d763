"""Serve stylesheets, scripts and icons under an address that changes with their content."""

from functools import cache
from hashlib import sha256

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.errors import NotFound
from app.pages.assets import asset, assets

router = APIRouter()
FOREVER = "public, max-age=31536000, immutable"


def static(path: str) -> str:
    """The address of a file under web/static. Modules that import one another by relative path stay together."""
    return f"/static/{fingerprint()}/{path}"


@router.get("/static/{content}/{path:path}", include_in_schema=False)
async def static_file(request: Request, content: str, path: str) -> Response:
    """A file; an address of older content gets the file as it is now, and no cache keeps it."""
    found = asset(path)
    if found is None:
        raise NotFound("there is no such file")
    headers = {"Cache-Control": FOREVER if content == fingerprint() else "no-cache"}
    if found.packed is None or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.body, media_type=found.media_type, headers=headers)
    headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(found.packed, media_type=found.media_type, headers=headers)


@router.get("/favicon.ico", include_in_schema=False)
async def favicon() -> Response:
    """The icon, for browsers that ask by this name: where an answer is no page and can name none."""
    return RedirectResponse(static("icon.svg"))


@cache
def fingerprint() -> str:
    """Sixteen hex digits over all files."""
    digest = sha256()
    for name, path in assets().items():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
