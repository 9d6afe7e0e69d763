"""Every cookie that the server sets: for pages of this site, and for TLS alone where a request came with it."""

from fastapi import Request, Response

LAYOUT_LASTS = 365 * 24 * 60 * 60  # seconds


def set_cookie(request: Request, response: Response, name: str, value: str, *, seconds: int) -> None:
    """One that tells who somebody is: scripts neither read nor write it."""
    response.set_cookie(name, value, max_age=seconds, samesite="lax", httponly=True, secure=_is_secure(request))


def set_layout(request: Request, response: Response, name: str, value: str) -> None:
    """One that tells how a page is to look: scripts choose it too (`web/static/js/remember.js`)."""
    response.set_cookie(name, value, max_age=LAYOUT_LASTS, samesite="lax", secure=_is_secure(request))


def forget_cookie(request: Request, response: Response, name: str) -> None:
    response.delete_cookie(name, samesite="lax", httponly=True, secure=_is_secure(request))


def forget_layout(request: Request, response: Response, name: str) -> None:
    response.delete_cookie(name, samesite="lax", secure=_is_secure(request))


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
