"""Lists of like records: which of their keys become columns, and what a row has in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.json import JSON, canonical
from app.domain.records import FieldPath, field_of, in_reading_order, is_decisive, labels, title_of

MAX_COLUMNS = 16  # more than a screen is wide: the table scrolls in its own frame
MAX_CELL = 120  # characters: a longer text stands below its row
MAX_COMPACT = 80  # characters of an object or a list that stands in a cell as JSON
LOOKED_AT = 200  # rows that decide on the columns
FEW = 12  # rows that may be read one by one
WIDE = 72  # characters of a row: more do not fit beside the panes of a laptop
NARROWEST = 40  # characters of a row that a phone of 390 pixels shows
HELD = 16  # of them for the column that stays, whose cells wrap there
DATED = 12  # of them for a date, whose time goes below it there
MAX_WIDTH = 36  # characters of a cell; a longer one wraps


@dataclass(frozen=True, slots=True)
class Columns:
    """`shown` are the columns in order, as the keys that lead to a cell; `below` are the keys of longer members.

    `apart` tells that each row reads best by itself, as a record, and `titled` that the first column names it. In a
    table, so many versions and dates stand beside the first column as `decisive` says.
    """

    shown: tuple[FieldPath, ...]
    below: tuple[str, ...]
    apart: bool = False
    titled: bool = False
    decisive: int = 0


def columns_of(value: Sequence[JSON]) -> Columns | None:
    """The columns of a list that reads best as records or as a table; None for any other list."""
    rows = [item for item in value[:LOOKED_AT] if isinstance(item, Mapping)]
    if not rows or len(rows) < min(len(value), LOOKED_AT) or not _alike(rows):
        return None
    found = _columns_of(rows)
    if found is None:
        return None
    if _read_apart(found, rows, count=len(value)):
        titled = title_of(found.shown) is not None
        return replace(found, shown=in_reading_order(found.shown, rows), apart=True, titled=titled)
    return _decisive_first(found, rows) if len(rows) > 1 else None


def _columns_of(rows: Sequence[Mapping[str, JSON]]) -> Columns | None:
    short = [key for key in _keys(rows) if all(map(fits, _of(rows, key)))]
    flat = [key for key in _keys(rows) if key not in short and _is_flat(rows, key)]
    short += [key for key in _keys(rows) if key not in [*short, *flat] and all(map(is_compact, _of(rows, key)))]
    shown = tuple(column for key in _keys(rows) for column in _columns(rows, key, short=short, flat=flat))
    if not 0 < len(shown) <= MAX_COLUMNS:
        return None
    return Columns(shown, tuple(key for key in _keys(rows) if key not in short and key not in flat))


def _read_apart(found: Columns, rows: Sequence[Mapping[str, JSON]], *, count: int) -> bool:
    """Few and wide, or with texts; or with more versions and dates than the narrowest screen has room for."""
    if found.below:
        return True
    widths = {column: _width(column, rows) for column in found.shown}
    first = found.shown[0]
    decisive = [column for column in found.shown[1:] if is_decisive(column, rows)]
    needed = min(widths[first], HELD) + sum(min(widths[column], DATED) for column in decisive)
    return (count <= FEW and sum(widths.values()) > WIDE) or needed > NARROWEST


def _width(column: FieldPath, rows: Sequence[Mapping[str, JSON]]) -> int:
    """Characters that a column takes, with the gap after it; the longest of its cells wrap."""
    cells = (canonical(cell).strip('"') for row in rows[:FEW] for cell in field_of(row, column))
    return min(max(map(len, [labels([column])[0], *cells])), MAX_WIDTH) + 2


def _decisive_first(found: Columns, rows: Sequence[Mapping[str, JSON]]) -> Columns:
    """With versions and dates beside the first column, which stays where it is."""
    first, *others = found.shown
    decisive = [column for column in others if is_decisive(column, rows)]
    rest = [column for column in others if column not in decisive]
    return replace(found, shown=(first, *decisive, *rest), decisive=len(decisive))


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
) -> Iterator[FieldPath]:
    if key in short:
        yield (key,)
    elif key in flat:
        objects = [inner for row in rows if isinstance(inner := row.get(key), Mapping)]
        yield from ((key, name) for name in _keys(objects))
