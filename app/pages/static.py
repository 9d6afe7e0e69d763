"""Serve stylesheets, scripts and icons under an address that changes with their content."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from app.domain.errors import NotFound
from app.settings import bundled

router = APIRouter()
FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}


def static(path: str) -> str:
    """The address of a file under web/static. Modules that import one another by relative path stay together."""
    return f"/static/{fingerprint()}/{path}"


@router.get("/static/{content}/{path:path}", include_in_schema=False)
def static_file(content: str, path: str) -> Response:
    """A file; an address of older content gets the file as it is now, and no cache keeps it."""
    file = _files().get(path)
    if file is None:
        raise NotFound("there is no such file")
    cached = FOREVER if content == fingerprint() else "no-cache"
    return FileResponse(file, media_type=TYPES[file.suffix], headers={"Cache-Control": cached})


@cache
def _files() -> dict[str, Path]:
    """What may be served: known types only, nothing hidden."""
    root = bundled("web") / "static"
    found = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix in TYPES)
    return {path.relative_to(root).as_posix(): path for path in found}


@cache
def fingerprint() -> str:
    """Sixteen hex digits over all files."""
    digest = sha256()
    for name, path in _files().items():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
