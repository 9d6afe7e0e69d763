"""All that a command prints: text whose hidden characters, which could steer the terminal, are spelled out."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from app.domain.hidden_characters import HIDDEN

_BREAKS = re.compile(r"[\t\n]")


def say(line: str, *, err: bool = False) -> None:
    """Print one line, whatever stands in it: a line break in a value is spelled out as well."""
    stream = sys.stderr if err else sys.stdout
    stream.write(f"{spelled(line)}\n")
    stream.flush()


def say_json(document: bytes) -> None:
    """Print a JSON document, its hidden characters escaped as JSON has it: no reader of it sees a difference."""
    text = HIDDEN.sub(lambda found: _json_escape(found.group()), document.decode())
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def say_traceback() -> None:
    """Print the error that is being handled, with the way to it."""
    for line in traceback.format_exc().splitlines():
        say(line, err=True)


def one_line(text: str) -> str:
    """The text with single blanks for whatever separates its words."""
    return " ".join(text.split())


def spelled(text: str) -> str:
    """The text on one line: hidden characters, tabs and line breaks spelled out as Python writes them."""
    return _BREAKS.sub(_escape, unsteered(text))


def unsteered(text: str) -> str:
    """The text with its own lines, every hidden character spelled out."""
    return HIDDEN.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode()


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


class PlainStream:
    """A stream for what others print (help, warnings, the log): no hidden character reaches the terminal through it.

    It passes for a file, so that nobody sends colours.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(unsteered(text))
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def isatty(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class LogLine(logging.Formatter):
    """An entry of the log on one line, and below it the way to an error where there is one."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        return spelled(super().formatMessage(record))


@contextmanager
def plain_output() -> Iterator[None]:
    """Whatever is printed meanwhile, by whomever, is plain."""
    before = sys.stdout, sys.stderr
    make_plain()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def make_plain() -> None:
    """The same for the rest of a process's life. The log goes to stderr, by the handler that Python has for it."""
    sys.stdout, sys.stderr = _plain(sys.stdout), _plain(sys.stderr)
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(LogLine("%(levelname)s: %(message)s"))


def _plain(stream: TextIO) -> Any:
    return stream if isinstance(stream, PlainStream) else PlainStream(stream)
