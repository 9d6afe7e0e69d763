"""Where a result itself says that it is not all there is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from app.domain.json import JSON

MAX_NODES = 2_000  # of one result; what follows is rows like those before
MAX_TEXT = 20_000  # characters at either end of a text: notices stand at its ends
MAX_NOTICES = 4
_FLAG = re.compile(r"has_more|has_next|more_available|(?:is_|was_)?truncated|partial|incomplete")
_CURSOR = re.compile(r"next_(?:cursor|page|page_token|token|offset|link)|continuation(?:_token)?")
_TOTAL = re.compile(r"total(?:_(?:count|results|rows|hits|items))?")
_MARKER = re.compile(
    r"\[[^\]\n]{0,60}\b(?:truncated|omitted|cut off|clipped)\b[^\]\n]{0,60}\]"
    r"|<[^>\n]{0,40}\btruncated\b[^>\n]{0,40}>"
    r"|\((?:output |result |content |text )?truncated[^)\n]{0,60}\)"
    r"|\b(?:output|result|results|content|response|text) (?:was |were |has been )?truncated\b[^.\n]{0,60}"
    r"|(?:…|\.\.\.) ?(?:and )?\d[\d,.]* more (?:\w+ )?(?:characters|chars|bytes|lines|rows|results|items|tokens)"
    r"|\b(?:showing|shown|displaying|returned|first) \d[\d,.]* (?:of|out of) \d[\d,.]*(?: \w+)?"
    r"|\b\d[\d,.]* of \d[\d,.]* (?:characters|chars|bytes|lines|rows|results|items|tokens|matches|pages)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(\d[\d,.]*) (?:of|out of) (\d[\d,.]*)", re.IGNORECASE)


def truncations(result: JSON) -> tuple[str, ...]:
    """Each sign in the result's own words, as part of a sentence; none where it says nothing of the kind."""
    found = dict.fromkeys(notice for key, value in _walk(result) for notice in _notices(key, value))
    return tuple(islice(found, MAX_NOTICES))


def _walk(result: JSON) -> Iterator[tuple[str, JSON]]:
    """Every value under its key, parents first."""
    stack: list[tuple[str, JSON]] = [("", result)]
    for _ in range(MAX_NODES):
        if not stack:
            return
        key, value = stack.pop()
        yield key, value
        if isinstance(value, Mapping):
            stack.extend((str(name), inner) for name, inner in reversed(list(value.items())))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            stack.extend(("", inner) for inner in reversed(value[:MAX_NODES]))


def _notices(key: str, value: JSON) -> Iterator[str]:
    name = _snake(key)
    if value is True and _FLAG.fullmatch(name):
        yield f"`{key}` is true"
    elif _CURSOR.fullmatch(name) and isinstance(value, str | int) and not isinstance(value, bool) and value != "":
        yield f"`{key}` is set"
    elif isinstance(value, Mapping):
        yield from _fewer_rows(value)
    elif isinstance(value, str):
        yield from _markers(value)


def _fewer_rows(value: Mapping[str, JSON]) -> Iterator[str]:
    """An object with one list and a greater total."""
    lists = [item for item in value.values() if isinstance(item, Sequence) and not isinstance(item, str)]
    for key, total in value.items():
        counts = isinstance(total, int) and not isinstance(total, bool) and _TOTAL.fullmatch(_snake(str(key)))
        if counts and len(lists) == 1 and isinstance(total, int) and total > len(lists[0]):
            yield f"it has {len(lists[0]):,} of {total:,} rows (`{key}`)"


def _markers(text: str) -> Iterator[str]:
    ends = text if len(text) <= 2 * MAX_TEXT else f"{text[:MAX_TEXT]}\n{text[-MAX_TEXT:]}"
    for found in _MARKER.finditer(ends):
        figures = _FIGURES.search(found.group())
        if figures is None or _number(figures[1]) < _number(figures[2]):
            yield f"it says “{' '.join(found.group().split())}”"


def _number(text: str) -> int:
    return int("".join(character for character in text if character.isdecimal()))


def _snake(key: str) -> str:
    """`hasMore` and `has-more` as `has_more`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).replace("-", "_").casefold()
