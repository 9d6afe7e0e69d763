"""Errors as a page for people and as JSON for programs."""

from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response

from app.domain.errors import NotFound, RunMoved
from app.http.errors import headers_of, invalid, json_error, sentence_of, status_of
from app.http.headers import security_headers
from app.http.origin import OTLP
from app.http.otlp_answer import otlp_error
from app.pages.templates import render

_TITLES = {
    403: "Not allowed",
    404: "Not found",
    408: "Too slow",
    409: "Not possible any more",
    410: "No longer here",
    413: "Too large",
    422: "Something is missing",
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
    answer = _page(request, status_of(error), sentence_of(error))
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
    return _page(request, 422, invalid(error))


def wants_page(request: Request) -> bool:
    return not request.url.path.startswith(_JSON_PATHS) and "text/html" in request.headers.get("accept", "")


def _page(request: Request, status: int, sentence: str) -> Response:
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    return render(request, "error.html", status=status, title=title, message=sentence)
