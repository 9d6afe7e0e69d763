"""Which branches of a run's tree are open at first, and which of their children are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.replay.run_tree import Branch, RunTree, Stretch, TreeItem

PAGE = 60  # children in one answer
FEWEST = 12  # children of each branch on the way to a step, however deep it lies
FIRST_ROWS = 120  # rows of the first view, as many as the list has
SMALL = 12  # steps of a chain that is opened unasked
DEEPEST = 40  # levels of one tree, of FEWEST rows each; recordings nested deeper than this are hostile


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePage:
    """Some consecutive children of a branch; `start` is the place of the first, and `open` those that are open."""

    key: str | None
    branch: Branch
    level: int
    start: int
    items: tuple[TreeItem, ...]
    open: dict[str, "TreePage"]

    def everything(self) -> Iterator["TreePage"]:
        """Itself, and all that are open in it."""
        yield self
        for inner in self.open.values():
            yield from inner.everything()


def unfolded(tree: RunTree, number: int) -> TreePage:
    """The tree with the way to one step open, and beside it small chains, as far as there is room."""
    path = tree.path(number)
    top = path[-DEEPEST - 1].key if len(path) > DEEPEST else None
    way = [stretch.key for stretch in path[-DEEPEST:]]
    size = max(FEWEST, FIRST_ROWS // (len(way) + 1))
    return _way_to(tree, top, number, way=way, size=size)


def page(tree: RunTree, key: str | None, *, first: int | None = None, before: int | None = None) -> TreePage:
    """Children of a branch, none of them open: those from a step on, or those before one; else the first ones."""
    branch = tree.branch(key)
    if before is None:
        start = branch.place(_within(branch, first or branch.first))
        return _children(tree, key, start=start, size=PAGE)
    end = branch.count if before > branch.last else max(1, branch.place(_within(branch, before)))
    start = max(0, end - PAGE)
    return _children(tree, key, start=start, size=end - start)


def _within(branch: Branch, number: int) -> int:
    return min(max(number, branch.first), branch.last)


def _way_to(tree: RunTree, key: str | None, number: int, *, way: Sequence[str], size: int) -> TreePage:
    branch = tree.branch(key)
    start = max(0, min(branch.place(number) - size // 2, branch.count - size))
    found = _children(tree, key, start=start, size=size)
    room = size - len(found.items)
    for inside in _inside(found.items):
        if way and inside.key == way[0]:
            found.open[inside.key] = _way_to(tree, inside.key, number, way=way[1:], size=size)
        elif not inside.calls and inside.last - inside.first < min(SMALL, room):
            found.open[inside.key] = _children(tree, inside.key, start=0, size=SMALL)
            room -= len(found.open[inside.key].items)
    return found


def _children(tree: RunTree, key: str | None, *, start: int, size: int) -> TreePage:
    branch = tree.branch(key)
    return TreePage(
        key=key,
        branch=branch,
        level=1 if key is None else tree.level(key) + 1,
        start=start,
        items=tuple(branch.items(start, size)),
        open={},
    )


def _inside(items: Sequence[TreeItem]) -> Iterator[Stretch]:
    return (item.inside for item in items if item.inside is not None)
