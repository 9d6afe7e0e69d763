"""In which order the fields of a record are read, and what they are called."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from app.domain.json import JSON

FieldPath: TypeAlias = tuple[str, ...]  # the keys that lead to a field: one, or two where it lies in an object

TITLES = ("title", "name", "heading", "subject", "filename", "source", "url", "path")
_SCORES = {"score", "relevance", "relevance_score", "similarity", "distance", "rank"}
_VERSIONS = {"version", "revision", "edition"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.,+\-Z ]*)?")
_WRAPPERS = {"metadata", "meta", "attributes", "properties", "document"}  # that say nothing of what is in them
_TITLE, _SCORE, _VERSION, _DATED, _ID, _REST = range(6)


def in_reading_order(paths: Sequence[FieldPath], records: Sequence[Mapping[str, JSON]]) -> tuple[FieldPath, ...]:
    """Title, score, version, dates, id, then the others as they were."""
    titled = title_of(paths)
    ranks = {path: _TITLE if path == titled else _rank(path, records) for path in paths}
    return tuple(sorted(paths, key=lambda path: ranks[path]))


def title_of(paths: Sequence[FieldPath]) -> FieldPath | None:
    """The field that names a record; None where there is none."""
    named = {path[-1].casefold(): path for path in reversed(paths)}
    return next((named[name] for name in TITLES if name in named), None)


def is_decisive(path: FieldPath, records: Sequence[Mapping[str, JSON]]) -> bool:
    """Whether the field is a version or a date, which are never what is out of sight."""
    return _rank(path, records) in {_VERSION, _DATED}


def labels(paths: Sequence[FieldPath]) -> tuple[str, ...]:
    """What each field is called: `metadata.indexed` is `indexed`, unless there is another field of that name."""
    whole = [".".join(path) for path in paths]
    short = [_without_wrapper(name) for name in whole]
    return tuple(name if short.count(name) == 1 else long for name, long in zip(short, whole, strict=True))


def field_of(record: Mapping[str, JSON], path: FieldPath) -> Iterator[JSON]:
    """What the record has there, or nothing."""
    inner: JSON = record
    for key in path:
        if not isinstance(inner, Mapping) or key not in inner:
            return
        inner = inner[key]
    yield inner


def _rank(path: FieldPath, records: Sequence[Mapping[str, JSON]]) -> int:
    name = path[-1].rpartition(".")[2].casefold()
    if name in _SCORES:
        return _SCORE
    if name in _VERSIONS:
        return _VERSION
    if _is_dated(path, records):
        return _DATED
    return _ID if name == "id" else _REST


def _is_dated(path: FieldPath, records: Sequence[Mapping[str, JSON]]) -> bool:
    told = [value for record in records for value in field_of(record, path) if value not in (None, "")]
    return bool(told) and all(isinstance(value, str) and _DATE.fullmatch(value) for value in told)


def _without_wrapper(name: str) -> str:
    first, _, rest = name.partition(".")
    return _without_wrapper(rest) if rest and first.casefold() in _WRAPPERS else name
