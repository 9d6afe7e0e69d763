"""Read what Python prints of objects, `AIMessage(content='…', tool_calls=[…])` and its like, as far as it goes."""

import json
import re
from dataclasses import dataclass, field

from app.domain.json import JSON
from app.ingest.cut_json import begun_json
from app.ingest.lenient import MAX_LITERAL, json_value

_KEY = r"[A-Za-z_]\w{0,80}=(?!=)"
_CLASS = r"[A-Za-z_][\w.]{0,120}\("
_BEGINS = re.compile(rf"\s*(?:[\[({{]\s*)*(?:'[^'\n]{{1,80}}'\s*:\s*\S|(?:{_CLASS})?{_KEY}[\S])")
_TOKEN = re.compile(
    rf"""(?P<string>[bru]?(?:'(?:[^'\\]++|\\.)*+(?P<end>')?|"(?:[^"\\]++|\\.)*+(?P<end2>")?))
    |(?P<member><[\w.]{{1,120}}:\s(?=['"\d]))|(?P<opaque><[^<>'"\n]{{0,400}}>)
    |(?P<object>{_CLASS}(?=\s*(?:{_KEY}|\))))|(?P<call>{_CLASS})|(?P<key>{_KEY})
    |(?P<number>-?\d[\d.]*(?:e[+-]?\d+)?(?![\w.]))|(?P<name>-?[A-Za-z_][\w.]*)
    |(?P<sign>[][{{}}(),:])|(?P<space>\s+|>)""",
    re.DOTALL | re.VERBOSE,
)
_CONSTANTS = {"None": "null", "True": "true", "False": "false"}
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))", re.DOTALL)
_BROKEN_ESCAPE = re.compile(r"\\(?:x[0-9a-f]?|u[0-9a-f]{0,3}|U[0-9a-f]{0,7})?\Z")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


@dataclass(frozen=True, slots=True)
class PrintedObject:
    """What was printed, classes under `type` where an object has no such field; and whether it breaks off."""

    value: JSON
    cut: bool


def printed_object(text: str) -> PrintedObject | None:
    """The object, or list of objects, that a text is Python's print of; None for any other text."""
    if len(text) > MAX_LITERAL or not _BEGINS.match(text):
        return None
    translation = _Translation(text)
    if not translation.run():
        return None
    told = "".join(translation.told)
    value = begun_json(told) if translation.around else json_value(told)
    return None if value is None else PrintedObject(value, cut=bool(translation.around))


@dataclass(slots=True)
class _Translation:
    """The same as JSON text, sign by sign; `around` is what is open: `{`, `[`, `(` of a tuple, `o` of an object."""

    text: str
    told: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    at: int = 0

    def run(self) -> bool:
        """Whether all of it could be translated; where it breaks off, `around` is not empty."""
        bare = re.match(rf"\s*{_KEY}", self.text) is not None  # `content='…' name='…'`, as pydantic prints it
        if bare:
            self._open("o", "{")
        while self.at < len(self.text):
            found = _TOKEN.match(self.text, self.at)
            if found is None or not self._take(found):
                return False
        if bare and self.around == ["o"]:
            self._close("}")
        return True

    def _take(self, found: re.Match[str]) -> bool:
        self.at = found.end()
        token = found[0]
        match found.lastgroup:
            case "string" | "end" | "end2":
                self.told.append(self._quoted(token, whole=bool(found["end"] or found["end2"])))
            case "object":
                self._open("o", f'{{"type": {json.dumps(token[:-1].rpartition(".")[2])}, ')
            case "call":
                self._skip_call(found.start())
            case "key":
                return self._name_field(token)
            case "name":
                self.told.append(_CONSTANTS.get(token) or json.dumps(token))
            case "opaque":
                self.told.append(json.dumps(token))
            case "number":
                self.told.append(token)
            case "sign":
                return self._sign(token)
            case _:  # spaces, and what stands around a member of an enumeration
                pass
        return True

    def _sign(self, sign: str) -> bool:
        if sign in "{[(":
            self._open(sign, "[" if sign == "(" else sign)
            return True
        if sign in ",:":
            self.told.append(sign + " ")
            return bool(self.around) and (sign == "," or self.around[-1] == "{")
        opened = self.around[-1] if self.around else ""
        if opened + sign not in ("{}", "[]", "()", "o)"):
            return False
        self._close("}" if opened in "{o" else "]")
        return True

    def _open(self, kind: str, told: str) -> None:
        self.around.append(kind)
        self.told.append(told)

    def _close(self, told: str) -> None:
        """An end; the comma before it, of a tuple or after a class's name, is none of JSON's."""
        self.around.pop()
        self.told[-1] = self.told[-1].removesuffix(", ")
        self.told.append(told)

    def _name_field(self, token: str) -> bool:
        if not self.around or self.around[-1] != "o":
            return False
        if not self.told[-1].endswith((", ", "{")):  # fields that only a space parts
            self.told.append(", ")
        self.told.append(json.dumps(token[:-1].lstrip("_")) + ": ")
        return True

    def _skip_call(self, begin: int) -> None:
        """A call with bare values, such as `Decimal('3.50')`, is the text that it is."""
        depth = 1
        while depth and self.at < len(self.text):
            found = _TOKEN.match(self.text, self.at)
            self.at = found.end() if found else self.at + 1
            sign = found[0] if found else ""
            depth += (sign.endswith("(") and sign[0] not in "'\"") - (sign == ")")
        told = json.dumps(self.text[begin : self.at])
        if depth:
            self.around.append("(")
        self.told.append(told[:-1] if depth else told)

    def _quoted(self, token: str, *, whole: bool) -> str:
        """The string in JSON's quotes, open where it breaks off."""
        quote = 1 if token[0] in "'\"" else 2
        inner = token[quote:-1] if whole else _BROKEN_ESCAPE.sub("", token[quote:])
        plain = _ESCAPE.sub(_unescaped, inner) if "\\" in inner and token[0] != "r" else inner
        told = json.dumps(plain)
        if not whole:
            self.around.append("'")
            self.at = len(self.text)
        return told if whole else told[:-1]


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return _PLAIN.get(found[4], found[4])
