"""Which items of two lists are the same thing: by what names them, by what they say, else by their place."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.json import JSON, canonical, leaves
from app.replay.sequence import Pair, common, gaps

IDS = ("id", "key", "uuid", "sku", "code", "number")
NAMES = (*IDS, "name", "file", "path", "url", "uri", "source", "title", "line")
SOURCES = ("title", "name", "heading", "source", "url", "uri", "path", "file", "document")  # common to all versions
ALIKE = 0.6  # of the shorter text's words: in the bundled documents versions share 0.8, sections of one 0.4
PROSE = 40  # characters; a record whose longest text is shorter is compared by all that it says
MAX_PAIRINGS = 10_000  # of versions of one document: past a hundred by a hundred they stay apart

Field = tuple[str | int, ...]  # ("metadata", "source"), or (0,) for the first cell of a row
Fields = Mapping[Field, str]
Source = tuple[Field, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPairing:
    """`pairs` are indices before and after, in the order of the later list; `moved` those in another order.

    `before` and `after` call each item by its name, else by its index.
    """

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]
    before: tuple[str, ...]
    after: tuple[str, ...]


def item_pairing(
    before: Sequence[JSON], after: Sequence[JSON], *, renamed: Mapping[str, str] | None = None
) -> ItemPairing:
    """Pair each item at most once, the same from either side. What is `renamed` has another name after.

    Items that a field names are paired by it; others where they are equal. Of the rest, two are versions of one
    document where title or source agree and so do most words. Items without names are then paired by their place.
    """
    name = _naming(list(map(_fields, before)), list(map(_fields, after)))
    ours, theirs = _labels(before, name), _labels(after, name)
    later = [(renamed or {}).get(label, label) for label in ours]
    found = _of_names(later, theirs) if name else _equal(before, after)
    found += _versions(before, after, found)
    found += [] if name else _in_place(found, len(before), len(after))
    pairs = sorted(found, key=lambda pair: pair[1])
    return ItemPairing(pairs=tuple(pairs), moved=_moved(pairs), before=ours, after=theirs)


def alike(one: JSON, other: JSON) -> float:
    """The share of words that two records have in common, by their longest texts where they have such; 0 to 1."""
    ours, theirs = _words(one), _words(other)
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter else 0.0


def _naming(before: Sequence[Fields], after: Sequence[Fields]) -> Field | None:
    """The field that names the items of both lists: each has it, and no two of a list share its value."""
    if not before or not after:
        return None
    shared = set.intersection(*map(set, (*before, *after)))
    first, other = list(before[0]), list(after[0])  # an order's own id stands before that of its customer
    named = [(rank, min(first.index(field), other.index(field)), field) for field in shared if (rank := _rank(field))]
    return next((field for *_, field in sorted(named) if _distinct(field, before) and _distinct(field, after)), None)


def _fields(item: JSON) -> Fields:
    """The texts and whole numbers of a record, and of records right inside it; of a row the first cell."""
    if isinstance(item, Mapping):
        inner = [(str(key), value) for key, value in item.items() if isinstance(value, Mapping)]
        own = {(str(key),): str(value) for key, value in item.items() if _names(value)}
        return own | {(at, str(key)): str(leaf) for at, value in inner for key, leaf in value.items() if _names(leaf)}
    if isinstance(item, Sequence) and not isinstance(item, str) and len(item) > 1 and _names(item[0]):
        return {(0,): str(item[0])}
    return {}


def _names(value: JSON) -> bool:
    return isinstance(value, str | int)


def _rank(field: Field) -> tuple[int, int] | None:
    """How well a field names, the best first: ids before titles, each before one of an inner record; None for not."""
    key = str(field[-1])
    plain = key.casefold()
    if field == (0,):
        return 0, 0
    if plain in NAMES:
        return len(field), NAMES.index(plain)
    return (len(field), 1) if plain.endswith(("_id", "-id")) or key.endswith(("Id", "ID")) else None


def _distinct(field: Field, items: Sequence[Fields]) -> bool:
    return len({item[field] for item in items}) == len(items)


def _labels(items: Sequence[JSON], name: Field | None) -> tuple[str, ...]:
    return tuple(str(place) if name is None else _fields(item)[name] for place, item in enumerate(items))


def _of_names(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    places = {name: i for i, name in enumerate(before)}
    return [(places[name], j) for j, name in enumerate(after) if name in places]


def _equal(before: Sequence[JSON], after: Sequence[JSON]) -> list[Pair]:
    """Equal items: in their longest common order, then the others wherever they stand."""
    ours, theirs = list(map(canonical, before)), list(map(canonical, after))
    found = common(ours, theirs) if ours <= theirs else [(i, j) for j, i in common(theirs, ours)]
    left, right = _free(found, len(before), len(after))
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in right:
        waiting[theirs[j]].append(j)
    return found + [(i, waiting[ours[i]].pop(0)) for i in left if waiting[ours[i]]]


def _versions(before: Sequence[JSON], after: Sequence[JSON], found: Sequence[Pair]) -> list[Pair]:
    """Pairs of free records with the same title or source and most of their words, the likest first."""
    left, right = _free(found, len(before), len(after))
    ours, theirs = _by_source(before, left), _by_source(after, right)
    candidates = []
    for source in ours.keys() & theirs.keys():
        if len(ours[source]) * len(theirs[source]) <= MAX_PAIRINGS:
            candidates += [(-alike(before[i], after[j]), i, j) for i in ours[source] for j in theirs[source]]
    pairs: list[Pair] = []
    for unlike, i, j in sorted(candidates, key=lambda each: (each[0], abs(each[1] - each[2]), each[1] + each[2])):
        if -unlike >= ALIKE and i in left and j in right:
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)
    return pairs


def _by_source(items: Sequence[JSON], places: Sequence[int]) -> dict[Source, list[int]]:
    found: dict[Source, list[int]] = defaultdict(list)
    for place in places:
        source = _source(items[place])
        if source is not None:
            found[source].append(place)
    return found


def _source(item: JSON) -> Source | None:
    """What a document calls itself: a field and its value."""
    fields = _fields(item)
    known = [field for field in fields if str(field[-1]).casefold() in SOURCES]
    best = min(known, key=lambda field: (len(field), SOURCES.index(str(field[-1]).casefold())), default=None)
    return None if best is None else (best, fields[best])


def _words(item: JSON) -> frozenset[str]:
    longest = max(leaves(item), key=len, default="")
    return frozenset(re.findall(r"\w+", longest if len(longest) >= PROSE else canonical(item)))


def _in_place(found: Sequence[Pair], before: int, after: int) -> list[Pair]:
    """What lies in stretches of equal length between items that kept their order."""
    pairs: list[Pair] = []
    taken = {i for i, _ in found}, {j for _, j in found}
    kept = sorted(set(found) - _moved(sorted(found, key=lambda pair: pair[1])))
    for ours, theirs in gaps(kept, before=before, after=after):
        left = [i for i in range(ours.start, ours.stop) if i not in taken[0]]
        right = [j for j in range(theirs.start, theirs.stop) if j not in taken[1]]
        pairs += zip(left, right, strict=True) if len(left) == len(right) else ()
    return pairs


def _free(found: Sequence[Pair], before: int, after: int) -> tuple[list[int], list[int]]:
    ours, theirs = {i for i, _ in found}, {j for _, j in found}
    return [i for i in range(before) if i not in ours], [j for j in range(after) if j not in theirs]


def _moved(pairs: Sequence[Pair]) -> frozenset[Pair]:
    """Those outside the longest common order."""
    turned = [(j, i) for i, j in sorted(pairs)]
    if [i for i, _ in turned] < [i for i, _ in pairs]:  # of two orders as long the same, whichever side comes first
        return frozenset((i, j) for j, i in _out_of_order(turned))
    return _out_of_order(pairs)


def _out_of_order(pairs: Sequence[Pair]) -> frozenset[Pair]:
    order = [i for i, _ in pairs]
    kept = {order[place] for _, place in common(sorted(order), order)}
    return frozenset(pair for pair in pairs if pair[0] not in kept)
