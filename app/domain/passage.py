"""The text of a step as a reader could quote it, and whether a quote lies in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain import exact_json
from app.domain.attribute_words import in_words
from app.domain.inside import NOTHING_INSIDE
from app.domain.json import JSON, canonical, in_order, leaves
from app.domain.message import Message, ToolCall, ToolResult, message_json
from app.domain.records import FieldPath, field_of, in_reading_order, labels, title_of
from app.domain.step import Run, Step

_BLANK = re.compile(r"\s+")
# What a page adds or drops when it prints JSON or Markdown; a comma between digits is part of the number and stays.
_DRESS = re.compile(r"""["'`“”„‘’{}\[\]:\\*_#|>~]|(?<!\d),|,(?!\d)""")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_LIST = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_NAME = re.compile(r'"(?:[^"\\]|\\.)*"\s*:')
_RULE = re.compile(r"^[ \t]*\|?[-:| \t]{3,}$", re.MULTILINE)  # between the head and the body of a table


def step_text(step: Step, run: Run) -> str:
    """Everything that the step's page shows: the whole context of a model step, and what lies inside the step."""
    return "\n".join(step_forms(step, run))


def step_forms(step: Step, run: Run) -> Iterator[str]:
    """The values that the step's page shows, each in every form in which it can be quoted."""
    yield from _given(step, run)
    yield from _own(step, run)
    yield from _inside(step, run)


def own_text(step: Step, run: Run) -> str:
    """What the step was asked and gave back; of a model step its output only, as its context repeats the past."""
    return "\n".join(_own(step, run))


def lies_in(quote: str, text: str) -> bool:
    """Whether `quote` is a passage of `text`; white space, letter case, signs of JSON and of Markdown do not count.

    A page may show the text rendered: without the marks of lists, the addresses of links and the rules of tables.
    Of a quote of several lines each may stand elsewhere: a table shows columns in an order of its own.
    """
    if _lies_in(quote, text) or _lies_in(_rendered(quote), _rendered(text)):
        return True
    lines = [line for line in quote.splitlines() if _bare(line)]
    return len(lines) > 1 and all(
        _lies_in(line, text) or _lies_in(_rendered(line), _rendered(text)) for line in lines
    )


def bare_forms(text: str) -> tuple[str, str]:
    """The text without white space, letter case and signs of JSON; as recorded, and as a page renders Markdown."""
    return _bare(text), _bare(_rendered(text))


def values_alone(text: str) -> str:
    """JSON text without the names of its fields: what a table shows of it."""
    return _NAME.sub("", text)


def result_fields(step: Step, run: Run) -> Iterator[str]:
    """Every field of what a step was asked or gave back, of the results in a model's context, and of inner spans."""
    for value in _results(step, run):
        yield from leaves(value)
    for record in _records(_results(step, run)):
        yield from (f"{key} {inner if isinstance(inner, str) else in_order(inner)}" for key, inner in record.items())


def result_rows(step: Step, run: Run) -> Iterator[tuple[str, str]]:
    """Every record in what `result_fields` reads: as JSON, and as the row of a table, its values alone."""
    for record in _records(_results(step, run)):
        yield in_order(record), _row(record, record)


def _results(step: Step, run: Run) -> list[JSON]:
    values = [step.input, step.output]
    for hash_ in step.context.messages if step.context else ():
        if message := run.messages.get(hash_):
            values += [part.result for part in message.parts if isinstance(part, ToolResult)]
    inside = run.inside.get(step.number, NOTHING_INSIDE)
    return [*values, *(value for span in inside.spans for _, value in span.texts)]


def _records(value: JSON) -> Iterator[Mapping[str, JSON]]:
    """Every record in a value, at any depth, and in texts that hold JSON."""
    if isinstance(value, str):
        if value.lstrip()[:1] in {"[", "{"} and (parsed := _parsed(value)) is not None:
            yield from _records(parsed)
    elif isinstance(value, Mapping):
        yield value
        yield from _records(list(value.values()))
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _records(inner)


def _lies_in(quote: str, text: str) -> bool:
    wanted = _bare(quote)
    return bool(wanted) and wanted in _bare(text)


def _rendered(text: str) -> str:
    return _LIST.sub("", _RULE.sub("", _LINK.sub(r"\1", text)))


def _given(step: Step, run: Run) -> Iterator[str]:
    if step.context is None:
        return
    for hash_ in step.context.messages:
        if message := run.messages.get(hash_):
            yield from _said(message)
    for hash_ in step.context.tools:
        if tool := run.tools.get(hash_):
            yield from _texts([tool.name, tool.description, tool.schema])
    yield from _texts(step.context.parameters)


def _own(step: Step, run: Run) -> Iterator[str]:
    for hash_ in step.output_messages:
        if message := run.messages.get(hash_):
            yield from _said(message)
    yield from _texts([step.name, step.agent, step.model, step.finish_reason, step.error])
    yield from _texts(step.input)
    yield from _texts(step.output)
    for attempt in step.attempts:
        yield from _texts([attempt.error, attempt.output])
    for change in step.state:
        yield from _texts([told for told in (change.key, change.before, change.after) if told is not None])


def _inside(step: Step, run: Run) -> Iterator[str]:
    """What its inner spans tell, each fact beside its name, as a page shows it: in words, or as recorded."""
    for span in run.inside.get(step.number, NOTHING_INSIDE).spans:
        for name, value in span.texts:
            told = value if isinstance(value, str) else in_order(value)
            yield from (f"{label} {told}" for label in (in_words(name), name) if label)
            yield from _texts(_parsed(value) if isinstance(value, str) else value)


def _said(message: Message) -> Iterator[str]:
    """A message, and by themselves the arguments and results in it, which the steps of those calls show too."""
    yield from _texts(message_json(message))
    for part in message.parts:
        if isinstance(part, ToolCall):
            yield from _texts(part.arguments)
        elif isinstance(part, ToolResult):
            yield from _texts(part.result)


def _texts(value: JSON) -> Iterator[str]:
    """The value as JSON, for keys and numbers; each text in it without escapes; its lists of records as tables."""
    if value is not None:
        yield canonical(value)
        yield in_order(value)
        yield from leaves(value)
        yield from _tables(value)


def _tables(value: JSON) -> Iterator[str]:
    """Each list of records row by row, as a page shows it: the names of the columns, then the values."""
    if isinstance(value, str):
        if value.lstrip()[:1] in {"[", "{"} and (parsed := _parsed(value)) is not None:
            yield from _tables(parsed)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _tables(inner)
    elif isinstance(value, Sequence):
        records = [row for row in value if isinstance(row, Mapping)]
        columns = dict.fromkeys(str(key) for row in records for key in row)
        if records:
            yield "\n".join([" ".join(columns), *(_row(row, columns) for row in records)])
            yield "\n".join(_record(row, records) for row in records)
        for inner in value:
            yield from _tables(inner)


def _row(record: Mapping[str, JSON], columns: Iterable[str]) -> str:
    return " ".join(_told(record[column]) for column in columns if column in record)


def _record(record: Mapping[str, JSON], records: Sequence[Mapping[str, JSON]]) -> str:
    """As it stands by itself on a page: its title, then each field with its name."""
    paths = [path for key, value in record.items() for path in _paths(key, value)]
    ordered, titled = in_reading_order(paths, records), title_of(paths)
    told = zip(labels(ordered), ordered, strict=True)
    return " ".join(
        text if path == titled else f"{label} {text}"
        for label, path in told
        for text in map(_told, field_of(record, path))
    )


def _paths(key: str, value: JSON) -> Iterator[FieldPath]:
    if isinstance(value, Mapping) and value:
        yield from ((str(key), str(inner)) for inner in value)
    else:
        yield (str(key),)


def _told(value: JSON) -> str:
    return value if isinstance(value, str) else in_order(value)


def _parsed(text: str) -> JSON:
    """The value that a text holds as JSON; None where it holds none."""
    try:
        return exact_json.loads(text)
    except (ValueError, RecursionError):
        return None


def _bare(text: str) -> str:
    return _DRESS.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", text).casefold()))
