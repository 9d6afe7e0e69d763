"""What an error says in a word, and whether its text is read in the result that came with it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from app.domain.json import JSON
from app.domain.span import Status
from app.domain.step import Try

_CODE = re.compile(r"(?<![\w.])[45]\d\d(?![\w.]\w)")  # of HTTP, and those that others took over from it
_LOOKED_AT = 200  # characters: an error names itself at its beginning
MOST = 32  # of a name
_DEEP = 6  # levels of a result that are looked into


def first_try(attempts: Sequence[Try]) -> str:
    """What became of the first of several tries: its status code, else its error's name; empty where it passed."""
    if len(attempts) < 2 or not (attempts[0].error or attempts[0].status is Status.ERROR):
        return ""
    said = (attempts[0].error or "")[:_LOOKED_AT]
    if code := _CODE.search(said):
        return code[0]
    name = said.partition(":")[0].partition("\n")[0].strip()
    return name if 0 < len(name) <= MOST else "failed"


class Apart(StrEnum):
    """Which of an error and the result that came with it are shown, so that no text stands twice."""

    BOTH = "both"
    ERROR = "error"
    RESULT = "result"


def shown_apart(error: str | None, result: JSON) -> Apart:
    """The error alone where the result says no more, the result alone where the error can be read in it."""
    if error is None:
        return Apart.RESULT
    if result is None or (isinstance(result, str) and result.strip() in error):
        return Apart.ERROR
    return Apart.RESULT if _stands_in(error.strip(), result, _DEEP) else Apart.BOTH


def _stands_in(error: str, result: JSON, deep: int) -> bool:
    if isinstance(result, str):
        return error in result
    if not deep:
        return False
    if isinstance(result, Mapping):
        return any(_stands_in(error, item, deep - 1) for item in result.values())
    return isinstance(result, Sequence) and any(_stands_in(error, item, deep - 1) for item in result)
