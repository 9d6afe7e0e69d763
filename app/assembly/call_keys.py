"""The keys, in lower case and without underscores, by which a tool speaks of its own call."""

from collections.abc import Mapping

from app.assembly.error_sentence import is_something
from app.domain.json import JSON

STATUS = ("status", "responsestatus", "resultstatus", "toolstatus", "executionstatus", "callstatus")
OUTCOMES = (*STATUS, "state", "outcome", "result", "type")
GOOD = ("success", "ok", "succeeded", "successful", "issuccess", "issuccessful")
WRONG = ("error", "iserror", "haserror")
HTTP = (*STATUS, "statuscode", "httpstatus", "httpstatuscode", "code")
MESSAGES = ("errormessage", "errormsg", "err", "errordescription", "errordetails", "errortext")
EXITS = ("exitcode", "returncode", "exitstatus")
PAYLOADS = ("data", "result", "output", "response", "value")  # about the call only while they are empty, or a word
LEVEL = ("level", "severity", "loglevel")
LEVELS = ("trace", "debug", "info", "notice", "warn", "warning", "error", "critical", "fatal")

_PROSE = ("message", "msg", "detail", "details", "reason", "description", "title", "text", "content", "kind", "cause")
_REPLIED = ("body", "headers", "statustext")
_RAISED = ("errors", "errorcode", "errortype", "exception", "exceptiontype", "traceback", "stack", "stacktrace")
_WRITTEN = ("stdout", "stderr", "structuredcontent", "warnings", "meta", "metadata", "instance", "jsonrpc")
_NAMED = ("tool", "toolname", "toolcallid", "tooluseid", "requestid", "traceid")
_TIMED = ("timestamp", "duration", "durationms", "elapsed", "elapsedms")
_ADVICE = ("hint", "suggestion", "suggestions", "help", "retry", "retryable", "isretryable", "retryafter", "attempts")
ENDED = {"failed": "failed", "timedout": "timed out"}
THROWN = ("exception", "traceback", "stacktrace")
TELLING = frozenset(
    (*OUTCOMES, *GOOD, *WRONG, *HTTP, *MESSAGES, *EXITS, *THROWN, *ENDED, "errors", "errorcode", "detail")
)
"""Without one of these keys nothing is told against the call."""
_VERDICTS = frozenset((*OUTCOMES, *GOOD, *WRONG, *HTTP, *MESSAGES, *EXITS, *PAYLOADS))
OF_THE_CALL = _VERDICTS.union(ENDED, _PROSE, _REPLIED, _RAISED, _WRITTEN, _NAMED, _TIMED, _ADVICE)
"""Keys, in lower case and without underscores, of what a tool says of its call; any other is of what it was about."""


def is_about_more(told: Mapping[str, JSON]) -> bool:
    """Whether it holds more than words about the call."""
    if any(is_something(value) and key not in OF_THE_CALL for key, value in told.items()):
        return True
    return any(is_something(told.get(key)) and isinstance(told[key], Mapping | list) for key in PAYLOADS)
