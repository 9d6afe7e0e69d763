"""The one table from domain errors to HTTP statuses, and their JSON form."""

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.domain.errors import (
    AccountRejected,
    DiagnosisRejected,
    KeyNameRejected,
    KeyRejected,
    LinkSpent,
    MisstepError,
    NotAllowed,
    NotFound,
    NotRevealed,
    Overloaded,
    RunGone,
    RunMoved,
    SearchRejected,
    SignInRefused,
    StoreUnusable,
    TooManyTries,
    TraceRejected,
    TraceTooLarge,
    WrongState,
)
from app.domain.shortage import shortage

STATUSES: dict[type[MisstepError], int] = {
    NotAllowed: 403,
    KeyRejected: 401,
    KeyNameRejected: 422,
    SignInRefused: 403,
    NotFound: 404,
    NotRevealed: 404,
    RunGone: 410,
    LinkSpent: 410,
    RunMoved: 307,
    WrongState: 409,
    AccountRejected: 422,
    DiagnosisRejected: 422,
    SearchRejected: 422,
    TraceTooLarge: 413,
    TraceRejected: 400,
    TooManyTries: 429,
    Overloaded: 503,
    StoreUnusable: 503,
}
RETRY_AFTER = "2"  # seconds; a bulk import holds the lock for about as long
_LONGEST = 500  # characters of what an answer says of an error
GONE = "There is nothing here for you."  # one sentence for what is absent, another's, or not revealed yet


def status_of(error: Exception) -> int:
    """500 for an error that is nobody's fault but ours."""
    error = shortage(error) or error
    for kind, status in STATUSES.items():
        if isinstance(error, kind):
            return status
    return error.status_code if isinstance(error, HTTPException) else 500


def sentence_of(error: Exception) -> str:
    """What to tell the person. A 404 never tells why."""
    if status_of(error) == 404:
        return GONE
    error = shortage(error) or error
    if isinstance(error, MisstepError):
        return shortened(str(error))
    if isinstance(error, HTTPException):
        return error.detail
    return "Something went wrong on our side. The log of the server says more."


def headers_of(error: Exception) -> dict[str, str]:
    """What the answer to an error says beside its status: when to come back, where that may help."""
    if isinstance(error, KeyRejected):
        return {"WWW-Authenticate": 'Bearer realm="Misstep"'}
    if isinstance(error, TooManyTries):
        return {"Retry-After": str(error.seconds)}
    if status_of(error) == 503:
        return {"Retry-After": RETRY_AFTER}
    return dict(error.headers or {}) if isinstance(error, HTTPException) else {}


def json_error(error: Exception) -> JSONResponse:
    return JSONResponse({"error": sentence_of(error)}, status_code=status_of(error), headers=headers_of(error))


def invalid(error: RequestValidationError) -> str:
    """Where the request breaks its shape; what was sent is not repeated."""
    places = (
        f"{'.'.join(str(part) for part in found['loc'] if part != 'body') or 'body'}: {found['msg']}"
        for found in error.errors()
    )
    return shortened("; ".join(places))


def shortened(sentence: str) -> str:
    """As much as an answer says of what was sent: that is for the sender to choose, and may be megabytes."""
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST] + "…"
