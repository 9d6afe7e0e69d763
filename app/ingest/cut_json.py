"""Read as much as there is of a JSON text that breaks off, because an SDK or a collector cut it at a length."""

import json
import re
from dataclasses import dataclass

from app.domain.json import JSON
from app.ingest.lenient import MAX_DEPTH, json_value

_BEGINS = re.compile(r'\s*(?:\[\s*)*\{\s*"')
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:(?P<end>")|\\?\Z)|[][{}:,]|[^][{}:,"\s]++', re.DOTALL)
_NOTE = re.compile(r"(?:\.{3}|…)?\s*[\[(<]?\s*(?:\.{3}|…)?\s*truncated[^][{}\"]{0,40}[\])>]?\s*\Z", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:[^\\]++|\\[^u]|\\u(?![dD][89abAB][0-9a-fA-F]{2}(?:\\(?:u[0-9a-fA-F]{0,3})?)?\Z)[0-9a-fA-F]{4})*+", re.DOTALL
)
"""The signs of a string up to an escape that was cut, or to the first half of a pair."""

_PROSE = frozenset(
    {
        "text", "content", "thinking", "reasoning", "reasoning_content", "response", "result", "output", "arguments",
        "args", "input", "value", "transcript", "system_instruction", "systemInstruction",
        "refusal", "prompt", "system", "instructions", "logs", "code", "",
    }
)  # fmt: skip
"""Keys of texts that say something as far as they go; half an id, a name or a role would be another one."""

_ALL_OR_TEXT = ("arguments", "args", "input", "response", "result")


@dataclass(slots=True)
class _Open:
    """An object or list that is not closed yet: where it began, under which key, and how far it is whole."""

    sign: str
    begin: int
    key: str
    whole: int
    pending: str = ""
    expects_key: bool = False


def begun_json(text: str) -> JSON:
    """The objects that a text begins to tell, up to where it breaks off; None if it is no such text.

    Half a number, a key without a value, and half an id are left out. The arguments of a call and what came back
    stay text, as they stand: a reader must not take half of them for all.
    """
    if not _BEGINS.match(text):
        return None
    noted = _NOTE.search(text, max(0, len(text) - _LONGEST_NOTE))
    whole = _completed(text[: noted.start()] if noted else text)
    return None if whole is None else json_value(whole)


_LONGEST_NOTE = 80


def _completed(text: str) -> str | None:
    """The text with an end, or None where it does not break off, or is nested deeper than values are read."""
    around: list[_Open] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            key = around[-1].pending if around else ""
            around.append(_Open(sign, token.start(), key, token.end(), expects_key=sign == "{"))
            if len(around) > MAX_DEPTH:
                return None
        elif not around:
            return None
        elif sign in "}]":
            _close(around, token.end())
        elif sign[0] == '"' and token["end"] is None:
            return _ended(text, around, token.start())
        else:
            _step(around[-1], sign, token)
    return _ended(text, around, None) if around else None


def _close(around: list[_Open], end: int) -> None:
    around.pop()
    if around:
        around[-1].whole = end


def _step(top: _Open, sign: str, token: re.Match[str]) -> None:
    """A sign, a string or a number within an object or a list; a number is whole once something follows."""
    if sign == ",":
        top.whole = token.start()
        top.expects_key = top.sign == "{"
        top.pending = ""
    elif sign[0] == '"' and top.expects_key:
        top.pending, top.expects_key = sign[1:-1], False
    elif sign[0] == '"':
        top.whole = token.end()


def _ended(text: str, around: list[_Open], string: int | None) -> str:
    """The text up to what is whole, or within a string, and then an end to all that is open."""
    at = next((n for n, one in enumerate(around) if n > 1 and one.key in _ALL_OR_TEXT), None)
    if at is not None:
        return text[: around[at].begin] + json.dumps(text[around[at].begin :]) + _closing(around[:at])
    top = around[-1]
    kept = text[: top.whole]
    key = top.pending if top.sign == "{" else top.key
    if string is not None and not top.expects_key and key in _PROSE:
        found = _WHOLE.match(text, string + 1)
        kept = text[: found.end() if found else string + 1].rstrip("\ufffd") + '"'
    return kept + _closing(around)


def _closing(around: list[_Open]) -> str:
    return "".join("}" if one.sign == "{" else "]" for one in reversed(around))
