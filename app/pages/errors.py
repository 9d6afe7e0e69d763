"""Errors as a page for people and as JSON for programs."""

from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response

from app.domain.errors import MisstepError, NotFound, RunMoved, SignInNeeded
from app.http.errors import headers_of, invalid, json_error, sentence_of, status_of
from app.http.headers import security_headers
from app.http.origin import OTLP
from app.http.otlp_answer import otlp_error
from app.http.visits import current_visit, known_visit
from app.pages.templates import render
from app.pages.way_back import ways_back

_TITLES = {
    403: "Not allowed",
    404: "Not found",
    408: "Too slow",
    409: "Not possible any more",
    410: "No longer here",
    413: "Too large",
    422: "Something is missing",
    429: "Too many tries",
    500: "Something went wrong",
    503: "Busy",
}
_JSON_PATHS = ("/api/", "/healthz", "/readyz", "/metrics")


async def handle(request: Request, error: Exception) -> Response:
    """Whoever asked for a page gets one; the address of a run whose place another took leads there."""
    if request.url.path.startswith(OTLP):
        return otlp_error(request, error)
    if isinstance(error, RunMoved):
        return RedirectResponse(str(request.url).replace(f"/runs/{error.run_id}", f"/runs/{error.to}", 1), 307)
    if not wants_page(request):
        return json_error(error)
    if isinstance(error, SignInNeeded) and _may_help(request):
        return RedirectResponse(f"/sign-in?{urlencode({'next': _asked_for(request)})}", status_code=303)
    answer = await _page(request, status_of(error), sentence_of(error))
    answer.headers.update(headers_of(error))
    return answer


async def handle_unforeseen(request: Request, error: Exception) -> Response:
    """The same for our own mistakes, which are answered outside of all middleware."""
    answer = await handle(request, error)
    answer.headers.update(security_headers(request.scope))
    return answer


async def handle_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if any(found["loc"][0] == "path" for found in error.errors()):
        return await handle(request, NotFound("no address has this form"))
    if not wants_page(request):
        return JSONResponse({"error": invalid(error)}, status_code=422)
    return await _page(request, 422, invalid(error))


def wants_page(request: Request) -> bool:
    return not request.url.path.startswith(_JSON_PATHS) and "text/html" in request.headers.get("accept", "")


def _may_help(request: Request) -> bool:
    """Whether to sign in may be all that is missing: somebody who has done so is in no workspace."""
    visit = known_visit(request)
    return request.method == "GET" and visit is not None and visit.login is None


def _asked_for(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


async def _page(request: Request, status: int, sentence: str) -> Response:
    """It says who is signed in, if that can be told: not of a database that does not answer."""
    if status < 500:
        with suppress(MisstepError):
            await current_visit(request)
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    ways = await ways_back(request, asked=status < 500)
    return render(request, "error.html", status=status, title=title, message=sentence, ways=ways)
