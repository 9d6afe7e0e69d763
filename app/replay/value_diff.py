"""What is unlike in two JSON values: field by field, records of a list paired by what names them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import TypeAlias, TypeGuard

from app.domain.json import JSON, canonical
from app.replay.record_pairing import item_pairing

MAX_DEPTH = 12  # of values in values; deeper ones are compared whole
MAX_CHANGES = 200
MOST_MOVED = 3  # of one list, each told with its places; of more it is told that the order is another

Renamed: TypeAlias = Mapping[str, str]  # names of records before, with those after
NOT_RENAMED: Renamed = MappingProxyType({})


class ValueMark(StrEnum):
    CAME = "came"
    WENT = "went"
    CHANGED = "changed"
    MOVED = "moved"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A place in a value, such as `lines[TA-20011].quantity`, and what stands there.

    Where something came or went, the other side is None. Of an item that MOVED the two are its places, counted
    from 1; of a list that was REORDERED the names of what both lists hold.
    """

    path: str
    mark: ValueMark
    before: JSON
    after: JSON


def value_diff(before: JSON, after: JSON, *, renamed: Renamed = NOT_RENAMED) -> tuple[ValueChange, ...]:
    """The changes in the order of the later value, at most MAX_CHANGES; none where the values are equal.

    A record or a key whose name is `renamed` is the same under its later name.
    """
    return tuple(islice(_changes("", before, after, renamed, depth=0), MAX_CHANGES))


def _changes(path: str, before: JSON, after: JSON, renamed: Renamed, *, depth: int) -> Iterator[ValueChange]:
    if depth < MAX_DEPTH and isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _members(path, before, after, renamed, depth=depth)
    elif depth < MAX_DEPTH and _is_list(before) and _is_list(after):
        yield from _items(path, before, after, renamed, depth=depth)
    elif canonical(before) != canonical(after):
        yield ValueChange(path, ValueMark.CHANGED, before, after)


def _members(
    path: str, before: Mapping[str, JSON], after: Mapping[str, JSON], renamed: Renamed, *, depth: int
) -> Iterator[ValueChange]:
    ours = {_later_name(str(name), renamed): value for name, value in before.items()} if renamed else before
    for name in dict.fromkeys((*after, *ours)):
        here = f"{path}.{name}" if path else str(name)
        if name not in ours:
            yield ValueChange(here, ValueMark.CAME, None, after[name])
        elif name not in after:
            yield ValueChange(here, ValueMark.WENT, ours[name], None)
        else:
            yield from _changes(here, ours[name], after[name], renamed, depth=depth + 1)


def _later_name(name: str, renamed: Renamed) -> str:
    """The later name of a key such as `refunds/re_0614968e`."""
    kind, slash, last = name.rpartition("/")
    return f"{kind}{slash}{renamed.get(last, last)}"


def _items(
    path: str, before: Sequence[JSON], after: Sequence[JSON], renamed: Renamed, *, depth: int
) -> Iterator[ValueChange]:
    found = item_pairing(before, after, renamed=renamed)
    pairs = {j: i for i, j in found.pairs}
    if len(found.moved) > MOST_MOVED:
        names = [found.before[i] for i, _ in sorted(found.pairs)], [found.after[j] for _, j in found.pairs]
        yield ValueChange(path, ValueMark.REORDERED, *names)
    for j, item in enumerate(after):
        here = f"{path}[{found.after[j]}]"
        if j not in pairs:
            yield ValueChange(here, ValueMark.CAME, None, item)
            continue
        if (pairs[j], j) in found.moved and len(found.moved) <= MOST_MOVED:
            yield ValueChange(here, ValueMark.MOVED, pairs[j] + 1, j + 1)
        yield from _changes(here, before[pairs[j]], item, renamed, depth=depth + 1)
    kept = set(pairs.values())
    for i, item in enumerate(before):
        if i not in kept:
            yield ValueChange(f"{path}[{found.before[i]}]", ValueMark.WENT, item, None)


def _is_list(value: JSON) -> TypeGuard[Sequence[JSON]]:
    return isinstance(value, Sequence) and not isinstance(value, str)
