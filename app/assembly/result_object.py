"""What an object that a tool gave back says of its own call: that it failed, and why."""

import re
from collections.abc import Iterable, Mapping

from app.assembly.failure_words import tells_failure
from app.domain import exact_json
from app.domain.json import JSON

_STATUS = ("status", "responsestatus", "resultstatus", "toolstatus", "executionstatus", "callstatus")
_OUTCOMES = (*_STATUS, "state", "outcome", "result", "type")
_BAD = frozenset({"error", "errored", "failed", "failure", "fail", "exception", "timeout", "timed_out", "timedout"})
_OF_ANYTHING = ("failed", "failure", "fail")  # alone beside a status of OK: what was looked at has failed
_GOOD = ("success", "ok", "succeeded", "successful", "issuccess", "issuccessful")
_WRONG = ("error", "iserror", "haserror")
_HTTP = (*_STATUS, "statuscode", "httpstatus", "httpstatuscode", "code")
_MESSAGES = ("errormessage", "errormsg", "err", "errordescription", "errordetails", "errortext")
_EXITS = ("exitcode", "returncode", "exitstatus")
_PAYLOADS = ("data", "result", "output", "response", "value")  # about the call only while they are empty, or a word
_LEVEL = ("level", "severity", "loglevel")
_LEVELS = ("trace", "debug", "info", "notice", "warn", "warning", "error", "critical", "fatal")
_NOTHING = ("", "none", "null", "false", "no error", "0", "ok", "success")
_NOT_RUN = 126  # a shell's codes from here on: not started, or ended by a signal

_PROSE = ("message", "msg", "detail", "details", "reason", "description", "title", "text", "content", "kind", "cause")
_REPLIED = ("body", "headers", "statustext")
_RAISED = ("errors", "errorcode", "errortype", "exception", "exceptiontype", "traceback", "stack", "stacktrace")
_WRITTEN = ("stdout", "stderr", "structuredcontent", "warnings", "meta", "metadata", "instance", "jsonrpc")
_NAMED = ("tool", "toolname", "toolcallid", "tooluseid", "requestid", "traceid")
_TIMED = ("timestamp", "duration", "durationms", "elapsed", "elapsedms")
_ADVICE = ("hint", "suggestion", "suggestions", "help", "retry", "retryable", "isretryable", "retryafter", "attempts")
_ENDED = {"failed": "failed", "timedout": "timed out"}
_THROWN = ("exception", "traceback", "stacktrace")
_TELLING = frozenset(
    (*_OUTCOMES, *_GOOD, *_WRONG, *_HTTP, *_MESSAGES, *_EXITS, *_THROWN, *_ENDED, "errors", "errorcode")
)
"""Without one of these keys nothing is told against the call."""
_VERDICTS = frozenset((*_OUTCOMES, *_GOOD, *_WRONG, *_HTTP, *_MESSAGES, *_EXITS, *_PAYLOADS))
_OF_THE_CALL = _VERDICTS.union(_ENDED, _PROSE, _REPLIED, _RAISED, _WRITTEN, _NAMED, _TIMED, _ADVICE)
"""Keys, in lower case and without underscores, of what a tool says of its call; any other is of what it was about."""


def error_of(result: Mapping[str, JSON], *, vouched: bool, tool: str) -> str | None:
    """The error of the call of a tool; None where there is none, or where something else failed: a job, a log's line.

    `vouched` is a call whose span says that it went well.
    """
    told = {key.lower().replace("_", "").replace("-", ""): value for key, value in result.items()}
    if all(key in _GOOD and value is True for key, value in told.items() if key in _TELLING):  # nearly every result
        return None
    if any(str(told[key]).lower() in _LEVELS for key in _LEVEL if key in told):
        return None
    elsewhere = _is_about_more(told)
    of_a_record = elsewhere and (vouched or _is_record(told, tool)) and _bad_outcome(told) is not None
    wrong = None if of_a_record else _named_error(told) or _thrown(told, elsewhere=elsewhere)
    wrong = wrong or _refused(told, elsewhere=elsewhere)
    if wrong is None and not of_a_record:
        wrong = _outcome(told, elsewhere=elsewhere, vouched=vouched)
    return wrong or _exit(told)


def _is_about_more(told: Mapping[str, JSON]) -> bool:
    """Whether it holds more than words about the call."""
    if any(_is_something(value) and key not in _OF_THE_CALL for key, value in told.items()):
        return True
    return any(_is_something(told.get(key)) and isinstance(told[key], Mapping | list) for key in _PAYLOADS)


def _named_error(told: Mapping[str, JSON]) -> str | None:
    """What stands under `error` and its like, unless that is a measure."""
    wrong = told.get("error")
    if isinstance(wrong, str | Mapping | list) and _is_something(wrong):
        return wrong if isinstance(wrong, str) else said_in(wrong) or _said(told) or "error"
    if isinstance(wrong, int) and wrong and wrong is not True:
        return _said(told)
    found = next((text for key in _MESSAGES if (text := said_in(told.get(key))) and _is_something(text)), None)
    if found is None and _is_something(told.get("errorcode")):
        return _said(told) or str(told["errorcode"])
    return found or _coded(told) or _query_error(told) or _unfit(told)


def _coded(told: Mapping[str, JSON]) -> str | None:
    """Words beside a code that only errors have: `ENOENT`, `NOT_FOUND`, a class, a number of JSON-RPC or gRPC."""
    code, kind = told.get("code"), told.get("type")
    if isinstance(code, str) and len(code) < _LONG_CODE and _ERROR_CODE.search(code):
        return _said(told)
    if isinstance(kind, str) and len(kind) < _LONG_CODE and _CLASS.search(kind) and not _is_about_more(told):
        return _said(told)
    told_by_number = type(code) is int and isinstance(told.get("message"), str)
    if told_by_number and set(told) <= _OF_A_STATUS and (code in _JSON_RPC or (code in _GRPC and "details" in told)):
        return _said(told)
    return None


_LONG_CODE = 80
_CLASS = re.compile(r"(?<=[A-Za-z])(?:Error|Exception)$")
_OF_A_STATUS = {"code", "message", "details", "data"}
_JSON_RPC, _GRPC = range(-32768, -31999), range(1, 17)
_ERROR_CODE = re.compile(
    r"^E(?:NOENT|ACCES|PERM|EXIST|ISDIR|NOTDIR|CONNREFUSED|CONNRESET|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|BUSY|INVAL|NOSPC)$"
    r"|(?:^|_)(?:ERR|ERROR|FAILED|FAILURE|INVALID|NOT_FOUND|DENIED|UNAUTHORIZED|UNAUTHENTICATED|FORBIDDEN|TIMEOUT"
    r"|UNAVAILABLE|EXCEEDED|EXHAUSTED)(?:_|$)"
)


def _thrown(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """What was thrown, where nothing else is told; of a trace its last line."""
    texts = (told.get(key) for key in _THROWN)
    found = next((text for text in texts if isinstance(text, str) and _is_something(text)), None)
    return None if found is None or elsewhere else _said(told) or found.strip().rpartition("\n")[2]


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


def _refused(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """By a flag: one that says error, or one that denies success in words or beside nothing else."""
    if any(told.get(key) is True for key in _WRONG):
        return _said(told) or "error"
    ended = next((key for key in _ENDED if told.get(key) is True), None)
    if ended is not None and not elsewhere:
        return _said(told) or _ENDED[ended]
    if not elsewhere and (told.get("status") is False or _is_zero_flag(told)):
        return _said(told)
    denied = next((key for key in _denied(told) if told[key] is False or isinstance(told[key], str)), None)
    if denied is None:
        return None
    return _said(told) or (None if elsewhere else f"{denied}: false")


def _is_zero_flag(told: Mapping[str, JSON]) -> bool:
    """Whether success is denied by a 0, which beside other numbers is a count."""
    numbers = [key for key, value in told.items() if type(value) is int]
    return len(numbers) == 1 and numbers[0] in _denied(told)


def _denied(told: Mapping[str, JSON]) -> list[str]:
    """Flags of success that deny it."""
    return [key for key in _GOOD if key in told and told[key] in (False, 0, "false", "False")]


def _outcome(told: Mapping[str, JSON], *, elsewhere: bool, vouched: bool) -> str | None:
    bad = _bad_outcome(told)
    if bad is None:
        return _http_error(told, elsewhere=elsewhere)
    if not elsewhere:
        return _said(told) or (None if vouched and bad.lower() in _OF_ANYTHING else bad)
    return _said(told)


def _is_record(told: Mapping[str, JSON], tool: str) -> bool:
    """Whether what has failed is a thing of its own: a job by its id, or whatever was looked up by one."""
    if str(_bad_outcome(told)).lower() not in _OF_ANYTHING:
        return False
    if any(_RUNS.search(key) for key, value in told.items() if value is not None):
        return True
    words = _HUMP.sub("_", tool).lower()
    return any(key.endswith("id") for key in told) and _LOOKS_UP.search(words) is not None


_RUNS = re.compile(
    r"^(?:job|task|run|build|pipeline|workflow|deployment|batch|execution|backup|migration)(?:id|name)?$"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LOOKS_UP = re.compile(
    r"(?<![a-z])(?:get|list|fetch|read|show|check|describe|look_?up|find|search|query|status|poll|watch|view|inspect"
    r"|monitor|track)(?![a-z])"
)


def _bad_outcome(told: Mapping[str, JSON]) -> str | None:
    values = (told.get(key) for key in _OUTCOMES)
    return next((value for value in values if isinstance(value, str) and _is_bad(value)), None)


def _is_bad(value: str) -> bool:
    return value.lower() in _BAD or (len(value) < 80 and _AN_ERROR.search(value) is not None)


_AN_ERROR = re.compile(r"^error-|_error$")  # a kind of error: Vercel's `error-text`, Anthropic's `overloaded_error`


def _http_error(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """A status of HTTP with words about it, and nothing of what was asked for."""
    codes = (told.get(key) for key in _HTTP)
    code = next((code for code in codes if type(code) is int and 400 <= code <= 599), None)
    if code is None or (elsewhere and not told.keys() <= _OF_A_REPLY):
        return None
    if "statustext" in told:
        return said_in(told.get("data")) or _said(told) or said_in(told["statustext"])
    body = told.get("body")
    return _said(told) or (_in_body(body, code) if _is_something(body) else None)


def _in_body(body: JSON, code: int) -> str:
    """What the body of an HTTP reply says; of a page, or of much else, the code alone."""
    held = _held(body) if isinstance(body, str) else body
    said = held if isinstance(held, str) and len(held) <= _SENTENCE and held[:1] != "<" else None
    return said or (None if isinstance(held, str) else said_in(held)) or f"HTTP {code}"


def _held(text: str) -> JSON:
    if text[:1] != "{" or len(text) > _MOST:
        return text
    try:
        return exact_json.loads(text)
    except (ValueError, RecursionError):
        return text


_OF_A_REPLY = {"status", "statustext", "headers", "data"}
_SENTENCE, _MOST = 200, 20_000  # characters


def _exit(told: Mapping[str, JSON]) -> str | None:
    """A command that complained or did not run; 1 may be an answer: `grep` found nothing, or a test failed."""
    keys = (*_EXITS, "code") if "stderr" in told else _EXITS
    code = next((value for key in keys if type(value := told.get(key)) is int), 0)
    complaint = told.get("stderr")
    if code and isinstance(complaint, str) and complaint.strip():
        answered = code == 1 and _is_something(told.get("stdout")) and not tells_failure(complaint)
        return None if answered else complaint.strip()
    return f"exit code {code}" if code < 0 or code >= _NOT_RUN else None


def _is_something(value: JSON) -> bool:
    """Whether a value is there and is not one of the words for nothing."""
    return value.lower() not in _NOTHING if isinstance(value, str) else bool(value)


_SAID = ("message", "error_message", "errorMessage", "msg", "detail", "details", "text", "content", "reason")
_SAID_LAST = (
    "description",
    "title",
    "error",
    "errors",
    "stderr",
    "error_code",
    "data",
    "response",
    "value",
    "result",
)


def _said(told: Mapping[str, JSON]) -> str | None:
    plain = [key.lower().replace("_", "") for key in (*_SAID, *_SAID_LAST)]
    return _first(said_in(told.get(key)) for key in plain)


def said_in(value: JSON) -> str | None:
    """The sentence inside an error's object."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, list | tuple):
        return _first(map(said_in, value))
    if isinstance(value, Mapping):
        return _first(said_in(_of(value, key)) for key in (*_SAID, *_SAID_LAST))
    return None


def _of(body: Mapping[str, JSON], key: str) -> JSON:
    """The value of a key, also where it is written with a capital, as in XML and .NET."""
    return body.get(key) if key in body else body.get(key[:1].upper() + key[1:])


def _first(texts: Iterable[str | None]) -> str | None:
    return next((text for text in texts if text), None)
