"""Tell from what a tool gave back whether it failed, where its span does not say so."""

import re
from collections.abc import Mapping

from app.domain.json import JSON

_SPOKEN = re.compile(
    r"\s*(?:(?:tool\s+)?error\b(?:\s+(?:executing|calling|invoking|running|in|occurred|while|from)\b|\s*[:\-(]|\s*$)"
    r"|traceback \(most recent call last\)"
    r"|[a-z_.]*(?:error|exception):\s"
    r"|(?:tool )?(?:execution|call|invocation) failed\b"
    r"|(?:unknown|unrecogni[sz]ed|no such|invalid) (?:tool|function)\b"
    r"|(?:tool|function)\b[^.\n]{0,80}\b(?:not found|does not exist|not available)\b"
    r"|(?:unknown tool|no such tool|invalid tool|tool not found)\b"
    r"|(?:tool|function) ['\"`]?[\w.-]+['\"`]? (?:was |is )?(?:not found|does not exist|not available)\b"
    r"|failed to (?:invoke|execute|call|run) (?:the )?(?:tool|function)\b)",
    re.IGNORECASE,
)
"""How frameworks begin the text that they give a model in place of a result."""

_BAD = frozenset({"error", "failed", "failure", "exception"})


def error_in(result: JSON) -> str | None:
    """The error that a result tells of; None where it tells of none."""
    if isinstance(result, str):
        return result.strip() if _SPOKEN.match(result) else None
    if not isinstance(result, Mapping):
        return None
    wrong = result.get("error")
    if wrong and wrong is not True:
        return wrong if isinstance(wrong, str) else _said(wrong) or "error"
    marked = wrong is True or result.get("is_error") is True or result.get("isError") is True
    if marked or str(result.get("status")).lower() in _BAD:
        return _said(result) or "error"
    return None


def _said(result: JSON) -> str | None:
    """The sentence inside an error's object."""
    if isinstance(result, str):
        return result or None
    if isinstance(result, list | tuple):
        return next((text for text in map(_said, result) if text), None)
    if isinstance(result, Mapping):
        keys = ("message", "error_message", "detail", "text", "content", "reason", "error")
        return next((text for text in (_said(result.get(key)) for key in keys) if text), None)
    return None
