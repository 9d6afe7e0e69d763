"""Where a value lies inside a larger one, as a path like `$.passages[0].id`."""

import json
import re
from typing import cast
from urllib.parse import quote

from app.domain import exact_json
from app.domain.errors import NotFound
from app.domain.json import JSON
from app.pages.value.text import has_hidden

ROOT = "$"
MAX_KEY = 200  # characters: what lies under a longer key has no path, and is reached with what is around it

_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SEGMENT = re.compile(r'\.([A-Za-z_]\w*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]', re.ASCII)


def under_key(path: str | None, key: str) -> str | None:
    """The path of an object's member; hidden characters of the key are written as JSON escapes."""
    if path is None or len(key) > MAX_KEY:
        return None
    if _NAME.fullmatch(key):
        return f"{path}.{key}"
    return f"{path}[{json.dumps(key, ensure_ascii=has_hidden(key))}]"


def at_index(path: str | None, index: int) -> str | None:
    """The path of a list's item."""
    return None if path is None else f"{path}[{index}]"


def part_address(address: str, path: str | None) -> str:
    """The address of the value at `path` inside the content that `address` answers with."""
    return address if path in {None, ROOT} else f"{address}?path={quote(str(path))}"


def value_at(value: JSON, path: str) -> JSON:
    """The value at the path. Raises NotFound where there is none, or where the path cannot be read."""
    place = len(ROOT)
    if not path.startswith(ROOT):
        raise NotFound("a path into a value begins with $")
    while place < len(path):
        found = _SEGMENT.match(path, place)
        if found is None:
            raise NotFound(f"the path into the value cannot be read from character {place + 1} on")
        value = _child(value, found)
        place = found.end()
    return value


def _child(value: JSON, segment: re.Match[str]) -> JSON:
    name, index, quoted = segment.groups()
    try:
        # A text is drawn as the tree that it spells.
        found = exact_json.loads(value) if isinstance(value, str) else value
        if index is not None and isinstance(found, list | tuple):
            return cast("JSON", found[int(index)])
        if index is None and isinstance(found, dict):
            return cast("JSON", found[name if quoted is None else exact_json.loads(quoted)])
    except (IndexError, KeyError, ValueError, RecursionError) as error:
        raise NotFound("there is nothing at this path of the value") from error
    raise NotFound("there is nothing at this path of the value")
