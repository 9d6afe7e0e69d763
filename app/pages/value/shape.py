"""The shapes in which a page draws a value: scalar, branch, table, medium, or a text that has two readings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from app.pages.value.seen import SeenText
from app.pages.value.text import TextPreview

FOLDABLE = 12  # lines of a text inside a value: from here on it folds, so that what stands after it can be seen
OPEN_LINES = 60  # up to so many it is open at first: a document, a file
TOOLED = 24  # rows: from here on a filter, and all branches opened or closed at once, save scrolling

# Each shape has the path of its value, from which the rest of it can be fetched; None where no path leads there.


@dataclass(frozen=True, slots=True)
class Scalar:
    """`kind` is `text`, `block` (text of several lines or long), `number`, `word` (true, false), `null` or `json`.

    A text that was `seen` at an earlier step folds.
    """

    kind: str
    shown: TextPreview
    path: str | None = None
    seen: SeenText | None = None
    shape: ClassVar[str] = "scalar"

    @property
    def text(self) -> "Scalar":
        """Itself, as the source of a formatted text is its text."""
        return self

    @property
    def folds(self) -> bool:
        return self.kind == "block" and self.shown.text.count("\n") >= FOLDABLE

    @property
    def open(self) -> bool:
        return self.shown.text.count("\n") <= OPEN_LINES

    @property
    def length(self) -> int:
        """Characters, those that are left out as well."""
        return len(self.shown.text) + self.shown.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """An image, sound or file in base64, told of and not shown. `size` is in bytes, once decoded.

    `sha256` is empty where the bytes are too many to check at once; `preview` is true for a raster image
    that a browser can be trusted with; `pixels` are its width and height.
    """

    media_type: str
    size: int
    sha256: str = ""
    pixels: tuple[int, int] | None = None
    preview: bool = False
    path: str | None = None
    shape: ClassVar[str] = "medium"


@dataclass(frozen=True, slots=True)
class ValueBranch:
    """An object or a list. `children` are labelled by key or index; `more` counts those left out.

    `line` tells of a list of short scalars that reads best on one line; `start` is the place of the first child.
    A branch that has members and shows none is opened on demand.
    """

    noun: str
    count: int
    children: tuple[tuple[str, "Shown"], ...]
    more: int
    open: bool
    line: bool = False
    path: str | None = None
    start: int = 0
    shape: ClassVar[str] = "branch"

    @property
    def next(self) -> int:
        """The place of the first child after those that are shown."""
        return self.start + len(self.children)


@dataclass(frozen=True, slots=True)
class Record:
    """One row. A cell is None where the row has no such key; `below` are the members too long for a cell."""

    index: int
    cells: tuple["Shown | None", ...]
    below: tuple[tuple[str, "Shown"], ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A list of like objects. A column is a key, or the key of an object one level down.

    Rows that read best `apart` stand each by itself, as a record; `titled` tells that the first column names it.
    `decisive` columns after the first are in sight at any width.
    """

    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    count: int
    path: str | None = None
    start: int = 0
    apart: bool = False
    titled: bool = False
    decisive: int = 0
    shape: ClassVar[str] = "table"

    @property
    def next(self) -> int:
        return self.start + len(self.rows)

    @property
    def more(self) -> int:
        return self.count - self.next


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text that reads better otherwise: `reading` is `markdown`, or `json` with the value that it spells."""

    reading: str
    source: Scalar
    tree: "ValueBranch | Table | None" = None
    shape: ClassVar[str] = "formatted"

    @property
    def path(self) -> str | None:
        return self.source.path

    @property
    def text(self) -> Scalar:
        return self.source


Shown: TypeAlias = Scalar | Medium | ValueBranch | Table | FormattedText


def is_complete(shown: Shown) -> bool:
    """Whether nothing was left out; if something was, the page links to the whole."""
    match shown:
        case Scalar():
            return shown.shown.more == 0
        case Medium():
            return True  # it is told of, and beside it stands where to get it
        case Table():
            return shown.more == 0 and _every(shown, is_complete)
        case ValueBranch():
            return shown.more == 0 and shown.count == len(shown.children) and _every(shown, is_complete)
        case FormattedText():
            return is_complete(shown.source)


def is_large(shown: Shown) -> bool:
    """Whether a reader would want to search in it."""
    tree = shown.tree if isinstance(shown, FormattedText) else shown
    return isinstance(tree, ValueBranch | Table) and (not is_complete(tree) or _rows(tree) >= TOOLED)


def _rows(shown: Shown) -> int:
    """How many rows a reader sees with everything open."""
    match shown:
        case ValueBranch(line=False):
            return sum(1 + _rows(child) for _, child in shown.children)
        case Table():
            return len(shown.rows) + sum(_rows(child) for row in shown.rows for _, child in row.below)
        case _:
            return 1


def _every(shown: ValueBranch | Table, holds: Callable[[Shown], bool]) -> bool:
    if isinstance(shown, ValueBranch):
        return all(holds(child) for _, child in shown.children)
    cells = (cell for row in shown.rows for cell in row.cells if cell is not None)
    return all(map(holds, cells)) and all(holds(item) for row in shown.rows for _, item in row.below)
