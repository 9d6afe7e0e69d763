"""What an object that a tool gave back says of its own call: that it failed, and why."""

import re
from collections.abc import Mapping

from app.assembly.call_keys import ENDED, EXITS, GOOD, LEVEL, LEVELS, OUTCOMES, TELLING, WRONG, is_about_more
from app.assembly.error_sentence import is_something, said
from app.assembly.failure_words import tells_failure
from app.assembly.http_answer import http_error
from app.assembly.named_error import named_error
from app.domain.json import JSON

_BAD = frozenset({"error", "errored", "failed", "failure", "fail", "exception", "timeout", "timed_out", "timedout"})
_OF_ANYTHING = ("failed", "failure", "fail")  # alone beside a status of OK: what was looked at has failed
_NOT_RUN = 126  # a shell's codes from here on: not started, or ended by a signal


def error_of(result: Mapping[str, JSON], *, vouched: bool, tool: str) -> str | None:
    """The error of the call of a tool; None where there is none, or where something else failed: a job, a log's line.

    `vouched` is a call whose span says that it went well.
    """
    told = {key.lower().replace("_", "").replace("-", ""): value for key, value in result.items()}
    if all(key in GOOD and value is True for key, value in told.items() if key in TELLING):  # nearly every result
        return None
    if any(str(told[key]).lower() in LEVELS for key in LEVEL if key in told):
        return None
    elsewhere = is_about_more(told)
    of_a_record = elsewhere and (vouched or _is_record(told, tool)) and _bad_outcome(told) is not None
    wrong = None if of_a_record else named_error(told, elsewhere=elsewhere)
    wrong = wrong or _refused(told, elsewhere=elsewhere)
    if wrong is None and not of_a_record:
        wrong = _outcome(told, elsewhere=elsewhere, vouched=vouched)
    return wrong or _exit(told)


def _refused(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """By a flag: one that says error, or one that denies success in words or beside nothing else."""
    if any(told.get(key) is True for key in WRONG):
        return said(told) or "error"
    ended = next((key for key in ENDED if told.get(key) is True), None)
    if ended is not None and not elsewhere:
        return said(told) or ENDED[ended]
    if not elsewhere and (told.get("status") is False or _is_zero_flag(told)):
        return said(told)
    denied = next((key for key in _denied(told) if told[key] is False or isinstance(told[key], str)), None)
    if denied is None:
        return None
    return said(told) or (None if elsewhere else f"{denied}: false")


def _is_zero_flag(told: Mapping[str, JSON]) -> bool:
    """Whether success is denied by a 0, which beside other numbers is a count."""
    numbers = [key for key, value in told.items() if type(value) is int]
    return len(numbers) == 1 and numbers[0] in _denied(told)


def _denied(told: Mapping[str, JSON]) -> list[str]:
    """Flags of success that deny it."""
    return [key for key in GOOD if key in told and told[key] in (False, 0, "false", "False")]


def _outcome(told: Mapping[str, JSON], *, elsewhere: bool, vouched: bool) -> str | None:
    bad = _bad_outcome(told)
    if bad is None:
        return http_error(told, elsewhere=elsewhere)
    if not elsewhere:
        return said(told) or (None if vouched and bad.lower() in _OF_ANYTHING else bad)
    return said(told)


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
    values = (told.get(key) for key in OUTCOMES)
    return next((value for value in values if isinstance(value, str) and _is_bad(value)), None)


def _is_bad(value: str) -> bool:
    return value.lower() in _BAD or (len(value) < 80 and _AN_ERROR.search(value) is not None)


_AN_ERROR = re.compile(r"^error-|_error$")  # a kind of error: Vercel's `error-text`, Anthropic's `overloaded_error`


def _exit(told: Mapping[str, JSON]) -> str | None:
    """A command that complained or did not run; 1 may be an answer: `grep` found nothing, or a test failed."""
    keys = (*EXITS, "code") if "stderr" in told else EXITS
    code = next((value for key in keys if type(value := told.get(key)) is int), 0)
    complaint = told.get("stderr")
    if code and isinstance(complaint, str) and complaint.strip():
        answered = code == 1 and is_something(told.get("stdout")) and not tells_failure(complaint)
        return None if answered else complaint.strip()
    return f"exit code {code}" if code < 0 or code >= _NOT_RUN else None
