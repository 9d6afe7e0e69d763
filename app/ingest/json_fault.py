"""Say where a text stops being JSON, and what stands there instead."""

import json

from app.domain.errors import TraceRejected
from app.ingest.foreign_text import printed_form

_NEAR = 200  # signs; what stands before a comma may be far away in a hostile text
_PYTHON = "as Python prints objects; write it with json.dumps"
_JAVASCRIPT = "as JavaScript's console prints objects; write it with JSON.stringify"
_VALUES = {
    "'": f"a single quote, {_PYTHON}",
    "None": f"None, {_PYTHON}",
    "True": f"True, {_PYTHON}",
    "False": f"False, {_PYTHON}",
    "undefined": f"undefined, {_JAVASCRIPT}",
    "Object]": f"[Object], {_JAVASCRIPT}",
    "//": "a comment, which JSON has not; remove it",
    "/*": "a comment, which JSON has not; remove it",
}


class CutText(TraceRejected):
    """JSON that ends too early."""


def fault_of(
    error: json.JSONDecodeError | RecursionError, name: str, *, line: int = 1, begin: int = 0
) -> TraceRejected:
    """What is wrong with the text that begins with this line of the file, with line and column.

    `begin` is where the document begins in the text.
    """
    if isinstance(error, RecursionError):
        return TraceRejected(f"{name}: nested too deeply to be OTLP")
    printed = printed_form(error.doc)
    if printed:
        return TraceRejected(f"{name}: {printed}")
    sentence = f"{name}: line {line + error.lineno - 1}, column {error.colno}: not JSON: {_reason(error, begin)}"
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated"):
        return CutText(f"{sentence}; the text ends too early")
    return TraceRejected(sentence)


def _reason(error: json.JSONDecodeError, begin: int) -> str:
    if error.pos - begin < _NEAR and not error.doc[begin : error.pos].strip():
        return "no document begins so; leave out what was printed among the documents"
    here = error.doc[error.pos : error.pos + 10]
    before = error.doc[max(0, error.pos - _NEAR) : error.pos].rstrip()[-1:]
    if before == "," and here[:1] in ("}", "]"):
        return f"a comma before {here[0]}, which JSON has not; remove it"
    if error.msg.startswith("Expecting property name") and here[:1].isidentifier():
        return f"a name without quotes, {_JAVASCRIPT}"
    return next((what for begin, what in _VALUES.items() if here.startswith(begin)), error.msg)
