"""The gist of a step in a few words, so that a list of steps tells the run's story."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.domain.json import JSON
from app.domain.step import Run, Step, StepKind

MOST = 60  # characters: more than a row of the list can show, enough for a heading
_READ = 4 * MOST  # characters of a text that are looked at, however long it is
_SIGNS = ("*", "`", "#")  # of which markup has one
_MARKUP = re.compile(r"\*\*|`|^\s*#+\s+", re.MULTILINE)
_ASKING = ("query", "question", "q", "search", "sql", "expression", "command", "path", "url")  # these tell enough


def gist(step: Step, run: Run) -> str:
    """What a model said, else what it called; of any other step what it was asked. Empty where it tells neither.

    Only what the step began with, or what its own model said, is used: nothing that a running step withholds.
    """
    if step.kind is StepKind.MODEL:
        return _cut(_said(step, run))
    return _cut(", ".join(_arguments(step.input)))


def first_words(text: str) -> str:
    """The beginning of a text in one line, without the signs of markup."""
    return _cut(_line(text))


def _said(step: Step, run: Run) -> str:
    said = [message for hash_ in step.output_messages if (message := run.messages.get(hash_))]
    text = " ".join(_line(message.text) for message in said if message.text.strip())
    calls = dict.fromkeys(call.name for message in said for call in message.calls)
    return text or (f"calls {', '.join(calls)}" if calls else "")


def _arguments(value: JSON) -> Iterator[str]:
    """What is asked for, else the short values of an object; a list stands for its first item."""
    if isinstance(value, Mapping):
        asked = [key for key in value if key.lower() in _ASKING]
        for key in asked or value:
            yield from _scalar(value[key])
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _arguments(value[0]) if value else ()
    else:
        yield from _scalar(value)


def _scalar(value: JSON) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield _line(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def _line(text: str) -> str:
    start = text.lstrip()[:_READ]
    plain = _MARKUP.sub("", start) if any(sign in start for sign in _SIGNS) else start
    return " ".join(plain.split())


def _cut(text: str) -> str:
    if len(text) <= MOST:
        return text
    return text[: MOST - 1].rstrip(" ,;:") + "…"
