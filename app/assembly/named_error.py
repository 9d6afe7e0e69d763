"""What an object says under a key, or beside a code, that only errors have."""

import re
from collections.abc import Mapping

from app.assembly.call_keys import MESSAGES, THROWN
from app.assembly.error_sentence import is_something, said, said_in
from app.domain.json import JSON


def named_error(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """What stands under `error` and its like, unless that is a measure."""
    wrong = told.get("error")
    if isinstance(wrong, str | Mapping | list) and is_something(wrong):
        return wrong if isinstance(wrong, str) else said_in(wrong) or said(told) or "error"
    if isinstance(wrong, int) and wrong and wrong is not True:
        return said(told)
    found = next((text for key in MESSAGES if (text := said_in(told.get(key))) and is_something(text)), None)
    if found is None and is_something(told.get("errorcode")):
        return said(told) or str(told["errorcode"])
    found = found or _coded(told, elsewhere=elsewhere) or _query_error(told) or _unfit(told)
    return found or _thrown(told, elsewhere=elsewhere)


def _coded(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """Words beside a code that only errors have: `ENOENT`, `NOT_FOUND`, a class, a number of JSON-RPC or gRPC."""
    code, kind = told.get("code"), told.get("type")
    if isinstance(code, str) and len(code) < _LONG_CODE:
        return said(told) if _ERRNO.search(code) or (_ERROR_CODE.search(code) and not elsewhere) else None
    if isinstance(kind, str) and len(kind) < _LONG_CODE and _CLASS.search(kind) and not elsewhere:
        return said(told)
    told_by_number = type(code) is int and isinstance(told.get("message"), str)
    if told_by_number and set(told) <= _OF_A_STATUS and (code in _JSON_RPC or (code in _GRPC and "details" in told)):
        return said(told)
    return None


_LONG_CODE = 80
_CLASS = re.compile(r"(?<=[A-Za-z])(?:Error|Exception)$")
_OF_A_STATUS = {"code", "message", "details", "data"}
_JSON_RPC, _GRPC = range(-32768, -31999), range(1, 17)
_ERRNO = re.compile(
    r"^E(?:NOENT|ACCES|PERM|EXIST|ISDIR|NOTDIR|CONNREFUSED|CONNRESET|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|BUSY|INVAL|NOSPC)$"
)
_ERROR_CODE = re.compile(
    r"(?:^|_)(?:ERR|ERROR|FAILED|FAILURE|INVALID|NOT_FOUND|DENIED|UNAUTHORIZED|UNAUTHENTICATED|FORBIDDEN|TIMEOUT"
    r"|UNAVAILABLE|EXCEEDED|EXHAUSTED)(?:_|$)"
)


def _thrown(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """What was thrown, where nothing else is told; of a trace its last line."""
    texts = (told.get(key) for key in THROWN)
    found = next((text for text in texts if isinstance(text, str) and is_something(text)), None)
    return None if found is None or elsewhere else said(told) or found.strip().rpartition("\n")[2]


def _query_error(told: Mapping[str, JSON]) -> str | None:
    """GraphQL's `errors` beside no data; errors of other shapes are what a linter or a validator found."""
    errors = told.get("errors")
    if told.get("data") or not isinstance(errors, list) or not set(told) <= {"errors", "data", "extensions"}:
        return None
    graphql = all(isinstance(item, Mapping) and "message" in item and set(item) <= _OF_A_QUERY for item in errors)
    return said_in(errors) if graphql else None


def _unfit(told: Mapping[str, JSON]) -> str | None:
    """What FastAPI says of a request that does not fit: where, and why."""
    detail = told.get("detail")
    if len(told) > 1 or not isinstance(detail, list):
        return None
    return (
        said_in(detail)
        if all(isinstance(item, Mapping) and {"loc", "msg"} <= item.keys() for item in detail)
        else None
    )


_OF_A_QUERY = {"message", "locations", "path", "extensions", "code", "type"}
