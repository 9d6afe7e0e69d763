"""The text of a step as a reader could quote it, and whether a quote lies in it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from app.domain.json import JSON, canonical
from app.domain.message import message_json
from app.domain.step import Run, Step

_BLANK = re.compile(r"\s+")
# What a page adds or drops when it prints JSON; a comma between digits is part of the number and stays.
_DRESS = re.compile(r"""["'`“”„‘’{}\[\]:\\]|(?<!\d),|,(?!\d)""")


def step_text(step: Step, run: Run) -> str:
    """Everything that the step's page shows, the whole context of a model step included."""
    return "\n".join([*_given(step, run), *_own(step, run)])


def own_text(step: Step, run: Run) -> str:
    """What the step was asked and gave back; of a model step its output only, as its context repeats the past."""
    return "\n".join(_own(step, run))


def lies_in(quote: str, text: str) -> bool:
    """Whether `quote` is a passage of `text`; white space, letter case and JSON punctuation do not count."""
    wanted = _bare(quote)
    return bool(wanted) and wanted in _bare(text)


def _given(step: Step, run: Run) -> Iterator[str]:
    if step.context is None:
        return
    for hash_ in step.context.messages:
        if message := run.messages.get(hash_):
            yield from _texts(message_json(message))
    for hash_ in step.context.tools:
        if tool := run.tools.get(hash_):
            yield from _texts([tool.name, tool.description, tool.schema])
    yield from _texts(step.context.parameters)


def _own(step: Step, run: Run) -> Iterator[str]:
    for hash_ in step.output_messages:
        if message := run.messages.get(hash_):
            yield from _texts(message_json(message))
    yield from _texts([step.name, step.agent, step.model, step.finish_reason, step.error])
    yield from _texts(step.input)
    yield from _texts(step.output)
    for attempt in step.attempts:
        yield from _texts([attempt.error, attempt.output])
    for change in step.state:
        yield from _texts([change.key, change.before, change.after])


def _texts(value: JSON) -> Iterator[str]:
    """The value as JSON, for keys and numbers, and each text in it as it reads without escapes."""
    if value is not None:
        yield canonical(value)
        yield from _leaves(value)


def _leaves(value: JSON) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _leaves(inner)


def _bare(text: str) -> str:
    return _DRESS.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", text).casefold()))
