"""What is unlike in two JSON values: field by field, records of a list paired by what names them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TypeGuard

from app.domain.json import JSON, canonical
from app.replay.sequence import common, gaps

MAX_DEPTH = 12  # of values in values; deeper ones are compared whole
MAX_CHANGES = 200
_NAMES = ("id", "key", "uuid", "sku", "code", "number", "name", "file", "path", "url", "title", "line")


class ValueMark(StrEnum):
    CAME = "came"
    WENT = "went"
    CHANGED = "changed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A place in a value, such as `lines[TA-20011].quantity`, and what stands there.

    Where something came or went, the other side is None. For a list that was REORDERED the two are its names.
    """

    path: str
    mark: ValueMark
    before: JSON
    after: JSON


def value_diff(before: JSON, after: JSON) -> tuple[ValueChange, ...]:
    """The changes in the order of the later value, at most MAX_CHANGES; none where the values are equal."""
    return tuple(islice(_changes("", before, after, depth=0), MAX_CHANGES))


def structured(value: JSON) -> bool:
    """Whether a value has fields that can be told apart."""
    return isinstance(value, Mapping) or _is_list(value)


def _changes(path: str, before: JSON, after: JSON, *, depth: int) -> Iterator[ValueChange]:
    if depth < MAX_DEPTH and isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _members(before, after, at=lambda name: f"{path}.{name}" if path else str(name), depth=depth)
    elif depth < MAX_DEPTH and _is_list(before) and _is_list(after):
        yield from _items(path, before, after, depth=depth)
    elif canonical(before) != canonical(after):
        yield ValueChange(path, ValueMark.CHANGED, before, after)


def _members(
    before: Mapping[str, JSON], after: Mapping[str, JSON], *, at: Callable[[str], str], depth: int
) -> Iterator[ValueChange]:
    for name in dict.fromkeys((*after, *before)):
        if name not in before:
            yield ValueChange(at(name), ValueMark.CAME, None, after[name])
        elif name not in after:
            yield ValueChange(at(name), ValueMark.WENT, before[name], None)
        else:
            yield from _changes(at(name), before[name], after[name], depth=depth + 1)


def _items(path: str, before: Sequence[JSON], after: Sequence[JSON], *, depth: int) -> Iterator[ValueChange]:
    name = _name_of(before, after)
    if name is not None:
        yield from _records(path, _by(name, before), _by(name, after), depth=depth)
        return
    pairs = common([canonical(item) for item in before], [canonical(item) for item in after])
    for ours, theirs in gaps(pairs, before=len(before), after=len(after)):
        places = list(range(ours.start, ours.stop)), list(range(theirs.start, theirs.stop))
        if len(places[0]) == len(places[1]):
            for i, j in zip(*places, strict=True):
                yield from _changes(f"{path}[{j}]", before[i], after[j], depth=depth + 1)
        else:
            yield from (ValueChange(f"{path}[{i}]", ValueMark.WENT, before[i], None) for i in places[0])
            yield from (ValueChange(f"{path}[{j}]", ValueMark.CAME, None, after[j]) for j in places[1])


def _records(
    path: str, before: Mapping[str, JSON], after: Mapping[str, JSON], *, depth: int
) -> Iterator[ValueChange]:
    ours, theirs = [name for name in before if name in after], [name for name in after if name in before]
    if ours != theirs:
        yield ValueChange(path, ValueMark.REORDERED, ours, theirs)
    yield from _members(before, after, at=lambda name: f"{path}[{name}]", depth=depth)


def _name_of(before: Sequence[JSON], after: Sequence[JSON]) -> str | None:
    """The key that names the records of both lists: each has it, and no two of a list share its value."""
    if not before or not after:
        return None
    keys: list[str] | None = None
    for item in (*before, *after):
        if not isinstance(item, Mapping):
            return None
        keys = [str(key) for key in item] if keys is None else [key for key in keys if key in item]
    named = sorted((key for key in keys or () if _rank(key) is not None), key=lambda key: _rank(key) or 0)
    return next((key for key in named if _distinct(key, before) and _distinct(key, after)), None)


def _rank(key: str) -> int | None:
    plain = key.casefold()
    if plain in _NAMES:
        return _NAMES.index(plain)
    return 1 if plain.endswith(("_id", "-id")) or key.endswith(("Id", "ID")) else None


def _distinct(key: str, records: Sequence[JSON]) -> bool:
    values = [item[key] for item in records if isinstance(item, Mapping)]
    return all(isinstance(value, str | int) for value in values) and len(set(map(str, values))) == len(values)


def _by(key: str, records: Sequence[JSON]) -> dict[str, JSON]:
    return {str(item[key]): item for item in records if isinstance(item, Mapping)}


def _is_list(value: JSON) -> TypeGuard[Sequence[JSON]]:
    return isinstance(value, Sequence) and not isinstance(value, str)
