"""A JSON value as a tree that folds, bounded in size whatever the trace holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from app.domain.json import JSON, canonical
from app.pages.replay_text import PREVIEW, Cut, cut

MAX_CHILDREN = 60
MAX_DEPTH = 12
MAX_COLUMNS = 16  # more than a screen is wide: the table scrolls in its own frame
MAX_CELL = 120  # characters: a longer text makes a table hard to read
OPEN_CHARACTERS = 3000  # a nested value up to this size is shown open


@dataclass(frozen=True, slots=True)
class Scalar:
    """`kind` is `text`, `block` (text of several lines or long), `number`, `word` (true, false) or `null`."""

    kind: str
    shown: Cut
    shape: ClassVar[str] = "scalar"


@dataclass(frozen=True, slots=True)
class Branch:
    """An object or a list. `children` are labelled by key or index; `more` counts those left out.

    `line` tells of a list of short scalars that reads best on one line.
    """

    noun: str
    count: int
    children: tuple[tuple[str, "Shown"], ...]
    more: int
    open: bool
    line: bool = False
    shape: ClassVar[str] = "branch"


@dataclass(frozen=True, slots=True)
class Table:
    """A list of flat objects of like keys; a cell is None where its row has no such key."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar | None, ...], ...]
    count: int
    shape: ClassVar[str] = "table"


Shown: TypeAlias = Scalar | Branch | Table


@dataclass(slots=True)
class _Room:
    """Characters that may still be shown of the whole value."""

    left: int


def shown_value(value: JSON, *, limit: int = PREVIEW) -> Shown:
    """The value up to about `limit` characters."""
    return _shown(value, _Room(limit), depth=0)


def is_complete(shown: Shown) -> bool:
    """Whether nothing was left out; if something was, the page links to the whole."""
    match shown:
        case Scalar():
            return shown.shown.more == 0
        case Table():
            cells = (cell for row in shown.rows for cell in row if cell)
            return shown.count == len(shown.rows) and all(cell.shown.more == 0 for cell in cells)
        case Branch():
            return shown.more == 0 and all(is_complete(child) for _, child in shown.children)


def _shown(value: JSON, room: _Room, *, depth: int) -> Shown:
    if isinstance(value, Mapping):
        return _branch([(str(key), inner) for key, inner in value.items()], "key", room, depth=depth)
    if isinstance(value, Sequence) and not isinstance(value, str):
        if columns := _columns(value):
            return _table(value, columns, room)
        return _branch([(str(index), inner) for index, inner in enumerate(value)], "item", room, depth=depth)
    return _scalar(value, room)


def _branch(children: Sequence[tuple[str, JSON]], noun: str, room: _Room, *, depth: int) -> Branch:
    before = room.left
    taken: list[tuple[str, Shown]] = []
    for label, inner in children[:MAX_CHILDREN]:
        if depth >= MAX_DEPTH or (room.left <= 0 and not (noun == "key" and _is_brief(inner))):
            continue  # a long value does not hide the short ones after it, such as `has_more`
        room.left -= len(label) + 2
        taken.append((label, _shown(inner, room, depth=depth + 1)))
    more = len(children) - len(taken)
    used = before - room.left
    line = noun == "item" and used <= MAX_CELL and not more and all(_is_short(child) for _, child in taken)
    return Branch(noun, len(children), tuple(taken), more, open=depth == 0 or used <= OPEN_CHARACTERS, line=line)


def _is_brief(value: JSON) -> bool:
    return _fits(value) and len(canonical(value)) <= MAX_CELL


def _is_short(shown: Shown) -> bool:
    return isinstance(shown, Scalar) and shown.kind != "block"


def _scalar(value: JSON, room: _Room) -> Scalar:
    if isinstance(value, str):
        shown = cut(value, max(room.left, 80))
        room.left -= len(shown.text)
        return Scalar("block" if "\n" in value or len(value) > MAX_CELL else "text", shown)
    room.left -= 6
    if value is None:
        return Scalar("null", Cut("null"))
    return Scalar("word" if isinstance(value, bool) else "number", Cut(canonical(value)))


def _columns(value: Sequence[JSON]) -> tuple[str, ...]:
    """The keys of a list that reads best as a table; none for any other list."""
    rows = [item for item in value if isinstance(item, Mapping)]
    if len(value) < 2 or len(rows) < len(value):
        return ()
    names = tuple(dict.fromkeys(str(key) for row in rows[:MAX_CHILDREN] for key in row))
    alike = all(2 * len(row) >= len(names) for row in rows[:MAX_CHILDREN])
    flat = all(_fits(cell) for row in rows[:MAX_CHILDREN] for cell in row.values())
    return names if 0 < len(names) <= MAX_COLUMNS and alike and flat else ()


def _fits(cell: JSON) -> bool:
    if isinstance(cell, str):
        return len(cell) <= MAX_CELL and "\n" not in cell
    return not isinstance(cell, Mapping | Sequence)


def _table(value: Sequence[JSON], columns: tuple[str, ...], room: _Room) -> Table:
    rows: list[tuple[Scalar | None, ...]] = []
    for item in value[:MAX_CHILDREN]:
        if room.left <= 0 or not isinstance(item, Mapping):
            break
        rows.append(tuple(_scalar(item[name], room) if name in item else None for name in columns))
    return Table(columns, tuple(rows), len(value))
