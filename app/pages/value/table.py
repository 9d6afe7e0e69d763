"""Lists of like records: which of their keys become columns, and what a row has in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.json import JSON, canonical

MAX_COLUMNS = 16  # more than a screen is wide: the table scrolls in its own frame
MAX_CELL = 120  # characters: a longer text stands below its row
MAX_COMPACT = 80  # characters of an object or a list that stands in a cell as JSON
LOOKED_AT = 200  # rows that decide on the columns


@dataclass(frozen=True, slots=True)
class Columns:
    """`shown` are the columns in order, as the keys that lead to a cell; `below` are the keys of longer members."""

    shown: tuple[tuple[str, ...], ...]
    below: tuple[str, ...]


def columns_of(value: Sequence[JSON]) -> Columns | None:
    """The columns of a list that reads best as a table; None for any other list."""
    rows = [item for item in value[:LOOKED_AT] if isinstance(item, Mapping)]
    if len(rows) < 2 or len(rows) < min(len(value), LOOKED_AT) or not _alike(rows):
        return None
    short = [key for key in _keys(rows) if all(map(fits, _of(rows, key)))]
    flat = [key for key in _keys(rows) if key not in short and _is_flat(rows, key)]
    short += [key for key in _keys(rows) if key not in [*short, *flat] and all(map(is_compact, _of(rows, key)))]
    shown = tuple(column for key in _keys(rows) for column in _columns(rows, key, short=short, flat=flat))
    if not 0 < len(shown) <= MAX_COLUMNS:
        return None
    return Columns(shown, tuple(key for key in _keys(rows) if key not in short and key not in flat))


def cells_of(row: Mapping[str, JSON], column: tuple[str, ...]) -> Iterator[JSON]:
    """The cell of a column, or nothing where the row has no such key."""
    inner: JSON = row
    for key in column:
        if not isinstance(inner, Mapping) or key not in inner:
            return
        inner = inner[key]
    yield inner


def fits(cell: JSON) -> bool:
    """Whether a value is short enough for a cell: a scalar, or a list of scalars that stands on one line."""
    if isinstance(cell, str):
        return len(cell) <= MAX_CELL and "\n" not in cell
    if isinstance(cell, Mapping):
        return not cell
    if isinstance(cell, Sequence):
        scalars = all(not isinstance(item, Mapping) and (isinstance(item, str) or fits(item)) for item in cell[:40])
        return len(cell) <= 40 and scalars and len(canonical(cell)) <= MAX_CELL
    return True


def is_compact(cell: JSON) -> bool:
    """Whether a value is short enough to be told as JSON."""
    return fits(cell) or (not isinstance(cell, str) and len(canonical(cell)) <= MAX_COMPACT)


def _of(rows: Sequence[Mapping[str, JSON]], key: str) -> Iterator[JSON]:
    return (row[key] for row in rows if key in row)


def _keys(rows: Sequence[Mapping[str, JSON]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in rows for key in row))


def _alike(rows: Sequence[Mapping[str, JSON]]) -> bool:
    names = len(_keys(rows))
    return 0 < names <= 4 * MAX_COLUMNS and all(2 * len(row) >= names for row in rows)


def _is_flat(rows: Sequence[Mapping[str, JSON]], key: str) -> bool:
    """Whether the key holds small flat objects, whose keys can be columns of their own."""
    inner = [row[key] for row in rows if row.get(key) is not None]
    objects = [item for item in inner if isinstance(item, Mapping)]
    if len(objects) < len(inner) or not any(objects) or len(_keys(objects)) > MAX_COLUMNS:
        return False
    return all(fits(cell) and not isinstance(cell, Mapping) for item in objects for cell in item.values())


def _columns(
    rows: Sequence[Mapping[str, JSON]], key: str, *, short: Sequence[str], flat: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    if key in short:
        yield (key,)
    elif key in flat:
        objects = [inner for row in rows if isinstance(inner := row.get(key), Mapping)]
        yield from ((key, name) for name in _keys(objects))
