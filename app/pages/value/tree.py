"""A JSON value as a tree that folds, bounded in size whatever the trace holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain import exact_json
from app.domain.json import JSON, canonical
from app.domain.records import field_of, labels
from app.pages.value.markdown import looks_like_markdown
from app.pages.value.medium import medium_in
from app.pages.value.path import ROOT, at_index, under_key
from app.pages.value.seen import NOTHING_SEEN, SeenTexts
from app.pages.value.shape import FormattedText, Record, Scalar, Shown, Table, ValueBranch
from app.pages.value.table import MAX_CELL, Columns, columns_of, fits
from app.pages.value.text import PREVIEW, TextPreview, cut
from app.replay.arrivals import LEAST

MAX_CHILDREN = 60
MAX_AFTER = 20  # members still listed, closed, once there is no more room
MAX_DEPTH = 12
MAX_LABEL = 120  # characters of a key
OPEN_CHARACTERS = 3000  # a nested value up to this size is shown open

Child = tuple[str, str | None, JSON]  # label, path, value


@dataclass(slots=True)
class _Room:
    """Characters that may still be shown of the whole value, and which of its texts the reader has seen."""

    left: int
    seen: SeenTexts = NOTHING_SEEN


def shown_value(
    value: JSON, *, limit: int = PREVIEW, path: str | None = ROOT, start: int = 0, seen: SeenTexts = NOTHING_SEEN
) -> Shown:
    """The value up to about `limit` characters; of a list or an object, from the child at `start` on."""
    room = _Room(limit, seen)
    return _shown(value, room, path, start=start) if not isinstance(value, str) else _text(value, room, path)


def scalar(value: JSON, *, limit: int, path: str | None) -> Shown:
    """A single value that is neither a list nor an object."""
    return _scalar(value, _Room(limit), path)


def label_of(key: str) -> str:
    return key if len(key) <= MAX_LABEL else key[:MAX_LABEL] + "…"


def children_of(value: JSON, path: str | None) -> list[Child]:
    """Label, path and value of what stands inside an object or a list."""
    if isinstance(value, Mapping):
        return [(label_of(key), under_key(path, key), inner) for key, inner in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [(str(index), at_index(path, index), inner) for index, inner in enumerate(value)]
    return []


def _text(value: str, room: _Room, path: str | None) -> Shown:
    """A text that stands by itself; one that spells a JSON value or Markdown can be read in two ways."""
    if (spelled := exact_json.spelled(value)) is not None:
        tree = _shown(spelled, room, path)
        assert isinstance(tree, ValueBranch | Table)
        return FormattedText("json", Scalar("block", cut(value), path), tree)
    return _rendered(_scalar(value, room, path))


def _shown(value: JSON, room: _Room, path: str | None, *, depth: int = 0, start: int = 0) -> Shown:
    if isinstance(value, Sequence) and not isinstance(value, str) and (columns := columns_of(value)):
        return _table(value, columns, room, path, depth=depth, start=start)
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        return _branch(value, room, path, depth=depth, start=start)
    return _scalar(value, room, path)


def _branch(
    value: Mapping[str, JSON] | Sequence[JSON], room: _Room, path: str | None, *, depth: int, start: int
) -> ValueBranch:
    noun = "key" if isinstance(value, Mapping) else "item"
    before, after = room.left, 0
    taken: list[tuple[str, Shown]] = []
    for label, inner_path, inner in children_of(value, path)[start : start + MAX_CHILDREN]:
        after += room.left <= 0 and not (noun == "key" and _is_brief(inner))
        if after > MAX_AFTER:
            break  # a long value does not hide the short ones after it, such as `has_more`
        room.left -= len(label) + 2
        closed = room.left <= 0 or depth >= MAX_DEPTH
        taken.append((label, _child(inner, room, inner_path, depth=depth, closed=closed)))
    more = len(value) - start - len(taken)
    used = before - room.left
    line = noun == "item" and used <= MAX_CELL and not more and all(_is_short(child) for _, child in taken)
    is_open = depth == 0 or used <= OPEN_CHARACTERS
    return ValueBranch(noun, len(value), tuple(taken), more, open=is_open, line=line, path=path, start=start)


def _child(value: JSON, room: _Room, path: str | None, *, depth: int, closed: bool) -> Shown:
    """A member; where it may not be looked into, only how much there is in it."""
    if closed and isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        noun = "key" if isinstance(value, Mapping) else "item"
        return ValueBranch(noun, len(value), (), len(value), open=False, path=path)
    return _shown(value, room, path, depth=depth + 1)


def _is_brief(value: JSON) -> bool:
    return fits(value) and not isinstance(value, Mapping) and len(canonical(value)) <= MAX_CELL


def _is_short(shown: Shown) -> bool:
    return isinstance(shown, Scalar) and shown.kind != "block"


def _scalar(value: JSON, room: _Room, path: str | None) -> Shown:
    if isinstance(value, str):
        if medium := medium_in(value, path=path):
            room.left -= MAX_CELL
            return medium
        shown = cut(value, max(room.left, 80))
        room.left -= len(shown.text)
        kind = "block" if "\n" in value or len(value) > MAX_CELL else "text"
        return Scalar(kind, shown, path, room.seen.of(value) if len(value) >= LEAST else None)
    room.left -= 6
    if value is None:
        return Scalar("null", TextPreview("null"), path)
    return Scalar("word" if isinstance(value, bool) else "number", cut(canonical(value)), path)


def _table(
    value: Sequence[JSON], columns: Columns, room: _Room, path: str | None, *, depth: int, start: int
) -> Table:
    rows: list[Record] = []
    for index, item in enumerate(value[start : start + MAX_CHILDREN], start):
        if room.left <= 0 and rows:
            break
        rows.append(_record(item, columns, room, path=at_index(path, index), index=index, depth=depth))
    names = tuple(map(label_of, labels(columns.shown)))
    return Table(
        columns=names,
        rows=tuple(rows),
        count=len(value),
        path=path,
        start=start,
        apart=columns.apart,
        titled=columns.titled,
        decisive=columns.decisive,
    )


def _record(item: JSON, columns: Columns, room: _Room, *, path: str | None, index: int, depth: int) -> Record:
    """One row of a table: its cells, and below it what is too long for a cell."""
    deep = depth >= MAX_DEPTH
    if not isinstance(item, Mapping):  # far down a list that began with records
        stray = (str(index), _child(item, room, path, depth=depth + 1, closed=deep))
        return Record(index, (None,) * len(columns.shown), (stray,), path)
    cells = tuple(
        next((_cell(cell, room, _along(path, column)) for cell in field_of(item, column)), None)
        for column in columns.shown
    )
    below = tuple(
        (label_of(key), _rendered(_child(item[key], room, under_key(path, key), depth=depth + 1, closed=deep)))
        for key in columns.below
        if key in item
    )
    return Record(index, cells, below, path)


def _rendered(shown: Shown) -> Shown:
    """A text that is written as Markdown, as it was meant to look."""
    if isinstance(shown, Scalar) and shown.kind == "block" and looks_like_markdown(shown.shown.text):
        return FormattedText("markdown", shown)
    return shown


def _cell(value: JSON, room: _Room, path: str | None) -> Shown:
    if not isinstance(value, Mapping | Sequence) or isinstance(value, str):
        return _scalar(value, room, path)
    if fits(value):
        return _branch(value, room, path, depth=MAX_DEPTH, start=0)
    compact = cut(canonical(value))  # in a list that goes on otherwise than it began, it may be long
    room.left -= len(compact.text)
    return Scalar("json", compact, path)


def _along(path: str | None, keys: tuple[str, ...]) -> str | None:
    for key in keys:
        path = under_key(path, key)
    return path
