"""The tree of a run: containers with their steps inside them, a page of children at a time."""

from dataclasses import dataclass, replace

from app.domain.errors import NotFound
from app.pages.replay.list import ListRow, ReadingMarks, rows_of
from app.pages.replay.screen import Screen
from app.reading.outline import Outline, outline_of
from app.reading.window import Window
from app.replay.run_tree import TreeItem
from app.replay.totals import Totals
from app.replay.unfolding import TreePage, page, unfolded

WHOLE = "run"  # the key of the branch that everything lies in


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerUsage:
    """What the revealed steps of a container used; None where they do not tell."""

    steps: int
    tokens: int | None
    cost_usd: float | None
    errors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRow:
    """A line of the tree: a step (`row`), else a container with its `name`.

    `key` is set where something is inside, and `source` is where that is to be had; `open` is what of it is shown.
    """

    item: TreeItem
    level: int
    place: int
    size: int
    href: str
    row: ListRow | None
    name: str
    agent: bool
    key: str | None
    source: str
    used: ContainerUsage | None
    open: "TreeRows | None"

    @property
    def running(self) -> bool:
        return self.item.inside is not None and not self.item.inside.over


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRows:
    """Some consecutive children of a branch, which itself goes from step `first` to step `last`."""

    first: int
    last: int
    source: str
    rows: tuple[TreeRow, ...]

    @property
    def begins(self) -> int:
        return self.rows[0].item.first

    @property
    def ends(self) -> int:
        return self.rows[-1].item.last


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeContext:
    """What a tree stands on: a run as far as it is revealed, where its steps are, and what was done to them."""

    window: Window
    steps: str
    kept: str
    reading: ReadingMarks
    current: int = 0


def tree(screen: Screen) -> TreeRows:
    """The tree with the way to the shown step open."""
    context = TreeContext(
        window=screen.view.window,
        steps=screen.steps,
        kept=screen.kept,
        reading=screen.reading,
        current=screen.number,
    )
    outline = outline_of(context.window)
    return _TreeBuilder(context, outline, unfolded(outline.tree, screen.number)).leaves()


def branch(context: TreeContext, key: str, *, first: int | None = None, before: int | None = None) -> TreeRows:
    """A page of what lies inside something. Raises NotFound for what has not begun, or is not in the run."""
    outline = outline_of(context.window)
    if key != WHOLE and outline.tree.stretch(key) is None:
        raise NotFound("there is nothing of this kind in what is revealed of the run")
    shown = page(outline.tree, None if key == WHOLE else key, first=first, before=before)
    return _TreeBuilder(context, outline, shown).leaves()


class _TreeBuilder:
    """The rows of a tree: its steps are read in one go, and so are the sums of its containers."""

    def __init__(self, context: TreeContext, outline: Outline, shown: TreePage) -> None:
        self._context, self._outline, self._shown = context, outline, shown
        items = [item for part in shown.everything() for item in part.items]
        headers = context.window.headers_at([item.first for item in items if item.is_step])
        apart = [replace(header, same_call=None) for header in headers]  # an access is a leaf of its call's branch
        rows = rows_of(
            apart, current=context.current, steps=context.steps, query=context.kept, reading=context.reading
        )
        self._rows = {row.first: row for row in rows}
        for header in headers:
            if header.inner is not None:
                marks = context.reading.marks_on(header.number, header.inner)
                self._rows[header.number] = replace(self._rows[header.number], marks=marks)
        ends = {end for item in items if not item.is_step for end in (item.first - 1, item.last)}
        self._totals = context.window.totals_at(ends)

    def leaves(self) -> TreeRows:
        return self._leaves(self._shown)

    def _leaves(self, part: TreePage) -> TreeRows:
        rows = tuple(self._row(part, place) for place in range(len(part.items)))
        return TreeRows(first=part.branch.first, last=part.branch.last, source=self._source(part.key), rows=rows)

    def _row(self, part: TreePage, place: int) -> TreeRow:
        item = part.items[place]
        key = item.inside.key if item.inside else None
        container = self._outline.containers.get(key or "")
        opened = part.open.get(key or "")
        return TreeRow(
            item=item,
            level=part.level,
            place=part.start + place + 1,
            size=part.branch.count,
            href=f"{self._context.steps}/{item.first}{self._context.kept}",
            row=self._rows[item.first] if item.is_step else None,
            name=(container.agent or container.name) if container else "",
            agent=container is not None and container.agent is not None,
            key=key,
            source=self._source(key),
            used=self._used(item),
            open=None if opened is None else self._leaves(opened),
        )

    def _source(self, key: str | None) -> str:
        return f"{self._context.steps}/outline/{key or WHOLE}"

    def _used(self, item: TreeItem) -> ContainerUsage | None:
        if item.inside is None:
            return None
        steps = item.inside.last - item.inside.first + 1
        if item.is_step:
            return ContainerUsage(steps=steps, tokens=None, cost_usd=None, errors=0)
        before, after = self._totals[item.first - 1], self._totals[item.last]
        return ContainerUsage(
            steps=steps,
            tokens=_tokens(before, after),
            cost_usd=_cost(before, after),
            errors=after.errors - before.errors,
        )


def _tokens(before: Totals, after: Totals) -> int | None:
    """A difference of nothing is told as nothing known: the steps between say no numbers."""
    return _sum(after) - _sum(before) or None


def _sum(totals: Totals) -> int:
    return (totals.input_tokens or 0) + (totals.output_tokens or 0)


def _cost(before: Totals, after: Totals) -> float | None:
    return round((after.cost_usd or 0) - (before.cost_usd or 0), 9) or None
